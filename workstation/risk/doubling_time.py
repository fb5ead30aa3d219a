"""Volume doubling time from two measurements."""

from __future__ import annotations

import math
from datetime import date

from workstation.errors import RiskInputError
from workstation.messages import Message
from workstation.risk.inputs import Inputs, InputSpec, InputType
from workstation.risk.model import Assessment, RiskModel
from workstation.risk.nodule_inputs import SMALL_MM, SMALL_MM3
from workstation.risk.rounding import short

_SIGNIFICANT_CHANGE_PERCENT = 25.0
_SHORTEST_INTERVAL_DAYS = 30
_LONGEST_INTERVAL_DAYS = 36525
_WORK_UP_DAYS = 400
LONG_DAYS = 5 * 365.25
"""Longer times are said in words: no two measurements tell them apart."""
# Growth is more than 1.5 mm (Lung-RADS v2022).
_SURE_GROWTH_MM = 1.5
_UNLIKELY_RATIO = 64.0
_EXACT_DIGITS = 9


def doubling_time_days(ratio: float, interval_days: float) -> float | None:
    """Dt ln 2 / ln(V2 / V1), days; None when the volume did not grow."""
    if ratio <= 1:
        return None
    return interval_days * math.log(2) / math.log(ratio)


def _ratio(inputs: Inputs) -> tuple[float, str]:
    if inputs.has("volume_1") and inputs.has("volume_2"):
        return inputs.number("volume_2") / inputs.number("volume_1"), "volumes"
    if inputs.has("diameter_1") and inputs.has("diameter_2"):
        return (inputs.number("diameter_2") / inputs.number("diameter_1")) ** 3, "diameters"
    raise RiskInputError(
        Message("No score: two volumes or two diameters are needed."),
        hint=Message("Give both volumes or both diameters."),
    )


def _interval(inputs: Inputs) -> float:
    dated = _dated_interval(inputs)
    if not inputs.has("interval"):
        if dated is None:
            raise RiskInputError(
                Message("No score: the time between the measurements is missing."),
                hint=Message("Give the interval or both dates."),
            )
        return dated
    stated = inputs.number("interval")
    if dated is not None and abs(stated - dated) > 1:
        raise RiskInputError(
            Message(
                "The interval of {stated:g} days is not that of the dates, {dated:g} days.",
                stated=stated,
                dated=dated,
            ),
            hint=Message("Give the interval or the dates."),
        )
    return stated


def _dated_interval(inputs: Inputs) -> float | None:
    if not (inputs.has("date_1") and inputs.has("date_2")):
        return None
    first, second = (date.fromisoformat(inputs.text(n)) for n in ("date_1", "date_2"))
    days = (second - first).days
    if days <= 0:
        raise RiskInputError(
            Message("The second date must be after the first."),
            hint=Message("Check which study is the prior."),
        )
    if days > _LONGEST_INTERVAL_DAYS:
        raise RiskInputError(
            Message("The dates lie more than 100 years apart."), hint=Message("Check the dates.")
        )
    return float(days)


def _compute(inputs: Inputs) -> Assessment:
    ratio, basis = _ratio(inputs)
    days = _interval(inputs)
    # 9.5 - 8.2 is not quite 1.3: what is compared with a limit is free of such remainders.
    change = round((ratio - 1) * 100, _EXACT_DIGITS)
    doubling = doubling_time_days(ratio, days)
    caveats = []
    if days < _SHORTEST_INTERVAL_DAYS:
        caveats.append(
            Message("The interval of 1 day is short (under 30 days).")
            if days == 1
            else Message(
                "The interval of {days} days is short (under 30 days).",
                days=short(days, (_SHORTEST_INTERVAL_DAYS,)),
            )
        )
    if abs(change) < _SIGNIFICANT_CHANGE_PERCENT:
        caveats.append(Message("A change of less than 25 % in volume is within measurement error."))
    if not 1 / _UNLIKELY_RATIO < ratio < _UNLIKELY_RATIO:
        caveats.append(
            Message("The sizes are very different: check that both are in the same unit.")
        )
    if basis == "diameters":
        caveats.append(Message("Computed from diameters, as if the nodule were a sphere."))
        grown = inputs.number("diameter_2") - inputs.number("diameter_1")
        if round(abs(grown), _EXACT_DIGITS) < _SURE_GROWTH_MM:
            caveats.append(
                Message("A change of less than 1.5 mm in diameter is within measurement error.")
            )
    elif inputs.has("diameter_1") and inputs.has("diameter_2"):
        by_diameter = (inputs.number("diameter_2") / inputs.number("diameter_1")) ** 3
        if (by_diameter > 1) != (ratio > 1):
            caveats.append(
                Message("Volumes and diameters disagree about growth. The volumes were used.")
            )
    outputs: tuple[tuple[str, Message | float | str], ...] = (
        ("volume_doubling_time", Message("no growth") if doubling is None else doubling),
        ("volume_change_percent", change),
        ("interval_days", days),
    )
    if doubling is None:
        category = Message("no growth")
    elif doubling < _WORK_UP_DAYS:
        category = Message("under 400 days")
    else:
        category = Message("400 days or more")
    return Assessment(outputs=outputs, category=category, caveats=tuple(caveats))


def _size(name: str, description: Message, unit: str, largest: float) -> InputSpec:
    return InputSpec(
        name=name,
        description=description,
        type=InputType.NUMBER,
        unit=unit,
        required=False,
        possible=(0.1, largest),
        unusual=SMALL_MM if unit == "mm" else SMALL_MM3,
    )


def _day(name: str, description: Message) -> InputSpec:
    return InputSpec(
        name=name, description=description, type=InputType.DATE, required=False, of_study=True
    )


VOLUME_DOUBLING_TIME = RiskModel(
    id="volume_doubling_time",
    title=Message("Volume doubling time"),
    version="1961",
    population=Message("One lesion measured twice in the same way"),
    unit="days",
    inputs=(
        _size("volume_1", Message("Earlier volume"), "mm3", 20_000_000),
        _size("volume_2", Message("Later volume"), "mm3", 20_000_000),
        _size("diameter_1", Message("Earlier diameter"), "mm", 300),
        _size("diameter_2", Message("Later diameter"), "mm", 300),
        _day("date_1", Message("Date of the earlier study")),
        _day("date_2", Message("Date of the later study")),
        InputSpec(
            name="interval",
            description=Message("Time between the studies"),
            type=InputType.NUMBER,
            unit="days",
            required=False,
            possible=(1, _LONGEST_INTERVAL_DAYS),
            of_study=True,
        ),
    ),
    citation=(
        "Schwartz M. Cancer 1961;14:1272; work-up under 400 days: Callister "
        "MEJ et al. Thorax 2015;70(Suppl 2)"
    ),
    compute=_compute,
    limits=(
        ("volume_doubling_time", (float(_WORK_UP_DAYS), LONG_DAYS)),
        (
            "volume_change_percent",
            (-_SIGNIFICANT_CHANGE_PERCENT, 0.0, _SIGNIFICANT_CHANGE_PERCENT),
        ),
        ("interval_days", (float(_SHORTEST_INTERVAL_DAYS),)),
    ),
)
