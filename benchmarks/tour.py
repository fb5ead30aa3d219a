"""The real window, driven step by step without a screen."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image as PilImage
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from workstation.app.composition import build_window
from workstation.keeping.kept_settings import KeptSettings
from workstation.services.demo_study import write_demo_study
from workstation.services.report_versions import SigningSummary
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.analysis.plugin_controller import RunState
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.studies.feature import StudiesFeature
from workstation.viewer.slice_viewport import SliceViewport

_SIZE = (1600, 960)
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_SETTLE_S = 0.25
_LARGEST_BYTES = 490_000


class _Answers(Prompts):
    def __init__(self, pdf: Path) -> None:
        self._pdf = pdf

    def save_pdf(self, parent: QWidget, suggestion: str) -> Path | None:  # noqa: ARG002
        return self._pdf

    def sign(self, parent: QWidget, summary: SigningSummary) -> bool:  # noqa: ARG002
        return True

    def modality(self, parent: QWidget, files: list[Path]) -> str | None:  # noqa: ARG002
        return "DX"

    def reader(self, parent: QWidget, present: str) -> str:  # noqa: ARG002
        return "Dr. A. Reader"


class Tour:
    """One window, driven step by step.

    Parameters
    ----------
    out : Path
        Where pictures go.
    scratch : Path
        Where the program's data and the report go.
    settle : bool
        Whether to wait until the empty window is painted.
    """

    def __init__(self, out: Path, scratch: Path, *, settle: bool = True) -> None:
        self.out = out
        self.pdf = scratch / "report.pdf"
        self._crashes: list[BaseException] = []
        scratch.mkdir(parents=True, exist_ok=True)
        self.window: MainWindow = build_window(
            data_folder=scratch / "data",
            settings=KeptSettings(scratch / "settings.toml"),
            on_crash=self._crashes.append,
            prompts=_Answers(self.pdf),
        )
        self.window.resize(*_SIZE)
        self.window.show()
        if settle:
            self.settle()

    @property
    def viewport(self) -> SliceViewport:
        """The active viewport."""
        return self.window.features[BoardFeature].area.stage.active

    def wait(self, what: str, done: Callable[[], bool], seconds: float = 120.0) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + seconds
        while not done():
            if self._crashes:
                raise self._crashes[0]
            if time.monotonic() > end:
                raise SystemExit(f"gave up waiting: {what}")
            QApplication.processEvents()
            time.sleep(0.005)

    def settle(self, seconds: float = _SETTLE_S) -> None:
        """Let everything be painted."""
        end = time.monotonic() + seconds
        self.wait("painting", lambda: time.monotonic() > end)

    def shot(self, name: str) -> None:
        """Save a picture of the window."""
        self.window.statusBar().clearMessage()
        self.settle()
        self.save(name, self.window)

    def save(self, name: str, widget: QWidget) -> None:
        """Save a picture of any widget."""
        path = self.out / f"{name}.png"
        if not widget.grab().save(str(path)):
            raise SystemExit(f"cannot write {path}")
        keep_small(path)
        print(path)

    def show_panel(self, title: str) -> None:
        """Show a panel at the right."""
        for feature in self.window.features:
            for panel in feature.docks:
                if str(panel.title) == title:
                    self.window.docks.bring_to_front(panel.widget)

    def do(self, action: str) -> None:
        """Trigger an action of the table."""
        self.window.actions_table[action].trigger()
        self.settle(0.05)

    def open(self, *paths: Path) -> None:
        """Close everything and open these."""
        self.do("close_all")
        self.window.open_paths(list(paths))
        window = self.window
        self.wait(
            "an image",
            lambda: window.workspace.active_image is not None and not window.jobs.running,
        )

    def show(self, description: str) -> None:
        """Look at the series of this description."""
        for place in self.window.features[StudiesFeature].model.stacks():
            if place.series.description == description:
                self.window.features[BoardFeature].display.show_stack(place.stack.id)
                break
        self.wait("the series", lambda: self.window.workspace.active_image is not None)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag with the left button between two (row, column) points of the picture."""
        transform = self.viewport.transform_now()
        if transform is None:
            raise SystemExit("nothing is shown")
        first, last = (
            QPoint(*(round(v) for v in transform.to_screen(*point))) for point in (start, end)
        )
        QTest.mousePress(self.viewport, Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(self.viewport, last)
        QTest.mouseRelease(self.viewport, Qt.MouseButton.LeftButton, pos=last)

    def run(self, plugin_id: str) -> bool:
        """Run a plugin and wait for it; False where it cannot be run."""
        analysis = self.window.features[AnalysisFeature]
        panel = analysis.panel
        self.window.docks.bring_to_front(panel)
        self.wait(plugin_id, lambda: analysis.judge.is_known and bool(panel.cards), 600)
        if plugin_id not in panel.offered:
            print(f"{plugin_id}: {panel.reasons.get(plugin_id, '')}", file=sys.stderr)
            return False
        panel.cards[plugin_id].run.click()
        run = self.window.features[AnalysisFeature].plugins.runs[-1]
        self.wait(plugin_id, lambda: not run.is_open, 600)
        return run.state is RunState.DONE


@contextmanager
def touring(out: Path, scratch: Path) -> Iterator[Tour]:
    """A tour whose window is closed at the end."""
    tour = Tour(out, scratch)
    try:
        yield tour
    finally:
        tour.window.close()


def keep_small(path: Path) -> None:
    """Shrink a picture until its file is not large, so that the repository stays small."""
    while path.stat().st_size > _LARGEST_BYTES:
        with PilImage.open(path) as picture:
            size = round(picture.width * 0.9), round(picture.height * 0.9)
            smaller = picture.convert("RGB").resize(size, PilImage.Resampling.LANCZOS)
        smaller.save(path, optimize=True)


def synthetic_thorax(scratch: Path) -> Path:
    """The folder of the demo phantom's series, written now."""
    folder = scratch / "thorax"
    write_demo_study(folder)
    return folder
