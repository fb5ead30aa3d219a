"""Where the plane of one viewport cuts the picture of another. Pure maths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.imaging.planes import PlaneName

_ALIKE = 0.342
"""Sine of 20°: planes at a smaller angle are read side by side, not across each other."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaneRectangle:
    """A picture in the patient.

    Parameters
    ----------
    corner_lps_mm : (3,) float64
        Outer corner of the first pixel.
    row_edge_mm, column_edge_mm : (3,) float64
        Along which rows and columns grow, as long as the whole picture is.
    """

    corner_lps_mm: NDArray[np.float64]
    row_edge_mm: NDArray[np.float64]
    column_edge_mm: NDArray[np.float64]

    @property
    def normal(self) -> NDArray[np.float64]:
        """Unit normal, (3,)."""
        normal = np.cross(self.column_edge_mm, self.row_edge_mm)
        unit: NDArray[np.float64] = normal / np.linalg.norm(normal)
        return unit

    def moved(self, affine: ArrayLike) -> PlaneRectangle:
        """The rectangle under a (4, 4) map between frames of reference."""
        matrix = np.asarray(affine, dtype=np.float64)
        linear = matrix[:3, :3]
        return PlaneRectangle(
            linear @ self.corner_lps_mm + matrix[:3, 3],
            linear @ self.row_edge_mm,
            linear @ self.column_edge_mm,
        )


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A cut as it is drawn: both ends as (row, column) of the picture, and whose plane cuts."""

    start_rc: tuple[float, float]
    end_rc: tuple[float, float]
    plane: PlaneName


def run_alike(first: PlaneRectangle, second: PlaneRectangle) -> bool:
    """Whether two planes differ by less than 20°, so that one can follow the other."""
    return float(np.linalg.norm(np.cross(first.normal, second.normal))) < _ALIKE


def cut_of(
    cutting: PlaneRectangle, seen: PlaneRectangle
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The line along which one picture's plane cuts another picture.

    Parameters
    ----------
    cutting : PlaneRectangle
        Only the part of the line that lies within this picture counts.
    seen : PlaneRectangle
        The picture on which the line is drawn; the line may leave it.

    Returns
    -------
    tuple or None
        Both ends as (row, column) fractions of `seen`, 0 at its first edge and 1 at its last;
        None where the planes run alike or `cutting` does not reach the plane of `seen`.
    """
    if run_alike(cutting, seen):
        return None
    normal = seen.normal
    corners = [
        cutting.corner_lps_mm + r * cutting.row_edge_mm + c * cutting.column_edge_mm
        for r, c in ((0, 0), (0, 1), (1, 1), (1, 0))
    ]
    heights = [float(normal @ (corner - seen.corner_lps_mm)) for corner in corners]
    ends = []
    for n in range(4):
        a, b = heights[n], heights[(n + 1) % 4]
        if (a < 0) != (b < 0):
            weight = a / (a - b)
            ends.append(corners[n] + weight * (corners[(n + 1) % 4] - corners[n]))
    if len(ends) != 2:
        return None
    first, second = (_fraction(seen, end) for end in ends)
    return first, second


def _fraction(seen: PlaneRectangle, point: NDArray[np.float64]) -> tuple[float, float]:
    basis = np.column_stack([seen.row_edge_mm, seen.column_edge_mm])
    found, *_ = np.linalg.lstsq(basis, point - seen.corner_lps_mm, rcond=None)
    return float(found[0]), float(found[1])
