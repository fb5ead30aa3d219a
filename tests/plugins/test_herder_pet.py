"""The Herder plugin: published answers, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugins.herder_pet.plugin import herder_probability
from tests.support.image_phantoms import asymmetric_volume
from tests.support.risk_plugins import accepted, mayo_of, remeasured, state
from workstation.domain.image import Volume
from workstation.domain.risk import RiskScore
from workstation.errors import PluginRefusedError
from workstation.services.run_plugin import PluginRunner
from workstation.session.risk_case import PatientState


@pytest.mark.parametrize(
    ("uptake", "probability"),
    [("none", 0.054626), ("faint", 0.370736), ("moderate", 0.853952), ("intense", 0.87213)],
)
def test_known_answers(uptake: str, probability: float) -> None:
    # A smoker of 60 with a spiculated nodule of 15 mm in an upper lobe has a Mayo probability
    # of .511498; Herder 2005, Chest 128:2490.
    assert herder_probability(0.511498, uptake) == pytest.approx(probability, abs=1e-5)


def test_the_argument_is_the_probability_and_not_its_logit() -> None:
    assert herder_probability(0.0, "none") == pytest.approx(0.008672, abs=1e-6)
    assert herder_probability(1.0, "none") == pytest.approx(0.259609, abs=1e-6)


@pytest.fixture
def ct() -> Volume:
    volume = asymmetric_volume()
    return replace(volume, source=replace(volume.source, modality="CT"))


def scored(
    runner: PluginRunner, ct: Volume, known: PatientState, uptake: str = "intense"
) -> tuple[RiskScore, ...]:
    return runner.run(ct, "herder_pet", {"fdg_uptake": uptake}, state=known).scores


def test_it_builds_on_the_mayo_score_of_the_nodule(cpu_runner: PluginRunner, ct: Volume) -> None:
    mayo = mayo_of(accepted())
    (score,) = scored(cpu_runner, ct, state(scores=(mayo,)))
    pretest = dict(mayo.outputs)["probability"]
    assert isinstance(pretest, float)
    found = dict(score.outputs)["probability"]
    assert found == pytest.approx(herder_probability(pretest, "intense"))
    assert (score.model, score.finding_id) == ("herder_pet.malignancy", "f1")
    told = {item.name: item.value for item in score.inputs}
    assert told == {"mayo_probability": pretest, "fdg_uptake": "intense", "long_axis": 12.0}
    assert sum(value for _, value in score.terms) == pytest.approx(-4.739 + 3.691 * pretest + 4.771)
    assert score.citation.startswith("Herder")
    assert score.caveats == ()


def test_a_nodule_beyond_the_model_is_told(cpu_runner: PluginRunner, ct: Volume) -> None:
    large = remeasured(accepted(), 31.0)
    (score,) = scored(cpu_runner, ct, state(large, scores=(mayo_of(accepted()),)))
    assert [str(caveat) for caveat in score.caveats] == [
        "The Mayo model is for nodules of up to 30 mm."
    ]


@pytest.mark.parametrize("uptake", ["not_given", "none"])
def test_without_an_uptake_or_a_mayo_score_there_is_no_score(
    cpu_runner: PluginRunner, ct: Volume, uptake: str
) -> None:
    scores = (mayo_of(accepted()),) if uptake == "not_given" else ()
    with pytest.raises(PluginRefusedError, match="No score: the"):
        scored(cpu_runner, ct, state(scores=scores), uptake)


def test_a_mayo_score_that_is_out_of_date_is_not_built_on(
    cpu_runner: PluginRunner, ct: Volume
) -> None:
    known = replace(state(scores=(mayo_of(accepted()),)), stale=frozenset({("mayo", "f1")}))
    with pytest.raises(PluginRefusedError, match="out of date"):
        scored(cpu_runner, ct, known)


def test_of_several_nodules_one_must_be_chosen(cpu_runner: PluginRunner, ct: Volume) -> None:
    both = (accepted("f1"), accepted("f2"))
    known = state(*both, scores=tuple(mayo_of(each) for each in both))
    with pytest.raises(PluginRefusedError, match="several nodules"):
        scored(cpu_runner, ct, known)
    (score,) = scored(cpu_runner, ct, replace(known, chosen="f2"))
    assert score.finding_id == "f2"
