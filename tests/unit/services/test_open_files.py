from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np
import pytest
from PIL import Image as PilImage

from tests.support.dicom_phantoms import SeriesPhantom, ramp, straight, write_series
from workstation.domain.image import Radiograph, Volume
from workstation.domain.study import StackKind
from workstation.domain.study_object import LABEL_IMAGE
from workstation.errors import InputError
from workstation.services.open_files import ImageFiles, is_image_file
from workstation.services.open_image import open_image
from workstation.services.open_study import scan


def test_image_files_are_studies_beside_dicom(tmp_path: Path) -> None:
    values = np.arange(2 * 3 * 4, dtype=np.int16).reshape(2, 3, 4)
    nifti, film = tmp_path / "crop.nii.gz", tmp_path / "film.png"
    nibabel.Nifti1Image(values, np.diag([1.0, 2.0, 3.0, 1.0])).to_filename(nifti)
    PilImage.fromarray(np.arange(48, dtype=np.uint8).reshape(6, 8)).save(film)
    broken = tmp_path / "broken.nii"
    broken.write_bytes(b"x")
    text = tmp_path / "notes.txt"
    text.write_text("no image")
    assert [is_image_file(p) for p in (nifti, film, text, tmp_path)] == [True, True, False, False]
    files = ImageFiles()
    report = files.scan([nifti, film, broken, text], modality="MR")
    assert (report.files, report.read) == (4, 2)
    assert {Path(s.path).name for s in report.skipped} == {"broken.nii", "notes.txt"}
    (volume_study, volume_series), (film_study, film_series) = report.all_series()
    stack = volume_series.stacks[0]
    assert stack.kind is StackKind.VOLUME
    assert stack.shape_kji == (4, 3, 2)
    volume = files.load(stack, volume_study, volume_series)
    assert isinstance(volume, Volume)
    assert volume.source.modality == "MR"
    assert volume.source.series_instance_uid == volume_series.series_instance_uid
    assert volume.source.study_instance_uid == volume_study.study_instance_uid
    assert (volume.array == values.transpose(2, 1, 0)).all()
    assert (files.read_frame(stack, 2) == values.transpose(2, 1, 0)[2]).all()
    picture = files.load(film_series.stacks[0], film_study, film_series)
    assert isinstance(picture, Radiograph)
    assert files.read_frame(film_series.stacks[0], 0).shape == (6, 8)


def test_image_files_of_a_folder_without_dicom_are_opened(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    nibabel.save(nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), np.eye(4)), tmp_path / "a.nii")
    PilImage.new("L", (8, 6)).save(tmp_path / "deep" / "film.png")
    (tmp_path / "notes.txt").write_text("nothing")
    report = ImageFiles().scan([tmp_path])
    assert sorted(study.description for study in report.studies) == ["a.nii", "film.png"]
    assert [Path(skipped.path).name for skipped in report.skipped] == ["notes.txt"]
    assert (report.files, report.read) == (3, 2)


def test_pictures_beside_a_dicom_study_are_left_out(tmp_path: Path) -> None:
    write_series(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)))
    PilImage.new("L", (8, 6)).save(tmp_path / "thumbnail.png")
    report = ImageFiles().scan([tmp_path])
    assert len(report.studies) == 1
    assert [Path(skipped.path).name for skipped in report.skipped] == ["thumbnail.png"]


def test_a_folder_of_image_files_says_how_they_are_opened(tmp_path: Path) -> None:
    nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), np.eye(4)).to_filename(tmp_path / "a.nii.gz")
    with pytest.raises(InputError) as told:
        open_image(tmp_path)
    assert "name one of them" in str(told.value.hint)
    # An image that is packed by its format is no archive to unpack.
    assert [str(skipped.reason) for skipped in scan(tmp_path).skipped] == ["is not a DICOM file"]
    (tmp_path / "a.nii.gz").rename(tmp_path / "study.tar.gz")
    with pytest.raises(InputError) as told:
        open_image(tmp_path)
    assert "unpack it first" in str(told.value.message)


def test_volume_files_beside_dicom_go_with_the_nearest_study(tmp_path: Path) -> None:
    for name in ("a", "b"):
        phantom = SeriesPhantom(stored=ramp(), positions=straight(6), study_uid=f"1.2.{ord(name)}")
        write_series(tmp_path / name / "dicom", phantom)
    nibabel.save(
        nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), np.eye(4)), tmp_path / "b" / "m.nii.gz"
    )
    (tmp_path / "b" / "notes.txt").write_text("nothing")
    report = ImageFiles().scan([tmp_path])
    beside = {study.study_instance_uid: study.other_objects for study in report.studies}
    label = (LABEL_IMAGE, str(tmp_path / "b" / "m.nii.gz"))
    assert beside == {f"1.2.{ord('a')}": (), f"1.2.{ord('b')}": (label,)}
    assert [Path(skipped.path).name for skipped in report.skipped] == ["notes.txt"]
    assert (report.files, report.read) == (report.read + 1, 13)
