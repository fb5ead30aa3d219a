"""Masks over grey images: fills, outlines, and outlines as lines for a painter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rgb = tuple[int, int, int]


def gray_to_rgb(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(r, c) grey to (r, c, 3) RGB."""
    return np.repeat(gray[:, :, np.newaxis], 3, axis=2)


def boundary(inside: NDArray[np.bool_], thickness: int = 1) -> NDArray[np.bool_]:
    """Pixels of a region that touch its outside over an edge; the border of the image counts.

    Parameters
    ----------
    inside : (r, c) bool ndarray
        The region.
    thickness : int
        How many pixels wide, growing inward.
    """
    core = inside
    for _ in range(thickness):
        padded = np.pad(core, 1)
        core = core & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    edge: NDArray[np.bool_] = inside & ~core
    return edge


def blend_masks(
    gray: NDArray[np.uint8],
    label_plane: NDArray[Any],
    colors: Mapping[int, Rgb],
    *,
    fill_opacity: float = 0.2,
    outline: bool = True,
    visible: Collection[int] | None = None,
    outline_thickness: int = 1,
) -> NDArray[np.uint8]:
    """Lay the segments of one plane over grey or color pixels.

    Parameters
    ----------
    gray : (r, c) or (r, c, 3) uint8 ndarray
        The picture.
    label_plane : (r, c) ndarray of unsigned integers
        Segment number per pixel, 0 is background.
    colors : mapping
        Segment number to RGB; numbers that are missing are not drawn.
    fill_opacity : float
        0..1, of the inside.
    outline : bool
        Whether to draw the rim opaque.
    visible : collection of int or None
        Segment numbers to draw; None draws all.
    outline_thickness : int
        Width of the rim in pixels, inward.

    Returns
    -------
    (r, c, 3) uint8 ndarray
        A new array.

    Raises
    ------
    ValueError
        The two planes differ in shape.
    """
    if gray.shape[:2] != label_plane.shape:
        raise ValueError(f"labels {label_plane.shape} do not fit the picture {gray.shape[:2]}")
    rgb = gray_to_rgb(gray) if gray.ndim == 2 else gray.copy()
    present = [n for n in np.unique(label_plane).tolist() if n in colors]
    for number in present:
        if visible is not None and number not in visible:
            continue
        rows, columns = _box(label_plane == number)
        inside = label_plane[rows, columns] == number
        color = np.array(colors[number], dtype=np.float32)
        part = rgb[rows, columns]
        if fill_opacity > 0:
            mixed = part[inside] * (1.0 - fill_opacity) + color * fill_opacity
            part[inside] = np.rint(mixed).astype(np.uint8)
        if outline:
            part[boundary(inside, outline_thickness)] = color.astype(np.uint8)
    return rgb


def _box(inside: NDArray[np.bool_]) -> tuple[slice, slice]:
    rows = np.flatnonzero(inside.any(axis=1))
    columns = np.flatnonzero(inside.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def outline_segments(inside: NDArray[np.bool_], *, dashed: bool = False) -> NDArray[np.float64]:
    """The pixel-exact border of a region as straight lines.

    Parameters
    ----------
    inside : (r, c) bool ndarray
        The region.
    dashed : bool
        Leave out pieces, so that a painter gets a dashed line along any direction.

    Returns
    -------
    (n, 4) float64 ndarray
        Row and column of the start, row and column of the end, in pixels; pixel (0, 0) spans
        -0.5 to 0.5.
    """
    padded = np.pad(inside, 1)
    across = padded[1:, 1:-1] != padded[:-1, 1:-1]
    down = padded[1:-1, 1:] != padded[1:-1, :-1]
    if dashed:
        across = across & (np.arange(across.shape[1]) // 3 % 2 == 0)
        down = down & (np.arange(down.shape[0]) // 3 % 2 == 0)[:, np.newaxis]
    rows, starts, ends = _runs(across)
    horizontal = np.stack([rows, starts, rows, ends], axis=1)
    columns, starts, ends = _runs(down.T)
    vertical = np.stack([starts, columns, ends, columns], axis=1)
    lines: NDArray[np.float64] = np.concatenate([horizontal, vertical]).astype(np.float64) - 0.5
    return lines


def _runs(
    edges: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Row, first column and column after the last of every unbroken run of edges."""
    padded = np.pad(edges, ((0, 0), (1, 1)))
    rows, starts = np.nonzero(padded[:, 1:] & ~padded[:, :-1])
    _, ends = np.nonzero(~padded[:, 1:] & padded[:, :-1])
    return rows, starts, ends
