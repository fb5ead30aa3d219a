"""Scores by name, and what the images state already."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.masks import PROVENANCE
from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.finding import Finding
from workstation.domain.measurement import Measurement
from workstation.domain.risk import ScoreSource
from workstation.domain.study import Patient
from workstation.errors import RiskInputError
from workstation.messages import Message
from workstation.services.assess_risk import (
    assess,
    assess_finding,
    list_models,
    prefill,
    score_of_file,
    with_age,
    with_contradictions,
)


def measured(concept: Code, value: float, unit: Code) -> Measurement:
    return Measurement(id="m", concept=concept, value=value, unit=unit, provenance=PROVENANCE)


def a_finding(*measurements: Measurement) -> Finding:
    return Finding(
        id="f",
        label="Nodule",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid="1.2",
        measurements=measurements,
    )


NODULE = a_finding(
    measured(coding.LONG_AXIS, 17.56, coding.UNIT_MM),
    measured(coding.SHORT_AXIS, 13.59, coding.UNIT_MM),
    measured(coding.VOLUME, 1934.8, coding.UNIT_MM3),
)


def test_what_the_images_state_is_filled_in_as_measured() -> None:
    patient = Patient(sex="F", age="064Y")
    filled = prefill("brock_2b", NODULE, patient)
    assert filled == {
        "sex": {"value": "female", "origin": "measured"},
        "age": {"value": 64, "origin": "measured"},
        "nodule_diameter": {"value": 17.56, "origin": "measured"},
    }


def test_nothing_is_guessed() -> None:
    assert prefill("brock_2b", None, Patient(sex="O", age="")) == {}
    with pytest.raises(RiskInputError):
        assess("brock_2b", prefill("brock_2b", NODULE, Patient(sex="F", age="064Y")))


def test_fleischner_takes_the_axes() -> None:
    filled = prefill("fleischner_2017", NODULE, Patient())
    assert filled["long_axis"]["value"] == 17.56
    assert filled["short_axis"]["value"] == 13.59


def test_emphysema_takes_the_lung_plugins_numbers() -> None:
    lung = a_finding(
        measured(Code("LAA-950", "99LIGHTBOX", "Low attenuation area"), 2.345, coding.UNIT_PERCENT),
        measured(Code("PERC15", "99LIGHTBOX", "15th percentile"), -900.0, coding.UNIT_HU),
    )
    filled = prefill("emphysema_laa950", lung, Patient())
    assert filled["laa_950"]["value"] == 2.345
    assert filled["perc15"]["value"] == -900
    score = assess("emphysema_laa950", filled, finding_id="f")
    assert score.finding_id == "f"
    assert str(score.category) == "above 1.4 %"


@pytest.mark.parametrize("model", [model.id for model in list_models()])
def test_every_model_can_be_prefilled(model: str) -> None:
    names = {spec.name for spec in next(m for m in list_models() if m.id == model).inputs}
    assert set(prefill(model, NODULE, Patient(sex="M", age="050Y"))) <= names


@pytest.mark.parametrize(
    ("volume", "row"),
    [(250.04, ">8 mm"), (250.0, "6-8 mm"), (99.96, "<6 mm"), (100.0, "6-8 mm")],
)
def test_sizes_are_compared_with_limits_as_they_were_measured(volume: float, row: str) -> None:
    nodule = a_finding(measured(coding.VOLUME, volume, coding.UNIT_MM3))
    given = prefill("fleischner_2017", nodule, Patient()) | {
        "nodule_type": "solid",
        "nodule_number": "single",
        "patient_risk": "low",
    }
    score = assess_finding("fleischner_2017", given, nodule, Patient())
    assert dict(score.outputs)["size_band"] == row


@pytest.mark.parametrize(("axes", "row"), [((8.55, 8.44), "6-8 mm"), ((5.45, 5.54), "<6 mm")])
def test_axes_are_not_rounded_before_their_mean(axes: tuple[float, float], row: str) -> None:
    nodule = a_finding(
        measured(coding.LONG_AXIS, axes[0], coding.UNIT_MM),
        measured(coding.SHORT_AXIS, axes[1], coding.UNIT_MM),
    )
    given = prefill("fleischner_2017", nodule, Patient()) | {
        "nodule_type": "solid",
        "nodule_number": "single",
        "patient_risk": "low",
    }
    score = assess_finding("fleischner_2017", given, nodule, Patient())
    assert dict(score.outputs)["size_band"] == row


def test_volumes_are_taken_in_the_unit_that_is_asked_for() -> None:
    in_ml = a_finding(measured(coding.VOLUME, 0.25, coding.UNIT_ML))
    assert prefill("fleischner_2017", in_ml, Patient())["nodule_volume"]["value"] == 250.0
    in_pixels = a_finding(measured(coding.LONG_AXIS, 12.0, coding.UNIT_PIXEL))
    assert prefill("brock_2b", in_pixels, Patient()) == {}


def test_measured_is_only_what_was_measured() -> None:
    given = {
        "ever_smoker": True,
        "extrathoracic_cancer_over_5_years_ago": False,
        "nodule_diameter": {"value": 17.56, "origin": "measured"},
        "spiculation": {"value": True, "origin": "measured"},
        "upper_lobe": False,
        "age": {"value": 65, "origin": "measured"},
    }
    score = assess_finding("mayo", given, NODULE, Patient(age="065Y"))
    origins = {item.name: item.origin.value for item in score.inputs}
    assert origins["nodule_diameter"] == origins["age"] == "measured"
    assert origins["spiculation"] == "typed"
    # What was measured when the form was filled in may be another by now.
    with pytest.raises(RiskInputError, match="Age 65 is not what is measured now: 64"):
        assess_finding("mayo", given, NODULE, Patient(age="064Y"))


def test_what_stands_beside_a_measurement_stands_beside_its_score() -> None:
    laa = Code("LAA-950", "99LIGHTBOX", "Low attenuation area")
    number = replace(measured(laa, 2.0, coding.UNIT_PERCENT), caveat=Message("slices of 2.5 mm"))
    lung = replace(a_finding(number), caveats=(Message("cut at the upper end"),))
    filled = prefill("emphysema_laa950", lung, Patient())
    score = assess_finding("emphysema_laa950", filled, lung, Patient())
    assert "Share of lung below -950 HU: slices of 2.5 mm" in map(str, score.caveats)
    assert "cut at the upper end" in map(str, score.caveats)
    typed = assess_finding("emphysema_laa950", {"laa_950": 3.0}, lung, Patient())
    assert not any("2.5 mm" in str(caveat) for caveat in typed.caveats)


def _of_a_patient(patient: Patient, **typed: object) -> tuple[str, ...]:
    inputs = {
        "sex": "female",
        "age": 62,
        "family_history_of_lung_cancer": False,
        "emphysema": False,
        "nodule_diameter": 17.6,
        "nodule_type": "solid",
        "upper_lobe": False,
        "nodule_count": 1,
        "spiculation": False,
    }
    score = assess_finding("brock_2b", {**inputs, **typed}, NODULE, patient)
    return tuple(map(str, score.caveats))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"sex": "male"}, "Sex was given as male; the images state female."),
        ({"age": 61}, "Age was given as 61; the images state 62."),
        ({"age": 71.5}, "Age was given as 71.5; the images state 62."),
        (
            {"age": {"value": 70, "origin": "assumed"}},
            "Age was given as 70; the images state 62.",
        ),
        (
            {"nodule_diameter": 9},
            "Longest nodule diameter was given as 9; 17.56 was measured.",
        ),
    ],
)
def test_what_the_images_contradict_is_told(typed: dict[str, object], words: str) -> None:
    assert words in _of_a_patient(Patient(sex="F", age="062Y"), **typed)


@pytest.mark.parametrize(
    "patient", [Patient(sex="F", age="062Y"), Patient(sex="O", age=""), Patient()]
)
def test_what_agrees_or_is_not_stated_contradicts_nothing(patient: Patient) -> None:
    for typed in ({}, {"age": 62.5}, {"nodule_diameter": 18.5}):
        assert not any("was given as" in caveat for caveat in _of_a_patient(patient, **typed))


@pytest.mark.parametrize(("age", "years"), [("018M", 1), ("103W", 1), ("900D", 2), ("064Y", 64)])
def test_ages_of_small_children_are_stated_too(age: str, years: int) -> None:
    assert prefill("brock_2b", None, Patient(age=age))["age"]["value"] == years


def test_an_age_that_the_dates_give_contradicts_too() -> None:
    born = Patient(birth_date="19611112")
    assert with_age(born, "20260115").age == "064Y"
    assert with_age(replace(born, age="063Y"), "20260115").age == "063Y"
    assert with_age(Patient(), "20260115") == Patient()
    inputs = {
        "age": 40,
        "ever_smoker": True,
        "extrathoracic_cancer_over_5_years_ago": False,
        "nodule_diameter": 17.6,
        "spiculation": True,
        "upper_lobe": True,
    }
    score = assess_finding("mayo", inputs, NODULE, born)
    assert not any("was given as" in str(caveat) for caveat in score.caveats)
    told = with_contradictions(score, NODULE, with_age(born, "20260115"))
    assert "Age was given as 40; the images state 64." in map(str, told.caveats)
    assert told.basis == score.basis
    assert with_contradictions(told, NODULE, with_age(born, "20260115")) == told


FLEISCHNER = {"nodule_type": "solid", "nodule_number": "single", "patient_risk": "low"}


@pytest.mark.parametrize(
    ("model", "typed", "words"),
    [
        (
            "fleischner_2017",
            {**FLEISCHNER, "mean_diameter": 5},
            "Mean of long and short axis was given as 5; 15.575 was measured.",
        ),
        ("fleischner_2017", {**FLEISCHNER, "mean_diameter": 15}, ""),
        (
            "volume_doubling_time",
            {"diameter_1": 8, "diameter_2": 10, "interval": 90},
            "Later diameter was given as 10; 17.56 was measured.",
        ),
        ("volume_doubling_time", {"diameter_1": 8, "diameter_2": 13.6, "interval": 90}, ""),
        ("volume_doubling_time", {"diameter_1": 8, "diameter_2": 17.6, "interval": 90}, ""),
        ("volume_doubling_time", {"diameter_1": 20, "diameter_2": 25, "interval": 90}, "17.56 was"),
    ],
)
def test_axes_contradict_diameters_that_are_typed(
    model: str, typed: dict[str, object], words: str
) -> None:
    told = map(str, assess_finding(model, typed, NODULE, Patient()).caveats)
    found = [caveat for caveat in told if "was given as" in caveat]
    assert len(found) == bool(words)
    assert words in "".join(found)


def test_the_date_of_the_study_contradicts_another_later_date() -> None:
    typed = {"diameter_1": 8, "diameter_2": 17, "date_1": "2025-01-02", "date_2": "2026-02-01"}
    score = assess_finding("volume_doubling_time", typed, NODULE, Patient())
    told = with_contradictions(score, NODULE, Patient(), "20260301").caveats
    assert "Date of the later study was given as 2026-02-01; the images state 2026-03-01." in map(
        str, told
    )
    for finding, date in ((NODULE, "20260201"), (NODULE, ""), (None, "20260301")):
        assert with_contradictions(score, finding, Patient(), date).caveats == score.caveats


def test_a_score_of_a_file_has_its_own_caveats_and_true_origins() -> None:
    given = {
        "ever_smoker": True,
        "extrathoracic_cancer_over_5_years_ago": False,
        "nodule_diameter": {"value": 17.56, "origin": "measured"},
        "spiculation": {"value": True, "origin": "measured"},
        "upper_lobe": False,
        "age": 64,
    }
    score = assess("mayo", given)
    assert score.caveats
    told = score_of_file(replace(score, caveats=()), NODULE, Patient(age="064Y"))
    assert set(score.caveats) <= set(told.caveats)
    assert len(told.caveats) == len(set(map(str, told.caveats)))
    origins = {item.name: item.origin.value for item in told.inputs}
    assert origins["nodule_diameter"] == "measured"
    assert origins["spiculation"] == "typed"
    assert score_of_file(told, NODULE, Patient(age="064Y")) == told


@pytest.mark.parametrize("other", [{"model": "own"}, {"version": "2030"}])
def test_a_score_that_cannot_be_computed_again_says_so(other: dict[str, Any]) -> None:
    given = {
        "ever_smoker": True,
        "extrathoracic_cancer_over_5_years_ago": False,
        "nodule_diameter": 12,
        "spiculation": True,
        "upper_lobe": False,
        "age": 64,
    }
    unknown = replace(assess("mayo", given), **other)
    told = score_of_file(unknown, NODULE, Patient())
    assert "was not checked" in " ".join(map(str, told.caveats))
    source = ScoreSource(
        plugin_id="p", plugin_name="P", plugin_version="1", title=Message("A score")
    )
    of_plugin = replace(unknown, source=source)
    assert score_of_file(of_plugin, NODULE, Patient()) == of_plugin
