"""Everything of a study at hand: objects under their series, shown and hidden by a click."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nibabel
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.ct_series import a_series
from tests.support.dicom_phantoms import save
from tests.support.label_series import write_label_series
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.support.presentation_states import presentation_state
from tests.support.study_objects import (
    content,
    image_item,
    number,
    region,
    write_key_objects,
    write_map,
    write_pdf,
    write_plan,
    write_report,
)
from tests.ui.conftest import FakePrompts
from tests.ui.test_window_nothing_lost import wired
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.image import Volume
from workstation.errors import MaskReadError
from workstation.interchange.masks import write_nifti
from workstation.messages import Message
from workstation.ui.board.feature import BoardFeature
from workstation.ui.fusion.feature import FusionFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.objects.chips import Chip
from workstation.ui.objects.feature import ObjectsFeature
from workstation.ui.overlays.feature import OverlaysFeature
from workstation.ui.shell.docks import DockPlace
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.studies.import_report_dialog import report_text

SHAPE = (6, 16, 20)


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "study" / "ct", geometry(SHAPE))


@pytest.fixture
def window(tmp_path: Path, prompts: FakePrompts, qtbot: QtBot) -> MainWindow:
    return wired(tmp_path, prompts, qtbot)


def image_of(volume: Volume, k: int) -> Path:
    wanted = volume.source.sop_instance_uids[k]
    return next(
        path
        for path in map(Path, volume.source.paths)
        if pydicom.dcmread(path, stop_before_pixels=True).SOPInstanceUID == wanted
    )


def open_study(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.open_paths([path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)


def rows(window: MainWindow) -> list[tuple[QModelIndex, str, Chip]]:
    """Index, stack and chip of each object in the list."""
    model = window.features[StudiesFeature].model
    found = []
    for row in range(model.rowCount()):
        study = model.index(row, 0)
        for below in range(model.rowCount(study)):
            index = model.index(below, 0, study)
            chip = model.chip_at(index)
            if chip is not None:
                found.append((index, *chip))
    return found


def chip(window: MainWindow, mark: str) -> Chip:
    return next(each for _index, _stack, each in rows(window) if each.mark == mark)


def click(window: MainWindow, qtbot: QtBot, mark: str) -> None:
    index = next(index for index, _stack, each in rows(window) if each.mark == mark)
    window.features[StudiesFeature].panel.tree.clicked.emit(index)
    qtbot.waitUntil(lambda: not window.jobs.running)


def waits(window: MainWindow, qtbot: QtBot, mark: str, *, shown: bool) -> None:
    qtbot.waitUntil(lambda: chip(window, mark).is_shown is shown)


def said(window: MainWindow) -> str:
    return " ".join(box.text() for box in window.findChildren(QMessageBox))


def marks(window: MainWindow) -> tuple[object, ...]:
    """What a report drew on the image that is looked at."""
    objects = window.features[BoardFeature].stage.active.objects
    return objects.marks if objects is not None else ()


def write_measured(path: Path, image: Path) -> None:
    """A report with a length from (6, 6) of an image."""
    shape = region(image, "POLYLINE", [6.5, 6.5, 6.5, 6.5], "INFERRED FROM")
    write_report(path, image, [content("TEXT", "Note", TextValue="x"),
                               number("Length", "12.5", "mm", inside=[shape])])  # fmt: skip


def crosshair(window: MainWindow) -> NDArray[np.float64]:
    at = window.features[BoardFeature].stage.crosshair
    assert at is not None
    return np.asarray(at)


def write_seg(volume: Volume, path: Path) -> None:
    labels = asymmetric_labels(SHAPE)
    write_segmentation(a_mask(labels, volume.geometry, [segment(1), segment(2)]), volume, path)


def test_objects_stand_under_their_series_and_say_what_they_are(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "study"
    write_seg(volume, folder / "seg.dcm")
    write_report(folder / "sr.dcm", image_of(volume, 2), [], title="Chest report")
    write_key_objects(folder / "ko.dcm", [image_of(volume, 3)])
    write_pdf(folder / "letter.dcm", image_of(volume, 2), ["one"])
    write_plan(folder / "plan.dcm", image_of(volume, 2))
    open_study(window, qtbot, folder)
    stack = window.workspace.places[0].stack.id
    assert {each.mark: (under, each.title) for _i, under, each in rows(window)} == {
        "SEG": (stack, chip(window, "SEG").title),
        "SR": (stack, "Chest report"),
        "KO": (stack, "For Referring Provider"),
        "PDF": (stack, "Letter"),
        "RTPLAN": ("", "RT Plan"),
    }
    assert chip(window, "RTPLAN").facts == "kept, not shown"
    assert not any(each.is_shown for _i, _s, each in rows(window))
    panel = window.features[StudiesFeature].panel
    assert panel.left_out.text() == "11 of 11 files read\n1 not shown"
    assert f"{folder / 'plan.dcm'}\tRT Plan: kept, not shown" in report_text(
        window.workspace.reports
    )
    window.close()


def test_a_click_shows_a_segmentation_and_another_one_hides_it(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    write_seg(volume, tmp_path / "study" / "seg.dcm")
    open_study(window, qtbot, tmp_path / "study")
    click(window, qtbot, "SEG")
    waits(window, qtbot, "SEG", shown=True)
    (mask,) = window.workspace.masks

    def displays() -> list[bool]:
        return [
            window.workspace.segment_display(mask.id, each.number).visible for each in mask.segments
        ]

    assert displays() == [True, True]
    click(window, qtbot, "SEG")
    waits(window, qtbot, "SEG", shown=False)
    assert displays() == [False, False]
    click(window, qtbot, "SEG")
    waits(window, qtbot, "SEG", shown=True)
    assert [each.id for each in window.workspace.masks] == [mask.id]
    window.actions_table["undo"].trigger()
    waits(window, qtbot, "SEG", shown=False)
    window.close()


def test_a_report_is_read_beside_the_images_and_leads_to_them(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    image = image_of(volume, 4)
    shape = region(image, "POLYLINE", [3.5, 6.5, 9.5, 6.5], "INFERRED FROM")
    items = [
        content("TEXT", "Impression", TextValue="<b>stable</b>"),
        number("Length", "12.5", "mm", inside=[shape]),
        image_item(image_of(volume, 1), "Key image"),
    ]
    write_report(tmp_path / "study" / "sr.dcm", image, items)
    open_study(window, qtbot, tmp_path / "study")
    click(window, qtbot, "SR")
    waits(window, qtbot, "SR", shown=True)
    panel = window.features[ObjectsFeature].panel
    assert window.docks.is_in_front(panel)
    words = panel.text.toPlainText()
    assert "Impression: <b>stable</b>" in words
    assert "Length: 12.5 mm" in words
    assert "verified" in words
    viewport = window.features[BoardFeature].stage.active
    assert viewport.objects is not None
    (mark,) = viewport.objects.marks
    assert mark.text is not None
    assert mark.text.text == "Length 12.5 mm"
    panel.text.anchorClicked.emit(QUrl("line:1"))
    view = window.features[BoardFeature].stage.view
    assert view is not None
    wanted = volume.geometry.to_lps_mm((4.0, 6.0, 6.0))
    np.testing.assert_allclose(crosshair(window), wanted, atol=0.51)
    panel.text.anchorClicked.emit(QUrl("line:4"))
    middle = volume.geometry.to_lps_mm((1.0, 7.5, 9.5))
    np.testing.assert_allclose(crosshair(window), middle, atol=0.51)
    window.workspace.close_all()
    assert panel.text.toPlainText() == ""
    assert rows(window) == []
    window.close()


def test_a_second_click_takes_a_report_and_what_it_drew_off(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    write_measured(tmp_path / "study" / "sr.dcm", image_of(volume, 4))
    open_study(window, qtbot, tmp_path / "study")
    click(window, qtbot, "SR")
    waits(window, qtbot, "SR", shown=True)
    assert marks(window)
    click(window, qtbot, "SR")
    waits(window, qtbot, "SR", shown=False)
    assert marks(window) == ()
    assert window.features[ObjectsFeature].panel.text.toPlainText() == ""
    window.close()


def test_a_document_that_cannot_be_read_leaves_what_is_read(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    image = image_of(volume, 4)
    write_measured(tmp_path / "study" / "sr.dcm", image)
    write_pdf(tmp_path / "study" / "letter.dcm", image, ["one"])
    letter = pydicom.dcmread(tmp_path / "study" / "letter.dcm")
    letter.EncapsulatedDocument = b"%PDF-1.4 no more"
    save(letter, tmp_path / "study" / "letter.dcm")
    open_study(window, qtbot, tmp_path / "study")
    click(window, qtbot, "SR")
    waits(window, qtbot, "SR", shown=True)
    click(window, qtbot, "PDF")
    qtbot.waitUntil(lambda: "damaged or locked" in said(window))
    assert chip(window, "SR").is_shown
    assert not chip(window, "PDF").is_shown
    assert marks(window)
    panel = window.features[ObjectsFeature].panel
    panel.text.anchorClicked.emit(QUrl("line:1"))
    wanted = volume.geometry.to_lps_mm((4.0, 6.0, 6.0))
    np.testing.assert_allclose(crosshair(window), wanted, atol=0.51)
    window.close()


def test_a_report_draws_nothing_on_images_of_another_patient(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "other" / "sr.dcm"
    path.parent.mkdir()
    write_measured(path, image_of(volume, 4))
    made = pydicom.dcmread(path)
    made.PatientID, made.PatientName = "another", "Another^Person"
    made.StudyInstanceUID = "1.2.3.99"
    save(made, path)
    open_study(window, qtbot, tmp_path / "study")
    window.open_paths([tmp_path / "other"])
    qtbot.waitUntil(lambda: ("SR", True) in [(c.mark, c.is_shown) for _i, _s, c in rows(window)])
    assert "another patient" in chip(window, "SR").facts
    assert "Length: 12.5 mm" in window.features[ObjectsFeature].panel.text.toPlainText()
    assert marks(window) == ()
    window.close()


def test_a_double_click_shows_and_does_not_hide(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    write_measured(tmp_path / "study" / "sr.dcm", image_of(volume, 4))
    open_study(window, qtbot, tmp_path / "study")
    tree = window.features[StudiesFeature].panel.tree
    chosen = []
    window.features[StudiesFeature].panel.object_chosen.connect(lambda key, _s: chosen.append(key))
    index = next(index for index, _s, each in rows(window) if each.mark == "SR")
    place = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(chosen) == 1
    waits(window, qtbot, "SR", shown=True)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    waits(window, qtbot, "SR", shown=False)
    # Whoever goes through the list by keys stays where they are.
    here = window.features[StudiesFeature].model.chip_at(tree.currentIndex())
    assert here is not None
    assert here[1].mark == "SR"
    window.close()


def test_the_pages_of_a_document_are_turned(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    write_pdf(tmp_path / "study" / "letter.dcm", image_of(volume, 2), ["one", "two"])
    open_study(window, qtbot, tmp_path / "study")
    click(window, qtbot, "PDF")
    waits(window, qtbot, "PDF", shown=True)
    panel = window.features[ObjectsFeature].panel
    assert panel.number.text() == "1 of 2"
    assert not panel.previous.isEnabled()
    panel.next.click()
    qtbot.waitUntil(lambda: panel.number.text() == "2 of 2")
    assert not panel.next.isEnabled()
    window.close()


def test_a_presentation_state_is_taken_off_and_applied_again(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    source = pydicom.dcmread(image_of(volume, 2))
    state = presentation_state(source)
    for keyword in ("PatientID", "PatientName", "PatientBirthDate", "PatientSex"):
        setattr(state, keyword, source[keyword].value)
    save(state, tmp_path / "study" / "pr.dcm")
    open_study(window, qtbot, tmp_path / "study")
    waits(window, qtbot, "PR", shown=True)
    controller = window.features[OverlaysFeature].controller
    stack = window.workspace.places[0].stack.id
    assert controller.chosen_on(stack) is not None
    click(window, qtbot, "PR")
    waits(window, qtbot, "PR", shown=False)
    assert controller.chosen_on(stack) is None
    click(window, qtbot, "PR")
    waits(window, qtbot, "PR", shown=True)
    assert controller.chosen_on(stack) is not None
    window.close()


def test_a_parametric_map_lies_over_its_images(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    write_map(tmp_path / "study" / "map.dcm", [image_of(volume, k) for k in range(6)])
    open_study(window, qtbot, tmp_path / "study")
    ct = next(p for p in window.workspace.places if p.series.modality == "CT")
    assert [(under, each.mark) for _i, under, each in rows(window)] == [(ct.stack.id, "MAP")]
    click(window, qtbot, "MAP")
    waits(window, qtbot, "MAP", shown=True)
    fusion = window.features[FusionFeature].controller
    qtbot.waitUntil(lambda: fusion.layer is not None)
    active = window.workspace.active
    assert active is not None
    assert active.stack.id == ct.stack.id
    click(window, qtbot, "MAP")
    waits(window, qtbot, "MAP", shown=False)
    assert fusion.choice is None
    window.close()


def test_a_label_image_beside_the_study_lies_over_what_is_looked_at(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    labels = asymmetric_labels(SHAPE)
    write_nifti(a_mask(labels, volume.geometry, [segment(1)]), tmp_path / "study" / "m.nii.gz")
    nibabel.save(
        nibabel.Nifti1Image(np.ones((3, 3, 3), np.int16), np.eye(4)),
        tmp_path / "study" / "other.nii",
    )
    open_study(window, qtbot, tmp_path / "study")
    click(window, qtbot, "NII")
    first = next(each for _i, _s, each in rows(window) if each.title == "m")
    qtbot.waitUntil(lambda: bool(window.workspace.masks))
    np.testing.assert_array_equal(window.workspace.masks[0].labels, labels)
    qtbot.waitUntil(lambda: next(e for _i, _s, e in rows(window) if e.key == first.key).is_shown)
    other = next(index for index, _s, each in rows(window) if each.title == "other")
    window.features[StudiesFeature].panel.tree.clicked.emit(other)
    qtbot.waitUntil(lambda: "other.nii" in said(window))
    assert len(window.workspace.masks) == 1
    window.close()


def test_an_object_of_a_series_that_is_not_open_says_so_until_it_is(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "apart").mkdir()
    image = image_of(volume, 2)
    write_report(tmp_path / "apart" / "sr.dcm", image, [image_item(image, "Key")])
    window.open_paths([tmp_path / "apart"])
    # What is opened by itself is shown at once.
    qtbot.waitUntil(lambda: ("SR", True) in [(c.mark, c.is_shown) for _i, _s, c in rows(window)])
    assert chip(window, "SR").facts == "made on a series that is not open"
    panel = window.features[ObjectsFeature].panel
    assert "image not open" in panel.text.toPlainText()
    open_study(window, qtbot, tmp_path / "study")
    stack = window.workspace.places[0].stack.id
    assert [under for _i, under, each in rows(window) if each.mark == "SR"] == [stack]
    # Slice 2 from the feet.
    number = pydicom.dcmread(image).InstanceNumber
    assert f"image #{number} " in panel.text.toPlainText()
    window.close()


def test_an_object_that_is_dropped_later_joins_its_study(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    open_study(window, qtbot, tmp_path / "study")
    assert rows(window) == []
    write_seg(volume, tmp_path / "seg.dcm")
    window.open_paths([tmp_path / "seg.dcm"])
    qtbot.waitUntil(lambda: ("SEG", True) in [(c.mark, c.is_shown) for _i, _s, c in rows(window)])
    stack = window.workspace.places[0].stack.id
    assert [(under, each.mark) for _i, under, each in rows(window)] == [(stack, "SEG")]
    assert window.features[StudiesFeature].model.rowCount() == 1
    window.close()


def test_a_series_that_is_opened_later_joins_its_study(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    data_sets = [pydicom.dcmread(image_of(volume, k)) for k in range(SHAPE[0])]
    for k, data_set in enumerate(data_sets):
        data_set.SeriesInstanceUID, data_set.SeriesNumber = "1.2.3.77", 9
        data_set.SOPInstanceUID = f"1.2.3.77.{k}"
        data_set.file_meta.MediaStorageSOPInstanceUID = data_set.SOPInstanceUID
        (tmp_path / "later").mkdir(exist_ok=True)
        data_set.save_as(tmp_path / "later" / f"{k}.dcm")
    open_study(window, qtbot, tmp_path / "study")
    open_study(window, qtbot, tmp_path / "later")
    model = window.features[StudiesFeature].model
    assert model.rowCount() == 1
    assert [place.series.number for place in model.stacks()] == [volume_number(volume), 9]
    window.close()


def volume_number(volume: Volume) -> int:
    return int(pydicom.dcmread(image_of(volume, 0)).SeriesNumber)


def test_own_masks_have_chips_that_hide_them(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    open_study(window, qtbot, tmp_path / "study")
    series = volume.source.series_instance_uid
    mask = replace(
        a_mask(asymmetric_labels(SHAPE), volume.geometry, [segment(1)]),
        series_instance_uid=series,
        sop_instance_uids=volume.source.sop_instance_uids,
    )
    window.workspace.segmentation.take_in(mask, Message("Draw"))
    qtbot.waitUntil(lambda: len(rows(window)) == 1)
    ((index, stack, own),) = rows(window)
    assert (stack, own.key, own.is_shown) == (window.workspace.places[0].stack.id, mask.id, True)
    window.features[StudiesFeature].panel.tree.clicked.emit(index)
    qtbot.waitUntil(lambda: not rows(window)[0][2].is_shown)
    assert not window.workspace.segment_display(mask.id, 1).visible
    window.close()


def test_a_report_of_one_patient_is_gone_with_the_next(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    shape = region(image_of(volume, 4), "POINT", [3.5, 6.5], "INFERRED FROM")
    items = [number("Length", "12.5", "mm", inside=[shape])]
    write_report(tmp_path / "study" / "sr.dcm", image_of(volume, 4), items)
    open_study(window, qtbot, tmp_path / "study")
    click(window, qtbot, "SR")
    waits(window, qtbot, "SR", shown=True)
    window.workspace.close_all()
    open_study(window, qtbot, tmp_path / "study" / "ct")
    assert rows(window) == []
    viewport = window.features[BoardFeature].stage.active
    assert viewport.objects is None or viewport.objects.marks == ()
    window.close()


def test_a_fault_while_an_image_is_read_takes_nothing_off_the_screen(
    volume: Volume, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    write_seg(volume, tmp_path / "study" / "seg.dcm")
    open_study(window, qtbot, tmp_path / "study")
    board = window.features[BoardFeature]
    stack = window.workspace.places[0].stack.id
    board.stage.show_view(None)
    board.stage.set_message("Reading…")
    window.features[ObjectsFeature].desk.failed.emit(an_error())
    assert all(frame.stack_id == stack for frame in board.area.frames)
    window.close()


def an_error() -> MaskReadError:
    return MaskReadError(Message("It cannot be shown."), hint=Message("Try another one."))


def test_the_documents_have_an_icon_of_their_own(window: MainWindow) -> None:
    window.actions_table["panel_documents"].trigger()
    assert window.docks.open_place is DockPlace.DOCUMENTS
    window.close()


def test_a_series_of_labels_is_offered_over_its_image_and_not_hung(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, volume: Volume
) -> None:
    labels = asymmetric_labels(SHAPE)
    write_label_series(tmp_path / "study" / "mask", volume, (labels == 1).astype(np.uint8))
    open_study(window, qtbot, tmp_path / "study")
    board = window.features[BoardFeature]
    place = window.workspace.active
    assert place is not None
    assert place.series.description == "Series"
    waits(window, qtbot, "MASK", shown=False)
    assert [stack for _index, stack, each in rows(window) if each.mark == "MASK"] == [
        place.stack.id
    ]
    click(window, qtbot, "MASK")
    waits(window, qtbot, "MASK", shown=True)
    (mask,) = window.workspace.masks
    np.testing.assert_array_equal(mask.labels, labels == 1)
    assert [each.mark for _index, _stack, each in rows(window)] == ["MASK"]
    click(window, qtbot, "MASK")
    waits(window, qtbot, "MASK", shown=False)
    click(window, qtbot, "MASK")
    waits(window, qtbot, "MASK", shown=True)
    assert len(window.workspace.masks) == 1
    window.actions_table["undo"].trigger()
    waits(window, qtbot, "MASK", shown=False)
    assert board.stage.view is not None
    window.workspace.close_all()
    assert rows(window) == []


def test_two_values_tell_a_mask_whatever_its_name(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, volume: Volume
) -> None:
    labels = (asymmetric_labels(SHAPE) > 0).astype(np.uint8) * 255
    write_label_series(
        tmp_path / "study" / "mask",
        volume,
        labels,
        description="GTV final",
        sop_class_uid="1.2.840.10008.5.1.4.1.1.4",
    )
    open_study(window, qtbot, tmp_path / "study")
    assert not [each for _index, _stack, each in rows(window) if each.mark == "MASK"]
    shown = next(p for p in window.workspace.places if p.series.description == "GTV final")
    window.features[BoardFeature].display.show_stack(shown.stack.id)
    qtbot.waitUntil(lambda: any(each.mark == "MASK" for _i, _s, each in rows(window)))
    click(window, qtbot, "MASK")
    waits(window, qtbot, "MASK", shown=True)
    (mask,) = window.workspace.masks
    np.testing.assert_array_equal(mask.labels > 0, labels > 0)
    active = window.workspace.active
    assert active is not None
    assert active.series.description == "Series"
