"""The real window, edited at random by mouse, keys and menus, to be killed at any moment.

``python -m tests.support.window_storm DATA STUDY SEED`` opens the window on a study, edits until it
is killed, and tells after each step what is there. ``... DATA STUDY check`` starts the window as a
person does after a crash, accepts what it offers, and tells what is there then.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from tests.support.edit_storm import digest_of
from workstation.app.composition import build_window
from workstation.keeping.kept_settings import KeptSettings
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.events import Recorded, StepBegun, StepEnded
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.report.feature import ReportFeature
from workstation.ui.studies.feature import StudiesFeature

_TOOLS = (
    AnnotationKind.LENGTH,
    AnnotationKind.RECTANGLE,
    AnnotationKind.ELLIPSE,
    AnnotationKind.PROBE,
    AnnotationKind.ANGLE,
)


class _Answers(Prompts):
    """Names a reader."""

    def reader(self, parent: QWidget, present: str) -> str:  # noqa: ARG002
        return "Dr. Storm"


def tell(word: str, workspace: Workspace, study: str) -> None:
    """One line that is out of the process at once."""
    os.write(1, f"{word} {digest_of(workspace, study)}\n".encode())


def _crash(error: BaseException) -> None:
    raise SystemExit(f"{type(error).__name__}: {error}")


def open_window(data: Path) -> MainWindow:
    """The program's window on a folder of its own."""
    settings = KeptSettings(data / "settings.toml")
    settings.change(tour_seen=True)
    return build_window(data_folder=data, settings=settings, on_crash=_crash, prompts=_Answers())


def wait(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + 300
    while not done():
        QApplication.processEvents()
        if time.monotonic() > end:
            raise SystemExit("gave up waiting")
        time.sleep(0.002)


def opened(window: MainWindow) -> bool:
    """Whether the study is there with all of its pixels."""
    return window.workspace.active_image is not None and window.jobs.running == 0


class Storm:
    """Random events on the real widgets."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)

    def step(self) -> None:
        """One thing that a reader does."""
        self.random.choice((self.draw, self.draw, self.move, self.menu, self.text, self.scroll))()

    def draw(self) -> None:
        self.window.features[MouseFeature].toolbox.choose(self.random.choice(_TOOLS))
        self._drag(Qt.MouseButton.LeftButton)
        QTest.keyClick(self.window.features[BoardFeature].area.stage.active, Qt.Key.Key_Escape)

    def move(self) -> None:
        self._drag(Qt.MouseButton.LeftButton)

    def menu(self) -> None:
        name = self.random.choice(("undo", "undo", "redo", "key_image", "delete", "layout_mpr"))
        self.window.actions_table[name].trigger()

    def text(self) -> None:
        panel = self.window.features[ReportFeature].panel
        edit = panel.findChildren(QPlainTextEdit)[-1]
        edit.setPlainText(f"Impression {self.random.random():.6f}")
        panel.keep()

    def scroll(self) -> None:
        viewport = self.window.features[BoardFeature].area.stage.active
        viewport.set_index(viewport.index + self.random.choice((-2, -1, 1, 2)))

    def _drag(self, button: Qt.MouseButton) -> None:
        viewport = self.window.features[BoardFeature].area.stage.active
        points = [
            QPoint(
                self.random.randint(40, viewport.width() - 40),
                self.random.randint(40, viewport.height() - 40),
            )
            for _ in range(3)
        ]
        QTest.mousePress(viewport, button, pos=points[0])
        QTest.mouseMove(viewport, points[1])
        QTest.mouseRelease(viewport, button, pos=points[1])


def edit(data: Path, study: Path, seed: int) -> None:
    """Open the study and edit until the end."""
    window = open_window(data)
    window.show()
    window.workspace.reader = "Dr. Storm"
    window.open_paths([study])
    wait(lambda: opened(window))
    workspace = window.workspace
    uid = workspace.active_study_uid
    depth = 0

    def begun(_event: object) -> None:
        nonlocal depth
        depth += 1

    def ended(_event: object) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            tell("keeping", workspace, uid)

    def recorded(_event: object) -> None:
        if depth == 0:
            tell("keeping", workspace, uid)

    # Told before the journal's own handlers: afterwards it may be there without being told.
    handlers = workspace._bus._handlers
    for kind, handler in ((StepBegun, begun), (StepEnded, ended), (Recorded, recorded)):
        handlers.setdefault(kind, []).insert(0, handler)
    tell("seen", workspace, uid)
    storm = Storm(window, seed)
    while True:
        storm.step()
        QApplication.processEvents()
        tell("seen", workspace, uid)


def check(data: Path) -> None:
    """Start again, accept what is offered, and tell what is there."""
    window = open_window(data)
    window.show()
    recovery = window.features[StudiesFeature].recovery
    recovery.offer()
    for left in recovery.strip.rows:
        recovery.strip.open_again.emit(left)
    wait(lambda: opened(window))
    tell("found", window.workspace, window.workspace.active_study_uid)
    tell(
        f"layout-{window.features[BoardFeature].area.layout_id}",
        window.workspace,
        window.workspace.active_study_uid,
    )
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    application = QApplication([])
    folder, images, what = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    if what == "check":
        check(folder)
    edit(folder, images, int(what))
