"""Growing and shrinking a segment by millimeters, and hollowing it out."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workstation.segmentation.distance import distance_mm
from workstation.segmentation.grid import EditGrid

_TOLERANCE_MM = 1e-6


class Shell(StrEnum):
    """Where the wall of a hollow segment lies, seen from the surface that it has now."""

    INSIDE = "inside"
    MIDDLE = "middle"
    OUTSIDE = "outside"


def with_margin(inside: NDArray[np.bool_], grid: EditGrid, margin_mm: float) -> NDArray[np.bool_]:
    """A segment grown by a margin, or shrunk where it is negative.

    Growing takes every voxel whose center lies within the margin of a center of the segment;
    shrinking takes away what lies within it of a center outside. The image ends openly: what
    lies beyond its edge neither eats into a segment nor is added.

    Parameters
    ----------
    inside : (k, j, i) bool ndarray
        With enough room around the segment for the margin.
    margin_mm : float
        Positive grows, negative shrinks.
    """
    if margin_mm >= 0:
        grown: NDArray[np.bool_] = distance_mm(inside, grid) <= margin_mm + _TOLERANCE_MM
        return grown
    shrunk: NDArray[np.bool_] = distance_mm(~inside, grid) > -margin_mm + _TOLERANCE_MM
    return shrunk & inside


def hollowed(
    inside: NDArray[np.bool_],
    grid: EditGrid,
    thickness_mm: float,
    shell: Shell = Shell.INSIDE,
) -> NDArray[np.bool_]:
    """A shell of a segment with a wall of this thickness.

    Raises
    ------
    ValueError
        The thickness is not positive.
    """
    if thickness_mm <= 0:
        raise ValueError("a wall needs a thickness")
    if shell is Shell.INSIDE:
        return inside & ~with_margin(inside, grid, -thickness_mm)
    if shell is Shell.OUTSIDE:
        return with_margin(inside, grid, thickness_mm) & ~inside
    half = thickness_mm / 2
    return with_margin(inside, grid, half) & ~with_margin(inside, grid, -half)
