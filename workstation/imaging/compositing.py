"""Masks over grey images: fills and outlines in the pixels of the image."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rgb = tuple[int, int, int]
_FEW = 12
"""Numbers that are looked for one by one sooner than all are counted."""


def gray_to_rgb(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(r, c) grey to (r, c, 3) RGB."""
    return np.repeat(gray[:, :, np.newaxis], 3, axis=2)


def keeping_all_numbers(
    labels: NDArray[Any], rows: NDArray[np.intp], columns: NDArray[np.intp], *, highest: int
) -> NDArray[Any]:
    """Labels of which every number is seen where only some rows and columns are.

    A segment that lies between the pixels that a smaller picture takes is moved onto the nearest
    of these; others stay as they are.

    Parameters
    ----------
    labels : (r, c) ndarray of unsigned integers
        Segment number per pixel, 0 is background.
    rows, columns : (n,), (m,) int
        Those that are taken.
    highest : int
        The largest number that is drawn.

    Returns
    -------
    (r, c) ndarray
        `labels` itself where nothing is missed.
    """
    if rows.size == 0 or columns.size == 0 or not (_are_apart(rows) or _are_apart(columns)):
        return labels
    unseen = _without(labels.take(rows, axis=0).take(columns, axis=1), range(1, highest + 1))
    if not unseen:
        return labels
    spans = [
        _around(taken, size) for taken, size in zip((rows, columns), labels.shape, strict=True)
    ]
    within = labels[spans[0], spans[1]]
    nowhere = set(_without(within, unseen))
    missed = [number for number in unseen if number not in nowhere]
    if not missed:
        return labels
    kept = labels.copy()
    for number in missed:
        where = np.argwhere(within == number) + [span.start for span in spans]
        r, c = (
            taken[np.abs(taken - each[:, np.newaxis]).argmin(axis=1)]
            for taken, each in zip((rows, columns), where.T, strict=True)
        )
        kept[r, c] = number
    return kept


def _without(labels: NDArray[Any], numbers: Sequence[int]) -> list[int]:
    """Those of some numbers that occur nowhere."""
    if len(numbers) <= _FEW:
        return [number for number in numbers if not (labels == number).any()]
    counts = np.bincount(labels.ravel(), minlength=max(numbers) + 1)
    return [number for number in numbers if not counts[number]]


def _are_apart(taken: NDArray[np.intp]) -> bool:
    return bool(np.abs(np.diff(taken)).max(initial=0) > 1) or taken.size == 1


def _around(taken: NDArray[np.intp], size: int) -> slice:
    """From the first to the last of them; where they lie apart, to the next one that would be."""
    ordered = np.sort(taken)
    apart = int(np.diff(ordered).max(initial=0))
    step = apart if apart > 1 else 0
    return slice(max(0, int(ordered[0]) - step), min(size, int(ordered[-1]) + step + 1))


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
