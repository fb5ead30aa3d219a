"""Stored values → values: what a file states of the line between them, and whether it can be used.

A slope or intercept that is stated but is no number is not absent: such values have no known
scale, and nothing may be said in their unit.

References
----------
PS3.3 C.11.1 (Modality LUT), C.7.6.16.2.11 (Real World Value Mapping).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.messages import NOTHING, Message

LARGEST = 1e20
"""Beyond it values of 32 bits leave single precision."""
SMALLEST_SLOPE = 1e-20

_SLOPE, _INTERCEPT = tag("RescaleSlope"), tag("RescaleIntercept")
_TYPE = tag("RescaleType")
_MAPPINGS = tag("RealWorldValueMappingSequence")
_REAL_SLOPE, _REAL_INTERCEPT = tag("RealWorldValueSlope"), tag("RealWorldValueIntercept")
_FIRST_WHOLE = tag("RealWorldValueFirstValueMapped")
_LAST_WHOLE = tag("RealWorldValueLastValueMapped")
_FIRST_FLOAT = tag("DoubleFloatRealWorldValueFirstValueMapped")
_LAST_FLOAT = tag("DoubleFloatRealWorldValueLastValueMapped")
_UNITS, _CODE = tag("MeasurementUnitsCodeSequence"), tag("CodeValue")


class Rescaling(NamedTuple):
    """Value = stored * slope + intercept.

    `stated` is whether the file gives both, `kind` what the values then are ("HU"), `fault`
    why they cannot be used, in words; then slope 1 and intercept 0 leave values as stored.
    `mapped` are the least and the greatest stored value that a mapping is for, None for all.
    """

    slope: float = 1.0
    intercept: float = 0.0
    stated: bool = False
    kind: str = ""
    fault: Message = NOTHING
    mapped: tuple[float, float] | None = None


AS_STORED = Rescaling()


def rescaling(attributes: Attributes) -> Rescaling:
    """The rescale of a data set, or of an item of Pixel Value Transformation."""
    raw = attributes.raw
    return _rescaling(raw.get(_SLOPE, b""), raw.get(_INTERCEPT, b""), attributes.string(_TYPE))


@lru_cache(maxsize=4096)
def _rescaling(slope: bytes, intercept: bytes, kind: str) -> Rescaling:
    attributes = Attributes({_SLOPE: slope, _INTERCEPT: intercept})
    given = attributes.states(_SLOPE), attributes.states(_INTERCEPT)
    if not any(given):
        return Rescaling(kind=kind)
    fault = _unusable(attributes, _SLOPE, "Rescale Slope", SMALLEST_SLOPE) or _unusable(
        attributes, _INTERCEPT, "Rescale Intercept", 0.0
    )
    if not fault and not all(given):
        fault = Message("only one of Rescale Slope and Rescale Intercept is stated")
    if fault:
        return Rescaling(kind=kind, fault=fault)
    factor, offset = attributes.number(_SLOPE), attributes.number(_INTERCEPT)
    if factor is None or offset is None:
        raise ValueError("usable numbers were found unusable")
    return Rescaling(factor, offset, stated=True, kind=kind)


def _unusable(attributes: Attributes, number: int, name: str, smallest: float) -> Message:
    """Why a stated number cannot scale values; empty when it can, or is not stated."""
    if not attributes.states(number):
        return NOTHING
    value = attributes.number(number)
    if value is not None and smallest <= abs(value) <= LARGEST:
        return NOTHING
    return Message(
        '{name} "{value}" cannot be used as a number', name=name, value=attributes.quoted(number)
    )


def real_world(attributes: Attributes, *, signed: bool = False) -> Rescaling:
    """The linear Real World Value Mapping of an image; one to SUV goes before others.

    Several to one unit, each for a part of the stored values, are left alone, and so are mappings
    by a table: there is no one line for all values. One that states no unit comes last.

    Parameters
    ----------
    signed : bool
        Whether stored values have a sign, which the ends of the range then have, too.
    """
    by_unit: dict[str, list[Rescaling | None]] = {}
    for item in attributes.items(_MAPPINGS):
        unit = item.item(_UNITS)
        kind = unit.string(_CODE) if unit is not None else ""
        by_unit.setdefault(kind, []).append(_line(item, kind, signed=signed))
    for kind in sorted(by_unit, key=lambda kind: ("SUV" not in kind, not kind)):
        lines = set(by_unit[kind])
        found = lines.pop()
        if found is not None and not lines:
            return found
    return AS_STORED


def _line(mapping: Attributes, kind: str, *, signed: bool) -> Rescaling | None:
    """What one mapping makes of stored values; None where that is no usable line."""
    slope, intercept = mapping.double(_REAL_SLOPE), mapping.double(_REAL_INTERCEPT)
    if slope is None or intercept is None:
        return None
    if SMALLEST_SLOPE <= abs(slope) <= LARGEST and abs(intercept) <= LARGEST:
        mapped = _mapped(mapping, signed=signed)
        return Rescaling(slope, intercept, stated=True, kind=kind, mapped=mapped)
    return None


def _mapped(mapping: Attributes, *, signed: bool) -> tuple[float, float] | None:
    """First and last stored value that is mapped (PS3.3 C.7.6.16.2.11.1.2); None if unstated."""
    floats = mapping.double(_FIRST_FLOAT), mapping.double(_LAST_FLOAT)
    if floats[0] is not None and floats[1] is not None:
        return min(floats[0], floats[1]), max(floats[0], floats[1])
    ends = [
        next(iter(mapping.shorts(each, signed=signed)), None)
        for each in (_FIRST_WHOLE, _LAST_WHOLE)
    ]
    if ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        return None
    return float(ends[0]), float(ends[1])
