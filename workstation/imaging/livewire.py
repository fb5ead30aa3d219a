"""A line that follows edges between two points of a picture.

References
----------
Mortensen, Barrett, Interactive segmentation with intelligent scissors, Graphical Models and
Image Processing 60, 1998. Dijkstra, Numerische Mathematik 1, 1959.
"""

from __future__ import annotations

import heapq
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixel = tuple[int, int]

_MARGIN = 20
_FINEST_SPREAD = 80
_FLOOR = 0.03


def edge_cost(values: NDArray[Any], pixel_rc: tuple[float, float]) -> NDArray[np.float64]:
    """What it costs to stand on each pixel of a window: little on strong edges.

    Parameters
    ----------
    values : (r, c) array
        Gray values; what is not finite counts as the smallest value.
    pixel_rc : tuple of float
        Height and width of a pixel, mm or relative.

    Returns
    -------
    (r, c) float64
        Between 0.03 and 1.03. The gradient (central differences, per unit of length) is taken
        relative to its 98th percentile in the window.
    """
    gray = values.astype(np.float64)
    finite = np.isfinite(gray)
    if not finite.all():
        gray = np.where(finite, gray, gray[finite].min() if finite.any() else 0.0)
    if min(gray.shape) < 2:
        return np.full(gray.shape, 1.0 + _FLOOR)
    down, right = np.gradient(gray, pixel_rc[0], pixel_rc[1])
    strength = np.hypot(down, right)
    top = float(np.percentile(strength, 98)) or float(strength.max())
    if top > 0:
        strength = np.minimum(strength / top, 1.0)
    cost: NDArray[np.float64] = _FLOOR + (1.0 - strength) ** 2
    return cost


def trace_edge(
    values: NDArray[Any],
    start: tuple[float, float],
    end: tuple[float, float],
    pixel_rc: tuple[float, float] = (1.0, 1.0),
) -> tuple[tuple[float, float], ...]:
    """The cheapest way over pixels from one point to another.

    Parameters
    ----------
    values : (r, c) array
        The picture, gray.
    start, end : (row, column)
        Where it begins and ends; they are the first and last point as they are.
    pixel_rc : tuple of float
        Height and width of a pixel, mm or relative.

    Returns
    -------
    tuple of (row, column)
        Neighboring pixels between the two. The search is bounded to the box around the points
        with a margin, so that it takes some hundredths of a second at most: points more than
        80 pixels apart are searched on every second pixel, more than 160 on every third, and so
        on. Points outside of the picture are joined by a straight line.
    """
    a, b = _pixel(start), _pixel(end)
    outside = any(not (0 <= p[n] < values.shape[n]) for p in (a, b) for n in (0, 1))
    if outside or a == b or values.ndim != 2:
        return (start, end)
    spread = max(abs(a[0] - b[0]), abs(a[1] - b[1]))
    step = math.ceil(spread / _FINEST_SPREAD)
    margin = _MARGIN * step
    # The window begins on a pixel that is a whole number of steps before the start.
    top = a[0] - step * (min(a[0], a[0] - min(a[0], b[0]) + margin) // step)
    left = a[1] - step * (min(a[1], a[1] - min(a[1], b[1]) + margin) // step)
    bottom = min(values.shape[0], max(a[0], b[0]) + margin + 1)
    right = min(values.shape[1], max(a[1], b[1]) + margin + 1)
    window = values[top:bottom:step, left:right:step]
    cost = edge_cost(window, pixel_rc)
    goal = (
        min(round((b[0] - top) / step), window.shape[0] - 1),
        min(round((b[1] - left) / step), window.shape[1] - 1),
    )
    way = _cheapest(cost, ((a[0] - top) // step, (a[1] - left) // step), goal, pixel_rc)
    inner = tuple((float(r * step + top), float(c * step + left)) for r, c in way[1:-1])
    return (start, *inner, end)


def _pixel(point: tuple[float, float]) -> Pixel:
    return math.floor(point[0] + 0.5), math.floor(point[1] + 0.5)


def _cheapest(
    cost: NDArray[np.float64], start: Pixel, end: Pixel, pixel_rc: tuple[float, float]
) -> list[Pixel]:
    """Dijkstra's way over eight neighbors; a step costs its length times the mean of both ends.

    A* with the cheapest possible cost per length as its bound gives the same way with fewer
    pixels looked at.
    """
    rows, columns = cost.shape
    flat: list[float] = cost.ravel().tolist()
    shortest = min(pixel_rc)
    dr, dc = pixel_rc[0] / shortest, pixel_rc[1] / shortest
    steps = [
        (y, x, math.hypot(y * dr, x * dc) / 2)
        for y in (-1, 0, 1)
        for x in (-1, 0, 1)
        if (y, x) != (0, 0)
    ]
    cheapest = min(flat)
    source, target = start[0] * columns + start[1], end[0] * columns + end[1]
    best = {source: 0.0}
    came: dict[int, int] = {}
    done = bytearray(rows * columns)
    waiting = [(0.0, source)]
    while waiting:
        _, here = heapq.heappop(waiting)
        if here == target:
            break
        if done[here]:
            continue
        done[here] = 1
        r, c = divmod(here, columns)
        so_far, here_cost = best[here], flat[here]
        for y, x, half in steps:
            nr, nc = r + y, c + x
            if not (0 <= nr < rows and 0 <= nc < columns):
                continue
            there = nr * columns + nc
            if done[there]:
                continue
            total = so_far + half * (here_cost + flat[there])
            if total < best.get(there, math.inf):
                best[there] = total
                came[there] = here
                left = cheapest * math.hypot((nr - end[0]) * dr, (nc - end[1]) * dc)
                heapq.heappush(waiting, (total + left, there))
    way = [target]
    while way[-1] != source:
        way.append(came[way[-1]])
    return [divmod(at, columns) for at in reversed(way)]
