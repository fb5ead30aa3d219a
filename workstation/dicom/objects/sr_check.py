"""Read a measurement report again, and compare it with what was meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pydicom
from pydicom.dataset import Dataset

from workstation.dicom.objects.sr_read import read_drawn
from workstation.domain.drawn_measurement import DrawnMeasurement, DrawnShape
from workstation.domain.finding import Finding
from workstation.errors import VerificationError
from workstation.messages import Message

T = TypeVar("T")
_SINGLE = 1e-6
"""What is left of a coordinate in Graphic Data, which is of single precision."""


def verify(path: Path, findings: Sequence[Finding], drawn: Sequence[DrawnMeasurement] = ()) -> None:
    """Refuse a report that holds other numbers or places than were meant.

    Raises
    ------
    VerificationError
        It does.
    """
    again = pydicom.dcmread(path)
    read = sorted(_numeric_values(again))
    meant = [float(m.value) for f in findings for m in f.measurements]
    meant += [100 * f.probability for f in findings if f.probability is not None]
    meant += [number.value for each in drawn for number in each.numbers]
    meant.sort()
    same = _alike(read, meant, lambda one, other: abs(one - other) <= 1e-6 * max(1.0, abs(other)))
    if not (same and _lie_the_same(read_drawn(again), drawn)):
        raise VerificationError(
            Message("The DICOM report, read again, holds other numbers; it is not kept."),
            hint=Message("Report this fault."),
        )


def _alike(read: Sequence[T], meant: Sequence[T], same: Callable[[T, T], bool]) -> bool:
    """Whether there are as many, each the same as its counterpart."""
    return len(read) == len(meant) and all(map(same, read, meant))


def _lie_the_same(read: Sequence[DrawnMeasurement], meant: Sequence[DrawnMeasurement]) -> bool:
    """Whether measurements read again lie on the same pictures, their points where they were."""
    return _alike(
        read,
        meant,
        lambda one, other: (
            (one.tracking_uid, one.image) == (other.tracking_uid, other.image)
            and _alike(_shapes(one), _shapes(other), _is_same_shape)
        ),
    )


def _is_same_shape(one: DrawnShape, other: DrawnShape) -> bool:
    return (one.type, len(one.points)) == (other.type, len(other.points)) and np.allclose(
        one.points, other.points, rtol=_SINGLE, atol=_SINGLE
    )


def _shapes(drawn: DrawnMeasurement) -> tuple[DrawnShape, ...]:
    marked = (drawn.region,) if drawn.region is not None else ()
    return (*marked, *(shape for number in drawn.numbers for shape in number.shapes))


def _numeric_values(item: Dataset) -> list[float]:
    values = [float(v.NumericValue) for v in item.get("MeasuredValueSequence", ())]
    for child in item.get("ContentSequence", ()):
        values += _numeric_values(child)
    return values
