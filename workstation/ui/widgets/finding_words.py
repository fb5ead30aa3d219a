"""Sizes and measurements of findings in a line."""

from __future__ import annotations

from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.finding import Finding
from workstation.domain.measurement import Measurement
from workstation.language import say

_LARGE_MM3 = 10_000.0
_UNIT_WORDS = {"mm2": "mm²", "mm3": "mm³", "[hnsf'U]": "HU", "1": "", "{pixels}": "px"}


def measurement_words(measurement: Measurement) -> str:
    """A measurement in a line, with the unit as the reading room writes it."""
    value, unit = measurement.value, _UNIT_WORDS.get(measurement.unit.value, measurement.unit.value)
    if measurement.unit == coding.UNIT_MM3 and value >= _LARGE_MM3:
        value, unit = value / 1000, "mL"
    number = f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    caveat = f" ({say(measurement.caveat)})" if measurement.caveat else ""
    return f"{say(measurement.name)} {number} {unit}".rstrip() + caveat


def measured(finding: Finding, concept: Code) -> float | None:
    """A measurement of a finding by its concept, in its own unit; None where it has none."""
    for measurement in finding.measurements:
        if measurement.concept == concept and measurement.derivation is None:
            return measurement.value
    return None


def volume_mm3(finding: Finding) -> float | None:
    """Volume of a finding in mm³, whatever unit it was stored in."""
    for measurement in finding.measurements:
        if measurement.concept == coding.VOLUME:
            in_ml = measurement.unit == coding.UNIT_ML
            return measurement.value * 1000.0 if in_ml else measurement.value
    return None


def size_text(finding: Finding) -> str:
    """Long × short axis in mm, or one diameter."""
    long_axis = measured(finding, coding.LONG_AXIS)
    short_axis = measured(finding, coding.SHORT_AXIS)
    if long_axis is not None and short_axis is not None:
        return f"{long_axis:.1f} × {short_axis:.1f} mm"
    one = long_axis if long_axis is not None else measured(finding, coding.DIAMETER)
    return f"{one:.1f} mm" if one is not None else ""


def volume_text(finding: Finding) -> str:
    """Volume in mm³, from 10 mL on in mL."""
    volume = volume_mm3(finding)
    if volume is None:
        return ""
    return f"{volume:.0f} mm³" if volume < _LARGE_MM3 else f"{volume / 1000:.1f} mL"
