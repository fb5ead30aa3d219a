"""Lines and closed outlines in a plane: lengths, areas, curves. Pure geometry.

Points are (n, 2) float64 (row, column) in units of equal length along both axes: millimeters,
or pixels times their relative size. A closed outline does not repeat its first point.

References
----------
Catmull, Rom: A class of local interpolating splines, 1974. Barry, Goldman, SIGGRAPH 1988, for
its recursive evaluation; Yuksel et al., Computer-Aided Design 43, 2011, for the centripetal
parameter. Douglas, Peucker, Cartographica 10, 1973, for the simplification.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]

_SAMPLES_PER_SPAN = 16
_ROUND_SIDES = 64
_BLOCK = 256


def polyline_length(points: ArrayLike) -> float:
    """Length of an open line, in the unit of its points."""
    steps = np.diff(np.asarray(points, dtype=np.float64), axis=0)
    return float(np.linalg.norm(steps, axis=1).sum())


def polygon_area(points: ArrayLike) -> float:
    """Area inside a closed outline that does not cross itself (shoelace formula), unit squared."""
    corners = np.asarray(points, dtype=np.float64)
    if len(corners) < 3:
        return 0.0
    rows, columns = (corners - corners[0]).T
    return float(abs(rows @ np.roll(columns, -1) - columns @ np.roll(rows, -1)) / 2)


def crosses_itself(points: ArrayLike) -> bool:
    """Whether two sides of a closed outline cross at an inner point of both."""
    corners = _without_straight(np.asarray(points, dtype=np.float64))
    along = np.roll(corners, -1, axis=0) - corners

    def sides(part: slice, p: Points) -> Points:
        # [m, n]: on which side of the line through side n of a part point m lies.
        across, down = along[part, 0], along[part, 1]
        return np.asarray(
            across * (p[:, 1:] - corners[part, 1]) - down * (p[:, :1] - corners[part, 0])
        )

    after = np.roll(corners, -1, axis=0)
    blocks = [slice(n, n + _BLOCK) for n in range(0, len(corners), _BLOCK)]
    for number, one in enumerate(blocks):
        for other in blocks[number:]:
            parts = sides(one, corners[other]) * sides(one, after[other]) < 0
            back = sides(other, corners[one]) * sides(other, after[one]) < 0
            if (parts & back.T).any():
                return True
    return False


def _without_straight(corners: Points) -> Points:
    """A closed outline without the corners at which it goes straight on."""
    before, after = corners - np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0) - corners
    turn = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    straight = (turn == 0) & ((before * after).sum(axis=1) > 0)
    bent: Points = corners[~straight]
    return bent


def rectangle_outline(corner: ArrayLike, opposite: ArrayLike) -> Points:
    """(4, 2) corners of the rectangle along the axes with these opposite corners."""
    (r0, c0), (r1, c1) = np.asarray(corner, float), np.asarray(opposite, float)
    return np.array([(r0, c0), (r0, c1), (r1, c1), (r1, c0)])


def ellipse_outline(corner: ArrayLike, opposite: ArrayLike) -> Points:
    """(64, 2) points of the ellipse that fills the rectangle with these opposite corners."""
    first, last = np.asarray(corner, float), np.asarray(opposite, float)
    angles = 2 * math.pi * np.arange(_ROUND_SIDES) / _ROUND_SIDES
    circle = np.column_stack([np.sin(angles), np.cos(angles)])
    outline: Points = (first + last) / 2 + circle * (last - first) / 2
    return outline


def circle_outline(center: ArrayLike, edge: ArrayLike) -> Points:
    """(64, 2) points of the circle around a center through a point."""
    middle = np.asarray(center, dtype=np.float64)
    radius = float(np.linalg.norm(np.asarray(edge, dtype=np.float64) - middle))
    return ellipse_outline(middle - radius, middle + radius)


def closed_spline(points: ArrayLike) -> Points:
    """A closed centripetal Catmull-Rom curve through every point.

    Parameters
    ----------
    points : (n, 2) array_like
        Knots in order; neighbors that coincide count once.

    Returns
    -------
    (16 m, 2) float64
        Samples of the curve, m the number of different knots; the different knots themselves
        when there are fewer than three. The curve has no cusps and no loops within a span.
    """
    knots = np.asarray(points, dtype=np.float64)
    # Of doubled points the last one stays, of none but doubled ones the first.
    steps = np.linalg.norm(np.roll(knots, -1, axis=0) - knots, axis=1)
    knots = knots[steps > 1e-9] if (steps > 1e-9).any() else knots[:1]
    if len(knots) < 3:
        return knots
    share = np.arange(_SAMPLES_PER_SPAN)[:, None] / _SAMPLES_PER_SPAN
    spans = []
    for n in range(len(knots)):
        p0, p1, p2, p3 = (knots[(n + shift) % len(knots)] for shift in (-1, 0, 1, 2))
        d0, d1, d2 = (math.sqrt(float(np.linalg.norm(d))) for d in (p1 - p0, p2 - p1, p3 - p2))
        t1, t2, t3 = d0, d0 + d1, d0 + d1 + d2
        t = t1 + share * d1
        a1 = ((t1 - t) * p0 + t * p1) / t1
        a2 = ((t2 - t) * p1 + (t - t1) * p2) / d1
        a3 = ((t3 - t) * p2 + (t - t2) * p3) / d2
        b1 = ((t2 - t) * a1 + t * a2) / t2
        b2 = ((t3 - t) * a2 + (t - t1) * a3) / (t3 - t1)
        spans.append(((t2 - t) * b1 + (t - t1) * b2) / d1)
    return np.concatenate(spans)


def kept_corners(points: ArrayLike, tolerance: float) -> list[int]:
    """Which corners of an open line must stay for it to keep within `tolerance` of itself."""
    line = np.asarray(points, dtype=np.float64)
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        inner = line[first + 1 : last]
        far = _distances(inner, line[first], line[last])
        at = int(far.argmax())
        if far[at] > tolerance:
            keep[first + 1 + at] = True
            waiting += [(first, first + 1 + at), (first + 1 + at, last)]
    kept: list[int] = np.flatnonzero(keep).tolist()
    return kept


def _distances(points: Points, start: Points, end: Points) -> Points:
    along = end - start
    squared = float(along @ along)
    share = np.zeros(len(points)) if squared == 0 else (points - start) @ along / squared
    nearest = start + np.clip(share, 0.0, 1.0)[:, None] * along
    distances: Points = np.linalg.norm(points - nearest, axis=1)
    return distances
