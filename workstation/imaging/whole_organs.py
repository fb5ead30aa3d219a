"""Organs that the field of view cuts: what is left of them is not the organ."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.messages import NOTHING, Message, joined

Bool = NDArray[np.bool_]

MOST_MISSING_SHARE = 0.02
"""What may lie beyond the image, of the volume inside it, of an organ that still counts as whole:
a lung whose recess ends a few millimeters below the last slice is measured well enough."""
_LEAST_CONTACT_SHARE = 0.01
"""Contact with unseen voxels, of the largest section, that is more than a touch."""

_ENDS_LPS = (
    (Message("left side"), Message("right side")),
    (Message("back"), Message("front")),
    (Message("upper end"), Message("lower end")),
)
"""Names of the ends toward larger and smaller LPS coordinates."""
_ENDS_FILM = (
    (Message("lower edge"), Message("upper edge")),
    (Message("right edge"), Message("left edge")),
)


def cut_ends(
    inside: Bool,
    affine_lps: NDArray[np.float64] | None,
    unseen: Bool | None = None,
    *,
    borders: tuple[tuple[bool, bool], ...] | None = None,
) -> tuple[Message, ...]:
    """The ends of the image at which a structure is cut, in words; none when it is whole.

    Parameters
    ----------
    inside : (k, j, i) or (j, i) bool
        The structure on the grid of its image.
    affine_lps : (4, 4) float64 or None
        Maps (k, j, i, 1) to LPS mm; None for a projection image.
    unseen : bool array or None
        True where the scanner wrote no value, on the same grid: the border of a round field of
        view is a border too.
    borders : tuple of (bool, bool) or None
        Of each axis, whether its first and its last section lie at the end of the image; None
        where the arrays are the whole image.
    """
    ends = borders if borders is not None else ((True, True),) * inside.ndim
    found: list[Message] = []
    for axis in range(inside.ndim):
        if inside.shape[axis] == 1:
            continue
        others = tuple(a for a in range(inside.ndim) if a != axis)
        sections = np.count_nonzero(inside, axis=others)
        # Within a slice, `_meets` looks for padding.
        first, last = _seen_range(unseen if axis < inside.ndim - 2 else None, len(sections))
        sections = sections[first:last]
        if sections.size == 0:
            continue
        at_end = (ends[axis][0] or first > 0, ends[axis][1] or last < inside.shape[axis])
        for far, inward in ((True, sections[::-1]), (False, sections)):
            if at_end[far] and _missing_share(inward) > MOST_MISSING_SHARE:
                found.append(_end(axis, far, inside.ndim, affine_lps))
    if unseen is not None and unseen.any() and _meets(inside, unseen):
        found.append(Message("border of what was scanned"))
    return tuple(dict.fromkeys(found))


def unseen_voxels(array: NDArray[Any], padding: Bool | None) -> Bool | None:
    """Where a volume shows nothing: its padding, and slices that were filled with one value.

    A slice of the darkest value of the others may be air around the patient, and counts as seen.

    Parameters
    ----------
    array : (k, j, i)
        The whole volume.
    padding : (k, j, i) bool or None
        True where the scanner wrote no value.
    """
    lows, highs = array.min(axis=(1, 2)), array.max(axis=(1, 2))
    empty = lows == highs
    if empty.all() or not empty.any():
        return padding
    empty &= lows != lows[~empty].min()
    if not empty.any():
        return padding
    filled = np.broadcast_to(empty[:, np.newaxis, np.newaxis], array.shape)
    return filled if padding is None else padding | filled


def _seen_range(unseen: Bool | None, length: int) -> tuple[int, int]:
    """The first slice with a value, and the one after the last: slices of padding are none."""
    if unseen is None:
        return 0, length
    seen = np.flatnonzero(~unseen.all(axis=(1, 2)))
    return (int(seen[0]), int(seen[-1]) + 1) if seen.size else (0, 0)


def _missing_share(sections: NDArray[np.intp]) -> float:
    """What lies beyond the first section, of what is inside: the taper goes on as it is there.

    A section that shrinks toward the border by `slope` per step ends after `first / slope` steps,
    a triangle of areas. One that does not shrink has no end in sight.
    """
    first = float(sections[0])
    if first == 0:
        return 0.0
    extent = int(np.flatnonzero(sections).max()) + 1
    steps = max(1, min(10, extent // 8))
    slope = (float(sections[min(steps, len(sections) - 1)]) - first) / steps
    if slope <= 0:
        return 1.0
    return first**2 / (2 * slope) / float(sections.sum())


def not_whole(name: Message | str, ends: tuple[Message, ...]) -> Message:
    """What is said of an organ that is cut: "cut at the upper end: not the whole Right lung"."""
    if not ends:
        return NOTHING
    return Message(
        "cut at the {ends} of the image: not the whole {name}, so that no size of it is given",
        ends=joined(", ", ends),
        name=name,
    )


def _end(axis: int, far: bool, ndim: int, affine_lps: NDArray[np.float64] | None) -> Message:
    if affine_lps is None:
        return _ENDS_FILM[axis - (ndim - 2)][0 if far else 1]
    direction = affine_lps[:3, axis] * (1.0 if far else -1.0)
    main = int(np.abs(direction).argmax())
    return _ENDS_LPS[main][0 if direction[main] > 0 else 1]


def _meets(inside: Bool, unseen: Bool) -> bool:
    """Whether the structure lies against unseen voxels over more than a touch."""
    last = inside.ndim - 1
    contact = 0
    largest = 0
    for axis in (last - 1, last):
        a = np.moveaxis(inside, axis, 0)
        b = np.moveaxis(unseen, axis, 0)
        contact += int(np.count_nonzero(a[:-1] & b[1:])) + int(np.count_nonzero(a[1:] & b[:-1]))
        sections = np.count_nonzero(a, axis=tuple(range(1, a.ndim)))
        largest = max(largest, int(sections.max()))
    return contact > _LEAST_CONTACT_SHARE * largest
