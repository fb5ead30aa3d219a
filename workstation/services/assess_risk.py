"""Score a patient or nodule with a published model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workstation.domain import coding
from workstation.domain.finding import Finding
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.risk.model import RiskModel
from workstation.risk.registry import MODELS, find_model

# Codes of the emphysema numbers that the lung plugin gives, and the inputs they fill.
_DENSITY_INPUTS = (("LAA-950", "laa_950"), ("PERC15", "perc15"))


def list_models() -> tuple[RiskModel, ...]:
    """Every model, with its inputs described as data."""
    return MODELS


def assess(model_id: str, inputs: Mapping[str, Any], *, finding_id: str = "") -> RiskScore:
    """Score with one model.

    Parameters
    ----------
    inputs : mapping
        Input name to a value, or to ``{"value": ..., "origin": "measured|typed|assumed"}``.

    Raises
    ------
    RiskInputError
        The model is unknown, or an input is missing, unknown or impossible.
    """
    return find_model(model_id).assess(inputs, finding_id=finding_id)


def prefill(model_id: str, finding: Finding | None, patient: Patient) -> dict[str, dict[str, Any]]:
    """Inputs of a model that the finding's measurements and the images state already.

    Nothing is guessed: an input that neither states is left out.
    """
    known: dict[str, Any] = {}
    if patient.sex in {"F", "M"}:
        known["sex"] = "female" if patient.sex == "F" else "male"
    if patient.age.endswith("Y") and patient.age[:-1].isdigit():
        known["age"] = int(patient.age[:-1])
    by_concept = {m.concept: m.value for m in finding.measurements} if finding else {}
    long_axis = by_concept.get(coding.LONG_AXIS)
    if long_axis is not None:
        known["nodule_diameter"] = known["long_axis"] = round(long_axis, 1)
    if coding.SHORT_AXIS in by_concept:
        known["short_axis"] = round(by_concept[coding.SHORT_AXIS], 1)
    if coding.VOLUME in by_concept:
        known["nodule_volume"] = known["volume_2"] = round(by_concept[coding.VOLUME], 1)
    by_code = {concept.value: value for concept, value in by_concept.items()}
    for code, name in _DENSITY_INPUTS:
        if code in by_code:
            known[name] = round(by_code[code], 2)
    names = {spec.name for spec in find_model(model_id).inputs}
    return {
        name: {"value": value, "origin": "measured"}
        for name, value in known.items()
        if name in names
    }
