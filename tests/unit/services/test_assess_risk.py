"""Scores by name, and what the images state already."""

import pytest

from tests.support.masks import PROVENANCE
from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.finding import Finding
from workstation.domain.measurement import Measurement
from workstation.domain.study import Patient
from workstation.errors import RiskInputError
from workstation.services.assess_risk import assess, list_models, prefill


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
        "nodule_diameter": {"value": 17.6, "origin": "measured"},
    }


def test_nothing_is_guessed() -> None:
    assert prefill("brock_2b", None, Patient(sex="O", age="")) == {}
    with pytest.raises(RiskInputError):
        assess("brock_2b", prefill("brock_2b", NODULE, Patient(sex="F", age="064Y")))


def test_fleischner_takes_the_axes() -> None:
    filled = prefill("fleischner_2017", NODULE, Patient())
    assert filled["long_axis"]["value"] == 17.6
    assert filled["short_axis"]["value"] == 13.6


def test_emphysema_takes_the_lung_plugins_numbers() -> None:
    lung = a_finding(
        measured(Code("LAA-950", "99LIGHTBOX", "Low attenuation area"), 2.345, coding.UNIT_PERCENT),
        measured(Code("PERC15", "99LIGHTBOX", "15th percentile"), -900.0, coding.UNIT_HU),
    )
    filled = prefill("emphysema_laa950", lung, Patient())
    assert filled["laa_950"]["value"] == pytest.approx(2.35, abs=0.01)
    assert filled["perc15"]["value"] == -900
    score = assess("emphysema_laa950", filled, finding_id="f")
    assert score.finding_id == "f"
    assert score.category == "above 1.4 %"


@pytest.mark.parametrize("model", [model.id for model in list_models()])
def test_every_model_can_be_prefilled(model: str) -> None:
    names = {spec.name for spec in next(m for m in list_models() if m.id == model).inputs}
    assert set(prefill(model, NODULE, Patient(sex="M", age="050Y"))) <= names
