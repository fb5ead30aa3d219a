"""Score a patient or nodule with a published model."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from workstation.domain.finding import Finding
from workstation.domain.measurement import MeasurementOrigin
from workstation.domain.risk import RiskInput, RiskScore
from workstation.domain.study import Patient
from workstation.errors import RiskInputError
from workstation.messages import Message
from workstation.reporting.wording import (
    dicom_date,
    risk_input_text,
    risk_output_texts,
    score_source_words,
)
from workstation.risk.model import RiskModel
from workstation.risk.registry import MODELS, find_model, input_name, model_title, score_title
from workstation.session.risk_case import with_age
from workstation.session.score_basis import (
    PATIENT_FACTS,
    Fact,
    basis_of,
    stated_facts,
    stated_numbers,
)

_LATER_DATE = "date_2"
_SAME_SIZE = 0.1
"""How far, as a part of it, a size that a reader types may be from the one that was measured."""

__all__ = [
    "assess",
    "assess_finding",
    "list_models",
    "model_title",
    "prefill",
    "risk_input_text",
    "risk_output_texts",
    "score_source_words",
    "score_title",
    "with_age",
]


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


def assess_finding(
    model_id: str, inputs: Mapping[str, Any], finding: Finding | None, patient: Patient
) -> RiskScore:
    """Score a finding, or with None the patient, and remember what the score rests on.

    Only what finding and images state is kept as measured: what they do not state was typed.
    Caveats of the measurements that were used stand in the score.

    Raises
    ------
    RiskInputError
        The model is unknown, an input is missing, unknown or impossible, or one that says that it
        was measured is another than what is measured now.
    """
    model = find_model(model_id)
    score = model.assess(inputs, finding_id=finding.id if finding else "")
    facts = stated_facts(finding, patient)
    described = {spec.name: spec.description for spec in model.inputs}
    items = tuple(_with_true_origin(item, facts, described) for item in score.inputs)
    given = contradictions(items, described, facts)
    return replace(
        score,
        inputs=items,
        caveats=(*score.caveats, *given, *_caveats(model, items, finding)),
        basis=basis_of(finding, patient, (spec.name for spec in model.inputs)),
    )


def score_of_file(
    score: RiskScore, finding: Finding | None, patient: Patient, study_date: str = ""
) -> RiskScore:
    """A score of a file with what must stand beside it, whatever the file says.

    An input that nothing has measured was typed; the caveats of the model and contradictions are
    added where they are missing; a score that cannot be computed again here is said to be one.
    A plugin's score has a hash of its own and stays as it is.
    """
    if score.source is not None:
        return score
    facts = stated_facts(finding, patient)
    items = tuple(
        replace(item, origin=MeasurementOrigin.TYPED)
        if item.origin is MeasurementOrigin.MEASURED and item.name not in facts
        else item
        for item in score.inputs
    )
    # The same English is the same statement, whichever version of the program wrote it.
    said = {str(caveat): caveat for caveat in (*_own_caveats(score, items), *score.caveats)}
    caveats = tuple(said.values())
    told = replace(score, inputs=items, caveats=caveats)
    return with_contradictions(told, finding, patient, study_date)


def _own_caveats(score: RiskScore, items: Sequence[RiskInput]) -> tuple[Message, ...]:
    """What the model itself says beside this result."""
    model = next((each for each in MODELS if each.id == score.model), None)
    if model is None or model.version != score.version:
        return (
            Message(
                "This program does not have this score in this version: whether the result "
                "follows from its inputs was not checked."
            ),
        )
    given = {item.name: {"value": item.value, "origin": item.origin} for item in items}
    try:
        return model.assess(given).caveats
    except RiskInputError:
        # That the result does not follow from its inputs is told, and blocks a signature.
        return ()


def with_contradictions(
    score: RiskScore, finding: Finding | None, patient: Patient, study_date: str = ""
) -> RiskScore:
    """A score with what its inputs say against finding and images as a caveat.

    One whose model is not known here stays as it is. `study_date` (DA) is that of the study that
    the finding is of.
    """
    model = next((each for each in MODELS if each.id == score.model), None)
    if model is None:
        return score
    described = {item.name: input_name(item.name) for item in score.inputs}
    described |= {spec.name: spec.description for spec in model.inputs}
    facts = stated_facts(finding, patient)
    day = dicom_date(study_date)
    if finding is not None and day != study_date.strip():
        facts[_LATER_DATE] = day
    found = contradictions(score.inputs, described, facts)
    return replace(score, caveats=tuple(dict.fromkeys((*score.caveats, *found))))


def contradictions(
    items: Sequence[RiskInput], described: Mapping[str, Message], facts: Mapping[str, Fact]
) -> tuple[Message, ...]:
    """A sentence for each typed or assumed input that the images, or a measurement, contradict."""
    found = []
    for item in items:
        fact = _fact_about(item, facts)
        if fact is None or item.origin is MeasurementOrigin.MEASURED or _agrees(item, fact):
            continue
        name, value, stated = described[item.name], _shown(item.value), _shown(fact)
        found.append(
            Message(
                "{name} was given as {value:.6g}; the images state {stated:.6g}.",
                name=name,
                value=value,
                stated=stated,
            )
            if item.name in PATIENT_FACTS or item.name == _LATER_DATE
            else Message(
                "{name} was given as {value:.6g}; {stated:.6g} was measured.",
                name=name,
                value=value,
                stated=stated,
            )
        )
    return tuple(found)


def _fact_about(item: RiskInput, facts: Mapping[str, Fact]) -> Fact | None:
    """What is known of an input otherwise; the axes say something of other diameters, too."""
    if item.name in facts:
        return facts[item.name]
    long_mm, short_mm = facts.get("long_axis"), facts.get("short_axis")
    if not isinstance(long_mm, float | int) or not isinstance(short_mm, float | int):
        return None
    if item.name == "mean_diameter":
        return (long_mm + short_mm) / 2
    if item.name != "diameter_2" or isinstance(item.value, str):
        return None
    # Which diameter a reader means is not known: any between the two axes is one.
    between = short_mm * (1 - _SAME_SIZE) <= item.value <= long_mm * (1 + _SAME_SIZE)
    return None if between else long_mm


def _agrees(item: RiskInput, fact: Fact) -> bool:
    """Whether an input is what is known otherwise: words and ages exactly, sizes nearly."""
    value = item.value
    if isinstance(value, str) or isinstance(fact, str):
        return value == fact
    allowed = 0.0 if item.name in PATIENT_FACTS else _SAME_SIZE * abs(fact)
    return abs(math.floor(value) - fact) <= allowed or abs(value - fact) <= allowed


def _with_true_origin(
    item: RiskInput, facts: Mapping[str, Fact], described: Mapping[str, Message]
) -> RiskInput:
    if item.origin is not MeasurementOrigin.MEASURED or facts.get(item.name) == item.value:
        return item
    if item.name not in facts:
        return replace(item, origin=MeasurementOrigin.TYPED)
    raise RiskInputError(
        Message(
            "{name} {value:.6g} is not what is measured now: {fact:.6g}.",
            name=described[item.name],
            value=_shown(item.value),
            fact=_shown(facts[item.name]),
        ),
        hint=Message("Fill in again, or say that it was typed."),
    )


def _shown(value: Fact | bool) -> Message | float:
    """A number as it is; a choice of a table, and yes or no, in words."""
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    return Message.term(value.replace("_", " ")) if isinstance(value, str) else value


def _caveats(
    model: RiskModel, items: tuple[RiskInput, ...], finding: Finding | None
) -> tuple[Message, ...]:
    """What stands beside the measurements that the score used, and beside its finding."""
    measured = {item.name for item in items if item.origin is MeasurementOrigin.MEASURED}
    numbers = {n: m for n, (_, m) in stated_numbers(finding).items() if n in measured}
    if finding is None or not numbers:
        return ()
    described = {spec.name: spec.description for spec in model.inputs}
    own = [
        Message("{name}: {caveat}", name=described[name], caveat=measurement.caveat)
        for name, measurement in numbers.items()
        if measurement.caveat
    ]
    return tuple(dict.fromkeys((*own, *finding.caveats)))


def prefill(model_id: str, finding: Finding | None, patient: Patient) -> dict[str, dict[str, Any]]:
    """Inputs of a model that the finding's measurements and the images state already.

    Values are not rounded: they are compared with limits. Nothing is guessed: an input that
    neither states is left out.
    """
    names = {spec.name for spec in find_model(model_id).inputs}
    return {
        name: {"value": value, "origin": "measured"}
        for name, value in stated_facts(finding, patient).items()
        if name in names
    }
