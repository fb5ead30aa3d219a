"""Which pixels belong to a region drawn on a picture.

A pixel belongs to a region when its center lies inside; whole numbers are pixel centers. Pixels
are not split: a region smaller than the distance of centers may hold none. Centers on the edge
of a rectangle, an ellipse or a circle belong to it; so do those on the left and right edge of
a polygon.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Pixels = tuple[NDArray[np.intp], NDArray[np.intp]]
PicturePoint = tuple[float, float]
# A point computed back from millimeters is off its place by rounding only.
_ROUNDING = 1e-6


def box_pixels(corner: PicturePoint, opposite: PicturePoint, shape_rc: tuple[int, int]) -> Pixels:
    """Rows and columns of the pixels in the rectangle with these opposite corners."""
    (top, bottom), (left, right) = (sorted(pair) for pair in zip(corner, opposite, strict=True))
    rows = np.arange(
        max(0, math.ceil(top - _ROUNDING)),
        min(shape_rc[0] - 1, math.floor(bottom + _ROUNDING)) + 1,
    )
    columns = np.arange(
        max(0, math.ceil(left - _ROUNDING)),
        min(shape_rc[1] - 1, math.floor(right + _ROUNDING)) + 1,
    )
    grid_r, grid_c = np.meshgrid(rows, columns, indexing="ij")
    return grid_r.ravel(), grid_c.ravel()


def ellipse_pixels(
    corner: PicturePoint, opposite: PicturePoint, shape_rc: tuple[int, int]
) -> Pixels:
    """Rows and columns of the pixels in the ellipse that fills a rectangle."""
    rows, columns = box_pixels(corner, opposite, shape_rc)
    height, width = abs(opposite[0] - corner[0]) / 2, abs(opposite[1] - corner[1]) / 2
    if height == 0 or width == 0:
        return rows, columns
    middle = (corner[0] + opposite[0]) / 2, (corner[1] + opposite[1]) / 2
    inside = ((rows - middle[0]) / height) ** 2 + ((columns - middle[1]) / width) ** 2
    within = inside <= 1.0 + _ROUNDING
    return rows[within], columns[within]


def polygon_pixels(outline: ArrayLike, shape_rc: tuple[int, int]) -> Pixels:
    """Rows and columns of the pixels inside a closed outline, by the even-odd rule.

    Parameters
    ----------
    outline : (n, 2) array_like
        (row, column) corners; the last one is joined to the first.
    shape_rc : tuple of int
        Rows and columns of the picture; nothing outside of it is returned.
    """
    corners = np.asarray(outline, dtype=np.float64)
    after = np.roll(corners, -1, axis=0)
    first = max(0, math.ceil(corners[:, 0].min()))
    last = min(shape_rc[0] - 1, math.floor(corners[:, 0].max()))
    found_r: list[NDArray[np.intp]] = []
    found_c: list[NDArray[np.intp]] = []
    for row in range(first, last + 1):
        # Half open in rows, so that a corner is crossed once.
        crossing = (corners[:, 0] <= row) != (after[:, 0] <= row)
        start, end = corners[crossing], after[crossing]
        share = (row - start[:, 0]) / (end[:, 0] - start[:, 0])
        at = np.sort(start[:, 1] + share * (end[:, 1] - start[:, 1]))
        for left, right in zip(at[::2], at[1::2], strict=True):
            columns = np.arange(
                max(0, math.ceil(left - _ROUNDING)),
                min(shape_rc[1] - 1, math.floor(right + _ROUNDING)) + 1,
            )
            found_c.append(columns)
            found_r.append(np.full(len(columns), row))
    if not found_r:
        nothing = np.zeros(0, dtype=np.intp)
        return nothing, nothing
    return np.concatenate(found_r), np.concatenate(found_c)
