"""A mask of a file lies on the very stack that it was made on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.ct_series import a_series
from tests.support.label_series import write_label_series
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.support.series_in_time import write_times
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.image import Image, Volume
from workstation.errors import MaskReadError
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
