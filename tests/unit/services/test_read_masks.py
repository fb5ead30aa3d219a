"""A folder in place of a mask file: the one mask in it is read, several are named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_phantoms import SeriesPhantom, ramp, straight, write_series
from tests.support.masks import a_mask, a_volume, asymmetric_labels, geometry, segment
from workstation.domain.image import Volume
from workstation.errors import MaskReadError
from workstation.interchange.masks import write_nifti
from workstation.services.open_study import open_series
from workstation.services.read_masks import read_masks


def a_folder(folder: Path, names: tuple[str, ...]) -> Path:
    folder.mkdir()
    labels = asymmetric_labels(geometry().shape_kji)
    mask = a_mask(labels, geometry(), [segment(1), segment(2)])
    for name in names:
        write_nifti(mask, folder / name)
    (folder / "notes.txt").write_text("not a mask")
    return folder


def test_the_only_mask_of_a_folder_is_read(tmp_path: Path) -> None:
    (mask,) = read_masks(a_folder(tmp_path / "masks", ("a.nii.gz",)), a_volume())
    np.testing.assert_array_equal(mask.labels, asymmetric_labels(geometry().shape_kji))


def test_of_several_masks_none_is_guessed(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "masks", ("a.nii.gz", "b.nii.gz"))
    with pytest.raises(MaskReadError, match=r"2 masks: a\.nii\.gz, b\.nii\.gz") as refused:
        read_masks(folder, a_volume())
    assert str(refused.value.hint) == "Choose one of them."


def test_a_folder_without_a_mask_says_so(tmp_path: Path) -> None:
    with pytest.raises(MaskReadError, match="holds no mask"):
        read_masks(a_folder(tmp_path / "masks", ()), a_volume())


LABELS = np.zeros((4, 8, 10), np.uint16)
LABELS[1:3, 2:5, 2:6] = 3


def label_series(folder: Path, image: SeriesPhantom, **changes: str) -> Path:
    """Labels on the grid of an image, as a DICOM series."""

    def change(data_set: Dataset, _k: int) -> None:
        for keyword, value in changes.items():
            setattr(data_set, keyword, value)

    phantom = SeriesPhantom(
        stored=LABELS,
        positions=image.positions,
        intercept=0.0,
        frame_of_reference_uid=image.frame_of_reference_uid,
    )
    write_series(folder, phantom, change)
    return folder


@pytest.fixture
def image(tmp_path: Path) -> SeriesPhantom:
    phantom = SeriesPhantom(stored=ramp(4), positions=straight(4))
    write_series(tmp_path / "image", phantom)
    return phantom


def volume_of(tmp_path: Path) -> Volume:
    volume = open_series(tmp_path / "image")
    assert isinstance(volume, Volume)
    return volume


def test_a_series_of_labels_lies_on_its_image(tmp_path: Path, image: SeriesPhantom) -> None:
    (mask,) = read_masks(label_series(tmp_path / "labels", image), volume_of(tmp_path))
    np.testing.assert_array_equal(mask.labels, LABELS)
    assert [(each.number, each.caveats) for each in mask.segments] == [(3, ())]


@pytest.mark.parametrize(
    "changes", [{"PatientID": "P2"}, {"PatientName": "Other^Person"}, {"PatientSex": "F"}]
)
def test_labels_of_another_patient_are_refused(
    tmp_path: Path, image: SeriesPhantom, changes: dict[str, str]
) -> None:
    for path in (tmp_path / "image").iterdir():
        data_set = pydicom.dcmread(path)
        data_set.PatientSex = "M"
        data_set.save_as(path)
    with pytest.raises(MaskReadError, match="another patient"):
        read_masks(label_series(tmp_path / "labels", image, **changes), volume_of(tmp_path))


def test_labels_of_another_frame_of_reference_say_so(tmp_path: Path, image: SeriesPhantom) -> None:
    labels = label_series(tmp_path / "labels", image, FrameOfReferenceUID="1.2.3")
    (mask,) = read_masks(labels, volume_of(tmp_path))
    assert "frame of reference" in str(mask.segments[0].caveats[0])


def test_of_several_series_none_is_guessed(tmp_path: Path, image: SeriesPhantom) -> None:
    label_series(tmp_path / "labels" / "a", image)
    label_series(tmp_path / "labels" / "b", image)
    with pytest.raises(MaskReadError, match="holds 2 series"):
        read_masks(tmp_path / "labels", volume_of(tmp_path))
