"""`analyze` with a risk plugin: findings of a result file in, scores and a report out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.support.commands import Commands
from tests.support.ct_series import a_series
from tests.support.masks import geometry
from tests.support.plugin_folders import write_plugin, write_risk_plugin
from workstation.settings.paths import user_data_folder


@pytest.fixture
def lightbox(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


@pytest.fixture
def analyzed(lightbox: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A series with one finding, as a first plugin left it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    a_series(tmp_path / "ct", geometry())
    write_plugin(user_data_folder() / "plugins", "bright")
    write_risk_plugin(user_data_folder() / "plugins")
    done = lightbox(
        "analyze", tmp_path / "ct", "--plugin", "bright", "-o", tmp_path / "one", "--trust"
    )  # fmt: skip
    assert done.status == 0, done.err
    return tmp_path


def scored(lightbox: Commands, path: Path, *more: object) -> Any:
    return lightbox(
        "analyze", path / "ct", "--plugin", "doubles", "-o", path / "two", "--trust", *more
    )  # fmt: skip


def test_findings_go_in_and_scores_come_out(lightbox: Commands, analyzed: Path) -> None:
    source = analyzed / "one" / "result.json"
    finding = json.loads(source.read_text())["findings"][0]
    axis = next(m["value"] for m in finding["measurements"] if m["name"] == "Long Axis")
    done = scored(lightbox, analyzed, "--findings", source, "--param", "factor=3", "--json")
    assert done.status == 0, done.err
    (score,) = done.json["findings"][0]["risk"]
    assert score["model"] == "doubles.of_finding"
    assert score["outputs"]["value"] == pytest.approx(3 * axis)
    assert score["inputs"]["factor"] == {"value": 3.0, "unit": "", "origin": "typed"}
    assert score["source"]["plugin"] == "doubles"
    page = "".join(p.extract_text() for p in PdfReader(analyzed / "two" / "report.pdf").pages)
    plain = " ".join(page.split())
    assert "Doubled axis" in plain
    assert "Computed by the plugin Twice the size 1.2.3 (doubles)" in plain
    # The file is as good as that of any analysis: a person can sign what stands in it.
    signed = lightbox(
        "report", analyzed / "ct", "--findings", analyzed / "two" / "result.json",
        "-o", analyzed / "signed.pdf", "--accept", "all", "--sign", "Dr. Z",
    )  # fmt: skip
    assert signed.status == 0, signed.err
    page = "".join(p.extract_text() for p in PdfReader(analyzed / "signed.pdf").pages)
    assert "Doubled axis" in " ".join(page.split())


def test_in_words(lightbox: Commands, analyzed: Path) -> None:
    done = scored(lightbox, analyzed, "--findings", analyzed / "one" / "result.json")
    assert done.status == 0, done.err
    assert "Doubled axis: " in done.out
    assert "a guess" in done.out


def test_a_file_that_was_changed_is_not_scored(lightbox: Commands, analyzed: Path) -> None:
    source = analyzed / "one" / "result.json"
    document = json.loads(source.read_text())
    document["findings"][0]["measurements"][0]["value"] += 1.0
    source.write_text(json.dumps(document))
    done = scored(lightbox, analyzed, "--findings", source)
    assert done.status == 1
    assert "Nothing is scored from result.json: it was changed in the file" in done.err
    assert not (analyzed / "two").exists()


def test_a_finding_that_is_not_there_is_named(lightbox: Commands, analyzed: Path) -> None:
    source = analyzed / "one" / "result.json"
    done = scored(lightbox, analyzed, "--findings", source, "--finding", "f77")
    assert done.status == 1
    assert "There is no finding f77 in result.json." in done.err
    alone = scored(lightbox, analyzed, "--finding", "f77")
    assert alone.status == 2
    assert "--findings" in alone.err


def test_a_finding_that_was_rejected_is_not_scored_and_that_is_said(
    lightbox: Commands, analyzed: Path
) -> None:
    source = analyzed / "one" / "result.json"
    document = json.loads(source.read_text())
    (first, *_others) = document["findings"]
    decision = {"status": "rejected", "by": "Dr. Z", "at": "2026-01-02T03:04:05+00:00"}
    first["history"] = [decision]
    source.write_text(json.dumps(document))
    done = scored(lightbox, analyzed, "--findings", source, "--finding", first["id"])
    assert done.status == 1
    assert f"The finding {first['id']} in result.json was rejected." in done.err


def test_a_status_that_nobody_has_decided_is_refused(lightbox: Commands, analyzed: Path) -> None:
    source = analyzed / "one" / "result.json"
    document = json.loads(source.read_text())
    first = document["findings"][0]
    first["status"] = "rejected"
    source.write_text(json.dumps(document))
    done = scored(lightbox, analyzed, "--findings", source)
    assert done.status == 1
    assert f"the finding {first['id']} is rejected, and holds no such decision" in done.err
    assert not (analyzed / "two").exists()


def test_a_file_of_findings_that_is_not_there_is_named(lightbox: Commands, analyzed: Path) -> None:
    done = scored(lightbox, analyzed, "--findings", analyzed / "none.json")
    assert done.status == 1
    assert "none.json cannot be read." in done.err
    assert "Use result.json of `lightbox analyze`." in done.err


def test_a_score_that_was_changed_cannot_be_signed(lightbox: Commands, analyzed: Path) -> None:
    scored(lightbox, analyzed, "--findings", analyzed / "one" / "result.json")
    path = analyzed / "two" / "result.json"
    document = json.loads(path.read_text())
    document["findings"][0]["risk"][0]["outputs"]["value"] = 1.0
    path.write_text(json.dumps(document))
    signed = lightbox(
        "report", analyzed / "ct", "--findings", path, "-o", analyzed / "signed.pdf",
        "--accept", "all", "--sign", "Dr. Z",
    )  # fmt: skip
    assert signed.status == 1
    assert "changed in the file after it was computed" in signed.err
