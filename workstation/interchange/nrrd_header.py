"""What a NRRD header states beside what ITK reads: the unit of length, and whether it has sizes.

References
----------
Teem, "Definition of NRRD File Format": fields "space units", "units", "spacings", "space
directions", "old min", "data file", "byte skip"; names of fields are not case-sensitive.
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

_QUOTED = re.compile(r'"([^"]*)"')
_VECTOR = re.compile(r"\(([^)]*)\)|none", re.IGNORECASE)
_END = re.compile(rb"\r?\n\r?\n")
_MM_PER_UNIT = {
    "mm": 1.0, "millimeter": 1.0, "millimeters": 1.0, "millimetre": 1.0, "": 1.0,
    "um": 1e-3, "µm": 1e-3, "μm": 1e-3, "micron": 1e-3, "microns": 1e-3, "micrometer": 1e-3,
    "nm": 1e-6, "cm": 10.0, "m": 1000.0, "meter": 1000.0, "meters": 1000.0,
}  # fmt: skip
_NO_LENGTH = frozenset({"s", "sec", "ms", "none", "???"})
_SPATIAL_KINDS = frozenset({"domain", "space", "???", "none"})
_ANATOMICAL_SPACES = frozenset(
    {
        "left-posterior-superior", "lps", "right-anterior-superior", "ras",
        "left-anterior-superior", "las",
    }
)  # fmt: skip
"""Spaces that say where the patient is, and that ITK turns to LPS."""


def stated_by_nrrd(path: Path, value_bytes: int) -> Stated:
    """What the header states.

    Parameters
    ----------
    value_bytes : int
        Of all values that ITK has read.

    Raises
    ------
    InputError
        Sizes are stated and are no numbers.
    """
    head = head_of(path)
    fields, end = _fields(head)
    factor, cautions = _mm_per_unit(fields)
    if "oldmin" in fields and "oldmax" in fields:
        scaled = Message(
            "The header says that values from {low} to {high} were scaled; they are shown as they "
            "are stored.",
            low=fields["oldmin"],
            high=fields["oldmax"],
        )
        cautions = (*cautions, scaled)
    return Stated(
        mm_per_unit=factor,
        is_sized=_is_sized(path, fields),
        is_placed=fields.get("space", "").lower() in _ANATOMICAL_SPACES,
        spare_bytes=_spare_bytes(path, fields, end, value_bytes),
        cautions=cautions,
    )


def _fields(head: bytes) -> tuple[dict[str, str], int]:
    """Names in small letters without blanks, their values, and where the header ends."""
    found = _END.search(head)
    end = len(head) if found is None else found.end()
    fields = {}
    for line in head[:end].decode("utf-8", "replace").splitlines():
        name, is_field, value = line.partition(": ")
        if is_field and line[0] != "#" and ":=" not in name:
            fields[name.lower().replace(" ", "")] = value.strip()
    return fields, end


def _mm_per_unit(fields: dict[str, str]) -> tuple[float, tuple[Message, ...]]:
    """Millimeters of one unit of length, and doubts in sentences.

    1 where no unit is stated, where axes have different ones, or where the unit is not known;
    the last two are told.
    """
    stated = fields.get("spaceunits") or fields.get("units") or ""
    units = {unit.strip() for unit in _QUOTED.findall(stated)} - _NO_LENGTH
    factors = {_MM_PER_UNIT.get(unit) for unit in units}
    if not factors:
        return 1.0, ()
    factor = factors.pop()
    if factor is None or factors:
        return 1.0, (
            Message(
                "The unit of length is not known ({units}); it is taken as mm.",
                units=", ".join(sorted(units)),
            ),
        )
    return factor, ()


def _is_sized(path: Path, fields: dict[str, str]) -> bool:
    """Whether each axis of space has a size."""
    if "spacedirections" in fields:
        vectors = [found[1] for found in _VECTOR.finditer(fields["spacedirections"]) if found[1]]
        return len(vectors) == 3
    if "spacings" not in fields:
        return False
    sizes = stated_numbers(path, "spacings", fields["spacings"])
    kinds = fields.get("kinds", "").lower().split() or ["domain"] * len(sizes)
    pairs = zip(sizes, kinds, strict=False)
    return are_sizes([size for size, kind in pairs if kind in _SPATIAL_KINDS])


def _spare_bytes(path: Path, fields: dict[str, str], end: int, value_bytes: int) -> int:
    if fields.get("encoding", "").lower() != "raw" or "lineskip" in fields:
        return 0
    skip = fields.get("byteskip", "0")
    skipped = int(skip) if re.fullmatch(r"-?\d+", skip) else -1
    name = fields.get("datafile", "")
    if not name:
        return max(path.stat().st_size - end - skipped - value_bytes, 0) if skipped >= 0 else 0
    return 0 if name.upper().startswith("LIST") else detached(path, name, skipped, value_bytes)
