"""Drives the real window from opening to the report and saves pictures of it.

``python -m benchmarks.screenshots docs/images`` uses the real series of ``../shared/data``
where they are, else the synthetic thorax. It needs no screen; under Xvfb the fonts are those
of a desktop. Every step waits for what it asks for and stops the script when that fails.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.reading_tour import in_chinese, reading_room
from benchmarks.tour import SHARED, Tour, keep_small, synthetic_thorax, touring
from workstation.domain.finding import FindingStatus
from workstation.session.annotation_kinds import AnnotationKind
from workstation.tools.base import ToolName
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.language import install_language
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.widgets.theme import apply_theme


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
    window.features[FindingsFeature].panel.step(1)
    tour.shot("ct-findings")
    window.features[FindingsFeature].review.decide(
        [window.workspace.findings.all[0].id], FindingStatus.ACCEPTED
    )
    for finding in window.workspace.findings.all[1:]:
        window.features[FindingsFeature].review.decide([finding.id], FindingStatus.REJECTED)
    window.features[FindingsFeature].panel.step(-1)
    window.features[FindingsFeature].panel.select(window.workspace.findings.all[0].id)
    window.features[FindingsFeature].review.go_to_finding(window.workspace.findings.all[0])
    tour.do("one_up")
    for _ in range(4):
        tour.do("zoom_in")
    crosshair = window.features[BoardFeature].area.stage.crosshair
    if crosshair is not None:
        window.features[BoardFeature].area.stage.go_to(crosshair)
        _center(tour, crosshair)
    row, column = _middle(tour)
    window.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    tour.drag((row - 9, column - 14), (row + 8, column + 10))
    window.features[MouseFeature].toolbox.choose(AnnotationKind.ELLIPSE)
    tour.drag((row + 24, column - 30), (row + 40, column - 8))
    window.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    tour.do("key_image")
    window.docks.bring_to_front(window.features[SegmentingFeature].panel)
    window.docks.bring_to_front(window.features[MeasuringFeature].panel)
    tour.shot("ct-measure")
    score(tour)
    window.features[ReportFeature].panel.set_text(
        "clinical_history", "Nodule seen on a chest film."
    )
    window.features[ReportFeature].panel.set_text(
        "impression", "1. Solid nodule of the right lung."
    )
    window.docks.bring_to_front(window.features[ReportFeature].panel)
    tour.shot("ct-report")
    window.features[ReportFeature].panel.sign_button.click()
    tour.wait("the report", lambda: tour.pdf.exists() and not window.jobs.running)


def _middle(tour: Tour) -> tuple[float, float]:
    viewport, crosshair = tour.viewport, tour.window.features[BoardFeature].area.stage.crosshair
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
    panel = window.features[RiskFeature].panel
    window.docks.bring_to_front(panel)
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


def lungs(tour: Tour, folder: Path) -> None:
    """Both lungs, filled, over all planes."""
    window = tour.window
    tour.open(folder)
    tour.do("preset_2")
    if not tour.run("lungs_ct"):
        raise SystemExit("the lung plugin did not run")
    window.docks.bring_to_front(window.features[AnalysisFeature].panel)
    tour.shot("ai-panel")
    window.docks.bring_to_front(window.features[SegmentingFeature].panel)
    window.features[FindingsFeature].panel.step(1)
    tour.shot("ct-lungs")


def films(tour: Tour) -> None:
    """Lung fields of an adult's film; where the pneumonia network looked on a child's."""
    window = tour.window
    tour.open(SHARED / "cr_chest_and_mg" / "cr_chest_metastases_wg04_j2k.dcm")
    if not tour.run("lung_fields_xr"):
        raise SystemExit("the lung field plugin did not run")
    window.features[FindingsFeature].panel.step(1)
    window.docks.bring_to_front(window.features[SegmentingFeature].panel)
    tour.shot("xr-lung-fields")
    window.docks.bring_to_front(window.features[AnalysisFeature].panel)
    tour.open(_film_with_pneumonia())
    if not tour.run("pneumonia_xr"):
        raise SystemExit("the pneumonia plugin did not run")
    window.features[FindingsFeature].panel.step(1)
    window.docks.bring_to_front(window.features[SegmentingFeature].panel)
    tour.do("show_saliency")
    tour.shot("xr-saliency")
    window.docks.bring_to_front(window.features[AnalysisFeature].panel)


def _film_with_pneumonia() -> Path:
    folder = SHARED / "train_cxr_pneumonia"
    with (folder / "labels.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] != "normal"]
    return folder / "images" / rows[0]["file"]


def other_images(tour: Tour) -> None:
    """MR, mammogram, cine, PET, and a tilted head CT with uneven slices."""
    window = tour.window
    window.docks.bring_to_front(window.features[AnalysisFeature].panel)
    window.docks.bring_to_front(window.features[FindingsFeature].panel)
    tour.open(SHARED / "mr_brain_tumour_pgbm001")
    tour.show("FLAIR_reg")
    tour.shot("mr-planes")
    tour.open(SHARED / "cr_chest_and_mg" / "mg_ffdm_jpegll.dcm")
    frame = tour.viewport.frame()
    if frame is not None:
        rows, columns = frame.values.shape[:2]
        window.docks.bring_to_front(window.features[MeasuringFeature].panel)
        window.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
        tour.drag((rows * 0.48, columns * 0.62), (rows * 0.58, columns * 0.84))
        window.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    tour.shot("mammogram")
    window.docks.bring_to_front(window.features[FindingsFeature].panel)
    tour.open(SHARED / "us_cine")
    tour.shot("ultrasound")
    tour.open(SHARED / "pt_headneck_suv_qin0024")
    tour.shot("pet")
    tour.open(SHARED / "awkward" / "ct_head_ge_tilt_nonuniform_spacing")
    tour.shot("ct-tilted")


def report_page(pdf: Path, out: Path) -> None:
    """The first page of the report as a picture; nothing where pdftoppm is not installed."""
    program = shutil.which("pdftoppm")
    if program is None:
        return
    target = out / "report-page"
    command = [program, "-png", "-r", "80", "-f", "1", "-singlefile", str(pdf), str(target)]
    subprocess.run(command, check=True, timeout=60)
    keep_small(target.with_suffix(".png"))


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
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        real = SHARED / "ct_chest_nodule_lidc0314"
        folder = real if real.is_dir() else synthetic_thorax(scratch)
        with touring(out, scratch / "chest") as tour:
            chest_ct(tour, folder)
            report_page(tour.pdf, out)
        with touring(out, scratch / "lungs") as tour:
            lungs(tour, folder)
        if real.is_dir():
            with touring(out, scratch / "others") as tour:
                films(tour)
                other_images(tour)
            with touring(out, scratch / "reading") as tour:
                reading_room(tour)
            if isinstance(app, QApplication) and install_language(app, "zh_CN"):
                with touring(out, scratch / "chinese") as tour:
                    in_chinese(tour)


if __name__ == "__main__":
    main()
