"""Brushes: a disc on any plane and a ball, true circles in mm, swept along a stroke."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import Box
from workstation.segmentation.grid import EditGrid

_TINY = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class BrushStroke:
    """One straight piece of a stroke.

    Parameters
    ----------
    start, end : (3,) float64
        Points of the middle of the brush, LPS mm, or as `EditGrid` counts on a film.
    radius_mm : float
        Of the brush.
    normal : (3,) float64 or None
        Unit normal of the plane that is painted on: a disc; None for a ball.
    """

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    radius_mm: float
    normal: NDArray[np.float64] | None = None


def swept(grid: EditGrid, stroke: BrushStroke) -> tuple[Box, NDArray[np.bool_]] | None:
    """The voxels whose centers a brush passes over.

    A disc takes the voxels that its plane runs through: on a plane of the grid just one layer,
    on an oblique plane those whose cells the plane may cut, so that the disc has no holes
    where it is shown. The voxel under the brush's middle always belongs to it.

    Returns
    -------
    tuple of Box and (k, j, i) bool ndarray, or None
        Box and the voxels in it; None where the brush lies outside of the image.
    """
    axes = grid.affine[:3, :3]
    half = 0.0
    if stroke.normal is not None:
        # Half of a voxel's extent along the normal (a "standard" digital plane, without gaps).
        half = 0.5 * float(np.abs(stroke.normal @ axes).sum())
    reach = grid.reach(stroke.radius_mm, stroke.normal, half)
    box = grid.box_around(np.stack([stroke.start, stroke.end]), reach)
    if box is None:
        return None
    relative = [
        sum(grid.offsets(box, unit), start=np.zeros(1)) - origin
        for unit, origin in zip(np.eye(3), stroke.start, strict=True)
    ]
    inside = _within(relative, stroke, half)
    inside |= _middles(grid, box, stroke)
    return (box, inside) if inside.any() else None


def _within(
    relative: list[NDArray[np.float64]], stroke: BrushStroke, half: float
) -> NDArray[np.bool_]:
    """Whether points, given relative to the start, lie within the swept brush."""
    x, y, z = relative
    way = stroke.end - stroke.start
    squared = x * x + y * y + z * z
    length2 = float(way @ way)
    near: NDArray[np.bool_] | None = None
    if stroke.normal is not None:
        n = stroke.normal
        depth = x * n[0] + y * n[1] + z * n[2]
        across = depth * depth
        near = np.abs(depth) <= half * (1 - _TINY) + _TINY * _TINY
        squared = squared - across
    if length2 > 0:
        along = x * way[0] + y * way[1] + z * way[2]
        part = np.clip(along / length2, 0.0, 1.0)
        squared = squared - 2 * part * along + part * part * length2
    inside: NDArray[np.bool_] = squared <= stroke.radius_mm**2 * (1 + _TINY)
    return inside if near is None else inside & near


def _middles(grid: EditGrid, box: Box, stroke: BrushStroke) -> NDArray[np.bool_]:
    """The voxels under the middle of the brush, so that a small one still paints."""
    shape = tuple(run.stop - run.start for run in box)
    found = np.zeros(shape, dtype=bool)
    ends = np.rint(grid.to_kji(np.stack([stroke.start, stroke.end]))).astype(int)
    for kji in ends:
        local = kji - [run.start for run in box]
        if np.all(local >= 0) and np.all(local < shape):
            found[tuple(local)] = True
    return found
