"""A mask of a file lies on the very stack that it was made on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.masks import a_mask, segment
from tests.support.series_in_time import write_times
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.image import Image, Volume
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.services.load_masks import load_masks
from workstation.services.open_study import load, scan
from workstation.session.open_studies import OpenStudies, StackPlace


def image_of(place: StackPlace, _token: CancelToken, _progress: ProgressFn) -> Image:
    return load(place.stack, place.study, place.series)


def numbered(data_set: Dataset, time: int, _k: int) -> None:
    data_set.TemporalPositionIdentifier = time + 1


@pytest.fixture
def phases(tmp_path: Path) -> tuple[StackPlace, ...]:
    write_times(tmp_path / "ct", 3, numbered)
    studies = OpenStudies(lambda: None)
    studies.add(scan(tmp_path / "ct"))
    assert len(studies.places) == 3
    return studies.places


@pytest.mark.parametrize("made_on", [0, 1, 2])
@pytest.mark.parametrize("looked_at", [0, 2])
def test_a_mask_of_one_phase_lies_on_that_phase(
    phases: tuple[StackPlace, ...], tmp_path: Path, made_on: int, looked_at: int
) -> None:
    path = seg_on(phases[made_on], tmp_path / "seg.dcm")
    loaded = load_masks(
        path,
        phases,
        phases[looked_at].stack.id,
        image_of,
        token=CancelToken(),
        progress=lambda _part, _words: None,
    )
    assert loaded.stack_id == phases[made_on].stack.id
    assert loaded.notes == ()


def test_a_mask_of_another_phase_says_so(phases: tuple[StackPlace, ...], tmp_path: Path) -> None:
    path = seg_on(phases[0], tmp_path / "seg.dcm")
    other = load(phases[1].stack, phases[1].study, phases[1].series)
    (mask,) = read_segmentation(path, other)
    assert "other images of this series" in str(mask.notes[0])


def seg_on(place: StackPlace, path: Path) -> Path:
    image = load(place.stack, place.study, place.series)
    assert isinstance(image, Volume)
    labels = np.zeros(image.array.shape, np.uint8)
    labels[1, 2:4, 2:5] = 1
    write_segmentation(a_mask(labels, image.geometry, [segment(1)]), image, path)
    return path
