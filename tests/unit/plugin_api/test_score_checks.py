from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.plugin_folders import write_risk_plugin
from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.manifest import PluginManifest, read_manifest
from workstation.plugin_api.output_checks import require_consistent
from workstation.plugin_api.output_parts import ScoredOutput
from workstation.plugin_api.outputs import ClassOutput, ScoreOutput
from workstation.plugin_api.risk_phantom import case_phantom
from workstation.plugin_api.risk_request import RiskRequest

REQUEST = RiskRequest(case=case_phantom("CT"), parameters={"factor": 2.0})
OF_FINDING = ScoredOutput(
    score_id="of_finding", finding="f1", value=24.0, used=("f1.long_axis", "parameter.factor")
)
PLAIN = ScoredOutput(score_id="plain", probability=0.25, used=("patient.age",))


@pytest.fixture
def manifest(tmp_path: Path) -> PluginManifest:
    return read_manifest(write_risk_plugin(tmp_path))


@pytest.mark.parametrize(
    "scores",
    [
        (),
        (OF_FINDING, PLAIN),
        (replace(OF_FINDING, value=None, category=Message("high")),),
        (replace(OF_FINDING, interval=(24.0, 25.0)),),
        (replace(PLAIN, probability=0.0),),
        (replace(PLAIN, probability=1.0, interval=(0.5, 1.0)),),
        (replace(PLAIN, used=("s1.probability", "s1.ever_smoker", "p1.f1.long_axis")),),
    ],
)
def test_scores_of_what_was_handed_over_pass(
    manifest: PluginManifest, scores: tuple[ScoredOutput, ...]
) -> None:
    output = ScoreOutput(scores=scores)
    assert require_consistent(manifest, REQUEST, output) is output


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ((replace(OF_FINDING, finding="f2"),), "about a finding that was not handed over"),
        ((replace(OF_FINDING, finding="p1.f1"),), "about a finding that was not handed over"),
        ((replace(OF_FINDING, finding=""),), "a score about a finding names none"),
        ((replace(PLAIN, finding="f1"),), "about the patient names a finding"),
        ((replace(PLAIN, score_id="other"),), "not in the manifest"),
        ((PLAIN, PLAIN), "two scores of one name"),
        ((replace(OF_FINDING, value=math.inf),), "not finite"),
        ((replace(OF_FINDING, value=math.nan),), "not finite"),
        ((replace(OF_FINDING, value="24"),), "not finite"),  # type: ignore[arg-type]
        ((replace(OF_FINDING, terms=(("a", math.nan),)),), "not finite"),
        ((replace(PLAIN, probability=1.01),), "not between 0 and 1"),
        ((replace(PLAIN, probability=-0.01),), "not between 0 and 1"),
        ((replace(PLAIN, probability=math.nan),), "not finite"),
        ((replace(OF_FINDING, interval=(25.0, 26.0)),), "does not hold its value"),
        ((replace(OF_FINDING, interval=(20.0, math.inf)),), "not finite"),
        ((replace(PLAIN, interval=(0.1, 1.1)),), "interval of a probability"),
        ((replace(PLAIN, interval=(0.1, 0.9), interval_level=95.0),), "level of an interval"),
        ((replace(OF_FINDING, value=None, interval=(1.0, 2.0), category=Message("c")),), "of no"),
        ((replace(OF_FINDING, value=None),), "no value, no probability and no category"),
        ((replace(PLAIN, used=()),), "does not say what it used"),
        ((replace(PLAIN, used=("patient.name",)),), "used patient.name, which was not handed"),
    ],
)
def test_impossible_scores_are_refused_in_words(
    manifest: PluginManifest, scores: tuple[ScoredOutput, ...], reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason) as caught:
        require_consistent(manifest, REQUEST, ScoreOutput(scores=scores))
    assert "nothing was kept" in str(caught.value.hint)


def test_a_risk_plugin_gives_nothing_but_scores(manifest: PluginManifest) -> None:
    with pytest.raises(PluginRefusedError, match="risk gives ScoreOutput, not ClassOutput"):
        require_consistent(manifest, REQUEST, ClassOutput())


def test_a_parameter_that_nobody_set_is_assumed() -> None:
    stated = REQUEST.known()["parameter.factor"]
    assumed = replace(REQUEST, assumed=frozenset({"factor"})).known()["parameter.factor"]
    assert (stated.origin, assumed.origin) == ("typed", "assumed")
    assert stated.value == assumed.value == 2.0


def test_what_is_handed_over_can_be_asked_by_name() -> None:
    case = REQUEST.case
    assert case.age_years == 62.0
    assert [fact.value for fact in (case.about("sex"),) if fact] == ["female"]
    assert case.about("name") is None
    mayo = case.score("mayo", "f1")
    assert mayo is not None
    assert case.score("mayo") is None
    smoker = case.stated("ever_smoker", "f1")
    assert smoker is not None
    assert smoker.value is True
    assert case.stated("ever_smoker", "f2") is None
    assert len({fact.key for fact in case.facts}) == len(list(case.facts))
