"""Drives the real window from opening to the report and saves pictures of it.

``python -m benchmarks.screenshots docs/images`` uses the real series of ``../shared/data``
where they are, else the synthetic thorax. It needs no screen; under Xvfb the fonts are those
of a desktop. Every step waits for what it asks for and stops the script when that fails.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from workstation.app.composition import build_window
from workstation.domain.finding import FindingStatus
from workstation.tools.base import ToolName
from workstation.ui.dialogs.prompts import Prompts
from workstation.ui.main_window import MainWindow
from workstation.ui.plugin_controller import RunState
from workstation.ui.theme import apply_theme
from workstation.viewer.slice_viewport import SliceViewport

_SIZE = (1600, 960)
_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_SETTLE_S = 0.25


class _Answers(Prompts):
    def __init__(self, pdf: Path) -> None:
        self._pdf = pdf

    def save_pdf(self, parent: QWidget, suggestion: str) -> Path | None:  # noqa: ARG002
        return self._pdf

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
    """

    def __init__(self, out: Path, scratch: Path) -> None:
        self.out = out
        self.pdf = scratch / "report.pdf"
        self._crashes: list[BaseException] = []
        self.window: MainWindow = build_window(
            data_folder=scratch / "data",
            settings=QSettings(str(scratch / "s.ini"), QSettings.Format.IniFormat),
            on_crash=self._crashes.append,
            prompts=_Answers(self.pdf),
        )
        self.window.resize(*_SIZE)
        self.window.show()
        self.settle()

    @property
    def viewport(self) -> SliceViewport:
        """The active viewport."""
        return self.window.area.stage.active

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
        path = self.out / f"{name}.png"
        if not self.window.grab().save(str(path)):
            raise SystemExit(f"cannot write {path}")
        print(path)

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
        for place in self.window.study_model.stacks():
            if place.series.description == description:
                self.window.studies.show_stack(place.stack.id)
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
        panel = self.window.ai_panel
        panel.choose(plugin_id)
        if not panel.run.isEnabled():
            print(f"{plugin_id}: {panel.reason.text()}", file=sys.stderr)
            return False
        panel.run.click()
        run = self.window.plugins.runs[-1]
        self.wait(plugin_id, lambda: not run.is_open, 600)
        return run.state is RunState.DONE


def chest_ct(tour: Tour, folder: Path) -> None:
    """Open, scroll, window, run, review, measure, score, report."""
    window = tour.window
    tour.open(folder)
    tour.do("preset_2")
    for _ in range(6):
        tour.do("next_image")
    tour.shot("ct-open")
    if not tour.run("lung_nodules_ct"):
        raise SystemExit("the nodule plugin did not run")
    window.findings_panel.step(1)
    tour.shot("ct-findings")
    window.review.decide([window.workspace.findings.all[0].id], FindingStatus.ACCEPTED)
    for finding in window.workspace.findings.all[1:]:
        window.review.decide([finding.id], FindingStatus.REJECTED)
    window.findings_panel.step(-1)
    window.findings_panel.select(window.workspace.findings.all[0].id)
    window.review.go_to_finding(window.workspace.findings.all[0])
    tour.do("one_up")
    for _ in range(4):
        tour.do("zoom_in")
    crosshair = window.area.stage.crosshair
    if crosshair is not None:
        window.area.stage.go_to(crosshair)
        _center(tour, crosshair)
    tour.do("show_crosshair")
    row, column = _middle(tour)
    window.toolbox.choose(ToolName.LENGTH)
    tour.drag((row - 9, column - 14), (row + 8, column + 10))
    window.toolbox.choose(ToolName.ELLIPSE)
    tour.drag((row + 24, column - 30), (row + 40, column - 8))
    window.toolbox.choose(ToolName.WINDOW)
    tour.do("key_image")
    window.upper_tabs.setCurrentWidget(window.segments_panel)
    window.lower_tabs.setCurrentWidget(window.measurements_panel)
    tour.shot("ct-measure")
    tour.do("show_crosshair")
    tour.do("one_up")
    tour.do("fit")
    score(tour)
    window.report_panel.set_text("clinical_history", "Nodule seen on a chest film.")
    window.report_panel.set_text("impression", "1. Solid nodule of the right lung.")
    window.lower_tabs.setCurrentWidget(window.report_panel)
    tour.shot("ct-report")
    window.report_panel.sign_button.click()
    tour.wait("the report", lambda: tour.pdf.exists() and not window.jobs.running)


def _middle(tour: Tour) -> tuple[float, float]:
    viewport, crosshair = tour.viewport, tour.window.area.stage.crosshair
    if viewport.view is None or crosshair is None:
        raise SystemExit("nothing is shown")
    _, row, column = viewport.view.locate(viewport.plane, crosshair)
    return row, column


def _center(tour: Tour, point: tuple[float, float, float]) -> None:
    viewport, transform = tour.viewport, tour.viewport.transform_now()
    if viewport.view is None or transform is None:
        raise SystemExit("nothing is shown")
    _, row, column = viewport.view.locate(viewport.plane, point)
    x, y = transform.to_screen(row, column)
    viewport.set_camera(viewport.camera.panned(viewport.width() / 2 - x, viewport.height() / 2 - y))


def score(tour: Tour) -> None:
    """Fill in a score for the accepted finding."""
    window = tour.window
    panel = window.risk_panel
    window.lower_tabs.setCurrentWidget(panel)
    panel.choose("brock_2b", window.workspace.findings.all[0].id)
    panel.set_inputs(
        {
            "age": {"value": 66, "origin": "typed"},
            "sex": {"value": "female", "origin": "typed"},
            "family_history_of_lung_cancer": {"value": False, "origin": "typed"},
            "emphysema": {"value": False, "origin": "typed"},
            "nodule_type": {"value": "solid", "origin": "typed"},
            "upper_lobe": {"value": True, "origin": "typed"},
            "nodule_count": {"value": 1, "origin": "typed"},
            "spiculation": {"value": False, "origin": "typed"},
        }
    )
    panel.compute.click()
    tour.shot("ct-risk")
    if panel.add.isEnabled():
        panel.add.click()


def other_images(tour: Tour) -> None:
    """MR, film and mammogram, cine, PET, and a tilted head CT with uneven slices."""
    tour.window.upper_tabs.setCurrentWidget(tour.window.ai_panel)
    tour.window.lower_tabs.setCurrentWidget(tour.window.findings_panel)
    tour.open(_SHARED / "mr_brain_tumour_pgbm001")
    tour.show("FLAIR_reg")
    tour.shot("mr-planes")
    tour.open(_SHARED / "cr_chest_and_mg")
    tour.window.toolbox.choose(ToolName.LENGTH)
    tour.drag((1400.0, 1200.0), (1900.0, 1700.0))
    tour.window.toolbox.choose(ToolName.WINDOW)
    tour.shot("mammogram")
    tour.open(_SHARED / "us_cine")
    tour.shot("ultrasound")
    tour.open(_SHARED / "pt_headneck_suv_qin0024")
    tour.shot("pet")
    tour.open(_SHARED / "awkward" / "ct_head_ge_tilt_nonuniform_spacing")
    tour.shot("ct-tilted")


def main() -> None:
    """Run the tour."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(app, QApplication):
        apply_theme(app)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        tour = Tour(out, scratch)
        try:
            real = _SHARED / "ct_chest_nodule_lidc0314"
            chest_ct(tour, real if real.is_dir() else _synthetic(scratch))
            if real.is_dir():
                other_images(tour)
        finally:
            tour.window.close()


def _synthetic(scratch: Path) -> Path:
    from workstation.services.demo_study import write_demo_study

    folder = scratch / "thorax"
    write_demo_study(folder)
    return folder


if __name__ == "__main__":
    main()
