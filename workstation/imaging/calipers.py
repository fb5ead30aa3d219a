"""Angles and axes drawn with a few points. Pure geometry.

Points are (row, column) in units of equal length along both axes: millimeters, or pixels times
their relative size.

References
----------
Cobb, Instructional Course Lectures 5, 1948: the angle between the end plates of the end
vertebrae. Danzer, American Journal of the Medical Sciences 157, 1919: cardiothoracic ratio.
Eisenhauer et al. (RECIST 1.1), European Journal of Cancer 45, 2009: short axis perpendicular
to the longest diameter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PlanePoint = tuple[float, float]


def _vector(start: PlanePoint, end: PlanePoint) -> NDArray[np.float64]:
    return np.array([end[0] - start[0], end[1] - start[1]], dtype=np.float64)


def distance(start: PlanePoint, end: PlanePoint) -> float:
    """Distance of two points."""
    return math.hypot(end[0] - start[0], end[1] - start[1])


def angle_deg(first: PlanePoint, vertex: PlanePoint, last: PlanePoint) -> float:
    """Angle at `vertex`, 0 to 180 degrees; 0 where a side has no length."""
    a, b = _vector(vertex, first), _vector(vertex, last)
    return math.degrees(math.atan2(abs(a[0] * b[1] - a[1] * b[0]), float(a @ b))) + 0.0


def cobb_deg(points: Sequence[PlanePoint]) -> float:
    """Angle between two lines, 0 to 90 degrees.

    Lines have no direction, so that it does not matter from which end each was drawn; the
    smaller of the two angles between them is the answer. A curve of more than 90 degrees is
    outside of what two lines can tell.

    Parameters
    ----------
    points : sequence of (row, column)
        Start and end of the first line, start and end of the second.

    Returns
    -------
    float
        0 where a line has no length.
    """
    a, b = _vector(points[0], points[1]), _vector(points[2], points[3])
    return math.degrees(math.atan2(abs(a[0] * b[1] - a[1] * b[0]), abs(float(a @ b))))


def perpendicular_axes(points: Sequence[PlanePoint], moved: int = 3) -> tuple[PlanePoint, ...]:
    """Long and short axis, the short one made perpendicular and crossing the long one.

    Parameters
    ----------
    points : sequence of (row, column)
        Start and end of the long axis, start and end of the short one.
    moved : int
        2 or 3, the end of the short axis that was put last. It says where the axes cross,
        within the long one, and stays on its own side of it.

    Returns
    -------
    tuple of four (row, column)
        The short axis shrinks to a point where the long one has no length.
    """
    start = np.array(points[0])
    long = _vector(points[0], points[1])
    length = float(np.linalg.norm(long))
    if length == 0:
        return points[0], points[1], points[0], points[0]
    along, across = long / length, np.array([-long[1], long[0]]) / length
    offsets = [_vector(points[0], points[n]) for n in (2, 3)]
    heights = [float(offset @ across) for offset in offsets]
    lead = moved - 2
    if heights[lead] * heights[1 - lead] > 0:
        heights[lead] = 0.0
    foot = start + min(max(float(offsets[lead] @ along), 0.0), length) * along
    ends = [(foot + height * across).tolist() for height in heights]
    return points[0], points[1], (ends[0][0], ends[0][1]), (ends[1][0], ends[1][1])


def turned_axes(
    before: Sequence[PlanePoint], start: PlanePoint, end: PlanePoint
) -> tuple[PlanePoint, ...]:
    """Both axes after the long one was put elsewhere.

    The short axis keeps its lengths to both sides and crosses at the same share of the long one.
    """
    old = _vector(before[0], before[1])
    new = _vector(start, end)
    old_length, new_length = float(np.linalg.norm(old)), float(np.linalg.norm(new))
    if old_length == 0 or new_length == 0:
        return perpendicular_axes((start, end, before[2], before[3]))
    across_old = np.array([-old[1], old[0]]) / old_length
    across_new = np.array([-new[1], new[0]]) / new_length
    share = float(_vector(before[0], before[2]) @ old) / old_length**2
    foot = np.array(start) + min(max(share, 0.0), 1.0) * new
    ends = [
        (foot + float(_vector(before[0], before[n]) @ across_old) * across_new).tolist()
        for n in (2, 3)
    ]
    return start, end, (ends[0][0], ends[0][1]), (ends[1][0], ends[1][1])


def cardiothoracic_ratio(points: Sequence[PlanePoint]) -> float | None:
    """Width of the heart over that of the chest, both along the line across the chest.

    Parameters
    ----------
    points : sequence of (row, column)
        Right and left border of the heart, then right and left inner border of the chest. The
        heart's borders may lie at different heights: only what is between them along the
        chest's line counts, which gives the sum of Danzer's two transverse distances.

    Returns
    -------
    float or None
        None where the chest has no width.
    """
    chest = _vector(points[2], points[3])
    squared = float(chest @ chest)
    if squared == 0:
        return None
    return abs(float(_vector(points[0], points[1]) @ chest)) / squared
