"""Risk plugins in the worker process: what they get, what is made of what they give."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.image_phantoms import asymmetric_volume
from tests.support.plugin_folders import DOUBLES, folders_in, write_risk_plugin
from tests.support.risk_plugins import PATIENT, accepted, doubled, mayo_of, state
from tests.support.studies import finding
from workstation.domain.finding import FindingStatus
from workstation.domain.image import Volume
from workstation.errors import (
    CancelledError,
    PluginCrashedError,
    PluginRefusedError,
    PluginTimeoutError,
)
from workstation.messages import Message
from workstation.plain.values import from_json, from_plain, to_json
from workstation.processes.cancel import CancelToken
from workstation.reporting.wording import risk_result_text, score_source_words
from workstation.result_files.record_reading import risks_from_record
from workstation.result_files.records import risk_record
from workstation.result_files.result_folder import json_text
from workstation.result_files.result_hashes import changed_since_measured, record_hashes
from workstation.risk.registry import score_title
from workstation.services.run_plugin import PluginRunner


@pytest.fixture
def ct() -> Volume:
    volume = asymmetric_volume()
    return replace(volume, source=replace(volume.source, modality="CT"))


def test_scores_carry_their_plugin_their_inputs_and_what_they_rest_on(
    ct: Volume, tmp_path: Path
) -> None:
    known = state(accepted(), finding("f2", 2))
    result = doubled(ct, known, tmp_path)
    one, two, patient = result.scores
    assert (one.model, one.version, one.unit) == ("doubles.of_finding", "1.2.3", "mm")
    assert (one.finding_id, two.finding_id, patient.finding_id) == ("f1", "f2", "")
    assert (dict(one.outputs)["value"], dict(two.outputs)["value"]) == (24.0, 12.0)
    assert str(risk_result_text(one)) == "24 mm; 23 to 25 (95 % interval); large"
    assert str(risk_result_text(patient)) == "probability 30.0 %"
    assert str(score_title(one)) == "Doubled axis"
    assert str(score_source_words(one)) == "Computed by the plugin Twice the size 1.2.3 (doubles)"
    told = {item.name: (item.value, item.unit, item.origin.value) for item in one.inputs}
    assert told == {"long_axis": (12.0, "mm", "measured"), "factor": (2.0, "", "assumed")}
    assert one.terms == (("axis", 12.0),)
    assert one.caveats == (Message("a guess"),)
    assert one.recommendation == Message("Look again.")
    assert one.citation == "Nobody 2020"
    assert one.basis is not None
    assert dict(one.basis.used) == {
        "finding/f1/outline": "mask-1/1/1",
        "finding/f1/long_axis": 12.0,
    }
    assert patient.basis is not None
    assert dict(patient.basis.used) == {"patient/age": 60}
    assert (result.findings, result.mask, result.notes) == ((), None, (Message("done"),))


def test_scores_survive_archive_and_files(ct: Volume, tmp_path: Path) -> None:
    for score in doubled(ct, state(), tmp_path).scores:
        assert from_plain(type(score), from_json(to_json(score))) == score
        plain = json.loads(json_text({"risk": [risk_record(score)], "findings": []}))
        assert risks_from_record(plain) == (score,)


def test_a_score_that_was_changed_in_a_file_is_noticed(ct: Volume, tmp_path: Path) -> None:
    scores = [risk_record(score) for score in doubled(ct, state(), tmp_path).scores]
    record: dict[str, Any] = {"risk": scores, "findings": [], "plugin": "doubles"}
    record["record_sha256"] = record_hashes(record)
    document = json.loads(json_text(record))
    assert changed_since_measured(document) == ()
    document["risk"][0]["outputs"]["value"] = 25.0
    (changed,) = changed_since_measured(document) or ()
    assert (changed.model, changed.finding_id) == ("doubles.of_finding", "f1")
    assert "changed in the file" in str(changed.reason)


def test_a_plugin_without_findings_scores_the_patient_of_the_image(
    ct: Volume, tmp_path: Path
) -> None:
    write_risk_plugin(tmp_path / "plugins")
    image = replace(ct, source=replace(ct.source, patient=PATIENT))
    with PluginRunner("cpu", folders=folders_in(tmp_path)) as runner:
        (score,) = runner.run(image, "doubles").scores
    assert score.model == "doubles.plain"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("value=value", "value=float('nan')"), "a number of a score is not finite"),
        (("age.value / 200", "age.value"), "a probability is not between 0 and 1"),
        (("finding=finding.key", "finding='f7'"), "about a finding that was not handed over"),
        (("used=(axis.key,", "used=('patient.name',"), "used patient.name, which was not"),
    ],
)
def test_what_cannot_be_true_is_refused_in_words(
    ct: Volume, tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    assert change[0] in DOUBLES
    write_risk_plugin(tmp_path / "plugins", DOUBLES.replace(*change))
    with (
        PluginRunner("cpu", folders=folders_in(tmp_path)) as runner,
        pytest.raises(PluginRefusedError, match=reason),
    ):
        runner.run(ct, "doubles", state=state())


def test_it_runs_under_the_same_limits_as_others(ct: Volume, tmp_path: Path) -> None:
    hangs = DOUBLES.replace("scores = []", "import time; time.sleep(600)")
    write_risk_plugin(tmp_path / "plugins", hangs, "hangs")
    hog = "import numpy as np; kept = [np.ones(4_000_000) for _ in range(10_000)]"
    write_risk_plugin(tmp_path / "plugins", DOUBLES.replace("scores = []", hog), "hog")
    folders = folders_in(tmp_path)
    with PluginRunner("cpu", folders=folders, memory_limit_mb=400) as runner:
        with pytest.raises(PluginTimeoutError, match="did not finish"):
            runner.run(ct, "hangs", state=state(), deadline_s=1.0)
        token = CancelToken()
        with pytest.raises(CancelledError):
            runner.run(
                ct, "hangs", state=state(), token=token, progress=lambda _f, _s: token.cancel()
            )
        assert runner.worker_pid is None
        with pytest.raises(PluginCrashedError, match="more memory than is there"):
            runner.run(ct, "hog", state=state())


def test_another_modality_or_age_is_refused_before_it_starts(ct: Volume, tmp_path: Path) -> None:
    folder = write_risk_plugin(tmp_path / "plugins")
    text = (folder / "plugin.toml").read_text()
    (folder / "plugin.toml").write_text(
        text.replace('image = "any"', 'image = "any"\nmin_age_years = 61')
    )
    with PluginRunner("cpu", folders=folders_in(tmp_path)) as runner:
        with pytest.raises(PluginRefusedError, match="this patient is 60 years old"):
            runner.run(ct, "doubles", state=state())
        film = replace(ct, source=replace(ct.source, modality="MR"))
        with pytest.raises(PluginRefusedError, match="is for CT, not for MR"):
            runner.run(film, "doubles", state=state())
        assert runner.worker_pid is None


def test_rejected_findings_are_not_scored_and_former_scores_are_inputs(
    ct: Volume, tmp_path: Path
) -> None:
    gone = accepted().decided(FindingStatus.REJECTED, by="Dr. Z")
    known = state(gone, finding("f2", 2), scores=(mayo_of(accepted()),))
    result = doubled(ct, known, tmp_path)
    assert [score.finding_id for score in result.scores] == ["f2", ""]
