"""What `lightbox report` tells who signs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.ct_series import a_series
from tests.support.masks import geometry
from workstation.cli import reports
from workstation.domain.report import SignedReport
from workstation.keeping.autosave import Autosave
from workstation.session.events import Recorded


def test_what_the_window_has_signed_of_the_study_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = a_series(tmp_path / "ct", geometry((4, 12, 14)))
    monkeypatch.setattr(reports, "user_data_folder", lambda: tmp_path / "data")
    assert reports._signed_in_window(image) == ()
    assert not (tmp_path / "data").exists()
    kept = Autosave(tmp_path / "data" / "archive", lambda fault: pytest.fail(str(fault)))
    for version in (1, 2):
        signed = SignedReport(
            version=version,
            signed_by="Dr. A",
            signed_at=datetime(2026, 3, version, 8, 30, tzinfo=UTC),
            digest="d",
            file_name="report.pdf",
        )
        study = image.source.study_instance_uid
        kept.record(Recorded("signed_report", str(version), signed, study))
    kept.close()
    (note,) = reports._signed_in_window(image)
    assert "version 2 of this study (Dr. A, 2026-03-02 08:30 UTC)" in note
