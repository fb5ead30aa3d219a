"""Masks as colored pixels of the screen: fills and rims of even width at any zoom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.imaging import overlay_kernel
from workstation.imaging.compositing import Rgb, keeping_all_numbers

_DASH = 4


@dataclass(frozen=True, slots=True)
class SegmentStyle:
    """How a segment is drawn; `dashed` says that no person has agreed to it yet."""

    number: int
    color_rgb: Rgb
    fill_opacity: float
    dashed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """Pixels to lay over a screen.

    Parameters
    ----------
    pixels : (h, w) uint32 ndarray
        0xAARRGGBB, premultiplied.
    left, top : int
        Screen pixel of the first one; slightly negative where the screen cuts something off.
    """

    pixels: NDArray[np.uint32]
    left: int
    top: int


def mask_overlay(
    labels: NDArray[Any],
    matrix: NDArray[np.float64],
    size_xy: tuple[int, int],
    styles: Sequence[SegmentStyle],
    *,
    thickness: int = 2,
) -> Overlay | None:
    """Draw the segments of one plane as they lie on the screen.

    Parameters
    ----------
    labels : (r, c) ndarray of unsigned integers
        Segment number per pixel of the plane.
    matrix : (2, 3) float64 ndarray
        (column, row, 1) of the plane to (x, y) of the screen; scaled, turned by quarters and
        mirrored, not sheared.
    size_xy : tuple of int
        Width and height of the screen, pixels.
    styles : sequence of SegmentStyle
        What to draw; other segments are left out.
    thickness : int
        Width of rims in screen pixels, growing inward.

    Returns
    -------
    Overlay or None
        None where nothing is in sight.
    """
    if not styles:
        return None
    codes = _codes(labels, styles)
    rows, columns = np.flatnonzero(codes.any(axis=1)), np.flatnonzero(codes.any(axis=0))
    if rows.size == 0:
        return None
    if matrix[0, 0] == 0.0:
        # Turned by a quarter: x runs along the rows.
        codes, rows, columns = codes.T, columns, rows
        x_of, y_of = (matrix[0, 1], matrix[0, 2]), (matrix[1, 0], matrix[1, 2])
    else:
        x_of, y_of = (matrix[0, 0], matrix[0, 2]), (matrix[1, 1], matrix[1, 2])
    # A rim's width beyond the screen, so that what the screen cuts off gets no rim there.
    xs, at_x = _screen_run(x_of, (columns[0], columns[-1]), size_xy[0], thickness)
    ys, at_y = _screen_run(y_of, (rows[0], rows[-1]), size_xy[1], thickness)
    if xs.size == 0 or ys.size == 0:
        return None
    codes = keeping_all_numbers(codes, at_y, at_x, highest=len(styles))
    left, top = int(xs[0]), int(ys[0])
    quick = overlay_kernel.kernel()
    if quick is not None:
        pixels = np.empty((ys.size, xs.size), dtype=np.uint32)
        dashed = np.array([False, *(style.dashed for style in styles)])
        whole = np.ascontiguousarray(codes)
        quick(whole, at_y, at_x, _palette(styles), dashed, left, top, thickness, _DASH, pixels)
        return Overlay(pixels, left, top)
    shown = codes.take(at_y, axis=0).take(at_x, axis=1)
    rim = _rim(shown, styles, (left, top), thickness)
    shown *= 2
    shown += rim
    return Overlay(_palette(styles)[shown], left, top)


def _codes(labels: NDArray[Any], styles: Sequence[SegmentStyle]) -> NDArray[Any]:
    """0 for what is not drawn, else 1 + the number of the style."""
    dtype = np.uint8 if len(styles) < 127 else np.uint16
    highest = max(style.number for style in styles)
    table = np.zeros(highest + 2, dtype=dtype)
    for code, style in enumerate(styles, start=1):
        table[style.number] = code
    # Larger numbers land on the last entry, which draws nothing.
    return table.take(labels, mode="clip")


def _screen_run(
    along: tuple[float, float], span: tuple[np.intp, np.intp], size: int, margin: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Screen pixels whose centers lie on plane pixels first..last, and those plane pixels.

    Where these fall between two screen pixels, the nearest one stands for them.
    """
    scale, offset = along
    ends = sorted((scale * (span[0] - 0.5) + offset, scale * (span[1] + 0.5) + offset))
    first = max(-margin, int(np.floor(ends[0])))
    last = min(size - 1 + margin, int(np.ceil(ends[1])))
    screen = np.arange(first, last + 1)
    plane = np.floor((screen + 0.5 - offset) / scale + 0.5).astype(np.intp)
    inside = (plane >= span[0]) & (plane <= span[1])
    if screen.size and not inside.any() and ends[1] > 0 and ends[0] < size:
        inside[np.abs(plane - (span[0] + span[1]) / 2).argmin()] = True
        plane = plane.clip(*span)
    return screen[inside], plane[inside]


def _rim(
    shown: NDArray[Any],
    styles: Sequence[SegmentStyle],
    corner_xy: tuple[int, int],
    thickness: int,
) -> NDArray[np.bool_]:
    framed = np.pad(shown, thickness)
    across = np.zeros(shown.shape, dtype=np.bool_)
    down = np.zeros(shown.shape, dtype=np.bool_)
    height, width = shown.shape
    t = thickness
    for step in range(1, thickness + 1):
        for shift in (-step, step):
            down |= framed[t + shift : t + shift + height, t : t + width] != shown
            across |= framed[t : t + height, t + shift : t + shift + width] != shown
    if not any(style.dashed for style in styles):
        down |= across
        return down
    on_x = (np.arange(width) + corner_xy[0]) // _DASH % 2 == 0
    on_y = (np.arange(height) + corner_xy[1]) // _DASH % 2 == 0
    dashes: NDArray[np.bool_] = (down & on_x) | (across & on_y[:, np.newaxis])
    if not all(style.dashed for style in styles):
        solid = np.array([False, *(not style.dashed for style in styles)])[shown]
        dashes |= solid & (down | across)
    return dashes


def _palette(styles: Sequence[SegmentStyle]) -> NDArray[np.uint32]:
    """Two colors a code: inside, then rim."""
    colors = [0, 0]
    for style in styles:
        colors += [_argb(style.color_rgb, style.fill_opacity), _argb(style.color_rgb, 1.0)]
    return np.array(colors, dtype=np.uint32)


def _argb(rgb: Rgb, opacity: float) -> int:
    red, green, blue = (round(channel * opacity) for channel in rgb)
    return round(255 * opacity) << 24 | red << 16 | green << 8 | blue
