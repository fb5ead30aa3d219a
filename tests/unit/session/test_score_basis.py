"""Whether a score still speaks of its finding and patient as they are."""

from dataclasses import replace

import numpy as np
import pytest

from tests.support.masks import PROVENANCE, a_mask, geometry, segment
from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.mask import Mask
from workstation.domain.measurement import Measurement
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.plain.values import from_plain, to_plain
from workstation.result_files.record_reading import risks_from_record
from workstation.result_files.records import risk_record
from workstation.services.assess_risk import assess_finding
from workstation.session.score_basis import changed_inputs, origin_words
from workstation.session.stale_scores import stale_scores

PATIENT = Patient(sex="F", age="060Y")
MAYO_INPUTS = {
    "age": {"value": 60, "origin": "measured"},
    "ever_smoker": True,
    "extrathoracic_cancer_over_5_years_ago": False,
    "nodule_diameter": {"value": 25.6, "origin": "measured"},
    "spiculation": True,
    "upper_lobe": True,
}


@pytest.fixture
def mask() -> Mask:
    labels = np.zeros((4, 10, 10), np.uint8)
    labels[1, 2:5, 2:5] = 1
    return a_mask(labels, geometry((4, 10, 10)), [segment(1)])


def nodule(mask: Mask, long_axis: float = 25.6) -> Finding:
    size = Measurement(
        id="m",
        concept=coding.LONG_AXIS,
        value=long_axis,
        unit=coding.UNIT_MM,
        provenance=PROVENANCE,
    )
    return Finding(
        id="f1",
        label="Nodule 1",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid="1.2",
        mask_id=mask.id,
        mask_version=mask.version,
        segment_number=1,
        measurements=(size,),
    ).decided(FindingStatus.ACCEPTED, by="Reader")


@pytest.fixture
def score(mask: Mask) -> RiskScore:
    return assess_finding("mayo", MAYO_INPUTS, nodule(mask), PATIENT)


def reason(score: RiskScore, finding: Finding | None, mask: Mask, patient: Patient) -> str:
    found = stale_scores([score], [finding] if finding else [], [mask], patient)
    return str(found[0].reason) if found else ""


def test_a_score_holds_while_nothing_changed(score: RiskScore, mask: Mask) -> None:
    assert reason(score, nodule(mask), mask, PATIENT) == ""


def test_another_size_makes_a_score_stale(score: RiskScore, mask: Mask) -> None:
    assert reason(score, nodule(mask, 62.0), mask, PATIENT) == "nodule diameter was 25.6, is 62"
    gone = replace(nodule(mask), measurements=())
    assert "is not stated" in reason(score, gone, mask, PATIENT)


def test_an_edited_mask_makes_a_score_stale_before_it_is_measured_again(
    score: RiskScore, mask: Mask
) -> None:
    edited = mask.edited(mask.labels, PROVENANCE)
    assert "changed after measuring" in reason(score, nodule(mask), edited, PATIENT)
    # Measured again, with just the same number: the outline is another all the same.
    assert "measured again" in reason(score, nodule(edited), edited, PATIENT)


def test_typed_sizes_of_a_finding_are_stale_after_an_edit_too(mask: Mask) -> None:
    typed = MAYO_INPUTS | {"nodule_diameter": 24.0}
    score = assess_finding("mayo", typed, nodule(mask), PATIENT)
    edited = mask.edited(mask.labels, PROVENANCE)
    assert reason(score, nodule(edited, 62.0), edited, PATIENT)


def test_a_rejected_or_missing_finding_has_no_score(score: RiskScore, mask: Mask) -> None:
    rejected = nodule(mask).decided(FindingStatus.REJECTED, by="Reader")
    assert "rejected" in reason(score, rejected, mask, PATIENT)
    assert "not there" in reason(score, None, mask, PATIENT)


def test_another_patient_makes_a_score_stale(score: RiskScore, mask: Mask) -> None:
    older = replace(PATIENT, age="075Y")
    assert reason(score, nodule(mask), mask, older) == "age was 60, is 75"


def test_what_a_score_rests_on_is_kept(score: RiskScore) -> None:
    assert from_plain(RiskScore, to_plain(score)) == score
    document = {"risk": [], "findings": [{"id": "f1", "risk": [risk_record(score)]}]}
    assert risks_from_record(document) == (score,)


def test_scores_of_earlier_versions_are_compared_by_their_measured_inputs(
    score: RiskScore, mask: Mask
) -> None:
    old = replace(score, basis=None)
    # Sizes were taken over rounded to 0.1 mm then.
    assert reason(old, nodule(mask, 25.64), mask, PATIENT) == ""
    assert "is 62" in reason(old, nodule(mask, 62.0), mask, PATIENT)
    edited = mask.edited(mask.labels, PROVENANCE)
    assert "does not say" in reason(old, nodule(edited), edited, PATIENT)


def test_what_a_score_of_a_file_says_was_measured_is_what_its_finding_states(
    score: RiskScore, mask: Mask
) -> None:
    inputs = tuple(
        replace(item, value=11.0) if item.name == "nodule_diameter" else item
        for item in score.inputs
    )
    words = "nodule diameter was 11, is 25.6"
    assert reason(replace(score, inputs=inputs), nodule(mask), mask, PATIENT) == words


def test_a_change_is_told_in_digits_that_show_it(score: RiskScore, mask: Mask) -> None:
    near = nodule(mask, 25.6000001)
    assert reason(score, near, mask, PATIENT) == "nodule diameter was 25.6, is 25.6000001"


def test_a_score_of_a_finding_of_another_scale_is_out_of_date(mask: Mask) -> None:
    score = assess_finding("mayo", MAYO_INPUTS, nodule(mask), PATIENT)
    known = ([score], [nodule(mask)], [mask], PATIENT)
    assert stale_scores(*known) == ()
    (stale,) = stale_scores(*known, former_scale=frozenset({"f1"}))
    assert "calibrated otherwise" in str(stale.reason)
    assert stale_scores(*known, former_scale=frozenset({"f2"})) == ()


def test_each_input_says_where_it_is_from_and_what_it_is_now(mask: Mask) -> None:
    score = assess_finding("mayo", MAYO_INPUTS, nodule(mask), PATIENT)
    told = {item.name: str(origin_words(item)) for item in score.inputs}
    assert told["age"] == "from the images"
    assert told["nodule_diameter"] == "measured"
    assert told["spiculation"] == "typed"
    assert changed_inputs(score, nodule(mask), PATIENT) == {}
    changed = changed_inputs(score, nodule(mask, 31.0), Patient(sex="F", age="061Y"))
    assert {name: str(words) for name, words in changed.items()} == {
        "age": "age was 60, is 61",
        "nodule_diameter": "nodule diameter was 25.6, is 31",
    }
