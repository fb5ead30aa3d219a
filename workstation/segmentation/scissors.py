"""Cutting with an outline drawn on a plane, through everything or through a slab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import Box
from workstation.segmentation.grid import EditGrid


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A closed outline on a plane.

    Parameters
    ----------
    points : (n, 3) float64
        Corners, at least three, LPS mm, or as `EditGrid` counts on a film.
    row, column : (3,) float64
        Unit vectors at right angles that span the plane.
    depth_mm : float or None
        Cut only what lies within this distance of the plane; None cuts through everything.
    """

    points: NDArray[np.float64]
    row: NDArray[np.float64]
    column: NDArray[np.float64]
    depth_mm: float | None = None


def cut_region(
    grid: EditGrid, outline: Outline, *, check: Callable[[], None] = lambda: None
) -> tuple[Box, NDArray[np.bool_]] | None:
    """The voxels whose centers lie behind an outline, seen along the normal of its plane.

    Returns
    -------
    tuple of Box and (k, j, i) bool ndarray, or None
        Box and the voxels in it; None where the outline lies outside of the image.
    """
    normal = np.cross(outline.row, outline.column)
    origin = outline.points[0]
    corners = (outline.points - origin) @ np.stack([outline.row, outline.column], axis=1)
    box = _box(grid, outline, normal)
    if box is None:
        return None
    region = np.zeros(tuple(run.stop - run.start for run in box), dtype=bool)
    across = [abs(float(grid.affine[:3, axis] @ normal)) for axis in range(3)]
    flat = [axis for axis in range(3) if _runs_along(grid, axis, normal)]
    if flat:
        # Every voxel along that axis lies behind the same point: one layer tells for all.
        axis = flat[0]
        layer = list(box)
        layer[axis] = slice(box[axis].start, box[axis].start + 1)
        region |= _behind(grid, (layer[0], layer[1], layer[2]), outline, corners)
    else:
        axis = int(np.argmax(across))
        for n in range(region.shape[axis]):
            check()
            layer = list(box)
            layer[axis] = slice(box[axis].start + n, box[axis].start + n + 1)
            place: list[slice | int] = [slice(None)] * 3
            place[axis] = slice(n, n + 1)
            region[tuple(place)] = _behind(grid, (layer[0], layer[1], layer[2]), outline, corners)
    if outline.depth_mm is not None:
        depth = sum(grid.offsets(box, normal), start=np.zeros(1)) - float(origin @ normal)
        region &= np.abs(depth) <= outline.depth_mm + 1e-6
    return box, region


def _runs_along(grid: EditGrid, axis: int, normal: NDArray[np.float64]) -> bool:
    step = grid.affine[:3, axis]
    return bool(np.linalg.norm(np.cross(step, normal)) <= 1e-6 * np.linalg.norm(step))


def _box(grid: EditGrid, outline: Outline, normal: NDArray[np.float64]) -> Box | None:
    """The part of the image that the outline's prism may touch."""
    far = float(np.linalg.norm(np.array(grid.shape_kji) * grid.steps_mm)) * 2
    reach = far if outline.depth_mm is None else outline.depth_mm
    ends = [outline.points + normal * reach, outline.points - normal * reach]
    return grid.box_around(np.concatenate(ends), np.zeros(3))


def _behind(
    grid: EditGrid, box: Box, outline: Outline, corners: NDArray[np.float64]
) -> NDArray[np.bool_]:
    origin = outline.points[0]
    u, v = (
        sum(grid.offsets(box, axis), start=np.zeros(1)) - float(origin @ axis)
        for axis in (outline.row, outline.column)
    )
    return inside_polygon(u, v, corners)


def inside_polygon(
    u: NDArray[np.float64], v: NDArray[np.float64], corners: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether points lie inside of a closed polygon, by the even-odd rule.

    Parameters
    ----------
    u, v : ndarray
        Coordinates of the points, of one shape.
    corners : (n, 2) float64
        Corners of the polygon in order.
    """
    inside = np.zeros(np.broadcast_shapes(u.shape, v.shape), dtype=bool)
    for (u0, v0), (u1, v1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if v0 == v1:
            continue
        crosses = (v0 > v) != (v1 > v)
        inside ^= crosses & (u < (u1 - u0) * (v - v0) / (v1 - v0) + u0)
    return inside
