"""Logical operations between two segments."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Logic(StrEnum):
    """What becomes of a segment, given another."""

    UNION = "union"
    SUBTRACT = "subtract"
    INTERSECT = "intersect"
    COPY = "copy"
    INVERT = "invert"


def combined(
    segment: NDArray[np.bool_], other: NDArray[np.bool_], operation: Logic
) -> NDArray[np.bool_]:
    """The segment after an operation, before overlap rules; INVERT ignores `other`.

    Parameters
    ----------
    segment, other : (k, j, i) bool ndarray
        The segment that changes, and the one that stays.
    """
    match operation:
        case Logic.UNION:
            return segment | other
        case Logic.SUBTRACT:
            return segment & ~other
        case Logic.INTERSECT:
            return segment & other
        case Logic.COPY:
            return other.copy()
        case Logic.INVERT:
            return ~segment
