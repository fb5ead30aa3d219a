"""Reports that are signed by command and in the window are counted together."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from tests.support.ct_series import a_series
from tests.support.known_results import a_nodule
from tests.support.masks import geometry
from workstation.cli import reports
from workstation.cli.main import app
from workstation.domain.image import Volume
from workstation.domain.report import SignedReport
from workstation.domain.study import Study
from workstation.keeping.autosave import Autosave
from workstation.result_files.records import finding_record
from workstation.result_files.result_hashes import HASHES, record_hashes
from workstation.services.open_study import scan
from workstation.services.signed_versions import newest
from workstation.session.events import Recorded


@pytest.fixture
def volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Volume:
    monkeypatch.setattr(reports, "user_data_folder", lambda: tmp_path / "data")
    return a_series(tmp_path / "ct", geometry((4, 12, 14)))


@pytest.fixture
def result(volume: Volume, tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    record = {"findings": [finding_record(a_nodule(volume))]}
    path.write_text(json.dumps({**record, HASHES: record_hashes(record)}))
    return path


def by_command(result: Path, name: str) -> str:
    command = ["report", str(result.with_name("ct")), "--findings", str(result)]
    command += ["--accept", "all", "--sign", "Dr. C", "-o", str(result.with_name(name))]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    pages = PdfReader(result.with_name(name)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def archive(tmp_path: Path) -> Autosave:
    return Autosave(tmp_path / "data" / "archive", lambda fault: pytest.fail(str(fault)))


def study_of(tmp_path: Path) -> Study:
    (study,) = scan(tmp_path / "ct").studies
    return study


def by_window(tmp_path: Path, version: int) -> None:
    kept, study = archive(tmp_path), study_of(tmp_path)
    kept.open(study)
    signed = SignedReport(
        version=version,
        signed_by="Dr. W",
        signed_at=datetime(2026, 3, version, 8, 30, tzinfo=UTC),
        digest="d",
        file_name="report.pdf",
    )
    kept.record(Recorded("signed_report", str(version), signed, study.study_instance_uid))
    kept.close()


def in_window(tmp_path: Path) -> list[tuple[int, str]]:
    kept, study = archive(tmp_path), study_of(tmp_path)
    kept.open(study)
    found = kept.signed_reports(study.study_instance_uid)
    kept.close()
    return sorted((each.version, each.signed_by) for each in found)


def test_versions_of_window_and_command_are_one_count(tmp_path: Path, result: Path) -> None:
    assert "Signed report, version 1" in by_command(result, "a.pdf")
    assert in_window(tmp_path) == [(1, "Dr. C")]
    by_window(tmp_path, 2)
    third = by_command(result, "b.pdf")
    assert "Signed report, version 3" in third
    assert "It replaces version 2 of 2026-03-02" in third
    assert "signed by Dr. W" in third
    assert in_window(tmp_path) == [(1, "Dr. C"), (2, "Dr. W"), (3, "Dr. C")]


def test_a_list_of_another_computer_counts_too(tmp_path: Path, result: Path) -> None:
    by_command(result, "a.pdf")
    by_command(result, "b.pdf")
    # The archive of this reader has seen neither of them.
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    assert "Signed report, version 3" in by_command(result, "c.pdf")
    assert in_window(tmp_path) == [(3, "Dr. C")]


def test_drafts_leave_no_archive(tmp_path: Path, result: Path) -> None:
    command = ["report", str(result.with_name("ct")), "--findings", str(result)]
    done = CliRunner().invoke(app, [*command, "-o", str(result.with_name("d.pdf"))])
    assert done.exit_code == 0, done.output
    assert not (tmp_path / "data").exists()


def test_the_newest_is_that_of_the_highest_version() -> None:
    def signed(version: int, day: int) -> SignedReport:
        moment = datetime(2026, 3, day, tzinfo=UTC)
        return SignedReport(
            version=version, signed_by="Dr.", signed_at=moment, digest="", file_name=""
        )

    first, second, same = signed(1, 9), signed(2, 3), signed(2, 4)
    assert newest([first, None, second, same]) is same
    assert newest([None]) is None
