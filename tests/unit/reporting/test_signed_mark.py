"""A signed report is never written over: not by one of another patient, not by an analysis."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workstation.domain.geometry import GeometryHonesty
from workstation.domain.report import ReportContent
from workstation.domain.study import Patient
from workstation.errors import ReportError
from workstation.reporting.signed_mark import is_signed_report
from workstation.services.write_report import write
from workstation.ui.asking.prompts import free_name

CONTENT = ReportContent(
    patient=Patient(patient_id="P1"),
    study=(),
    clinical_history="",
    technique=(),
    comparison="",
    findings=(),
    findings_text="",
    risks=(),
    key_images=(),
    impression="First.",
    ai_runs=(),
    honesty=GeometryHonesty(),
)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("later", ["", "Dr. B"])
def test_a_signed_report_stays_whoever_writes_there(
    tmp_path: Path, language: str, later: str
) -> None:
    path = tmp_path / "report.pdf"
    signed = replace(CONTENT, signed_by="张医生 (signed)", language=language)
    write(replace(CONTENT, language=language), path)
    assert not is_signed_report(path)
    write(signed, path)  # a draft may be replaced
    assert is_signed_report(path)
    before = path.read_bytes()
    other = replace(CONTENT, patient=Patient(patient_id="P2"), signed_by=later)
    with pytest.raises(ReportError, match=r"report\.pdf is a signed report"):
        write(other, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("author", "is_signed"), [(b"Dr. A", True), (b"not signed", False), (b"\xfe\xff_", True)]
)
def test_reports_of_earlier_versions_are_known(
    tmp_path: Path, author: bytes, is_signed: bool
) -> None:
    path = tmp_path / "report.pdf"
    subject = b"/Subject (document hash sha256:" + b"0a" * 32 + b")"
    path.write_bytes(b"%PDF-1.4\n/Author (" + author + b")\n  " + subject)
    assert is_signed_report(path) is is_signed


def test_other_files_are_no_signed_reports(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    assert not is_signed_report(path)
    path.write_bytes(b"%PDF-1.4 /Subject (something)")
    assert not is_signed_report(path)
    path.write_bytes(b"/Subject (signed, document hash sha256:" + b"0a" * 32 + b")")
    assert not is_signed_report(path)


def test_a_free_name_is_offered(tmp_path: Path) -> None:
    name = str(tmp_path / "report-v2.pdf")
    assert free_name(name) == name
    for expected in ("report-v2.pdf", "report-v2 (2).pdf", "report-v2 (3).pdf"):
        found = Path(free_name(name))
        assert found.name == expected
        found.touch()
