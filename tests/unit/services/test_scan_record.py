"""What a scan found stands in its JSON, and nothing that was left out is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from tests.support.ct_series import write_series
from tests.support.dicom_phantoms import SeriesPhantom, ramp, straight
from tests.support.dicom_phantoms import write_series as write_phantom
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.image import Volume
from workstation.services.open_study import open_series, scan
from workstation.services.scan_record import scan_record


def record_of(folder: Path) -> dict[str, Any]:
    return json.loads(  # type: ignore[no-any-return]
        json.dumps(scan_record(scan(folder)), allow_nan=False)
    )


def test_a_stack_is_described_as_it_lies(tmp_path: Path) -> None:
    grid = geometry((5, 8, 10))
    write_series(tmp_path, grid)
    record = record_of(tmp_path)
    assert (record["files"], record["read"], record["skipped"]) == (5, 5, [])
    assert record["notes"] == []
    (study,) = record["studies"]
    assert (study["date"], study["description"]) == ("20260203", "Study")
    (series,) = study["series"]
    assert (series["modality"], series["description"]) == ("CT", "Series")
    (stack,) = series["stacks"]
    assert (stack["images"], stack["kind"], stack["shape_kji"]) == (5, "volume", [5, 8, 10])
    assert stack["spacing_kji_mm"] == pytest.approx([2.5, 0.7, 1.1], abs=1e-4)
    np.testing.assert_allclose(stack["affine_lps"], grid.affine_lps, atol=1e-4)
    assert (stack["quantity"], stack["photometric"], stack["lossy"]) == ("HU", "MONOCHROME2", False)
    assert stack["transfer_syntaxes"] == ["1.2.840.10008.1.2.1"]
    assert stack["frame_time_ms"] is None
    assert stack["geometry"] == {"badge": "ok", "issues": []}


def test_the_identifiers_are_those_by_which_an_image_is_opened(tmp_path: Path) -> None:
    write_series(tmp_path, geometry())
    (study,) = record_of(tmp_path)["studies"]
    uid = study["series"][0]["series_instance_uid"]
    image = open_series(tmp_path, uid)
    assert image.source.series_instance_uid == uid
    assert image.source.study_instance_uid == study["study_instance_uid"]


def test_what_is_left_out_is_listed_with_its_reason(tmp_path: Path) -> None:
    write_series(tmp_path, geometry())
    (tmp_path / "notes.txt").write_text("no image")
    record = record_of(tmp_path)
    assert (record["files"], record["read"]) == (7, 6)
    (skipped,) = record["skipped"]
    assert Path(skipped["path"]).name == "notes.txt"
    assert skipped["reason"] == {"code": "is-not-a-dicom-file", "text": "is not a DICOM file"}


def test_a_gap_between_slices_is_told_with_the_files_around_it(tmp_path: Path) -> None:
    paths = write_series(tmp_path, geometry((12, 8, 10)))
    paths[5].unlink()
    (study,) = record_of(tmp_path)["studies"]
    found = study["series"][0]["stacks"][0]["geometry"]
    assert found["badge"] != "ok"
    (issue,) = [each for each in found["issues"] if each["code"] == "missing_slices"]
    assert "missing" in issue["message"]
    assert {Path(name).name for name in issue["files"]} <= {path.name for path in paths}
    assert issue["files"]


def test_an_image_without_a_place_has_no_affine(tmp_path: Path) -> None:
    def unplaced(data_set: Dataset, _k: int) -> None:
        del data_set.ImagePositionPatient
        del data_set.ImageOrientationPatient
        del data_set.PixelSpacing

    phantom = SeriesPhantom(stored=ramp(1), positions=straight(1), modality="OT")
    write_phantom(tmp_path, phantom, unplaced)
    (study,) = record_of(tmp_path)["studies"]
    (stack,) = study["series"][0]["stacks"]
    assert stack["affine_lps"] is None
    assert stack["images"] == 1


def test_objects_that_are_no_images_are_listed_by_type(tmp_path: Path) -> None:
    write_series(tmp_path / "ct", geometry())
    volume = open_series(tmp_path / "ct")
    assert isinstance(volume, Volume)
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    write_segmentation(mask, volume, tmp_path / "ct" / "seg.dcm")
    (study,) = record_of(tmp_path)["studies"]
    (found,) = study["other_objects"]
    assert found["type"].startswith("Segmentation")
    assert Path(found["path"]).name == "seg.dcm"
    assert len(study["series"]) == 1


def test_identifiers_of_several_people_are_noted(tmp_path: Path) -> None:
    study_uid = generate_uid()

    for name, birth in (("One^Anna", "19500101"), ("Two^Bert", "19700202")):

        def of(data_set: Dataset, _k: int, name: str = name, birth: str = birth) -> None:
            data_set.PatientName, data_set.PatientID = name, name
            data_set.PatientBirthDate = birth

        phantom = SeriesPhantom(stored=ramp(3), positions=straight(3), study_uid=study_uid)
        write_phantom(tmp_path / name, phantom, of)
    notes = record_of(tmp_path)["notes"]
    assert notes
    assert all(note["code"] and note["text"] for note in notes)
