"""What a NRRD header states beside what ITK reads: the unit of length.

References
----------
Teem, "Definition of NRRD File Format", fields "space units" and "units".
"""

from __future__ import annotations

import re
from pathlib import Path

from workstation.messages import Message

_LONGEST_HEADER = 1 << 20
_QUOTED = re.compile(r'"([^"]*)"')
_MM_PER_UNIT = {
    "mm": 1.0, "millimeter": 1.0, "millimeters": 1.0, "millimetre": 1.0, "": 1.0,
    "um": 1e-3, "µm": 1e-3, "μm": 1e-3, "micron": 1e-3, "microns": 1e-3, "micrometer": 1e-3,
    "nm": 1e-6, "cm": 10.0, "m": 1000.0, "meter": 1000.0, "meters": 1000.0,
}  # fmt: skip
_NO_LENGTH = frozenset({"s", "sec", "ms", "none", "???"})


def mm_per_unit(path: Path) -> tuple[float, tuple[Message, ...]]:
    """Millimeters of one unit of length in a NRRD header, and doubts in sentences.

    1 where no unit is stated, where axes have different ones, or where the unit is not known;
    the last two are told.
    """
    with path.open("rb") as file:
        head = file.read(_LONGEST_HEADER)
    lines = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].decode("utf-8", "replace").splitlines()
    fields = dict(line.split(": ", 1) for line in lines if ": " in line and line[0] != "#")
    stated = fields.get("space units") or fields.get("units") or ""
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
