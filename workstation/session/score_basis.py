"""What a finding and a patient state for a score, and whether a score still rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.mask import Mask
from workstation.domain.measurement import Measurement, MeasurementOrigin
from workstation.domain.risk import RiskBasis, RiskInput, RiskScore
from workstation.domain.study import Patient
from workstation.messages import NOTHING, Message, joined
from workstation.session.staleness import stale_findings

# Inputs of scores by the concept that is measured, and the unit that they are asked for in.
_SIZES: tuple[tuple[Code, tuple[str, ...], str], ...] = (
    (coding.LONG_AXIS, ("nodule_diameter", "long_axis"), "mm"),
    (coding.SHORT_AXIS, ("short_axis",), "mm"),
    (coding.VOLUME, ("nodule_volume", "volume_2"), "mm3"),
)
# Codes of the emphysema numbers that the lung plugin gives.
_DENSITIES = (("LAA-950", "laa_950", "%"), ("PERC15", "perc15", "[hnsf'U]"))
_FACTORS = {("mL", "mm3"): 1000.0, ("cm3", "mm3"): 1000.0, ("cm", "mm"): 10.0}
# Scores of earlier versions of the program took over values rounded to 0.1.
_ROUNDED = 0.0501

PATIENT_FACTS = frozenset({"sex", "age"})
"""Facts that the images state of the patient; all others are measured on a finding."""
FROM_IMAGES = Message("from the images")
_AGE = re.compile(r"(\d{3})([DWMY])")
_PER_YEAR = {"D": 365.25, "W": 365.25 / 7, "M": 12.0, "Y": 1.0}
Fact = float | str


def stated_numbers(finding: Finding | None) -> dict[str, tuple[float, Measurement]]:
    """Input name to the value in its unit, unrounded, and the measurement that it is from.

    A measurement in a unit that is not known for its concept states nothing.
    """
    found: dict[str, tuple[float, Measurement]] = {}
    for measurement in finding.measurements if finding is not None else ():
        for names, unit in _inputs_of(measurement):
            value = _in_unit(measurement, unit)
            if value is not None:
                found.update(dict.fromkeys(names, (value, measurement)))
    return found


def _inputs_of(measurement: Measurement) -> list[tuple[tuple[str, ...], str]]:
    sizes = [
        (names, unit)
        for concept, names, unit in _SIZES
        if measurement.concept == concept and measurement.derivation is None
    ]
    return sizes + [
        ((name,), unit) for code, name, unit in _DENSITIES if measurement.concept.value == code
    ]


def _in_unit(measurement: Measurement, unit: str) -> float | None:
    stated = measurement.unit.value
    if stated == unit:
        return measurement.value
    factor = _FACTORS.get((stated, unit))
    return None if factor is None else measurement.value * factor


def stated_facts(finding: Finding | None, patient: Patient) -> dict[str, Fact]:
    """Input name to what the finding's measurements and the images state. Nothing is guessed."""
    facts: dict[str, Fact] = {}
    if patient.sex in {"F", "M"}:
        facts["sex"] = "female" if patient.sex == "F" else "male"
    if (age := _AGE.fullmatch(patient.age.strip().upper())) is not None:
        facts["age"] = int(int(age[1]) / _PER_YEAR[age[2]])
    facts.update({name: value for name, (value, _) in stated_numbers(finding).items()})
    return facts


def basis_of(finding: Finding | None, patient: Patient, names: Iterable[str]) -> RiskBasis:
    """What a score with inputs of these names rests on now."""
    facts = stated_facts(finding, patient)
    return RiskBasis(
        mask_id=finding.mask_id if finding else "",
        mask_version=finding.mask_version if finding else 0,
        segment_number=finding.segment_number if finding else None,
        facts=tuple((name, facts[name]) for name in names if name in facts),
    )


def why_stale(
    score: RiskScore, findings: Mapping[str, Finding], masks: Sequence[Mask], patient: Patient
) -> Message:
    """Why a score no longer holds; nothing while it does."""
    finding = findings.get(score.finding_id) if score.finding_id else None
    if score.finding_id and finding is None:
        return Message("its finding is not there any more")
    if finding is not None:
        if finding.status is FindingStatus.REJECTED:
            return Message("its finding was rejected")
        if stale_findings((finding,), masks):
            return Message("the mask of its finding was changed after measuring")
    facts = stated_facts(finding, patient)
    if score.basis is None:
        return _why_stale_without_basis(score, finding, facts)
    return _changes(score, score.basis, finding, facts)


def _changes(
    score: RiskScore, basis: RiskBasis, finding: Finding | None, facts: Mapping[str, Fact]
) -> Message:
    before = dict(basis.facts)
    for item in score.inputs:
        now = facts.get(item.name)
        if item.origin is MeasurementOrigin.MEASURED and now is not None and now != item.value:
            return words_of_change(item.name, item.value, now)
    used = {item.name for item in score.inputs} | set(before)
    changed = [n for n in (*before, *sorted(used - set(before))) if before.get(n) != facts.get(n)]
    if changed:
        return joined(
            "; ", (words_of_change(name, before.get(name), facts.get(name)) for name in changed)
        )
    rests_on = (basis.mask_id, basis.mask_version, basis.segment_number)
    if finding is not None and rests_on != (
        finding.mask_id,
        finding.mask_version,
        finding.segment_number,
    ):
        return Message("its finding was measured again")
    return NOTHING


def origin_words(item: RiskInput) -> Message:
    """Where an input is from: measured, the images, typed or assumed.

    The program alone says that a value was measured; what it read from the files nobody measured.
    """
    if item.origin is MeasurementOrigin.MEASURED and item.name in PATIENT_FACTS:
        return FROM_IMAGES
    return Message.term(item.origin.value)


def changed_inputs(
    score: RiskScore, finding: Finding | None, patient: Patient
) -> dict[str, Message]:
    """Name of each input that is stated otherwise by now, with what it was and is.

    Of published scores that know what they rest on; empty for others.
    """
    if score.basis is None or score.source is not None:
        return {}
    before, facts = dict(score.basis.facts), stated_facts(finding, patient)
    found = {}
    for item in score.inputs:
        was, now = before.get(item.name), facts.get(item.name)
        if item.origin is MeasurementOrigin.MEASURED and now is not None:
            was = item.value
        if was != now:
            found[item.name] = words_of_change(item.name, was, now)
    return found


def words_of_change(name: str, before: Fact | bool | None, now: Fact | bool | None) -> Message:
    """What a fact was, and what it is now; numbers in as many digits as tell them apart."""
    same = all(isinstance(each, int | float) for each in (before, now)) and before != now
    if same and str(_shown(before)) == str(_shown(now)):
        before, now = repr(before), repr(now)
    return Message(
        "{name} was {before}, is {now}",
        name=Message.term(name.replace("_", " ")),
        before=_shown(before),
        now=_shown(now),
    )


def _shown(value: Fact | bool | None) -> Message:
    if value is None:
        return Message("not stated")
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    if isinstance(value, str):
        return Message.term(value.replace("_", " "))
    return Message("{value:.6g}", value=value)


def _why_stale_without_basis(
    score: RiskScore, finding: Finding | None, facts: Mapping[str, Fact]
) -> Message:
    """Of a score that an earlier version of the program kept: by its measured inputs alone."""
    for item in score.inputs:
        if item.origin is not MeasurementOrigin.MEASURED or item.name not in facts:
            continue
        now = facts[item.name]
        if isinstance(now, str) or isinstance(item.value, str):
            same = now == item.value
        else:
            same = abs(now - item.value) <= _ROUNDED
        if not same:
            return words_of_change(item.name, item.value, now)
    if finding is not None and finding.mask_version > 1:
        return Message("it does not say which measurement of its finding it was computed from")
    return NOTHING
