"""When the score of a plugin no longer holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.image_phantoms import asymmetric_volume, box_mask
from tests.support.risk_plugins import PATIENT, accepted, doubled, mayo_of, remeasured, state
from tests.support.studies import finding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Volume
from workstation.domain.risk import RiskBasis, RiskScore
from workstation.session.plugin_scores import basis_of_plugin_score
from workstation.session.risk_case import case_of
from workstation.session.stale_scores import stale_scores

CT: Volume = asymmetric_volume()


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> tuple[RiskScore, ...]:
    """Of one finding and of the patient, by the worker."""
    image = replace(CT, source=replace(CT.source, modality="CT"))
    return doubled(image, state(accepted()), Path(tmp_path_factory.mktemp("doubles"))).scores


def reasons(scores: tuple[RiskScore, ...], *findings: Finding, sex: str = "F") -> list[str]:
    found = stale_scores(scores, findings, [box_mask(CT)], replace(PATIENT, sex=sex))
    return [str(each.reason) for each in found]


def test_a_score_holds_while_what_it_used_is_the_same(scores: tuple[RiskScore, ...]) -> None:
    assert reasons(scores, accepted()) == []
    # Neither did the plugin use the sex, nor the second finding.
    assert reasons(scores, accepted(), finding("f2", 2), sex="M") == []


def test_another_size_makes_it_stale(scores: tuple[RiskScore, ...]) -> None:
    assert reasons(scores, remeasured(accepted(), 13.0)) == ["long axis was 12, is 13"]
    without = replace(accepted(), measurements=())
    assert reasons(scores, without) == ["long axis was 12, is not stated"]


def test_a_finding_that_is_gone_rejected_or_measured_again_makes_it_stale(
    scores: tuple[RiskScore, ...],
) -> None:
    assert reasons(scores) == ["its finding is not there any more"]
    rejected = accepted().decided(FindingStatus.REJECTED, by="Dr. Z")
    assert reasons(scores, rejected) == ["its finding was rejected"]
    again = replace(accepted(), segment_number=2)
    assert "measured again" in reasons(scores, again)[0]


def test_another_age_makes_a_score_of_the_patient_stale(scores: tuple[RiskScore, ...]) -> None:
    found = stale_scores(scores, [accepted()], [box_mask(CT)], replace(PATIENT, age="061Y"))
    assert [(s.score.model, str(s.reason)) for s in found] == [
        ("doubles.plain", "age was 60, is 61")
    ]


def resting_on(score: RiskScore, used: str, *others: RiskScore) -> RiskScore:
    """A score of the plugin that used one fact of what is known."""
    placed = case_of(state(accepted(), scores=others))
    return replace(score, basis=basis_of_plugin_score(placed, (used,), accepted()))


def test_a_score_that_it_rests_on_takes_it_along(scores: tuple[RiskScore, ...]) -> None:
    mayo = mayo_of(accepted())
    built = resting_on(scores[0], "s1.probability", mayo)
    assert reasons((mayo, built), accepted()) == []
    assert reasons((built,), accepted()) == [
        "probability was " + _probability(mayo) + ", is not stated"
    ]
    larger = replace(mayo_of(accepted()), outputs=(("probability", 0.9),))
    assert reasons((larger, built), accepted())[0].endswith("is 0.9")
    # The size changed: the Mayo score is out of date, and with it what was built on it.
    told = reasons((mayo, built), remeasured(accepted(), 20.0))
    assert told == ["nodule diameter was 12, is 20", "a score that it rests on is out of date"]


def _probability(score: RiskScore) -> str:
    return f"{dict(score.outputs)['probability']:.6g}"


def test_a_chain_of_scores_falls_together(scores: tuple[RiskScore, ...]) -> None:
    first, patient = scores
    mayo = mayo_of(accepted())
    one = resting_on(first, "s1.probability", mayo)
    two = replace(
        patient,
        basis=basis_of_plugin_score(case_of(state(scores=(mayo, one))), ("s2.value",), None),
    )
    assert reasons((mayo, one, two), accepted()) == []
    assert len(reasons((mayo, one, two), remeasured(accepted(), 20.0))) == 3


def test_a_score_without_a_basis_rests_on_its_finding_alone(scores: tuple[RiskScore, ...]) -> None:
    bare = replace(scores[0], basis=None)
    assert reasons((bare,), remeasured(accepted(), 13.0)) == []
    assert reasons((bare,)) == ["its finding is not there any more"]
    assert scores[0].basis != RiskBasis()


def test_ids_of_files_may_hold_anything(tmp_path: Path) -> None:
    odd = replace(accepted(), id="a/b/outline")
    image = replace(CT, source=replace(CT.source, modality="CT"))
    found = doubled(image, state(odd), tmp_path).scores
    assert reasons(found, odd) == []
    assert reasons(found, remeasured(odd, 13.0)) == ["long axis was 12, is 13"]
    assert reasons(found) == ["its finding is not there any more"]
