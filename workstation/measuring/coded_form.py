"""What a kind of measurement says of itself for structured reports: codes and shapes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.drawn_measurement import ShapeType
from workstation.messages import Message


@dataclass(frozen=True, slots=True)
class Coded:
    """How one reading of a kind is coded.

    Parameters
    ----------
    concept : Code or None
        What was measured (PS3.16 CID 7469); None for the values of the image, whose quantity says
        what they are.
    derivation : Code or None
        Which number of several (CID 7464), e.g. Mean.
    site : Code or None
        Of what, where only this reading is of it.
    shape : int or None
        Which shape of the kind it is inferred from; None for all of them.
    """

    concept: Code | None
    derivation: Code | None = None
    site: Code | None = None
    shape: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A shape in the plane that it was drawn on.

    Parameters
    ----------
    corners : (n, 2) float64
        (row, column) in units of equal length along both. A circle has its middle and a point
        on it; an ellipse its middle and the ends of two half axes at right angles.
    """

    type: ShapeType
    corners: NDArray[np.float64]


AREA_AND_VALUES = {
    Message("Area"): Coded(coding.AREA),
    Message("Mean"): Coded(None, coding.MEAN),
    Message("SD"): Coded(None, coding.STANDARD_DEVIATION),
    Message("Min"): Coded(None, coding.MINIMUM),
    Message("Max"): Coded(None, coding.MAXIMUM),
    Message("Peak"): Coded(None, coding.PEAK),
}
"""The readings of every region."""
UNITS = {
    "mm": coding.UNIT_MM,
    "mm²": coding.UNIT_MM2,
    "px": coding.UNIT_PIXEL,
    # An area in pixels is how many of them it covers.
    "px²": coding.UNIT_PIXEL,
    "°": coding.UNIT_DEGREE,
    "": coding.UNIT_RATIO,
}
"""UCUM units of readings that are no values of the image."""
