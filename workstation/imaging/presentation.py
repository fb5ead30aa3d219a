"""Shapes and grey values of a presentation state, as numbers.

References
----------
PS3.3 C.10.5.1.2 (graphic data), C.10.4.1 (displayed area), C.11.6 (presentation LUT);
PS3.4 N.2 (modality, VOI and presentation transformations, in this order).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.display_objects import (
    DisplayedArea,
    Graphic,
    GraphicKind,
    PointXY,
    PresentationState,
    SoftcopyVoi,
)
from workstation.domain.pixel_source import LookupTable
from workstation.imaging.grayscale import voi_function

VoiTable = tuple[int, NDArray[np.uint16], int]
"""First value mapped, entries, bits."""

_ROUND = 96
_BETWEEN = 12
_OUTPUT = 65535.0


def graphic_outline(graphic: Graphic) -> NDArray[np.float64]:
    """The line of a graphic, (n, 2) as (column, row) in the units of its points.

    Circles and ellipses are closed polygons; interpolated curves pass through their points
    (Catmull-Rom); points and polylines are as they are.
    """
    points = np.asarray(graphic.points, dtype=np.float64)
    line: NDArray[np.float64]
    turn = np.linspace(0.0, 2 * np.pi, _ROUND + 1)[:, np.newaxis]
    if graphic.kind is GraphicKind.CIRCLE:
        radius = float(np.hypot(*(points[1] - points[0])))
        line = points[0] + radius * np.hstack([np.cos(turn), np.sin(turn)])
    elif graphic.kind is GraphicKind.ELLIPSE:
        middle = (points[0] + points[1]) / 2
        major, minor = (points[1] - points[0]) / 2, (points[3] - points[2]) / 2
        line = middle + np.cos(turn) * major + np.sin(turn) * minor
    elif graphic.kind is GraphicKind.INTERPOLATED and len(points) > 2:
        line = _through(points)
    else:
        line = points
    return line


def _through(points: NDArray[np.float64]) -> NDArray[np.float64]:
    closed = bool(np.allclose(points[0], points[-1]))
    first, last = (points[-2], points[1]) if closed else (points[0], points[-1])
    padded = np.vstack([first, points, last])
    t = np.linspace(0.0, 1.0, _BETWEEN, endpoint=False)[:, np.newaxis]
    parts = []
    for n in range(len(points) - 1):
        p0, p1, p2, p3 = padded[n : n + 4]
        parts.append(
            0.5
            * (
                2 * p1
                + (p2 - p0) * t
                + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
                + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            )
        )
    return np.vstack([*parts, points[-1:]])


def turned_and_flipped(quarter_turns: int, *, flip_horizontal: bool) -> NDArray[np.float64]:
    """(2, 2): from (column, row) steps of the image to (right, down) steps on the screen."""
    turn = np.linalg.matrix_power(np.array([[0.0, -1.0], [1.0, 0.0]]), quarter_turns % 4)
    mirror = np.diag([-1.0 if flip_horizontal else 1.0, 1.0])
    both: NDArray[np.float64] = mirror @ turn
    return both


def area_points(
    fractions: ArrayLike, area: DisplayedArea, quarter_turns: int, *, flip_horizontal: bool
) -> NDArray[np.float64]:
    """Points given as fractions of a displayed area, in pixels of the image.

    Parameters
    ----------
    fractions : (n, 2)
        (0, 0) is the top left and (1, 1) the bottom right corner as they appear on the screen.
    area : DisplayedArea
        Its corners name the pixels there.
    quarter_turns, flip_horizontal
        How the state turns the image, then mirrors it.

    Returns
    -------
    (n, 2) float64
        (column, row); (0, 0) is the center of the first pixel.
    """
    to_screen = turned_and_flipped(quarter_turns, flip_horizontal=flip_horizontal)
    top_left = to_screen @ np.asarray(area.top_left) - 0.5
    bottom_right = to_screen @ np.asarray(area.bottom_right) + 0.5
    on_screen = top_left + np.asarray(fractions, dtype=np.float64) * (bottom_right - top_left)
    points: NDArray[np.float64] = on_screen @ np.linalg.inv(to_screen).T
    return points


def area_size(area: DisplayedArea) -> tuple[PointXY, tuple[int, int]]:
    """Middle (column, row) of a displayed area, and its rows and columns in the image."""
    (x0, y0), (x1, y1) = area.top_left, area.bottom_right
    return ((x0 + x1) / 2, (y0 + y1) / 2), (round(abs(y1 - y0)) + 1, round(abs(x1 - x0)) + 1)


def needs_table(
    state: PresentationState, voi: SoftcopyVoi | None, rescale: tuple[float, float]
) -> bool:
    """Whether a window alone cannot show what a state asks for."""
    return (
        state.modality_table is not None
        or state.presentation_table is not None
        or (voi is not None and voi.table is not None)
        or (state.rescale is not None and not np.allclose(state.rescale, rescale))
    )


def presentation_table(
    state: PresentationState,
    voi: SoftcopyVoi | None,
    values: Sequence[int],
    rescale: tuple[float, float],
    stored_range: tuple[int, int],
) -> VoiTable:
    """All grey transformations of a state as one table over the values of an image.

    Parameters
    ----------
    state : PresentationState
        Its modality transform, or that of the image where it has none, its VOI and its
        presentation LUT are applied in this order. Inversion is left to the caller.
    voi : SoftcopyVoi or None
        The one for this image.
    values : sequence of int
        Smallest and largest value of the image, after its own modality transform.
    rescale : tuple of float
        Slope and intercept of the image, to come back to stored values.
    stored_range : tuple of int
        Smallest and largest value that can be stored.

    Returns
    -------
    tuple
        As `imaging.grayscale.apply_voi_lut` takes it.

    Raises
    ------
    ValueError
        The range is too wide for a table.
    """
    low, high = int(values[0]), int(values[-1])
    if high - low > 2**20:
        raise ValueError("the values of the image are too many for a table")
    x = np.arange(low, high + 1, dtype=np.float64)
    slope, intercept = rescale
    limits: tuple[float, float] = (
        stored_range[0] * slope + intercept,
        stored_range[1] * slope + intercept,
    )
    if state.modality_table is not None:
        own = _with_sign(state.modality_table, stored_range)
        x = _looked_up((x - intercept) / slope, own)
        limits = (0.0, 2.0**state.modality_table.bits - 1)
    elif state.rescale is not None:
        own_slope, own_intercept = state.rescale
        x = (x - intercept) / slope * own_slope + own_intercept
        limits = (
            stored_range[0] * own_slope + own_intercept,
            stored_range[1] * own_slope + own_intercept,
        )
    if voi is not None and voi.table is not None:
        grey = _looked_up(x, _with_sign(voi.table, limits)) / (2.0**voi.table.bits - 1)
    elif voi is not None and voi.window is not None:
        grey = voi_function(x, voi.window) / 255.0
    else:
        # A slope may be negative, and smaller than one over all of its range.
        least, most = min(limits), max(limits)
        grey = (x - least) / ((most - least) or 1.0)
    grey = np.clip(grey, 0.0, 1.0)
    last = state.presentation_table
    if last is not None:
        grey = _looked_up(grey * (len(last.entries) - 1) + last.first, last)
        grey = np.clip(grey / (2.0**last.bits - 1), 0.0, 1.0)
    return low, np.rint(grey * _OUTPUT).astype(np.uint16), 16


def _looked_up(values: NDArray[np.float64], table: LookupTable) -> NDArray[np.float64]:
    entries: NDArray[Any] = np.asarray(table.entries, dtype=np.float64)
    index = np.rint(values).astype(np.int64) - table.first
    found: NDArray[np.float64] = entries[np.clip(index, 0, len(entries) - 1)]
    return found


def _with_sign(table: LookupTable, limits: tuple[float, float]) -> LookupTable:
    """A table whose first value has the sign of the values that are looked up.

    Its 16 bits are read by the range of the input (PS3.3 C.11.2.1.1), which a presentation
    state does not know by itself.
    """
    if min(limits) < 0 and table.first > 32767:
        return replace(table, first=table.first - 65536)
    if min(limits) >= 0 and table.first < 0:
        return replace(table, first=table.first + 65536)
    return table


def palette_table(palette: Sequence[LookupTable]) -> NDArray[np.uint8]:
    """Red, green and blue tables over grey values as 256 colors, (256, 3) uint8 (C.11.13)."""
    columns = []
    for table in palette:
        entries = np.asarray(table.entries, dtype=np.float64)
        at = np.linspace(0.0, len(entries) - 1, 256)
        columns.append(entries[np.rint(at).astype(np.intp)] * (255.0 / (2.0**table.bits - 1)))
    made: NDArray[np.uint8] = np.rint(np.clip(np.column_stack(columns), 0, 255)).astype(np.uint8)
    return made
