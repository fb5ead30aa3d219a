from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.support.studies import FakeServices
from workstation.domain.finding import Finding
from workstation.imaging.reslice_kernels import warm_up
from workstation.keeping.kept_settings import KeptSettings
from workstation.processes.thread_runner import THREAD_NAME
from workstation.scene import layout
from workstation.services.plugin_consent import ConsentQuestion
from workstation.services.report_versions import SigningSummary
from workstation.session.finding_edits import FindingEdit
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.report_settings import ReportSettings
from workstation.ui.main_window import MainWindow
from workstation.ui.shell.job_controller import JobController
from workstation.ui.widgets.theme import apply_theme

PATIENCE_MS = 480_000
"""How long a test waits for the program on a machine that is busy with other work."""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait longer than the five seconds that pytest-qt has as its default."""
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        method = getattr(QtBot, name)
        monkeypatch.setattr(QtBot, name, partialmethod(method, timeout=PATIENCE_MS))


@pytest.fixture(autouse=True)
def planes_of_small_phantoms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show planes of phantoms that are small so that tests are fast; they stand for large ones.

    tests/ui/test_window_hanging.py tries the real limits.
    """
    monkeypatch.setattr(layout, "FEWEST_SLICES", 2)
    monkeypatch.setattr(layout, "THICKEST_SLICE_MM", 1e9)


def _kinds(*bases: type) -> Iterator[type]:
    """Classes and all that were derived from them."""
    for base in bases:
        yield base
        yield from _kinds(*base.__subclasses__())


def _left_running() -> list[str]:
    """Threads, pools and timers of the program that still run."""
    named = ("archive", f"{THREAD_NAME}-")
    left = [t.name for t in threading.enumerate() if t.name.startswith(named) and t.is_alive()]
    # By exact type: there are hundreds of thousands of objects to look through after each test.
    kinds = frozenset(_kinds(QThread, QThreadPool, QTimer))
    for thing in [each for each in gc.get_objects() if type(each) in kinds]:
        if not isValid(thing):
            continue
        if isinstance(thing, QThread) and thing.isRunning() and thing != QThread.currentThread():
            left.append("a QThread")
        elif isinstance(thing, QThreadPool) and thing.activeThreadCount():
            left.append("a job")
        elif isinstance(thing, QTimer) and thing.isActive() and not thing.isSingleShot():
            left.append(f"a timer of {thing.parent()}")
    return left


@pytest.fixture(autouse=True)
def nothing_left_running(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a thread, a job or a timer behind."""
    yield
    # Windows are closed by the time: this fixture is set up before theirs.
    end = time.monotonic() + PATIENCE_MS / 1000
    while (left := _left_running()) and time.monotonic() < end:
        qapp.processEvents()
        time.sleep(0.01)
    assert left == []


@pytest.fixture(scope="session", autouse=True)
def _compiled_kernels() -> None:
    """Compile before the first window does, so that no test waits for the compiler."""
    warm_up()


class FakePrompts(Prompts):
    """Answers without asking."""

    def __init__(self, folder: Path) -> None:
        self.folder_answer: Path | None = folder
        self.pdf: Path | None = folder / "report.pdf"
        self.csv: Path | None = folder / "measurements.csv"
        self.png: Path | None = folder / "picture.png"
        self.picture: tuple[Path, bool] | None = (folder / "picture.png", False)
        self.text: str | None = "Apex"
        self.text_before = ""
        self.name = "Dr. Reader"
        self.modality_answer: str | None = "MR"
        self.edit: FindingEdit | None = None
        self.signs = True
        self.summaries: list[SigningSummary] = []
        self.asked = 0
        self.length: float | None = 50.0
        self.line = ""
        self.loses = True
        self.trusts = False
        self.runs_in_doubt = False
        self.doubted: list[tuple[str, list[str]]] = []
        self.links = False
        self.linked: list[list[str]] = []
        self.questions: list[ConsentQuestion] = []
        self.mask_answer: list[Path] = []
        self.settings_answer: ReportSettings | None = None
        self.meanwhile: Callable[[], None] = lambda: None
        """What happens in the window while a question is open."""

    def folder(self, parent: QWidget, start: str) -> Path | None:  # noqa: ARG002
        return self.folder_answer

    def files(self, parent: QWidget, start: str) -> list[Path]:  # noqa: ARG002
        return [self.folder_answer] if self.folder_answer else []

    def masks(self, parent: QWidget, start: str) -> list[Path]:  # noqa: ARG002
        self.meanwhile()
        return self.mask_answer

    def length_mm(self, parent: QWidget) -> float | None:  # noqa: ARG002
        self.meanwhile()
        return self.length

    def save_pdf(self, parent: QWidget, suggestion: str) -> Path | None:  # noqa: ARG002
        self.meanwhile()
        return self.pdf

    def save_picture(self, parent: QWidget, suggestion: str) -> tuple[Path, bool] | None:
        del parent, suggestion
        self.meanwhile()
        return self.picture

    def sign(self, parent: QWidget, summary: SigningSummary) -> bool:  # noqa: ARG002
        self.meanwhile()
        self.summaries.append(summary)
        return self.signs

    def trust_plugin(self, parent: QWidget, question: ConsentQuestion) -> bool:  # noqa: ARG002
        self.meanwhile()
        self.questions.append(question)
        return self.trusts

    def run_in_doubt(self, parent: QWidget, name: str, doubts: list[str]) -> bool:
        del parent
        self.meanwhile()
        self.doubted.append((name, doubts))
        return self.runs_in_doubt

    def link_patients(self, parent: QWidget, names: list[str]) -> bool:  # noqa: ARG002
        self.linked.append(names)
        return self.links

    def save_csv(self, parent: QWidget, suggestion: str) -> Path | None:  # noqa: ARG002
        return self.csv

    def save_png(self, parent: QWidget, suggestion: str) -> Path | None:  # noqa: ARG002
        self.meanwhile()
        return self.png

    def annotation_text(self, parent: QWidget, present: str) -> str | None:
        del parent
        self.meanwhile()
        self.text_before = present
        return self.text

    def save_segmentation(self, parent: QWidget, suggestion: str) -> Path | None:
        del parent
        self.meanwhile()
        return self.pdf.with_name(suggestion) if self.pdf is not None else None

    def modality(self, parent: QWidget, files: list[Path]) -> str | None:  # noqa: ARG002
        return self.modality_answer

    def finding(self, parent: QWidget, finding: Finding | None) -> FindingEdit | None:  # noqa: ARG002
        self.meanwhile()
        return self.edit

    def lose(self, parent: QWidget, count: int) -> bool:  # noqa: ARG002
        return self.loses

    def ask_line(self, parent: QWidget, title: str, label: str, present: str = "") -> str:  # noqa: ARG002
        return self.line

    def report_settings(self, parent: QWidget, present: ReportSettings) -> ReportSettings | None:
        del parent, present
        return self.settings_answer

    def reader(self, parent: QWidget, present: str) -> str:  # noqa: ARG002
        self.asked += 1
        return self.name


@pytest.fixture
def fake() -> FakeServices:
    return FakeServices()


@pytest.fixture
def prompts(tmp_path: Path) -> FakePrompts:
    return FakePrompts(tmp_path)


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, fake: FakeServices, prompts: FakePrompts
) -> Iterator[MainWindow]:
    """The window on fake services, shown."""
    apply_theme(qapp)
    crashes: list[BaseException] = []
    jobs = JobController(crashes.append)
    settings = KeptSettings(tmp_path / "settings.toml")
    made = MainWindow(
        Workspace(), fake.services(), jobs, settings=settings, prompts=prompts, login_name="me"
    )
    jobs.setParent(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    fake.wait_for_cancel = False
    made.close()
    assert jobs.running == 0 or jobs.shutdown()
    assert crashes == []


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with the phantom study open and its volume read."""
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)
    return window
