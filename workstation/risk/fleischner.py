"""Fleischner Society 2017: follow-up of incidental nodules."""

from __future__ import annotations

import math

from workstation.errors import RiskInputError
from workstation.messages import Message, joined
from workstation.risk.inputs import Inputs, InputSpec, InputType
from workstation.risk.model import Assessment, RiskModel
from workstation.risk.nodule_inputs import SMALL_MM, SMALL_MM3
from workstation.risk.rounding import apart

_SAME_MM = 0.5
# Axes that are measured on one outline differ by less than this where it is round.
_ROUND_MM = 0.1
_SUSPICIOUS_SOLID_MM = 6
_VOLUME_LIMITS = (100.0, 250.0)
_SMALL, _MIDDLE, _LARGE = "<6 mm", "6-8 mm", ">8 mm"
_LATE_LOW = Message("then consider CT 18-24 mo")
_LATE_HIGH = Message("then CT 18-24 mo")
_WORK_UP = Message("consider CT at 3 mo, PET/CT or tissue sampling")

_YOUNGEST = 35
_NOT_FOR = (
    ("known_cancer", Message("patients with known cancer")),
    ("immunosuppression", Message("immunosuppressed patients")),
    ("lung_cancer_screening", Message("lung cancer screening")),
)

# (number, size band, risk) -> recommendation for solid nodules
_SOLID: dict[tuple[str, str, str], Message] = {
    ("single", _SMALL, "low"): Message("no routine follow-up"),
    ("single", _SMALL, "high"): Message("optional CT at 12 months"),
    ("single", _MIDDLE, "low"): Message("CT 6-12 mo, {late_low}", late_low=_LATE_LOW),
    ("single", _MIDDLE, "high"): Message("CT 6-12 mo, {late_high}", late_high=_LATE_HIGH),
    ("single", _LARGE, "low"): _WORK_UP,
    ("single", _LARGE, "high"): _WORK_UP,
    ("multiple", _SMALL, "low"): Message("no routine follow-up"),
    ("multiple", _SMALL, "high"): Message("optional CT at 12 months"),
    ("multiple", _MIDDLE, "low"): Message("CT 3-6 mo, {late_low}", late_low=_LATE_LOW),
    ("multiple", _MIDDLE, "high"): Message("CT 3-6 mo, {late_high}", late_high=_LATE_HIGH),
    ("multiple", _LARGE, "low"): Message("CT 3-6 mo, {late_low}", late_low=_LATE_LOW),
    ("multiple", _LARGE, "high"): Message("CT 3-6 mo, {late_high}", late_high=_LATE_HIGH),
}


def rounded_mm(diameter_mm: float) -> int:
    """Nearest whole millimeter, halves up, as the guideline measures."""
    return math.floor(diameter_mm + 0.5)


def _size_band(inputs: Inputs) -> tuple[str, Message]:
    """Size band and the sentence that says what it rests on."""
    if inputs.has("nodule_volume"):
        volume = inputs.number("nodule_volume")
        low, high = _VOLUME_LIMITS
        band = _SMALL if volume < low else _MIDDLE if volume <= high else _LARGE
        return band, Message("volume {volume} mm3", volume=apart(volume, _VOLUME_LIMITS))
    return _diameter_band(_mean_diameter(inputs))


def _diameter_band(mean_mm: float) -> tuple[str, Message]:
    size = rounded_mm(mean_mm)
    band = _SMALL if size < 6 else _MIDDLE if size <= 8 else _LARGE
    if rounded_mm(float(f"{mean_mm:.1f}")) != size:
        # A mean of 8.496 mm counts as 8 mm, but is read as 8.5 mm beside the finding.
        told = (f"{mean_mm:.{digits}f}" for digits in range(2, 18))
        mean = next(text for text in told if rounded_mm(float(text)) == size)
        return band, Message("mean diameter {mean} mm, counted as {size} mm", mean=mean, size=size)
    return band, Message("mean diameter {size} mm", size=size)


def _mean_diameter(inputs: Inputs) -> float:
    has_axes = inputs.has("long_axis") and inputs.has("short_axis")
    if has_axes and inputs.number("short_axis") > inputs.number("long_axis") + _ROUND_MM:
        raise RiskInputError(
            Message("The short axis is longer than the long axis."),
            hint=Message("Check both axes."),
        )
    mean = (inputs.number("long_axis") + inputs.number("short_axis")) / 2 if has_axes else 0.0
    if not inputs.has("mean_diameter"):
        return mean
    stated = inputs.number("mean_diameter")
    longest, shortest = (inputs.has(axis) for axis in ("long_axis", "short_axis"))
    if (longest and stated > inputs.number("long_axis") + _ROUND_MM) or (
        shortest and stated < inputs.number("short_axis") - _ROUND_MM
    ):
        raise RiskInputError(
            Message("The mean diameter does not lie between the two axes."),
            hint=Message("Give the axes or their mean."),
        )
    # Nearly the same is another band of the guideline where a limit lies between.
    if has_axes and (
        abs(stated - mean) > _SAME_MM or _diameter_band(stated)[0] != _diameter_band(mean)[0]
    ):
        raise RiskInputError(
            Message(
                "The mean diameter {stated:g} mm is not that of the two axes, {mean:g} mm.",
                stated=stated,
                mean=mean,
            ),
            hint=Message("Give the axes or their mean."),
        )
    return stated


def _subsolid(kind: str, number: str, band: str, solid_mm: int | None) -> Message:
    small = band == _SMALL
    if number == "multiple":
        if small:
            return Message("CT 3-6 mo; if stable consider CT at 2 and 4 y")
        return Message("CT 3-6 mo; then by most suspicious nodule")
    if small:
        return Message("no routine follow-up")
    if kind == "ground-glass":
        return Message("CT 6-12 mo to confirm persistence, then CT every 2 y until 5 y")
    if solid_mm is None:
        return Message("CT 3-6 mo; if unchanged and solid <6 mm annual CT for 5 y")
    if solid_mm < _SUSPICIOUS_SOLID_MM:
        return Message("CT 3-6 mo; if unchanged annual CT for 5 y")
    return Message(
        "CT 3-6 mo; a persistent solid part of 6 mm or more is highly suspicious: consider PET/CT "
        "or tissue sampling"
    )


def _compute(inputs: Inputs) -> Assessment:
    if not inputs.has("nodule_volume") and not _has_diameter(inputs):
        raise RiskInputError(
            Message("No score: the nodule's size is missing."),
            hint=Message("Give both axes, or their mean, or the volume."),
        )
    band, basis = _size_band(inputs)
    kind, number = inputs.text("nodule_type"), inputs.text("nodule_number")
    risk = ""
    if kind == "solid":
        if not inputs.has("patient_risk"):
            raise RiskInputError(
                Message("No score: the patient's risk is missing."),
                hint=Message("It is required for solid nodules."),
            )
        risk = inputs.text("patient_risk")
        recommendation = _SOLID[number, band, risk]
    else:
        recommendation = _subsolid(kind, number, band, _solid_mm(inputs, kind))
        # Sub-solid rows have two sizes only.
        band = band if band == _SMALL else ">=6 mm"
    words: list[Message | str] = [Message.term(number), Message.term(kind), band]
    if risk:
        words.append(Message("{risk} risk", risk=Message.term(risk)))
    row = joined(", ", words)
    if _excluded(inputs):
        recommendation = Message("None: the guideline is not for this patient; see the caveats.")
    return Assessment(
        outputs=(("size_band", band), ("row", row), ("size_basis", basis)),
        category=row,
        recommendation=recommendation,
        caveats=_caveats(inputs, kind, band),
    )


def _solid_mm(inputs: Inputs, kind: str) -> int | None:
    """Mean diameter of the solid part to the nearest mm; None where it was not given."""
    if not inputs.has("solid_diameter"):
        return None
    solid = inputs.number("solid_diameter")
    if kind != "part-solid":
        raise RiskInputError(
            Message("Only part-solid nodules have a solid part to measure."),
            hint=Message("Check the type of the nodule."),
        )
    if _has_diameter(inputs) and solid > _mean_diameter(inputs) + _SAME_MM:
        raise RiskInputError(
            Message("The solid part is larger than the whole nodule."),
            hint=Message("Check both sizes."),
        )
    return rounded_mm(solid)


def _excluded(inputs: Inputs) -> bool:
    """Whether what was stated puts the patient outside those that the guideline is for."""
    young = inputs.has("age") and inputs.number("age") < _YOUNGEST
    return young or any(inputs.flag(name) for name, _ in _NOT_FOR)


def _has_diameter(inputs: Inputs) -> bool:
    axes = inputs.has("long_axis") and inputs.has("short_axis")
    return axes or inputs.has("mean_diameter")


def _caveats(inputs: Inputs, kind: str, band: str) -> tuple[Message, ...]:
    caveats = []
    if not inputs.has("age"):
        caveats.append(
            Message("Age is not given; the guideline is for patients of 35 years or more.")
        )
    for name, words in _NOT_FOR:
        if not inputs.has(name):
            caveats.append(
                Message("Not stated: {name}.", name=Message.term(name.replace("_", " ")))
            )
        elif inputs.flag(name):
            caveats.append(Message("The guideline is not for {words}.", words=words))
    if inputs.has("nodule_volume") and _has_diameter(inputs):
        by_volume, basis = _size_band(inputs)
        by_diameter, other_basis = _diameter_band(_mean_diameter(inputs))
        if by_volume != by_diameter:
            caveats.append(
                Message(
                    "Sizes disagree: {basis} is {by_volume}, {other_basis} is "
                    "{by_diameter}. The volume was used.",
                    basis=basis,
                    by_volume=by_volume,
                    other_basis=other_basis,
                    by_diameter=by_diameter,
                )
            )
    if inputs.has("nodule_volume") and kind != "solid":
        caveats.append(Message("Volume bands are given by the guideline for solid nodules."))
    if kind == "part-solid" and band != _SMALL and not inputs.has("solid_diameter"):
        caveats.append(
            Message(
                "The size of the solid part is not given; 6 mm or more would be highly suspicious."
            )
        )
    return tuple(caveats)


def _millimeters(name: str, description: Message) -> InputSpec:
    return InputSpec(
        name=name,
        description=description,
        type=InputType.NUMBER,
        unit="mm",
        required=False,
        possible=(1, 300),
        validated=(1, 30),
        unusual=SMALL_MM,
    )


FLEISCHNER_2017 = RiskModel(
    id="fleischner_2017",
    title=Message("Fleischner Society 2017, incidental pulmonary nodules on CT"),
    version="2017",
    population=Message(
        "Adults of 35 years or more without known cancer or immunosuppression; not for screening"
    ),
    unit="",
    inputs=(
        InputSpec(
            name="nodule_type",
            description=Message("Nodule type"),
            type=InputType.CHOICE,
            choices=("solid", "part-solid", "ground-glass"),
        ),
        InputSpec(
            name="nodule_number",
            description=Message("Single or multiple nodules"),
            type=InputType.CHOICE,
            choices=("single", "multiple"),
            of_study=True,
        ),
        _millimeters("long_axis", Message("Long axis")),
        _millimeters("short_axis", Message("Short axis in the same plane")),
        _millimeters("mean_diameter", Message("Mean of long and short axis")),
        _millimeters("solid_diameter", Message("Mean diameter of the solid part")),
        InputSpec(
            name="nodule_volume",
            description=Message("Volume; decides before diameters when given"),
            type=InputType.NUMBER,
            unit="mm3",
            required=False,
            possible=(0.1, 20_000_000),
            unusual=SMALL_MM3,
        ),
        InputSpec(
            name="patient_risk",
            description=Message("Patient's risk of lung cancer; for solid nodules"),
            type=InputType.CHOICE,
            choices=("low", "high"),
            required=False,
            of_study=True,
        ),
        InputSpec(
            name="age",
            description=Message("Age"),
            type=InputType.NUMBER,
            unit="years",
            required=False,
            possible=(0, 120),
            validated=(_YOUNGEST, 120),
            of_study=True,
        ),
        InputSpec(
            name="known_cancer",
            description=Message("Known cancer"),
            type=InputType.BOOLEAN,
            required=False,
            of_study=True,
        ),
        InputSpec(
            name="immunosuppression",
            description=Message("Immunosuppression"),
            type=InputType.BOOLEAN,
            required=False,
            of_study=True,
        ),
        InputSpec(
            name="lung_cancer_screening",
            description=Message("Scan made for lung cancer screening"),
            type=InputType.BOOLEAN,
            required=False,
            of_study=True,
        ),
    ),
    citation="MacMahon H et al. Radiology 2017;284:228. doi:10.1148/radiol.2017161659",
    compute=_compute,
)
