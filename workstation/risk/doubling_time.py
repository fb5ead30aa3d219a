"""Volume doubling time from two measurements."""

from __future__ import annotations

import math
from datetime import date

from workstation.errors import RiskInputError
from workstation.risk.inputs import Inputs, InputSpec, InputType
from workstation.risk.model import Assessment, RiskModel

_SIGNIFICANT_CHANGE_PERCENT = 25.0
_SHORTEST_INTERVAL_DAYS = 30
_LONGEST_INTERVAL_DAYS = 36525
_WORK_UP_DAYS = 400


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
        "No score: two volumes or two diameters are needed.",
        hint="Give volume_1 and volume_2, or diameter_1 and diameter_2.",
    )


def _interval(inputs: Inputs) -> float:
    dated = _dated_interval(inputs)
    if not inputs.has("interval"):
        if dated is None:
            raise RiskInputError(
                "No score: the time between the measurements is missing.",
                hint="Give interval, or date_1 and date_2.",
            )
        return dated
    stated = inputs.number("interval")
    if dated is not None and abs(stated - dated) > 1:
        raise RiskInputError(
            f"The interval of {stated:g} days is not that of the dates, {dated:g} days.",
            hint="Give the interval or the dates.",
        )
    return stated


def _dated_interval(inputs: Inputs) -> float | None:
    if not (inputs.has("date_1") and inputs.has("date_2")):
        return None
    first, second = (date.fromisoformat(inputs.text(n)) for n in ("date_1", "date_2"))
    days = (second - first).days
    if days <= 0:
        raise RiskInputError(
            "The second date must be after the first.", hint="Check which study is the prior."
        )
    if days > _LONGEST_INTERVAL_DAYS:
        raise RiskInputError("The dates lie more than 100 years apart.", hint="Check the dates.")
    return float(days)


def _compute(inputs: Inputs) -> Assessment:
    ratio, basis = _ratio(inputs)
    days = _interval(inputs)
    change = (ratio - 1) * 100
    doubling = doubling_time_days(ratio, days)
    caveats = []
    if days < _SHORTEST_INTERVAL_DAYS:
        caveats.append(f"The interval of {days:g} days is short (under 30 days).")
    if abs(change) < _SIGNIFICANT_CHANGE_PERCENT:
        caveats.append("A change of less than 25 % in volume is within measurement error.")
    if basis == "diameters":
        caveats.append("Computed from diameters, as if the nodule were a sphere.")
    elif inputs.has("diameter_1") and inputs.has("diameter_2"):
        by_diameter = (inputs.number("diameter_2") / inputs.number("diameter_1")) ** 3
        if (by_diameter > 1) != (ratio > 1):
            caveats.append("Volumes and diameters disagree about growth. The volumes were used.")
    outputs: tuple[tuple[str, float | str], ...] = (
        ("volume_doubling_time", "no growth" if doubling is None else doubling),
        ("volume_change_percent", change),
        ("interval_days", days),
    )
    if doubling is None:
        category = "no growth"
    elif doubling < _WORK_UP_DAYS:
        category = "under 400 days"
    else:
        category = "400 days or more"
    return Assessment(outputs=outputs, category=category, caveats=tuple(caveats))


def _size(name: str, description: str, unit: str, largest: float) -> InputSpec:
    return InputSpec(
        name=name,
        description=description,
        type=InputType.NUMBER,
        unit=unit,
        required=False,
        possible=(0.1, largest),
    )


def _day(name: str, description: str) -> InputSpec:
    return InputSpec(name=name, description=description, type=InputType.DATE, required=False)


VOLUME_DOUBLING_TIME = RiskModel(
    id="volume_doubling_time",
    title="Volume doubling time",
    version="1961",
    population="One lesion measured twice in the same way",
    unit="days",
    inputs=(
        _size("volume_1", "Earlier volume", "mm3", 20_000_000),
        _size("volume_2", "Later volume", "mm3", 20_000_000),
        _size("diameter_1", "Earlier diameter", "mm", 300),
        _size("diameter_2", "Later diameter", "mm", 300),
        _day("date_1", "Date of the earlier study"),
        _day("date_2", "Date of the later study"),
        InputSpec(
            name="interval",
            description="Time between the studies",
            type=InputType.NUMBER,
            unit="days",
            required=False,
            possible=(1, _LONGEST_INTERVAL_DAYS),
        ),
    ),
    citation="Schwartz M. Cancer 1961;14:1272; "
    "work-up under 400 days: Callister MEJ et al. Thorax 2015;70(Suppl 2)",
    compute=_compute,
)
