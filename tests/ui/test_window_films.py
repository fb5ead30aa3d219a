"""Calibration by hand, true size and the magnifier."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.image_phantoms import radiograph
from tests.support.opening import open_files
from tests.support.studies import FakeServices, finding, result
from tests.ui.conftest import FakePrompts
from tests.ui.test_window_reading import press, show
from workstation.app.composition import request_of
from workstation.domain import coding
from workstation.domain.finding import FindingStatus
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.image import Image, Volume
from workstation.errors import InputError
from workstation.imaging.annotation import calibration_word
from workstation.measuring.calibrating import calibrated_image, honesty_by_hand
from workstation.measuring.new_annotations import new_annotation
from workstation.messages import Message
from workstation.services.export_measurements import write_measurements
from workstation.services.self_test import SelfTestResult
from workstation.services.write_report import build_content
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.calibrations import ManualCalibration
from workstation.ui.board.feature import BoardFeature
from workstation.ui.films.screen_size_dialog import ScreenSizeDialog
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.measuring.table_model import MeasurementsTableModel
from workstation.ui.report.feature import ReportFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.shell.undo_feature import UndoFeature
from workstation.viewer.magnifier import Lens
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.viewport_text import _notes


def draw_length(window: MainWindow, *, columns: float) -> str:
    viewport = window.features[BoardFeature].area.stage.active
    made = new_annotation(
        AnnotationKind.LENGTH,
        viewport,
        ((5.0, 3.0, 0.0), (5.0, 3.0 + columns, 0.0)),
        window.workspace,
    )
    assert made is not None
    window.workspace.put_annotation(made, text=Message("Add length"))
    viewport.selected_annotation = made.id
    return made.id


def reading(window: MainWindow, annotation_id: str) -> str:
    (found,) = [a for a in window.workspace.annotations if a.id == annotation_id]
    return str(found.readings[0].text)


def notes(viewport: SliceViewport) -> tuple[str, ...]:
    frame, transform = viewport.frame(), viewport.transform_now()
    assert frame is not None
    assert transform is not None
    return _notes(viewport, frame, transform)


def test_a_known_length_calibrates_a_clip_and_undo_takes_it_back(
    opened: MainWindow, qtbot: QtBot, prompts: FakePrompts
) -> None:
    show(qtbot, opened, "stack-3")
    other = draw_length(opened, columns=20)
    line = draw_length(opened, columns=25)
    assert reading(opened, line) == "Length 25.0 px"
    prompts.length = 50.0
    press(opened, "calibrate")
    assert reading(opened, line) == "Length 50.0 mm (calibrated by hand)"
    assert reading(opened, other) == "Length 40.0 mm (calibrated by hand)"
    view = opened.features[BoardFeature].area.stage.active.view
    assert view is not None
    assert str(view.scale_word()) == "calibrated by hand"
    kept = opened.workspace.calibrations.get("stack-3")
    assert kept is not None
    assert kept.by == "Dr. Reader"
    assert kept.spacing_ji_mm == pytest.approx((2.0, 2.0))
    opened.features[UndoFeature].undo()
    assert reading(opened, line) == "Length 25.0 px"
    opened.features[UndoFeature].redo()
    press(opened, "remove_calibration")
    assert reading(opened, other) == "Length 20.0 px"


def test_short_lines_and_volumes_are_not_calibrated(
    opened: MainWindow, qtbot: QtBot, prompts: FakePrompts
) -> None:
    draw_length(opened, columns=3)
    press(opened, "calibrate")
    show(qtbot, opened, "stack-3")
    draw_length(opened, columns=12)
    press(opened, "calibrate")
    assert prompts.asked == 0
    assert opened.workspace.calibrations.get("stack-1") is None
    assert opened.workspace.calibrations.get("stack-3") is None


def test_true_size_follows_the_measured_screen(opened: MainWindow, qtbot: QtBot) -> None:
    press(opened, "screen_size")
    dialog = opened.findChild(ScreenSizeDialog)
    assert dialog is not None
    dialog.number.setValue(5.125)
    dialog.accept()
    viewport = opened.features[BoardFeature].area.stage.active
    press(opened, "true_size")
    transform = viewport.transform_now()
    assert transform is not None
    assert transform.scale == pytest.approx(5.125)
    first, second = transform.to_screen(0, 0), transform.to_screen(0, 1)
    frame = viewport.frame()
    assert frame is not None
    assert frame.spacing_rc_mm is not None
    assert second[0] - first[0] == pytest.approx(5.125 * frame.spacing_rc_mm[1])
    assert "True size" in notes(viewport)
    viewport.set_camera(replace(viewport.camera, scale=6.0))
    assert "True size" not in notes(viewport)
    qtbot.wait(1)


def test_without_millimeters_there_is_no_true_size(opened: MainWindow, qtbot: QtBot) -> None:
    show(qtbot, opened, "stack-3")
    before = opened.features[BoardFeature].area.stage.active.camera
    press(opened, "true_size")
    assert opened.features[BoardFeature].area.stage.active.camera == before


def test_the_lens_follows_the_mouse_and_keeps_its_middle(opened: MainWindow, qtbot: QtBot) -> None:
    viewport = opened.features[BoardFeature].area.stage.active
    press(opened, "magnifier")
    QTest.mouseMove(viewport, QPoint(60, 70))
    qtbot.waitUntil(lambda: viewport.lens is not None)
    lens = Lens(QPointF(60, 70), 3.0)
    transform = viewport.transform_now()
    assert transform is not None
    inside = lens.transform(transform)
    place = transform.to_image(60, 70)
    assert inside.to_screen(*place) == pytest.approx((60, 70))
    x, y = transform.to_screen(place[0] + 1, place[1] + 2)
    assert inside.to_screen(place[0] + 1, place[1] + 2) == pytest.approx(
        (60 + 3 * (x - 60), 70 + 3 * (y - 70))
    )
    assert not viewport.picture().isNull()
    press(opened, "magnifier_factor")
    assert viewport.lens is not None
    assert viewport.lens.factor == 3.0
    press(opened, "magnifier")
    assert viewport.lens is None


def test_a_calibration_is_undone_after_another_image_took_its_place(
    opened: MainWindow, qtbot: QtBot, prompts: FakePrompts
) -> None:
    show(qtbot, opened, "stack-3")
    line = draw_length(opened, columns=25)
    prompts.length = 50.0
    press(opened, "calibrate")
    assert reading(opened, line) == "Length 50.0 mm (calibrated by hand)"
    show(qtbot, opened, "stack-1")
    opened.features[UndoFeature].undo()
    assert reading(opened, line) == "Length 25.0 px"
    opened.features[UndoFeature].redo()
    assert reading(opened, line) == "Length 50.0 mm (calibrated by hand)"


def test_a_calibration_is_undone_when_its_film_is_out_of_memory(
    opened: MainWindow, qtbot: QtBot, prompts: FakePrompts
) -> None:
    show(qtbot, opened, "stack-3")
    line = draw_length(opened, columns=25)
    prompts.length = 50.0
    press(opened, "calibrate")
    show(qtbot, opened, "stack-1")
    display = opened.features[BoardFeature].display
    del display._loader._kept["stack-3"]
    assert display.view_of_stack("stack-3") is None
    opened.features[UndoFeature].undo()
    qtbot.waitUntil(lambda: reading(opened, line) == "Length 25.0 px")
    opened.features[UndoFeature].redo()
    # Undone again before it was read: what holds in the end counts.
    opened.features[UndoFeature].undo()
    qtbot.waitUntil(lambda: opened.jobs.running == 0)
    assert reading(opened, line) == "Length 25.0 px"
    opened.features[UndoFeature].redo()
    opened.workspace.close_all()
    qtbot.waitUntil(lambda: opened.jobs.running == 0)
    assert opened.workspace.annotations == ()


def test_nothing_leaves_with_lengths_of_a_former_pixel_size(
    opened: MainWindow,
    qtbot: QtBot,
    prompts: FakePrompts,
    fake: FakeServices,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened.workspace.reader = "Dr. Reader"
    show(qtbot, opened, "stack-3")
    line = draw_length(opened, columns=25)
    prompts.length = 50.0
    press(opened, "calibrate")
    show(qtbot, opened, "stack-1")
    display, desk = opened.features[BoardFeature].display, opened.features[ReportFeature].desk
    measuring = opened.features[MeasuringFeature].controller
    del display._loader._kept["stack-3"]
    prompts.pdf, prompts.csv = tmp_path / "r.pdf", tmp_path / "r.csv"

    class Gone(dict[str, Image]):
        def __getitem__(self, key: str) -> Image:
            raise InputError(Message("The file is gone."))

    monkeypatch.setattr(fake, "images", Gone(fake.images))
    opened.features[UndoFeature].undo()
    # The film cannot be read, so that its length cannot be measured again.
    qtbot.waitUntil(lambda: opened.jobs.running == 0)
    assert reading(opened, line) == "Length 50.0 mm (calibrated by hand)"
    for sign in (False, True):
        desk.write(False, sign=sign)
    boxes = opened.findChildren(QMessageBox)
    assert sum("former pixel size" in box.text() for box in boxes) == 2
    QGuiApplication.clipboard().setText("before")
    (drawn,) = (a for a in opened.workspace.annotations if a.id == line)
    measuring.copy_values(drawn)
    measuring.export()
    assert QGuiApplication.clipboard().text() == "before"
    assert fake.orders == []
    assert list(tmp_path.glob("*.csv")) == []

    monkeypatch.undo()
    show(qtbot, opened, "stack-3")
    assert reading(opened, line) == "Length 25.0 px"
    desk.write(False, sign=False)
    qtbot.waitUntil(lambda: len(fake.orders) == 1)
    assert "25.0 px" in str(fake.orders[0].lengths)


def test_sizes_of_a_finding_follow_the_calibration(
    opened: MainWindow, qtbot: QtBot, prompts: FakePrompts, fake: FakeServices
) -> None:
    opened.workspace.reader = "Dr. Reader"
    show(qtbot, opened, "stack-2")
    run = result()
    assert run.mask is not None
    labels = np.zeros((1, 60, 80), np.uint8)
    labels[0, 20:30, 20:40] = 1
    film = "1.2.3.5"
    mask = replace(run.mask, labels=labels, geometry=None, series_instance_uid=film)
    # Its segment was edited after measuring.
    before = replace(
        finding(), mask_version=0, series_instance_uid=film, position_lps_mm=None, probability=None
    )
    opened.workspace.add_result(replace(run, mask=mask, findings=(before,)), "1.2.3", "stack-2")
    draw_length(opened, columns=25)
    stale = opened.features[SegmentingFeature].editor.stale

    def calibrated(length: float) -> None:
        prompts.length = length
        press(opened, "calibrate")

    def measured() -> float:
        stale.click()
        qtbot.waitUntil(lambda: opened.jobs.running == 0 and stale.isHidden())
        (now,) = opened.workspace.findings_here
        (long_mm,) = [m for m in now.measurements if m.concept == coding.LONG_AXIS]
        assert "calibrated by hand" in str(long_mm.caveat)
        return long_mm.value

    calibrated(50.0)
    first = measured()
    calibrated(25.0)
    assert not stale.isHidden()
    model = opened.features[FindingsFeature].model
    (now,) = opened.workspace.findings_here
    assert "calibrated otherwise after these were measured" in model.details(now)
    opened.workspace.decide(["f1"], FindingStatus.ACCEPTED)
    opened.features[ReportFeature].desk.write(False, sign=True)
    assert fake.orders == []
    boxes = opened.findChildren(QMessageBox)
    assert "the image of Nodule 1 was calibrated otherwise" in " ".join(b.text() for b in boxes)
    assert measured() == pytest.approx(first / 2)
    (now,) = opened.workspace.findings_here
    assert "calibrated otherwise" in str(now.history[-1].note)
    press(opened, "remove_calibration")
    assert not stale.isHidden()
    opened.features[UndoFeature].undo()
    assert stale.isHidden()


def test_the_report_shows_a_film_in_the_scale_of_its_lengths(
    opened: MainWindow, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path
) -> None:
    show(qtbot, opened, "stack-3")
    draw_length(opened, columns=25)
    prompts.length = 50.0
    press(opened, "calibrate")
    order = opened.features[ReportFeature].flow.order(
        tmp_path / "r.pdf", signed_by="", letter_size=False
    )
    assert order is not None
    assert not isinstance(order.image, Volume)
    assert order.image.geometry.spacing_ji_mm == pytest.approx((2.0, 2.0))
    assert str(calibration_word(order.image.geometry)) == "calibrated by hand"


@pytest.mark.parametrize(
    ("attributes", "length"),
    [
        (
            {"ImagerPixelSpacing": [0.2, 0.2], "EstimatedRadiographicMagnificationFactor": 1.6},
            "Length 2.5 mm (estimated magnification 1.6)",
        ),
        ({"ImagerPixelSpacing": [0.2, 0.2]}, "Length 4.0 mm (at the detector)"),
        (
            {"PixelSpacing": [0.1, 0.1], "PixelSpacingCalibrationType": "FIDUCIAL"},
            "Length 2.0 mm (calibrated with a fiducial)",
        ),
        (
            {"ImagerPixelSpacing": [0.2, 0.2], "PixelSpacing": [0.15, 0.15]},
            "Length 3.0 mm (corrected, how is not stated)",
        ),
        (
            {
                "PixelSpacing": [0.15, 0.15],
                "ImagerPixelSpacing": [0.2, 0.2],
                "PixelSpacingCalibrationType": "GEOMETRY",
            },
            "Length 3.0 mm (corrected for geometric magnification)",
        ),
        ({"NominalScannedPixelSpacing": [0.1, 0.1]}, "Length 2.0 mm (on the scanned film)"),
        (
            {"PixelSpacing": [0.15, 0.15]},
            "Length 3.0 mm (at the detector or in the patient, not stated)",
        ),
        ({}, "Length 20.0 px"),
    ],
)
def test_the_word_stands_beside_every_millimeter(
    window: MainWindow,
    fake: FakeServices,
    qtbot: QtBot,
    tmp_path: Path,
    attributes: dict[str, object],
    length: str,
) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.1.1")
    data_set.Modality = "MG"
    put_pixels(data_set, np.zeros((60, 80), np.uint16))
    for keyword, value in attributes.items():
        setattr(data_set, keyword, value)
    save(data_set, tmp_path / "film.dcm")
    open_files(window, fake, tmp_path)
    qtbot.waitUntil(
        lambda: (
            window.features[BoardFeature].area.stage.view is not None and not window.jobs.running
        )
    )
    line = draw_length(window, columns=20)
    assert reading(window, line) == length
    word = length[length.index("(") + 1 : -1] if "(" in length else ""
    view = window.features[BoardFeature].area.stage.view
    assert view is not None
    assert str(view.scale_word()) == word
    path = tmp_path / "measurements.csv"
    (drawn,) = window.workspace.annotations
    assert write_measurements((drawn,), path) == 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["caveat"] for row in csv.DictReader(file)] == [word]
    model = MeasurementsTableModel(window.workspace)
    cells = [str(model.data(model.index(0, column))) for column in range(model.columnCount())]
    assert any(word in cell for cell in cells)
    press(window, "true_size")
    if word:
        assert any(
            note.startswith(f"True size ({word}")
            for note in notes(window.features[BoardFeature].area.stage.active)
        )


def test_what_a_file_says_of_its_pixels_is_not_said_of_a_film_calibrated_by_hand(
    opened: MainWindow, tmp_path: Path
) -> None:
    """Neither by the badge nor by the report, also where another image is looked at."""
    doubt = GeometryIssue(
        code=GeometryIssueCode.UNCALIBRATED,
        message=Message("Lengths are measured at the detector; in the patient they are shorter."),
        of_pixel_size=True,
    )
    other = replace(doubt, message=Message("Something else."), of_pixel_size=False)
    honesty = GeometryHonesty(issues=(doubt, other))
    calibration = ManualCalibration(
        stack_id="stack-2", study_instance_uid="1.2.3", spacing_ji_mm=(2.0, 2.0), length_px=25,
        length_mm=50,
    )  # fmt: skip
    assert honesty_by_hand(honesty, None) is honesty
    assert honesty_by_hand(honesty, calibration).issues == (other,)
    film = replace(radiograph(), honesty=GeometryHonesty(issues=(doubt,)))
    assert calibrated_image(film, calibration).honesty.issues == ()

    def issues() -> list[str]:
        order = opened.features[ReportFeature].flow.order(
            tmp_path / "r.pdf", signed_by="", letter_size=False
        )
        assert order is not None
        stacks = [stack for series in order.study.series for stack in series.stacks]
        (found,) = [stack for stack in stacks if stack.id == "stack-2"]
        return [str(issue.message) for issue in found.geometry.issues]

    report = opened.workspace.reports[0]
    study = report.studies[0]
    series = tuple(
        replace(each, stacks=tuple(replace(s, geometry=honesty) for s in each.stacks))
        for each in study.series
    )
    opened.workspace.add_report(replace(report, studies=(replace(study, series=series),)))
    assert issues() == [str(doubt.message), str(other.message)]
    opened.workspace.calibrations.put(calibration)
    assert issues() == [str(other.message)]


def test_a_draft_marks_sizes_of_a_former_scale(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    opened.workspace.reader = "Dr. Reader"
    show(qtbot, opened, "stack-2")
    of_hand = replace(
        finding().measurements[0], caveat=Message("calibrated by hand"), unit=coding.UNIT_MM
    )
    kept = replace(
        finding(), mask_id="", segment_number=None, series_instance_uid="1.2.3.5",
        position_lps_mm=None, position_ji=(3.0, 4.0), measurements=(of_hand,),
    )  # fmt: skip
    opened.workspace.add_finding(kept, "1.2.3")
    order = opened.features[ReportFeature].flow.order(
        tmp_path / "r.pdf", signed_by="", letter_size=False
    )
    assert order is not None
    assert order.rescaled == ("f1",)
    content = build_content(replace(request_of(order), self_test=SelfTestResult(())))
    (mark,) = content.out_of_date
    assert mark.finding_id == "f1"
    assert "calibrated otherwise" in str(mark.reason)
