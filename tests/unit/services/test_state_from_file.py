"""What a risk plugin is handed of an earlier analysis: all of it, and nothing that was changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.ct_series import a_series
from tests.support.known_results import MAYO_INPUTS, PLUGIN_ID, a_nodule, an_analysis
from tests.support.masks import PROVENANCE, geometry
from workstation.domain import coding
from workstation.domain.finding import FindingStatus
from workstation.domain.image import Volume
from workstation.domain.measurement import Measurement
from workstation.errors import InputError
from workstation.result_files.records import risk_record
from workstation.result_files.result_hashes import HASHES
from workstation.services.assess_risk import assess, assess_finding
from workstation.services.state_from_file import state_from_file

AT = "2026-01-01T10:00:00+00:00"
WHOLE = Measurement(
    id="w", concept=coding.VOLUME, value=4100.0, unit=coding.UNIT_ML, provenance=PROVENANCE
)


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Volume:
    return a_series(tmp_path_factory.mktemp("study") / "ct", geometry((4, 12, 14)))


@pytest.fixture(scope="module")
def analysis(volume: Volume, tmp_path_factory: pytest.TempPathFactory) -> Path:
    first = replace(a_nodule(volume), probability=0.25)
    second = replace(first, id="f2", label="Nodule 2")
    folder = tmp_path_factory.mktemp("analysis") / "out"
    return an_analysis(volume, folder, findings=(first, second), measurements=(WHOLE,))


@pytest.fixture
def result(analysis: Path, tmp_path: Path) -> Path:
    return shutil.copytree(analysis.parent, tmp_path / "out") / analysis.name


def changed(result: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    document = json.loads(result.read_text())
    change(document)
    result.write_text(json.dumps(document))
    return result


def decide(number: int, status: str, *, by: str = "Dr. A") -> Callable[[dict[str, Any]], None]:
    """As the window writes it: a row of the history, and the status that follows."""

    def change(document: dict[str, Any]) -> None:
        row = document["findings"][number]
        row["history"].append({"status": status, "by": by, "at": AT})
        row["status"] = status

    return change


def test_everything_that_was_measured_is_handed_on(volume: Volume, result: Path) -> None:
    state = state_from_file(result, volume)
    assert [(f.id, f.probability, f.measurements[0].value) for f in state.findings] == [
        ("f1", 0.25, 9.0), ("f2", 0.25, 9.0),
    ]  # fmt: skip
    assert [(m.value, m.unit) for m in state.measurements] == [(4100.0, coding.UNIT_ML)]
    assert (state.scores, state.stale, state.chosen) == ((), frozenset(), "")


def test_the_patient_is_that_of_the_image_and_not_of_the_file(volume: Volume, result: Path) -> None:
    changed(result, lambda document: document.pop(HASHES))
    changed(result, lambda document: document.update(patient={"sex": "M", "age": "099Y"}))
    state = state_from_file(result, volume)
    assert state.patient == volume.source.patient
    assert (state.patient.sex, state.patient.age) == ("F", "056Y")
    assert state.study_date == volume.source.study_date == "20260203"


def test_the_finding_that_is_to_be_scored_is_known_by_its_id(volume: Volume, result: Path) -> None:
    assert state_from_file(result, volume, chosen="f2").chosen == "f2"
    with pytest.raises(InputError, match=r"no finding f3 in result\.json") as told:
        state_from_file(result, volume, chosen="f3")
    assert str(told.value.hint) == "There are: f1, f2."


def test_a_rejected_finding_is_not_scored(volume: Volume, result: Path) -> None:
    changed(result, decide(0, "rejected"))
    with pytest.raises(InputError, match=r"The finding f1 in result\.json was rejected") as told:
        state_from_file(result, volume, chosen="f1")
    assert str(told.value.hint) == "There are: f2."
    changed(result, decide(1, "rejected"))
    with pytest.raises(InputError, match="was rejected") as told:
        state_from_file(result, volume, chosen="f2")
    assert str(told.value.hint) == "There are: none."
    assert {f.status for f in state_from_file(result, volume).findings} == {FindingStatus.REJECTED}


def test_a_decision_of_a_person_is_no_change_of_what_was_measured(
    volume: Volume, result: Path
) -> None:
    first, second = state_from_file(changed(result, decide(0, "accepted")), volume).findings
    assert (first.status, first.history[-1].by) == (FindingStatus.ACCEPTED, "Dr. A")
    assert second.status is FindingStatus.PROPOSED


@pytest.mark.parametrize("status", ["accepted", "rejected", "edited", "", None, ["accepted"]])
def test_a_status_that_nobody_has_decided_is_refused(
    volume: Volume, result: Path, status: object
) -> None:
    changed(result, lambda document: document["findings"][1].update(status=status))
    with pytest.raises(InputError, match=r"finding f2 is .*holds no such decision") as told:
        state_from_file(result, volume)
    assert "`history`" in str(told.value.hint)


def test_a_decision_that_was_taken_back_by_hand_is_refused_nowhere(
    volume: Volume, result: Path
) -> None:
    """Proposed, beside a decision: the decision counts, as in reports."""
    changed(result, decide(0, "accepted"))
    changed(result, lambda document: document["findings"][0].update(status="proposed"))
    assert state_from_file(result, volume).findings[0].status is FindingStatus.ACCEPTED


def _value(document: dict[str, Any]) -> None:
    document["findings"][0]["measurements"][0]["value"] = 12.0


def _whole(document: dict[str, Any]) -> None:
    document["measurements"][0]["value"] = 12.0


def _score(document: dict[str, Any]) -> None:
    score = risk_record(assess("mayo", MAYO_INPUTS, finding_id="f1"))
    score["outputs"]["probability"] = 0.01
    document["findings"][0]["risk"] = [score]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_value, "it was changed in the file after it was measured"),
        (_whole, "what it says of the analysis is not what was written"),
        (_score, "its result in the file is not what its inputs give"),
        (lambda document: document["findings"].pop(), "findings of the analysis are missing"),
    ],
)
def test_nothing_is_scored_from_numbers_that_were_changed(
    volume: Volume, result: Path, change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    changed(result, change)
    with pytest.raises(InputError, match=r"Nothing is scored from result\.json") as told:
        state_from_file(result, volume)
    assert reason in str(told.value.message)
    assert "Analyze again" in str(told.value.hint)


def test_a_reason_that_holds_for_several_is_told_once(volume: Volume, result: Path) -> None:
    def both(document: dict[str, Any]) -> None:
        for row in document["findings"]:
            row["probability"] = 0.9

    with pytest.raises(InputError) as told:
        state_from_file(changed(result, both), volume)
    assert str(told.value.message).count("it was changed in the file") == 1


def test_the_patient_of_another_series_is_not_scored(volume: Volume, result: Path) -> None:
    other = replace(volume, source=replace(volume.source, series_instance_uid="9.9"))
    with pytest.raises(InputError, match="another series"):
        state_from_file(result, other)


def test_a_score_that_rests_on_what_the_images_no_longer_state_is_known_to_be_stale(
    volume: Volume, result: Path
) -> None:
    patient = replace(volume.source.patient, age="060Y")
    inputs = {**MAYO_INPUTS, "age": {"value": 60, "origin": "measured"}}
    about = replace(a_nodule(volume), probability=0.25)
    score = assess_finding("mayo", {**inputs, "nodule_diameter": 9.0}, about, patient)

    def add(document: dict[str, Any]) -> None:
        document["findings"][0]["risk"] = [risk_record(score)]

    changed(result, add)
    # The images state 56 years.
    state = state_from_file(result, volume)
    assert state.scores == (score,)
    assert state.stale == {score.key}
    now = replace(volume, source=replace(volume.source, patient=patient))
    assert state_from_file(result, now).stale == frozenset()


def test_findings_without_their_analysis_are_taken_as_they_are(
    volume: Volume, result: Path
) -> None:
    document = json.loads(result.read_text())
    assert document["plugin"] == PLUGIN_ID
    result.write_text(json.dumps(document["findings"]))
    state = state_from_file(result, volume, chosen="f1")
    assert ([f.id for f in state.findings], state.measurements) == (["f1", "f2"], ())
    result.write_text(json.dumps({"findings": document["findings"]}))
    assert state_from_file(result, volume).measurements == ()


@pytest.mark.parametrize("text", ["{", "3", '{"findings": 3}', "[{}]"])
def test_a_damaged_file_gets_one_clear_line(volume: Volume, result: Path, text: str) -> None:
    result.write_text(text)
    with pytest.raises(InputError):
        state_from_file(result, volume)
