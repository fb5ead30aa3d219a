"""The contours of one structure as outlines on the grid of an image (PS3.3 C.8.8.6.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from workstation.domain.image import Volume
from workstation.errors import MaskReadError
from workstation.imaging.outline_fill import OFF_SLICE, Outline
from workstation.imaging.rectify import source_kji
from workstation.messages import Message

_EXCLUSIVE = "CLOSEDPLANAR_XOR"
CLOSED = frozenset({"CLOSED_PLANAR", _EXCLUSIVE})
_OPEN = frozenset({"POINT", "OPEN_PLANAR", "OPEN_NONPLANAR"})
SPIKE_MM, SPIKE_STEPS = 20.0, 20.0
"""A corner that is farther from its neighbors than both is told."""


class ClosedOutlines(NamedTuple):
    """The closed outlines of one structure, and why some of it is not among them.

    `slab_mm` is the greatest thickness that a contour is stated to stand for, 0 where none is;
    `displaced` is whether one stands for a slab beside its plane.
    """

    outlines: tuple[Outline, ...]
    slanted: bool
    doubtful: bool
    open: bool
    slab_mm: float = 0.0
    displaced: bool = False


def closed_outlines(contours: Sequence[Dataset], like: Volume) -> ClosedOutlines:
    """Outlines on the grid of the image.

    Raises
    ------
    MaskReadError
        A contour is damaged.
    """
    outlines: list[Outline] = []
    slanted = doubtful = opened = displaced = False
    slab_mm = 0.0
    for contour in contours:
        kind = contour.get("ContourGeometricType")
        if kind in _OPEN:
            opened = True
            continue
        if kind not in CLOSED:
            raise MaskReadError(Message("A contour of the structure set is damaged."))
        points = points_of(contour)
        if len(points) < 3:
            opened = True
            continue
        indices = source_kji(like, points)
        depth = float(np.median(indices[:, 0]))
        if np.abs(indices[:, 0] - depth).max() > OFF_SLICE:
            slanted = True
            continue
        doubtful = doubtful or _has_a_spike(points)
        displaced = displaced or any(_numbers(contour.get("ContourOffsetVector")))
        slab_mm = max([slab_mm, *_numbers(contour.get("ContourSlabThickness"))])
        outlines.append(Outline(depth, indices[:, 1:], exclusive=kind == _EXCLUSIVE))
    return ClosedOutlines(tuple(outlines), slanted, doubtful, opened, slab_mm, displaced)


def _numbers(value: Any) -> list[float]:  # noqa: ANN401 - none, one or several of a file
    """What is stated of a slab (PS3.3 C.8.8.6.2)."""
    if value is None or value == "":
        return []
    return [float(each) for each in (value if isinstance(value, MultiValue) else [value])]


def points_of(contour: Dataset) -> NDArray[np.float64]:
    """(n, 3) corners in LPS mm, the first not repeated at the end."""
    try:
        data = np.array(contour.get("ContourData") or (), dtype=np.float64)
        stated = contour.get("NumberOfContourPoints")
        count = len(data) // 3 if stated in (None, "") else int(stated)
    except (ValueError, TypeError, AttributeError) as error:
        raise MaskReadError(Message("A contour of the structure set is damaged.")) from error
    if len(data) != 3 * count or not np.isfinite(data).all():
        raise MaskReadError(Message("A contour of the structure set is damaged."))
    points = data.reshape(-1, 3)
    if len(points) > 1 and np.array_equal(points[0], points[-1]):
        points = points[:-1]
    return points


def _has_a_spike(points: NDArray[np.float64]) -> bool:
    """Whether one corner lies far from both its neighbors, and they near each other."""
    before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    out = np.minimum(
        np.linalg.norm(points - before, axis=1), np.linalg.norm(points - after, axis=1)
    )
    across = np.linalg.norm(after - before, axis=1)
    usual = float(np.median(np.linalg.norm(points - before, axis=1)))
    return bool(np.any((out > SPIKE_MM) & (out > SPIKE_STEPS * usual) & (across < out / 2)))
