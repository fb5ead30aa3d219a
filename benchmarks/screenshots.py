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
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.tour import SHARED, Tour, synthetic_thorax
from workstation.domain.finding import FindingStatus
from workstation.tools.base import ToolName
from workstation.ui.theme import apply_theme


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
    tour.open(SHARED / "mr_brain_tumour_pgbm001")
    tour.show("FLAIR_reg")
    tour.shot("mr-planes")
    tour.open(SHARED / "cr_chest_and_mg")
    tour.window.toolbox.choose(ToolName.LENGTH)
    tour.drag((1400.0, 1200.0), (1900.0, 1700.0))
    tour.window.toolbox.choose(ToolName.WINDOW)
    tour.shot("mammogram")
    tour.open(SHARED / "us_cine")
    tour.shot("ultrasound")
    tour.open(SHARED / "pt_headneck_suv_qin0024")
    tour.shot("pet")
    tour.open(SHARED / "awkward" / "ct_head_ge_tilt_nonuniform_spacing")
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
            real = SHARED / "ct_chest_nodule_lidc0314"
            chest_ct(tour, real if real.is_dir() else synthetic_thorax(scratch))
            if real.is_dir():
                other_images(tour)
        finally:
            tour.window.close()


if __name__ == "__main__":
    main()
