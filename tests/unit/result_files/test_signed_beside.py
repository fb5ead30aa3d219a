"""A report signed by command is never written over, and the next one says what it changes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.ct_series import a_series
from tests.support.known_results import a_nodule
from tests.support.masks import geometry
from workstation.domain.image import Volume
from workstation.domain.study import Patient
from workstation.errors import InputError, OutputError, ReportError
from workstation.messages import Message
from workstation.result_files import signed_beside
from workstation.result_files.records import finding_record
from workstation.result_files.result_hashes import HASHES, record_hashes
from workstation.services.report_from_files import (
    ReportTexts,
    WrittenFromFile,
    write_report_from_file,
)


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry((4, 12, 14)))


@pytest.fixture
def result(volume: Volume, tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    record = {"findings": [finding_record(a_nodule(volume))]}
    path.write_text(json.dumps({**record, HASHES: record_hashes(record)}))
    return path


def sign(volume: Volume, result: Path, name: str, **texts: str) -> WrittenFromFile:
    said = {"signed_by": "Dr. A", "impression": "One nodule.", **texts}
    words = ReportTexts(signed_by=said["signed_by"], impression=said["impression"])
    accept = ["f1"] if words.signed_by else []
    return write_report_from_file(volume, result, result.with_name(name), words, accept=accept)


def text_of(path: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())


def test_a_second_signature_is_a_second_version(volume: Volume, result: Path) -> None:
    assert sign(volume, result, "a.pdf").notes == ()
    assert "Signed report, version 1" in text_of(result.with_name("a.pdf"))
    again = sign(volume, result, "b.pdf", signed_by="Dr. B", impression="None.")
    assert str(again.notes[0]).startswith("This is version 2. It replaces version 1 of")
    text = text_of(result.with_name("b.pdf"))
    assert "Signed report, version 2" in text
    assert "signed by Dr. A" in text
    assert "Changed: One nodule. – now: None." in text
    sign(volume, result, "c.pdf")
    assert "Signed report, version 3" in text_of(result.with_name("c.pdf"))


@pytest.mark.parametrize("signer", ["Dr. B", ""])
def test_a_signed_report_is_not_written_over(volume: Volume, result: Path, signer: str) -> None:
    sign(volume, result, "a.pdf")
    before = result.with_name("a.pdf").read_bytes()
    with pytest.raises(ReportError, match="version 1 of the signed report"):
        sign(volume, result, "a.pdf", signed_by=signer)
    assert result.with_name("a.pdf").read_bytes() == before
    sign(volume, result, "draft.pdf", signed_by="")
    sign(volume, result, "draft.pdf", signed_by="")


def test_a_report_is_not_written_over_its_results(volume: Volume, result: Path) -> None:
    before = result.read_bytes()
    for signer in ("Dr. A", ""):
        with pytest.raises(OutputError, match="another file"):
            sign(volume, result, result.name, signed_by=signer)
    assert result.read_bytes() == before


@pytest.mark.parametrize("changed", [{"value": "9"}, {"value": True}, {"unit": "cm"}])
def test_numbers_that_were_edited_out_of_form_are_not_signed(
    volume: Volume, result: Path, changed: dict[str, object]
) -> None:
    document = json.loads(result.read_text())
    document["findings"][0]["measurements"][0] |= changed
    result.write_text(json.dumps(document))
    with pytest.raises(InputError):
        sign(volume, result, "a.pdf")


def test_reports_of_another_patient_are_no_earlier_version(volume: Volume, result: Path) -> None:
    sign(volume, result, "a.pdf")
    other = replace(volume, source=replace(volume.source, patient=Patient(patient_id="other")))
    assert sign(other, result, "b.pdf").notes == ()
    assert "Signed report, version 1" in text_of(result.with_name("b.pdf"))


@pytest.mark.parametrize("text", ["", "{", '{"reports": [{}]}', '{"reports": 3}', "[]"])
def test_a_damaged_list_blocks_signing(volume: Volume, result: Path, text: str) -> None:
    sign(volume, result, "a.pdf")
    signed_beside.signed_reports_path(result).write_text(text)
    with pytest.raises(InputError, match="list of signed reports, cannot be read"):
        sign(volume, result, "b.pdf")
    assert not result.with_name("b.pdf").exists()


def test_what_cannot_be_listed_is_not_signed(
    volume: Volume, result: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OutputError(Message("The disk is full."))

    monkeypatch.setattr(signed_beside, "write_whole", full)
    with pytest.raises(OutputError):
        sign(volume, result, "a.pdf")
    assert not result.with_name("a.pdf").exists()
