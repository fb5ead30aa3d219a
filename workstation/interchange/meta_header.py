"""What a MetaImage header states beside what ITK reads: units, scales, and whether it states them.

References
----------
MetaIO documentation, "MetaImage" and "MetaObject" fields.
"""

from __future__ import annotations

import re
from pathlib import Path

from workstation.interchange.text_headers import (
    Stated,
    are_sizes,
    detached,
    head_of,
    stated_numbers,
)
from workstation.messages import Message

_FIELD = re.compile(rb"[ \t]*(\w+)[ \t]*[=:][ \t]*([^\r\n]*)\r?\n")
_LAST = "ElementDataFile"
_MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "um": 1e-3, "?": 1.0, "": 1.0}
_SIZES = ("ElementSpacing", "ElementSize")
_DIRECTIONS = ("TransformMatrix", "Rotation", "Orientation")
_PLACES = ("Offset", "Position", "Origin")
_SLOPE, _OFFSET = "ElementToIntensityFunctionSlope", "ElementToIntensityFunctionOffset"


def stated_by_meta(path: Path, value_bytes: int) -> Stated:
    """What the header states.

    Parameters
    ----------
    value_bytes : int
        Of all values that ITK has read.

    Raises
    ------
    InputError
        A size, place or direction is stated and is no number.
    """
    fields, end = _fields(head_of(path))
    numbers = {
        name: stated_numbers(path, name, fields[name])
        for name in (*_SIZES, *_DIRECTIONS, *_PLACES, _SLOPE, _OFFSET)
        if name in fields
    }
    sizes = next((numbers[name] for name in _SIZES if name in numbers), [])
    unit = fields.get("DistanceUnits", "")
    cautions = []
    if unit not in _MM_PER_UNIT:
        cautions.append(
            Message("The unit of length is not known ({units}); it is taken as mm.", units=unit)
        )
    return Stated(
        mm_per_unit=_MM_PER_UNIT.get(unit, 1.0),
        is_sized=are_sizes(sizes),
        is_placed=any(name in fields for name in _DIRECTIONS),
        slope=next(iter(numbers.get(_SLOPE, ())), 1.0),
        intercept=next(iter(numbers.get(_OFFSET, ())), 0.0),
        spare_bytes=_spare_bytes(path, fields, end, value_bytes),
        cautions=tuple(cautions),
    )


def _fields(head: bytes) -> tuple[dict[str, str], int]:
    """Names and values of the header, and where it ends."""
    fields: dict[str, str] = {}
    position = 0
    while found := _FIELD.match(head, position):
        name, text = (part.decode("utf-8", "replace").strip() for part in found.groups())
        fields[name] = text
        position = found.end()
        if name == _LAST:
            break
    return fields, position


def _spare_bytes(path: Path, fields: dict[str, str], end: int, value_bytes: int) -> int:
    if fields.get("CompressedData", "").lower() == "true":
        return 0
    if fields.get("BinaryData", "").lower() != "true":
        return 0
    name = fields.get(_LAST, "")
    header = fields.get("HeaderSize", "0")
    skipped = int(header) if re.fullmatch(r"-?\d+", header) else -1
    if name.upper() == "LOCAL":
        return max(path.stat().st_size - end - value_bytes, 0) if skipped == 0 else 0
    return 0 if not name or name.upper().startswith("LIST") else detached(path, name, skipped,
                                                                          value_bytes)  # fmt: skip
