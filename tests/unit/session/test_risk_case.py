"""What a risk plugin is handed, and what it never is."""

from __future__ import annotations

from dataclasses import replace

from tests.support.risk_plugins import PATIENT, accepted, mayo_of, state
from tests.support.studies import finding
from workstation.domain.coding import LONG_AXIS
from workstation.domain.finding import FindingStatus
from workstation.domain.risk import RiskInput, ScoreSource
from workstation.domain.study import Patient
from workstation.messages import Message
from workstation.plugin_api.facts import RiskCase
from workstation.services.assess_risk import assess
from workstation.session.risk_case import KnownPrior, PatientState, case_of


def values(case: RiskCase) -> dict[str, object]:
    return {fact.key: fact.value for fact in case.facts}


def test_findings_measurements_scores_and_patient_are_handed_over() -> None:
    known = state(accepted(), finding("f2", 2), scores=(mayo_of(accepted()),))
    case = case_of(replace(known, chosen="f2"), modality="CT", body_part="CHEST").case
    assert (case.modality, case.body_part, case.chosen) == ("CT", "CHEST", "f2")
    assert (case.age_years, case.about("sex").value) == (60.0, "female")  # type: ignore[union-attr]
    first, second = case.findings
    assert (first.key, second.key) == ("f1", "f2")
    assert (first.status, second.status) == (FindingStatus.ACCEPTED, FindingStatus.PROPOSED)
    assert first.measured(LONG_AXIS).value == 12.0  # type: ignore[union-attr]
    assert (first.segment, second.segment) == (1, 2)
    assert first.code.meaning == "Nodule"
    (score,) = case.scores
    assert (score.model, score.version, score.finding) == ("mayo", "1997", "f1")
    told = values(case)
    assert told["f1.long_axis"] == 12.0
    assert told["f2.long_axis"] == 6.0
    assert told["s1.ever_smoker"] is True
    assert "s1.nodule_diameter" not in told
    assert 0.0 < told["s1.probability"] < 1.0  # type: ignore[operator]


def test_nothing_tells_who_the_patient_is() -> None:
    known = state(accepted(), scores=(mayo_of(accepted()),))
    birth = replace(PATIENT, birth_date="19660203", issuer="Clinic")
    prior = KnownPrior(days_before=400.0, findings=(accepted("f9"),))
    text = repr(case_of(replace(known, patient=birth, priors=(prior,))).case)
    for secret in ("Doe", "Jane", "MRN-4711", "1966", "Clinic", "1.2.3.4", "f9", "Dr. Z", "mask-1"):
        assert secret not in text


def test_rejected_findings_and_their_scores_are_left_out() -> None:
    gone = accepted().decided(FindingStatus.REJECTED, by="Dr. Z")
    case = case_of(state(gone, finding("f2", 2), scores=(mayo_of(accepted()),))).case
    assert [each.segment for each in case.findings] == [2]
    assert case.scores == ()


def test_the_age_comes_from_birth_and_study_where_the_images_state_none() -> None:
    born = PatientState(patient=Patient(birth_date="19600131"), study_date="20260130")
    assert case_of(born).case.age_years == 65.0
    assert case_of(replace(born, study_date="")).case.age_years is None


def test_earlier_studies_are_handed_over_apart() -> None:
    prior = KnownPrior(days_before=365.5, findings=(accepted(),), scores=(mayo_of(accepted()),))
    placed = case_of(replace(state(), priors=(prior,)))
    assert placed.case.priors[0].days_before == 365.5
    told = values(placed.case)
    assert told["p1.f1.long_axis"] == told["f1.long_axis"] == 12.0
    assert placed.case.priors[0].scores[0].finding == "p1.f1"
    assert set(placed.findings) == {"f1"}
    assert case_of(state()).case.priors == ()


def test_two_measurements_of_one_name_have_keys_of_their_own() -> None:
    once = accepted()
    twice = replace(once, measurements=(*once.measurements, once.measurements[0]))
    told = values(case_of(state(twice)).case)
    assert {key for key in told if "long_axis" in key} == {"f1.long_axis", "f1.long_axis_2"}


def test_neither_dates_nor_texts_that_were_typed_are_handed_on() -> None:
    doubling = assess(
        "volume_doubling_time",
        {"volume_1": 100, "volume_2": 200, "date_1": "2025-01-01", "date_2": "2025-07-01"},
        finding_id="f1",
    )
    source = ScoreSource(plugin_id="p", plugin_name="P", plugin_version="1.0.0", title=Message("P"))
    typed = replace(
        mayo_of(accepted()),
        source=source,
        inputs=(RiskInput(name="note", value="Mrs Doe"), RiskInput(name="grade", value=3)),
    )
    told = values(case_of(state(accepted(), scores=(doubling, typed))).case)
    assert {key for key in told if key.startswith("s1.volume_")} >= {"s1.volume_1", "s1.volume_2"}
    assert not {"s1.date_1", "s1.date_2", "s2.note"} & set(told)
    assert (told["s1.interval_days"], told["s2.grade"]) == (181.0, 3)
