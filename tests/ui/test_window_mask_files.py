"""SEG, RTSTRUCT and label images from files lie over the images that they were made on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.ct_series import a_series
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.ui.conftest import FakePrompts
from tests.ui.test_window_nothing_lost import wired
from tests.unit.dicom.objects.test_rtstruct_read import box, contour, write
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.image import Volume
from workstation.interchange.masks import write_nifti
from workstation.services.load_masks import LoadedMasks
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.studies.feature import StudiesFeature

SHAPE = (6, 16, 20)


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "study" / "ct", geometry(SHAPE))


def open_and_wait(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.open_paths([path])
    qtbot.waitUntil(
        lambda: window.workspace.active_image is not None and not window.jobs.running,
    )


def objects(window: MainWindow) -> list[QModelIndex]:
    model = window.features[StudiesFeature].model
    found = []
    for row in range(model.rowCount()):
        study = model.index(row, 0)
        for below in range(model.rowCount(study)):
            index = model.index(below, 0, study)
            if model.chip_at(index) is not None:
                found.append(index)
    return found


def choose(window: MainWindow, qtbot: QtBot, index: QModelIndex) -> None:
    window.features[StudiesFeature].panel._choose(index)
    qtbot.waitUntil(lambda: not window.jobs.running)


def said(window: MainWindow) -> str:
    return " ".join(box.text() + box.informativeText() for box in window.findChildren(QMessageBox))


def write_seg(volume: Volume, path: Path) -> np.ndarray:
    labels = asymmetric_labels(SHAPE)
    write_segmentation(a_mask(labels, volume.geometry, [segment(1), segment(2)]), volume, path)
    return labels


def test_masks_of_a_study_are_listed_and_shown_by_a_click(
    volume: Volume, tmp_path: Path, prompts: FakePrompts, qtbot: QtBot
) -> None:
    labels = write_seg(volume, tmp_path / "study" / "seg.dcm")
    structures = {
        "GTV": [contour(volume, box(k, 4, 10, 5, 12)) for k in (2, 3)],
        "Couch": [contour(volume, box(40, 4, 10, 5, 12))],
    }
    write(tmp_path / "study" / "rt.dcm", structures, frame=volume.geometry.frame_of_reference_uid)
    data_set = pydicom.dcmread(tmp_path / "study" / "rt.dcm")
    source = pydicom.dcmread(volume.source.paths[0])
    for keyword in ("StudyInstanceUID", "PatientID", "PatientName"):
        setattr(data_set, keyword, source[keyword].value)
    data_set.SeriesInstanceUID, data_set.Modality = "1.2.3.4.5", "RTSTRUCT"
    data_set.save_as(tmp_path / "study" / "rt.dcm")
    window = wired(tmp_path, prompts, qtbot)
    open_and_wait(window, qtbot, tmp_path / "study")
    rows = objects(window)
    marks = [window.features[StudiesFeature].model.data(row).split()[0] for row in rows]
    assert marks == ["RTSTRUCT", "SEG"]
    assert not window.workspace.masks
    choose(window, qtbot, rows[1])
    seg = window.workspace.masks[-1]
    np.testing.assert_array_equal(seg.labels, labels)
    assert window.features[MouseFeature].toolbox.editing.mask_id == seg.id
    assert window.features[SegmentingFeature].editor.model.rowCount() == 2
    choose(window, qtbot, rows[1])
    assert [mask.id for mask in window.workspace.masks] == [seg.id]
    window.actions_table["undo"].trigger()
    assert not window.workspace.masks
    window.actions_table["redo"].trigger()
    assert [mask.id for mask in window.workspace.masks] == [seg.id]
    choose(window, qtbot, rows[0])
    structure = window.workspace.masks[1]
    assert structure.segments[0].label == "GTV"
    assert int(structure.labels.sum()) == 84
    assert "Couch" in said(window)
    assert "outside the image" in said(window)
    window.close()


def test_a_mask_opened_alone_goes_to_its_open_series_or_says_so(
    volume: Volume, tmp_path: Path, prompts: FakePrompts, qtbot: QtBot
) -> None:
    write_seg(volume, tmp_path / "seg.dcm")
    window = wired(tmp_path, prompts, qtbot)
    window.open_paths([tmp_path / "seg.dcm"])
    qtbot.waitUntil(lambda: "not open" in said(window))
    assert not window.workspace.masks
    open_and_wait(window, qtbot, tmp_path / "study")
    window.open_paths([tmp_path / "seg.dcm"])
    qtbot.waitUntil(lambda: len(window.workspace.masks) == 1)
    qtbot.waitUntil(lambda: not window.jobs.running)
    window.close()


def test_a_mask_is_not_laid_over_what_was_opened_in_place_of_its_series(
    volume: Volume, tmp_path: Path, prompts: FakePrompts, qtbot: QtBot
) -> None:
    write_seg(volume, tmp_path / "seg.dcm")
    window = wired(tmp_path, prompts, qtbot)
    open_and_wait(window, qtbot, tmp_path / "study")
    place = window.workspace.active
    assert place is not None
    masks = read_segmentation(tmp_path / "seg.dcm", volume)
    told: list[str] = []
    window.features[SegmentingFeature].files.told.connect(told.append)
    for stack_id, content in ((place.stack.id, "other"), ("1.2.3#1", place.stack.content)):
        window.features[SegmentingFeature].files._show(
            LoadedMasks(tmp_path / "seg.dcm", stack_id, content, masks)
        )
    assert not window.workspace.masks
    assert ["was closed" in words for words in told] == [True, True]
    window.features[SegmentingFeature].files._show(
        LoadedMasks(tmp_path / "seg.dcm", place.stack.id, place.stack.content, masks)
    )
    assert len(window.workspace.masks) == 1
    window.close()


def test_a_mask_of_another_patient_is_refused(
    volume: Volume, tmp_path: Path, prompts: FakePrompts, qtbot: QtBot
) -> None:
    write_seg(volume, tmp_path / "seg.dcm")
    data_set = pydicom.dcmread(tmp_path / "seg.dcm")
    data_set.PatientID = "Somebody else"
    data_set.save_as(tmp_path / "seg.dcm")
    window = wired(tmp_path, prompts, qtbot)
    open_and_wait(window, qtbot, tmp_path / "study")
    window.features[SegmentingFeature].files.open_paths(
        [tmp_path / "seg.dcm"], window.workspace.active
    )
    qtbot.waitUntil(lambda: "another patient" in said(window))
    assert not window.workspace.masks
    window.close()


def test_a_label_image_lies_on_what_is_looked_at_and_is_there_again(
    volume: Volume, tmp_path: Path, prompts: FakePrompts, qtbot: QtBot
) -> None:
    labels = asymmetric_labels(SHAPE)
    write_nifti(a_mask(labels, volume.geometry, [segment(1)]), tmp_path / "m.nii.gz")
    window = wired(tmp_path, prompts, qtbot)
    window.features[SegmentingFeature].files.open_paths(
        [tmp_path / "m.nii.gz"], window.workspace.active
    )
    qtbot.waitUntil(lambda: "does not say which series" in said(window))
    open_and_wait(window, qtbot, tmp_path / "study")
    prompts.mask_answer = [tmp_path / "m.nii.gz"]
    window.actions_table["open_mask"].trigger()
    qtbot.waitUntil(lambda: len(window.workspace.masks) == 1)
    qtbot.waitUntil(lambda: not window.jobs.running)
    window.close()
    again = wired(tmp_path, prompts, qtbot)
    open_and_wait(again, qtbot, tmp_path / "study")
    (mask,) = again.workspace.masks
    np.testing.assert_array_equal(mask.labels, labels)
    again.close()
