"""Read the drawn measurements of a measurement report, as `sr_drawn` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from pydicom.dataset import Dataset
from pydicom.valuerep import DT

from workstation.domain.coding import Code
from workstation.domain.drawn_measurement import (
    DrawnMeasurement,
    DrawnNumber,
    DrawnShape,
    ImagePlace,
    ShapeType,
)

_GROUP, _REGION = "125007", "111030"
_IDENTIFIER, _TRACKING_UID, _COMMENT, _OBSERVER = "112039", "112040", "121106", "121008"
_DERIVATION, _SITE = "121401", "363698007"
_COORDINATES = ("SCOORD", "SCOORD3D")


def read_drawn(report: Dataset) -> tuple[DrawnMeasurement, ...]:
    """The groups of a report whose numbers or regions have coordinates, in their order.

    Groups of findings, whose numbers are those of segments or images, are left out.

    Raises
    ------
    AttributeError, IndexError, KeyError, ValueError
        A group lacks what it must have.
    """
    groups = (item for item in _all_items(report) if _name(item) == _GROUP)
    found = (_measurement(group) for group in groups)
    return tuple(each for each in found if each is not None)


def _measurement(group: Dataset) -> DrawnMeasurement | None:
    items = _items(group)
    regions = [item for item in items if _name(item) == _REGION]
    numbers = [item for item in items if item.ValueType == "NUM"]
    marked = [*regions, *(part for item in numbers for part in _drawn_in(item))]
    if not marked:
        return None
    texts = {_name(item): str(item.TextValue) for item in items if item.ValueType == "TEXT"}
    return DrawnMeasurement(
        tracking_uid=next(str(item.UID) for item in items if _name(item) == _TRACKING_UID),
        label=texts[_IDENTIFIER],
        image=_place(marked[0]),
        at=_moment(group),
        by=next((_person(item) for item in items if _name(item) == _OBSERVER), ""),
        numbers=tuple(map(_number, numbers)),
        region=_shape(regions[0]) if regions else None,
        comments=tuple(str(item.TextValue) for item in items if _name(item) == _COMMENT),
    )


def _number(item: Dataset) -> DrawnNumber:
    measured = item.MeasuredValueSequence[0]
    coded = {
        _name(part): _code(part.ConceptCodeSequence[0])
        for part in _items(item)
        if part.ValueType == "CODE"
    }
    return DrawnNumber(
        concept=_code(item.ConceptNameCodeSequence[0]),
        value=float(measured.get("FloatingPointValue", measured.NumericValue)),
        unit=_code(measured.MeasurementUnitsCodeSequence[0]),
        derivation=coded.get(_DERIVATION),
        site=coded.get(_SITE),
        shapes=tuple(map(_shape, _drawn_in(item))),
    )


def _shape(item: Dataset) -> DrawnShape:
    size = 2 if item.ValueType == "SCOORD" else 3
    numbers = [float(value) for value in item.GraphicData]
    points = tuple(zip(*(numbers[n::size] for n in range(size)), strict=True))
    kind = ShapeType(str(item.GraphicType).lower())
    # On an image a region is an outline: its line ends where it began.
    is_outline = kind is ShapeType.POLYLINE and _name(item) == _REGION
    if is_outline or kind is ShapeType.POLYGON:
        return DrawnShape(ShapeType.POLYGON, points[:-1])
    return DrawnShape(kind, points)


def _place(item: Dataset) -> ImagePlace | None:
    if item.ValueType == "SCOORD3D":
        return None
    image = item.ContentSequence[0].ReferencedSOPSequence[0]
    return ImagePlace(
        str(image.ReferencedSOPInstanceUID), int(image.get("ReferencedFrameNumber", 1) or 1)
    )


def _moment(group: Dataset) -> datetime:
    stated = DT(str(group.ObservationDateTime))
    return datetime.fromisoformat(stated.isoformat()).astimezone(UTC)


def _person(item: Dataset) -> str:
    return str(item.PersonName.family_name)


def _drawn_in(item: Dataset) -> list[Dataset]:
    return [part for part in _items(item) if part.ValueType in _COORDINATES]


def _items(item: Dataset) -> list[Dataset]:
    return list(item.get("ContentSequence") or ())


def _all_items(item: Dataset) -> Iterator[Dataset]:
    for child in _items(item):
        yield child
        yield from _all_items(child)


def _name(item: Dataset) -> str:
    named = next(iter(item.get("ConceptNameCodeSequence") or ()), None)
    return _value(named) if named is not None else ""


def _value(item: Dataset) -> str:
    """A code; one of more than 16 letters stands elsewhere (PS3.3 8.1)."""
    return str(item.get("CodeValue") or item.LongCodeValue)


def _code(item: Dataset) -> Code:
    return Code(_value(item), str(item.CodingSchemeDesignator), str(item.CodeMeaning))
