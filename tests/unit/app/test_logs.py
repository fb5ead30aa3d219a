from __future__ import annotations

import logging
from pathlib import Path

import pytest

from workstation.app.logs import PatientDataFilter, scrub, set_up_logs


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("cannot read /home/me/Doe_John/IM0001", "Doe_John"),
        ("PatientName is Doe^John^Q", "Doe"),
        ("born 19610203 or so", "19610203"),
        (r"cannot read C:\scans\Doe John\a.dcm", "scans"),
    ],
)
def test_patient_data_is_scrubbed(text: str, secret: str) -> None:
    assert secret not in scrub(text)


def test_uids_and_code_paths_stay() -> None:
    uid = "1.2.840.113619.2.55.3.604688119.971.1.19990101"
    assert uid.rsplit(".", 1)[0] in scrub(f"sop {uid}")
    assert "workstation/ui/main.py" in scrub('File "/opt/app/workstation/ui/main.py", line 3')


def test_the_file_holds_no_patient_data(tmp_path: Path) -> None:
    path = set_up_logs(tmp_path / "logs")
    assert path is not None
    root = logging.getLogger()
    handler = root.handlers[-1]
    try:
        logging.getLogger("x").warning("opening %s", "/scans/Doe_John/1.dcm")
        logging.getLogger("x").error("failed", exc_info=ValueError("Doe^John"))
        handler.flush()
        text = path.read_text()
    finally:
        root.removeHandler(handler)
        handler.close()
    assert "Doe" not in text
    assert "ValueError" in text
    assert PatientDataFilter in {type(f) for f in handler.filters}


def test_an_unwritable_folder_is_no_crash(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert set_up_logs(blocked / "logs") is None


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("cannot read MILLER ANNA of ward 3", "MILLER"),
        ("cannot read Miller, Anna", "Anna"),
        ("born 1961-03-27, scanned later", "1961"),
        ("born on 27.03.1961 in", "27.03"),
        ("birth_date='1961/3/27'", "1961"),
        ("PatientID=AB-77/12", "AB-77"),
        ("patient 00481516 has", "00481516"),
        ("failed on /data/MILLER ANNA/ct 1/x", "ANNA"),
        ("failed on /data/miller anna/ct 1/anna miller.dcm: short", "miller"),
        ("failed on C:\\scans\\anna miller\\ct 1\\x.dcm", "miller"),
    ],
)
def test_names_dates_and_identifiers_do_not_stay(text: str, gone: str) -> None:
    assert gone not in scrub(text)


def test_uids_code_and_short_numbers_stay() -> None:
    for text in (
        "1.2.840.113619.2.55.3.604688119.971.1249563",
        'File "/opt/lightbox/workstation/dicom/scan/scanning.py", line 193, in scan',
        "512 of 1024 slices, 2.5 mm",
    ):
        assert scrub(text) == text


def test_the_log_is_for_its_owner(tmp_path: Path) -> None:
    path = set_up_logs(tmp_path / "logs")
    assert path is not None
    root = logging.getLogger()
    handler = root.handlers[-1]
    try:
        assert path.stat().st_mode & 0o777 == 0o600
    finally:
        root.removeHandler(handler)
        handler.close()
