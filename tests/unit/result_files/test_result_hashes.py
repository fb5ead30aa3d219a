"""Numbers that a person changed in a result file are told, and not signed as measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader

from tests.support.ct_series import a_series
from tests.support.known_results import MAYO_INPUTS, PLUGIN_ID, a_nodule, runner_of
from tests.support.masks import geometry
from workstation.domain.analysis import AnalysisResult
from workstation.domain.image import Volume
from workstation.errors import ReportError
from workstation.result_files.records import risk_record
from workstation.result_files.result_hashes import HASHES
from workstation.services.analyze_image import AnalysisRequest, analyze
from workstation.services.assess_risk import assess
from workstation.services.report_from_files import (
    ReportTexts,
    WrittenFromFile,
    write_report_from_file,
)
from workstation.services.run_plugin import PluginRunner

Edit = Callable[[dict[str, Any]], object]


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry((4, 12, 14)))


@pytest.fixture
def result(volume: Volume, tmp_path: Path) -> Path:
    """The result file of an analysis that measured two nodules."""

    first = replace(a_nodule(volume), probability=0.25)
    runner = runner_of(findings=(first, replace(first, id="f2", label="Nodule 2")))
    asked = AnalysisRequest(image=volume, plugin_id=PLUGIN_ID, folder=tmp_path / "out")
    analyze(asked, runner)
    return tmp_path / "out" / "result.json"


def edited(result: Path, edit: Edit, *, text: Callable[[str], str] = str) -> Path:
    document = json.loads(result.read_text())
    edit(document)
    result.write_text(text(json.dumps(document)))
    return result


def sign(volume: Volume, result: Path, *accept: str) -> WrittenFromFile:
    words = ReportTexts(signed_by="Dr. A", impression="One nodule.")
    return write_report_from_file(
        volume, result, result.with_name("signed.pdf"), words, accept=accept or ("f1",)
    )


def text_of(path: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())


def _value(document: dict[str, Any]) -> None:
    document["findings"][0]["measurements"][0]["value"] = 12.0


def _unit(document: dict[str, Any]) -> None:
    row = document["findings"][0]["measurements"][0]
    row["unit_code"] = {"value": "cm", "scheme": "UCUM", "meaning": "centimeter"}
    row["unit"] = "cm"


def _probability(document: dict[str, Any]) -> None:
    document["findings"][0]["probability"] = 0.99


def _caveat(document: dict[str, Any]) -> None:
    document["findings"][0]["measurements"][0]["caveat"] = "none"


def _one_more(document: dict[str, Any]) -> None:
    document["findings"].append({**document["findings"][1], "id": "f1b", "label": "Nodule 1b"})
    document["findings"][0]["id"], document["findings"][-1]["id"] = "f1b", "f1"


@pytest.mark.parametrize("edit", [_value, _unit, _probability, _caveat, _one_more])
def test_a_number_that_was_changed_is_told_and_not_signed(
    volume: Volume, result: Path, edit: Edit
) -> None:
    edited(result, edit)
    with pytest.raises(ReportError, match=r"Nodule 1b?: it was changed in the file after it was"):
        sign(volume, result)
    assert not result.with_name("signed.pdf").exists()
    write_report_from_file(volume, result, result.with_name("draft.pdf"), ReportTexts())
    assert "changed in the file after it was measured" in text_of(result.with_name("draft.pdf"))


def test_what_was_changed_blocks_only_what_is_printed_of_it(volume: Volume, result: Path) -> None:
    sign(volume, edited(result, _value), "f2")
    assert "Nodule 2" in text_of(result.with_name("signed.pdf"))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda d: d["findings"].pop(1), "findings of the analysis are missing"),
        (lambda d: d.update(version="2"), "what it says of the analysis is not what was written"),
        (lambda d: d.update({HASHES: {}}), "its hashes are damaged"),
        (lambda d: d["findings"].append({**d["findings"][0], "id": "f3"}), "no finding of the"),
    ],
)
def test_a_result_file_that_says_something_else_is_not_signed(
    volume: Volume, result: Path, edit: Edit, words: str
) -> None:
    with pytest.raises(ReportError, match=words):
        sign(volume, edited(result, edit), "all")


def test_decisions_scores_and_other_spellings_of_numbers_change_nothing(
    volume: Volume, result: Path
) -> None:
    def review(document: dict[str, Any]) -> None:
        row = document["findings"][1]
        decision = {"status": "accepted", "by": "Dr. B", "at": "2026-01-01T10:00:00+00:00"}
        row["history"] = [*row["history"], decision]
        row["status"] = "accepted"
        row["risk"] = [risk_record(assess("mayo", MAYO_INPUTS, finding_id="f2"))]

    written = sign(volume, edited(result, review, text=lambda t: t.replace(": 9.0", ":9")))
    assert not any("cannot be checked" in str(note) for note in written.notes)
    assert "Mayo" in text_of(result.with_name("signed.pdf"))


def test_a_score_that_its_inputs_do_not_give_is_not_signed(volume: Volume, result: Path) -> None:
    def lie(document: dict[str, Any]) -> None:
        score = risk_record(assess("mayo", MAYO_INPUTS, finding_id="f1"))
        score["outputs"]["probability"] = 0.01
        document["findings"][0]["risk"] = [score]

    with pytest.raises(ReportError, match="is not what its inputs give"):
        sign(volume, edited(result, lie))


def test_caveats_and_origins_that_were_changed_in_the_file_are_printed_as_they_are(
    volume: Volume, result: Path
) -> None:
    def lie(document: dict[str, Any]) -> None:
        score = risk_record(assess("mayo", MAYO_INPUTS, finding_id="f1"))
        assert score["caveats"]
        score["caveats"] = []
        score["inputs"]["spiculation"]["origin"] = "measured"
        document["findings"][0]["risk"] = [score]

    sign(volume, edited(result, lie))
    printed = text_of(result.with_name("signed.pdf"))
    assert "Not stated: cancer within 5 years" in printed
    assert "spiculation yes (typed)" in printed


def test_a_file_of_an_earlier_version_is_signed_and_told(volume: Volume, result: Path) -> None:
    written = sign(volume, edited(result, lambda document: document.pop(HASHES)))
    assert any("cannot be checked" in str(note) for note in written.notes)


def test_a_score_of_another_age_or_sex_is_printed_with_it(volume: Volume, result: Path) -> None:
    patient = replace(volume.source.patient, sex="F", age="071Y")
    volume = replace(volume, source=replace(volume.source, patient=patient))

    def add(document: dict[str, Any]) -> None:
        score = risk_record(assess("mayo", MAYO_INPUTS, finding_id="f1"))
        document["findings"][0]["risk"] = [score]

    sign(volume, edited(result, add))
    printed = text_of(result.with_name("signed.pdf"))
    assert "Age was given as 60; the images state 71." in printed


def test_an_analysis_into_the_folder_of_a_signed_report_is_refused(
    volume: Volume, result: Path
) -> None:
    signed = result.with_name("report.pdf")
    words = ReportTexts(signed_by="Dr. A", impression="One nodule.")
    write_report_from_file(volume, result, signed, words, accept=("f1",))
    before = {path.name: path.read_bytes() for path in result.parent.iterdir()}

    class Runner:
        def run(self, *_: object, **__: object) -> AnalysisResult:
            raise AssertionError("refused before the long run")

    asked = AnalysisRequest(image=volume, plugin_id="zz_known", folder=result.parent)
    with pytest.raises(ReportError, match="is a signed report"):
        analyze(asked, cast("PluginRunner", Runner()))
    assert {path.name: path.read_bytes() for path in result.parent.iterdir()} == before


def test_objects_beside_are_not_written_over(volume: Volume, result: Path) -> None:
    path = result.with_name("signed.sr.dcm")
    path.write_bytes(b"of something else")
    words = ReportTexts(
        signed_by="Dr. A", impression="One nodule.", beside=frozenset({"sr", "dicom_pdf"})
    )
    done = write_report_from_file(
        volume, result, result.with_name("signed.pdf"), words, accept=("f1",)
    )
    assert path.read_bytes() == b"of something else"
    assert "signed.sr.dcm is there already and is not written over." in map(str, done.notes)
    assert result.with_name("signed.pdf.dcm").exists()
