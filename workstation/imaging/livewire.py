"""A line that follows edges between two points of a picture.

The search is scikit-image's `MCP_Geometric`: 1 to 3 ms per move of the mouse between points 40 to
2000 pixels apart on pictures of 512 x 512 and 2048 x 2048 pixels, where A* written in Python takes
2 to 19 ms for a way of the same cost (docs/benchmarks.md).

References
----------
Mortensen, Barrett, Interactive segmentation with intelligent scissors, Graphical Models and
Image Processing 60, 1998. Dijkstra, Numerische Mathematik 1, 1959.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage.graph import MCP_Geometric

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
        with a margin, so that it takes some milliseconds: points more than
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
    """The way over eight neighbors; a step costs its length times the mean of both ends."""
    shortest = min(pixel_rc)
    search = MCP_Geometric(cost, sampling=(pixel_rc[0] / shortest, pixel_rc[1] / shortest))
    search.find_costs([start], [end])
    way: list[Pixel] = search.traceback(end)
    return way
