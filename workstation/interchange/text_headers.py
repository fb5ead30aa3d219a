"""What the text headers of NRRD and MetaImage files state beside what ITK takes from them.

ITK reads "0,7" as 0, takes a size that is not stated for 1 mm, and passes over units and scales.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from workstation.errors import InputError
from workstation.messages import Message

LONGEST_HEADER = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one header states.

    `is_sized` is whether it gives the sizes of voxels, `is_placed` whether it says how the image
    lies in the patient; value = stored * `slope` + `intercept`; `spare_bytes` are those that its
    data have beyond what the header explains; `cautions` are sentences on the rest.
    """

    mm_per_unit: float = 1.0
    is_sized: bool = True
    is_placed: bool = True
    slope: float = 1.0
    intercept: float = 0.0
    spare_bytes: int = 0
    cautions: tuple[Message, ...] = ()


def head_of(path: Path) -> bytes:
    """The beginning of a file, with all of its header."""
    with path.open("rb") as file:
        return file.read(LONGEST_HEADER)


def stated_numbers(path: Path, field: str, text: str) -> list[float]:
    """The numbers of a field, between blanks; NaN is how NRRD says that one is not known.

    Raises
    ------
    InputError
        One of them is no number, e.g. by a decimal comma.
    """
    try:
        return [float(each) for each in text.replace("_", "?").split()]
    except ValueError as error:
        raise InputError(
            Message(
                '{name} cannot be read as an image: it states {field} as "{text}", which cannot be '
                "used as numbers.",
                name=path.name,
                field=field,
                text=text,
            ),
            hint=Message("Correct its header, or export it again."),
        ) from error


def are_sizes(numbers: list[float]) -> bool:
    """Whether three axes have a size."""
    known = [math.isfinite(number) and number != 0 for number in numbers[:3]]
    return len(known) == 3 and all(known)


def detached(path: Path, name: str, skipped: int, value_bytes: int) -> int:
    """Bytes of a data file of its own beyond its values; 0 where that cannot be told."""
    data = path.parent / name
    if skipped < 0 or "%" in name or not data.is_file():
        return 0
    return max(data.stat().st_size - skipped - value_bytes, 0)
