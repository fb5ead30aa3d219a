"""Two people under one Patient ID and one Study Instance UID never share a study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pydicom
import pytest

from tests.support.named_series import Names, write_named
from workstation.services.open_study import open_series, scan
from workstation.services.scan_record import scan_record


def rewrite(folder: Path, **values: str) -> Path:
    for path in sorted(folder.iterdir()):
        data_set = pydicom.dcmread(path)
        for keyword, value in values.items():
            setattr(data_set, keyword, value)
        data_set.save_as(path)
    return folder


@pytest.mark.parametrize("one_series", [True, False], ids=["one series", "two series"])
@pytest.mark.parametrize(
    "differs",
    [
        {"PatientName": "Test^Other"},
        {"PatientBirthDate": "19710101"},
        {"PatientSex": "M"},
        {"IssuerOfPatientID": "Elsewhere"},
    ],
    ids="".join,
)
def test_images_of_two_people_are_two_studies(
    tmp_path: Path, differs: dict[str, str], one_series: bool
) -> None:
    names = Names()
    rewrite(write_named(tmp_path / "A", names, 100), IssuerOfPatientID="Here")
    others = replace(names, sops=Names().sops, series=names.series if one_series else "2.25.7")
    rewrite(write_named(tmp_path / "B", others, 900), **{"IssuerOfPatientID": "Here", **differs})
    report = scan(tmp_path)
    assert [len(study.series[0].stacks[0].frames) for study in report.studies] == [4, 4]
    assert len({study.patient.identity for study in report.studies}) == 2
    notes = scan_record(report)["notes"]
    assert any("stands for studies of 2 people" in note["text"] for note in notes)
    if "IssuerOfPatientID" not in differs:
        assert any("The Patient ID P1 stands for 2 people" in note["text"] for note in notes)


def test_what_a_file_leaves_out_does_not_part_a_study(tmp_path: Path) -> None:
    names = Names(patient_name="Test^Person^Q")
    write_named(tmp_path / "A", names, 100)
    short = replace(names, sops=Names().sops, series="2.25.7", patient_name="TEST^PERSON")
    rewrite(write_named(tmp_path / "B", short, 900), PatientBirthDate="", PatientSex="")
    (study,) = scan(tmp_path).studies
    assert len(study.series) == 2
    assert (study.patient.name, study.patient.birth_date) == ("Test^Person^Q", "19700101")
    assert scan_record(scan(tmp_path))["notes"] == []


def test_an_image_bears_its_own_name(tmp_path: Path) -> None:
    names = Names()
    write_named(tmp_path / "A", names, 100)
    other = replace(names, sops=Names().sops, series="2.25.7", patient_name="Another^Person")
    write_named(tmp_path / "B", other, 900)
    image = open_series(tmp_path, series="2.25.7")
    assert (image.source.patient.name, float(image.array.mean())) == ("Another^Person", 900.0)


def test_studies_of_one_id_and_two_names_are_told(tmp_path: Path) -> None:
    write_named(tmp_path / "A", Names(), 100)
    write_named(tmp_path / "B", Names(patient_name="Another^Person"), 900)
    (note,) = scan_record(scan(tmp_path))["notes"]
    assert "The Patient ID P1 stands for 2 people" in note["text"]
