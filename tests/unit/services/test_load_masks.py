"""A mask of a file lies on the very stack that it was made on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from tests.support.ct_series import a_series, write_series
from tests.support.label_series import write_label_series
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.support.series_in_time import write_times
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Image, Volume
from workstation.errors import MaskReadError
from workstation.interchange.masks import write_nifti
from workstation.interchange.regrid import is_same_grid
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.services.load_masks import load_label_series, load_masks
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


def label_places(folder: Path, labels: np.ndarray) -> tuple[StackPlace, StackPlace]:
    """The image and the labels of a study on disk."""
    volume = a_series(folder / "ct", geometry(labels.shape))
    write_label_series(folder / "mask", volume, labels)
    studies = OpenStudies(lambda: None)
    studies.add(scan(folder))
    by_words = {place.series.description: place for place in studies.places}
    return by_words["Series"], by_words["Mask_Tumor"]


def test_a_series_of_labels_becomes_a_mask_of_its_image(tmp_path: Path) -> None:
    labels = asymmetric_labels((6, 8, 10))
    below, above = label_places(tmp_path, (labels == 1).astype(np.uint8))
    loaded = load_label_series(
        above, below, image_of, token=CancelToken(), progress=lambda _part, _words: None
    )
    (mask,) = loaded.masks
    image = image_of(below, CancelToken(), lambda _part, _words: None)
    assert isinstance(image, Volume)
    np.testing.assert_array_equal(mask.labels, labels == 1)
    assert mask.geometry is not None
    np.testing.assert_array_equal(mask.geometry.affine_lps, image.geometry.affine_lps)
    assert [segment.label for segment in mask.segments] == ["Mask_Tumor"]
    assert mask.series_instance_uid == below.series.series_instance_uid
    assert mask.provenance.inputs == (above.series.series_instance_uid,)
    assert (loaded.stack_id, loaded.name) == (below.stack.id, "Mask_Tumor")


def test_a_picture_is_no_series_of_labels(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 200, (6, 8, 10)).astype(np.uint8)
    below, above = label_places(tmp_path, noise)
    with pytest.raises(MaskReadError, match="looks like an image"):
        load_label_series(
            above, below, image_of, token=CancelToken(), progress=lambda _part, _words: None
        )


def test_the_tumor_mask_of_a_real_brain_has_its_volume(shared_data: Path) -> None:
    studies = OpenStudies(lambda: None)
    studies.add(scan(shared_data / "mr_brain_tumour_pgbm001" / "timepoint1"))
    by_words = {place.series.description: place for place in studies.places}
    loaded = load_label_series(
        by_words["Mask_Tumor"],
        by_words["T1post"],
        image_of,
        token=CancelToken(),
        progress=lambda _part, _words: None,
    )
    # Known from an independent reader: 2641 voxels.
    assert int((loaded.masks[0].labels > 0).sum()) == 2641


@pytest.mark.parametrize("looked_at", ["first", "second"])
def test_a_file_without_series_lies_on_the_image_that_has_its_grid(
    tmp_path: Path, looked_at: str
) -> None:
    grids = {"first": geometry((6, 8, 10)), "second": geometry((5, 9, 7))}
    studies = OpenStudies(lambda: None)
    for name, grid in grids.items():
        write_series(tmp_path / name, grid)
    uid = pydicom.dcmread(next((tmp_path / "first").iterdir())).StudyInstanceUID
    for path in (tmp_path / "second").iterdir():
        data = pydicom.dcmread(path)
        data.StudyInstanceUID = uid
        data.save_as(path)
    studies.add(scan(tmp_path))
    by_shape = {place.stack.shape_kji: place for place in studies.places}
    active = by_shape[grids[looked_at].shape_kji]
    for grid in grids.values():
        labels = asymmetric_labels(grid.shape_kji)
        path = tmp_path / "mask.nii.gz"
        write_nifti(a_mask(labels, grid, (segment(1), segment(2))), path)
        loaded = load_masks(
            path,
            studies.places,
            active.stack.id,
            image_of,
            token=CancelToken(),
            progress=lambda _part, _words: None,
        )
        assert loaded.stack_id == by_shape[grid.shape_kji].stack.id
        np.testing.assert_array_equal(loaded.masks[0].labels, labels)


def test_grids_are_the_same_whatever_the_order_of_their_axes() -> None:
    one = geometry((6, 8, 10))
    # k, j, i of the first are b, 7 - c and 9 - a of the second's a, b, c.
    order = np.array([[0, 1, 0, 0], [0, 0, -1, 7], [-1, 0, 0, 9], [0, 0, 0, 1.0]])
    other = VolumeGeometry(shape_kji=(10, 6, 8), affine_lps=one.affine_lps @ order)
    assert is_same_grid(one, other)
    assert is_same_grid(other, one)
    moved = np.eye(4)
    moved[0, 3] = 1.0
    assert not is_same_grid(one, replace(other, affine_lps=other.affine_lps @ moved))
    assert not is_same_grid(one, geometry((6, 8, 11)))
    assert not is_same_grid(one, replace(one, affine_lps=one.affine_lps @ np.diag([2, 1, 1, 1])))
