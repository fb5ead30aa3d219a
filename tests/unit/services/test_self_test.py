"""The self-test passes as shipped, and fails when a number is wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pydicom
import pytest

from tests.support.image_phantoms import asymmetric_volume
from workstation.errors import CancelledError, ReportError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.services.self_test import SelfTestItem, SelfTestResult, run_self_test
from workstation.services.write_report import ReportRequest, build_content
from workstation.settings.paths import project_folder, resources_folder

SHIPPED = resources_folder() / "self_test"
NAMES = ["length", "area", "CT number", "SUV", "patient's side", "gantry tilt", "oblique plane"]


def failed(folder: Path) -> list[str]:
    return [str(item.name) for item in run_self_test(folder).items if not item.passed]


def test_every_number_is_right() -> None:
    result = run_self_test()
    assert result.passed
    assert [str(item.name) for item in result.items] == NAMES
    assert "7 of 7 passed." in str(result.summary)


def test_the_phantoms_are_those_of_the_script(tmp_path: Path) -> None:
    """The script writes the same files again; only then is what it says about them true."""
    code = (
        "import runpy, sys, pathlib; "
        "main = runpy.run_path(sys.argv[1])['main']; "
        "main.__globals__['ROOT'] = pathlib.Path(sys.argv[2]); main()"
    )
    script = project_folder() / "scripts" / "make_self_test.py"
    subprocess.run([sys.executable, "-c", code, str(script), str(tmp_path)], check=True)
    assert (tmp_path / "expected.json").read_text() == (SHIPPED / "expected.json").read_text()
    with (
        zipfile.ZipFile(tmp_path / "phantoms.zip") as made,
        zipfile.ZipFile(SHIPPED / "phantoms.zip") as shipped,
    ):
        assert made.namelist() == shipped.namelist()
        for name in made.namelist():
            with made.open(name) as one, shipped.open(name) as other:
                first, second = pydicom.dcmread(one), pydicom.dcmread(other)
                assert first == second


@pytest.mark.parametrize(
    ("key", "name"),
    [("length_mm", "length"), ("area_mm2", "area"), ("mean_hu", "CT number"), ("suv", "SUV")],
)
def test_a_wrong_number_is_found(tmp_path: Path, key: str, name: str) -> None:
    shutil.copy(SHIPPED / "phantoms.zip", tmp_path)
    expected = json.loads((SHIPPED / "expected.json").read_text())
    expected[key]["value"] *= 1.01
    (tmp_path / "expected.json").write_text(json.dumps(expected))
    assert failed(tmp_path) == [name]
    assert "FAILED" in str(run_self_test(tmp_path).summary)


def test_a_mirrored_field_is_found(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "phantoms.zip", tmp_path)
    expected = json.loads((SHIPPED / "expected.json").read_text())
    expected["field"]["weights"][0] *= -1
    (tmp_path / "expected.json").write_text(json.dumps(expected))
    assert failed(tmp_path) == ["gantry tilt", "oblique plane"]


@pytest.mark.parametrize("damage", ["no phantoms", "no expectation", "damaged"])
def test_damaged_phantoms_are_a_failure(tmp_path: Path, damage: str) -> None:
    shutil.copy(SHIPPED / "expected.json", tmp_path)
    if damage == "no expectation":
        shutil.copy(SHIPPED / "phantoms.zip", tmp_path)
        (tmp_path / "expected.json").unlink()
    if damage == "damaged":
        (tmp_path / "phantoms.zip").write_bytes(b"PK\x03\x04 no archive")
    assert not run_self_test(tmp_path).passed


def test_it_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        run_self_test(token=token)


def test_a_report_is_not_signed_over_wrong_numbers() -> None:
    bad = SelfTestResult(
        (SelfTestItem(name=Message("length"), passed=False, words=Message("25, expected 24")),)
    )
    request = ReportRequest(image=asymmetric_volume(), findings=(), self_test=bad, signed_by="R")
    with pytest.raises(ReportError, match="self-test"):
        build_content(request)
    draft = build_content(replace(request, signed_by=""))
    assert not draft.self_test_passed
    assert "FAILED" in str(draft.self_test)
