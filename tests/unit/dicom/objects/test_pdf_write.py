"""Signed reports as DICOM objects of their study."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pydicom
import pytest

from tests.support.ct_series import a_series
from tests.support.masks import geometry
from workstation.dicom.objects.pdf_write import write_encapsulated_pdf
from workstation.errors import UnsupportedOutputError, VerificationError

PDF = b"%PDF-1.4 odd\n"
MADE = datetime(2026, 1, 15, 14, 5, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))


@pytest.fixture
def source(tmp_path: Path) -> str:
    volume = a_series(tmp_path / "ct", geometry((2, 12, 14)))
    path = Path(volume.source.paths[0])
    header = pydicom.dcmread(path)
    header.SpecificCharacterSet = "ISO_IR 100"
    header.PatientName = "Müller^Änne"
    header.PatientID = "P-1"
    header.AccessionNumber = "A7"
    header.save_as(path)
    return str(path)


def written(source: str, folder: Path) -> pydicom.Dataset:
    path = folder / "report.pdf.dcm"
    uid = write_encapsulated_pdf(PDF, source, path, title="检查报告", created=MADE, version=2)
    again = pydicom.dcmread(path)
    assert again.SOPInstanceUID == uid
    return again


def test_the_document_comes_back_with_its_patient_and_study(source: str, tmp_path: Path) -> None:
    again, header = written(source, tmp_path), pydicom.dcmread(source)
    length = again.EncapsulatedDocumentLength
    assert again.EncapsulatedDocument[:length] == PDF
    assert len(again.EncapsulatedDocument) % 2 == 0
    assert str(again.PatientName) == "Müller^Änne"
    assert again.SpecificCharacterSet == "ISO_IR 192"
    assert (again.PatientID, again.AccessionNumber) == ("P-1", "A7")
    assert again.StudyInstanceUID == header.StudyInstanceUID
    assert again.SeriesInstanceUID != header.SeriesInstanceUID
    shown = again.SourceInstanceSequence[0]
    assert shown.ReferencedSOPInstanceUID == header.SOPInstanceUID
    assert (again.DocumentTitle, again.InstanceNumber) == ("检查报告", 2)
    assert again.file_meta.MediaStorageSOPClassUID == "1.2.840.10008.5.1.4.1.1.104.1"


@pytest.mark.parametrize(
    ("stated", "zone", "time"),
    [("", None, "140500"), ("+0100", "+0100", "183500"), ("nonsense", None, "140500")],
)
def test_times_are_of_the_zone_that_the_images_state(
    source: str, tmp_path: Path, stated: str, zone: str | None, time: str
) -> None:
    header = pydicom.dcmread(source)
    header.TimezoneOffsetFromUTC = stated
    header.save_as(source)
    again = written(source, tmp_path)
    assert (again.get("TimezoneOffsetFromUTC"), again.ContentTime) == (zone, time)


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dicom3tools is not installed")
def test_another_program_finds_nothing_wrong(source: str, tmp_path: Path) -> None:
    written(source, tmp_path)
    done = subprocess.run(
        ["dciodvfy", str(tmp_path / "report.pdf.dcm")], capture_output=True, text=True, check=False
    )
    faults = [line for line in (done.stderr + done.stdout).splitlines() if "Error" in line]
    assert faults == []


def test_a_copy_that_differs_is_not_kept(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = pydicom.dcmread

    def other(path: Path) -> pydicom.Dataset:
        again = read(path)
        again.PatientID = "P-2"
        return again

    monkeypatch.setattr(pydicom, "dcmread", lambda p, **k: read(p, **k) if k else other(p))
    path = tmp_path / "report.pdf.dcm"
    with pytest.raises(VerificationError):
        write_encapsulated_pdf(PDF, source, path, title="t", created=MADE)
    assert not path.exists()


def test_an_image_that_cannot_be_read_gives_no_object(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedOutputError):
        write_encapsulated_pdf(
            PDF, str(tmp_path / "gone.dcm"), tmp_path / "x.dcm", title="t", created=MADE
        )
