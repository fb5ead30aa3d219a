"""Opening one image of any kind of file: which one is taken, and why none can be."""

from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np
import pytest
from PIL import Image as PilImage
from pydicom.dataset import Dataset

from tests.support.ct_series import write_series
from tests.support.dicom_phantoms import SeriesPhantom, ramp, straight
from tests.support.dicom_phantoms import write_series as write_phantom
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.support.series_in_time import write_times
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.image import Radiograph, Volume
from workstation.errors import CancelledError, InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.services.open_image import as_modality, open_image
from workstation.services.open_study import open_series


@pytest.fixture
def study(tmp_path: Path) -> dict[str, str]:
    """A large CT, a small CT and a PET of one study in `tmp_path`; Series Instance UIDs."""
    uids = {}
    study_uid = "1.2.840.99.1"
    for n, (name, modality, slices) in enumerate(
        (("small", "CT", 4), ("large", "CT", 8), ("pet", "PT", 6)), start=1
    ):
        phantom = SeriesPhantom(
            stored=ramp(slices),
            positions=straight(slices),
            modality=modality,
            study_uid=study_uid,
            series_uid=f"1.2.840.99.1.{n}",
        )

        def numbered(data_set: Dataset, _k: int, n: int = n) -> None:
            data_set.SeriesNumber = n

        write_phantom(tmp_path / name, phantom, numbered)
        uids[name] = phantom.series_uid
    return uids


def uid_of(path: Path, **asked: object) -> str:
    return open_image(path, **asked).source.series_instance_uid  # type: ignore[arg-type]


def test_where_nothing_is_asked_for_the_largest_volume_is_taken(
    study: dict[str, str], tmp_path: Path
) -> None:
    assert uid_of(tmp_path) == study["large"]


@pytest.mark.parametrize("asked", ["number", "text", "uid"])
def test_a_series_is_asked_for_by_number_or_uid(
    study: dict[str, str], tmp_path: Path, asked: str
) -> None:
    series = {"number": 1, "text": "1", "uid": study["small"]}[asked]
    assert uid_of(tmp_path, series=series) == study["small"]


def test_the_series_of_a_result_is_preferred_where_it_is_there(
    study: dict[str, str], tmp_path: Path
) -> None:
    assert uid_of(tmp_path, prefer_series=study["small"]) == study["small"]
    assert uid_of(tmp_path, prefer_series="9.9") == study["large"]


def test_a_modality_is_preferred_where_there_is_one(study: dict[str, str], tmp_path: Path) -> None:
    assert uid_of(tmp_path, prefer_modalities=("PT",)) == study["pet"]
    assert uid_of(tmp_path, prefer_modalities=("MR",)) == study["large"]
    # A series that is named goes before a modality.
    both = {"prefer_series": study["small"], "prefer_modalities": ("PT",)}
    assert uid_of(tmp_path, **both) == study["small"]


def test_what_is_asked_for_goes_before_what_is_preferred(
    study: dict[str, str], tmp_path: Path
) -> None:
    preferred = {"prefer_series": study["pet"], "prefer_modalities": ("PT",)}
    assert uid_of(tmp_path, series=1, **preferred) == study["small"]
    with pytest.raises(InputError, match="no series 7") as told:
        open_image(tmp_path, series=7, prefer_series=study["pet"])
    assert "lightbox scan" in str(told.value.hint)


def test_a_stack_of_a_series_is_counted_from_0(tmp_path: Path) -> None:
    def stamp(data_set: Dataset, time: int, _k: int) -> None:
        data_set.TemporalPositionIdentifier = time + 1

    write_times(tmp_path, 3, stamp)
    for number in range(3):
        image = open_image(tmp_path, series=3, stack=number)
        assert np.asarray(image.array)[0, 0, 0] == 100 * (number + 1)
    with pytest.raises(InputError, match="3 stacks, numbered from 0"):
        open_image(tmp_path, series=3, stack=3)
    with pytest.raises(InputError, match="3 stacks"):
        open_image(tmp_path, series=3, stack=-1)


# Other files


def test_a_volume_file_opens_with_the_modality_that_it_does_not_state(tmp_path: Path) -> None:
    values = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
    path = tmp_path / "part.nii.gz"
    nibabel.Nifti1Image(values, np.diag([1.0, 2.0, 3.0, 1.0])).to_filename(path)
    image = open_image(path, modality="CT")
    assert isinstance(image, Volume)
    assert (image.source.modality, image.quantity) == ("CT", "HU")
    np.testing.assert_array_equal(image.array, values.transpose(2, 1, 0))
    assert open_image(path).source.modality == ""


def test_one_volume_of_a_file_of_several_is_counted_from_0(tmp_path: Path) -> None:
    values = np.zeros((2, 3, 4, 3), np.int16) + np.arange(3, dtype=np.int16) * 10
    path = tmp_path / "times.nii"
    nibabel.Nifti1Image(values, np.eye(4)).to_filename(path)
    assert int(open_image(path).array.max()) == 0
    image = open_image(path, stack=2)
    assert int(image.array.max()) == 20
    assert "number 3" in str(image.honesty.issues[-1].message)
    with pytest.raises(InputError, match="holds 3 volumes") as told:
        open_image(path, stack=3)
    assert str(told.value.hint) == "Count from 0."


def test_a_picture_of_a_film_opens_without_millimeters(tmp_path: Path) -> None:
    pixels = np.arange(48, dtype=np.uint8).reshape(6, 8)
    PilImage.fromarray(pixels).save(tmp_path / "film.png")
    film = open_image(tmp_path / "film.png", modality="DX")
    assert isinstance(film, Radiograph)
    np.testing.assert_array_equal(film.array, pixels)
    assert film.source.modality == "DX"
    assert film.geometry.spacing_ji_mm is None


def test_a_modality_that_is_given_later_means_the_same(tmp_path: Path) -> None:
    path = tmp_path / "part.nii"
    nibabel.Nifti1Image(np.zeros((2, 3, 4), np.int16), np.eye(4)).to_filename(path)
    plain = open_image(path)
    late = as_modality(plain, "CT")
    early = open_image(path, modality="CT")
    assert (late.source, late.quantity) == (early.source, early.quantity)
    assert as_modality(plain, "MR").quantity == plain.quantity != "HU"
    PilImage.new("L", (8, 6)).save(tmp_path / "film.png")
    film = as_modality(open_image(tmp_path / "film.png"), "CT")
    assert (film.source.modality, film.quantity) == ("CT", "US")


# Why there is nothing to open


def told_of(path: Path) -> InputError:
    with pytest.raises(InputError) as told:
        open_image(path)
    return told.value


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = told_of(tmp_path / "absent")
    assert str(error.message) == f"{tmp_path / 'absent'} does not exist."
    assert str(error.hint) == "Check the path."


def test_an_empty_folder_says_how_to_see_what_is_there(tmp_path: Path) -> None:
    error = told_of(tmp_path)
    assert str(error.message) == "There is no image to open."
    assert "lightbox scan PATH --json" in str(error.hint)


def test_one_file_that_is_no_image_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    assert str(told_of(tmp_path).message) == (
        "There is no image to open: the file is not a DICOM file."
    )


def test_several_files_that_were_left_out_are_counted(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text("nothing")
    assert str(told_of(tmp_path).message) == "There is no image to open: 3 files were left out."


def test_an_object_that_is_no_image_is_named_by_its_type(tmp_path: Path) -> None:
    write_series(tmp_path / "ct", geometry())
    volume = open_series(tmp_path / "ct")
    assert isinstance(volume, Volume)
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    (tmp_path / "seg").mkdir()
    write_segmentation(mask, volume, tmp_path / "seg" / "seg.dcm")
    assert "this is Segmentation" in str(told_of(tmp_path / "seg" / "seg.dcm").message)


def test_a_picture_in_a_folder_is_to_be_named_itself(tmp_path: Path) -> None:
    PilImage.new("L", (8, 6)).save(tmp_path / "film.png")
    assert "name one of them" in str(told_of(tmp_path).hint)


def test_it_can_be_given_up_while_it_reads(study: dict[str, str], tmp_path: Path) -> None:
    token = CancelToken()

    def listen(fraction: float, stage: Message) -> None:
        assert 0 <= fraction <= 1, stage
        token.cancel()

    with pytest.raises(CancelledError):
        open_image(tmp_path, series=study["large"], token=token, progress=listen)
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        open_image(tmp_path, token=token)
