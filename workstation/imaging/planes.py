"""Anatomical planes of a volume, cut along its own grid, shown as a radiologist expects.

Axial is seen from the feet, coronal from the front, sagittal facing left; the patient's right
is on screen left. Which array axis is which, and its sign, come from the affine alone. Of an
oblique grid the nearest anatomical plane is taken, and the letters say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.domain.voxel_mask import VoxelMask
from workstation.errors import GeometryError
from workstation.imaging.known_samples import project, project_known
from workstation.imaging.orientation import edge_letters
from workstation.messages import Message


class PlaneName(StrEnum):
    """Which way a volume is cut; NATIVE is as it was acquired, undisturbed."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"
    NATIVE = "native"


# Per plane: patient axis of the slice index, of rows (down) and of columns (right), and the
# sign of each: 0 = toward left, 1 = toward posterior, 2 = toward head.
_CONVENTION: dict[PlaneName, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]] = {
    PlaneName.AXIAL: ((2, 1), (1, 1), (0, 1)),
    PlaneName.CORONAL: ((1, 1), (2, -1), (0, 1)),
    PlaneName.SAGITTAL: ((0, 1), (2, -1), (1, 1)),
}


@dataclass(frozen=True, slots=True)
class PlaneLayout:
    """How a plane is cut out of an array: axes and flips.

    `axes` are the array axes of (slice index, row, column); `flipped` says which of the three
    run against the array.
    """

    axes: tuple[int, int, int]
    flipped: tuple[bool, bool, bool]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaneImage:
    """One plane of a volume, in display order.

    Parameters
    ----------
    values : (r, c) ndarray
        Values of the volume; row 0 is the top of the screen.
    spacing_rc_mm : tuple of float
        Distance between rows and between columns, mm.
    affine_lps : (4, 3) float64
        Maps (row, column, 1) to (x, y, z, 1), LPS mm, at pixel centers.
    letters : tuple of str
        Anatomical direction at the left, right, top and bottom edge, e.g. ("R", "L", "A", "P");
        further letters follow the main one when the plane is oblique.
    padding : (r, c) bool ndarray or None
        True where there is no value.
    """

    values: NDArray[Any]
    spacing_rc_mm: tuple[float, float]
    affine_lps: NDArray[np.float64]
    letters: tuple[str, str, str, str]
    padding: NDArray[np.bool_] | None = None

    def to_lps_mm(self, row: float, column: float) -> NDArray[np.float64]:
        """LPS mm of a point of the plane, (3,)."""
        point: NDArray[np.float64] = self.affine_lps[:3] @ np.array([row, column, 1.0])
        return point


@lru_cache(maxsize=64)
def anatomical_axes(geometry: VolumeGeometry) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Match array axes with patient axes, each used once, by the affine.

    Returns
    -------
    axis_of_patient : tuple of int
        Array axis (0 k, 1 j, 2 i) nearest to the L, P and S axis.
    sign_of_patient : tuple of int
        +1 where that array axis runs toward L, P or S, else -1.
    """
    directions = geometry.directions_kji_lps
    best = max(
        permutations(range(3)),
        key=lambda axes: sum(abs(float(directions[axes[p], p])) for p in range(3)),
    )
    signs = tuple(1 if directions[best[p], p] >= 0 else -1 for p in range(3))
    return (best[0], best[1], best[2]), (signs[0], signs[1], signs[2])


@lru_cache(maxsize=256)
def plane_layout(geometry: VolumeGeometry, plane: PlaneName) -> PlaneLayout:
    """Axes and flips that show a plane the radiological way."""
    if plane is PlaneName.NATIVE:
        return PlaneLayout((0, 1, 2), (False, False, False))
    axis_of, sign_of = anatomical_axes(geometry)
    convention = _CONVENTION[plane]
    axes = tuple(axis_of[patient] for patient, _ in convention)
    flipped = tuple(sign_of[patient] != sign for patient, sign in convention)
    return PlaneLayout((axes[0], axes[1], axes[2]), (flipped[0], flipped[1], flipped[2]))


def acquisition_plane(geometry: VolumeGeometry) -> PlaneName:
    """The anatomical plane nearest to the slices as they were acquired."""
    axis_of, _ = anatomical_axes(geometry)
    by_axis = {2: PlaneName.AXIAL, 1: PlaneName.CORONAL, 0: PlaneName.SAGITTAL}
    return by_axis[axis_of.index(0)]


def plane_count(volume: Volume, plane: PlaneName) -> int:
    """How many planes of this name the volume has."""
    return volume.geometry.shape_kji[plane_layout(volume.geometry, plane).axes[0]]


def plane_shape(geometry: VolumeGeometry, plane: PlaneName) -> tuple[int, int]:
    """Rows and columns of a plane."""
    axes = plane_layout(geometry, plane).axes
    return geometry.shape_kji[axes[1]], geometry.shape_kji[axes[2]]


def _cut(
    array: NDArray[Any], layout: PlaneLayout, first: int, last: int | None = None
) -> NDArray[Any]:
    """Planes first..last (display order) as (n, r, c), or one plane as (r, c): a view."""
    ordered = array.transpose(layout.axes)
    steps = tuple(slice(None, None, -1) if flip else slice(None) for flip in layout.flipped)
    turned = ordered[steps]
    cut: NDArray[Any] = turned[first] if last is None else turned[first : last + 1]
    return cut


def _cut_bits(mask: VoxelMask, layout: PlaneLayout, first: int, last: int) -> NDArray[np.bool_]:
    """Planes first..last (display order) as (n, r, c); only they are unpacked."""
    axis = layout.axes[0]
    count = mask.shape[axis]
    start, stop = (count - 1 - last, count - first) if layout.flipped[0] else (first, last + 1)
    box = [slice(None)] * 3
    box[axis] = slice(start, stop)
    return _cut(mask[tuple(box)], layout, 0, last - first)


def _check_index(index: int, count: int) -> None:
    if not 0 <= index < count:
        raise GeometryError(
            Message(
                "There is no plane {index}; this volume has {count} in this direction.",
                index=index,
                count=count,
            ),
            hint=Message("Choose a plane from 0 to {count}.", count=count - 1),
        )


def plane_affine(geometry: VolumeGeometry, plane: PlaneName, index: float) -> NDArray[np.float64]:
    """(4, 3) float64 map from (row, column, 1) of a plane to homogeneous LPS mm."""
    layout = plane_layout(geometry, plane)
    start = np.zeros(3)
    steps = np.zeros((3, 3))
    for position, (axis, flip) in enumerate(zip(layout.axes, layout.flipped, strict=True)):
        if flip:
            start[axis] = geometry.shape_kji[axis] - 1
        steps[position, axis] = -1.0 if flip else 1.0
    linear = geometry.affine_lps[:3, :3]
    affine = np.zeros((4, 3))
    affine[:3, 0] = linear @ steps[1]
    affine[:3, 1] = linear @ steps[2]
    affine[:3, 2] = geometry.to_lps_mm(start + index * steps[0])
    affine[3, 2] = 1.0
    return affine


def extract_plane(volume: Volume, plane: PlaneName, index: int) -> PlaneImage:
    """Cut one plane along the grid of a volume.

    Parameters
    ----------
    volume : Volume
        Any orientation, including flipped and oblique grids.
    plane : PlaneName
        Which plane.
    index : int
        0-based; axial counts from the feet to the head, coronal from front to back, sagittal
        from the patient's right to left, native from the first slice on.

    Returns
    -------
    PlaneImage
        Values are a view of the volume's array.

    Raises
    ------
    GeometryError
        There is no such plane.
    """
    _check_index(index, plane_count(volume, plane))
    layout = plane_layout(volume.geometry, plane)
    padding = None if volume.padding is None else _cut_bits(volume.padding, layout, index, index)[0]
    return _plane_image(volume.geometry, plane, index, _cut(volume.array, layout, index), padding)


def _plane_image(
    geometry: VolumeGeometry,
    plane: PlaneName,
    index: float,
    values: NDArray[Any],
    padding: NDArray[np.bool_] | None,
) -> PlaneImage:
    affine = plane_affine(geometry, plane, index)
    row_step, column_step = affine[:3, 0], affine[:3, 1]
    return PlaneImage(
        values=values,
        spacing_rc_mm=(float(np.linalg.norm(row_step)), float(np.linalg.norm(column_step))),
        affine_lps=affine,
        letters=edge_letters(row_step, column_step),
        padding=padding,
    )


def extract_slab(
    volume: Volume, plane: PlaneName, index: int, *, thickness_mm: float, mode: str = "max"
) -> PlaneImage:
    """Project the planes of a slab along the grid: maximum, minimum or mean, without padding.

    Parameters
    ----------
    volume, plane, index
        As in `extract_plane`; the slab is centered on plane `index`.
    thickness_mm : float
        Planes whose center lies within half of it are taken; the center plane always is.
    mode : str
        "max" (MIP), "min" (MinIP) or "mean".

    Raises
    ------
    GeometryError
        There is no such plane.
    ValueError
        The mode is unknown.
    """
    count = plane_count(volume, plane)
    _check_index(index, count)
    if mode not in ("max", "min", "mean"):
        raise ValueError(f"unknown slab mode {mode!r}")
    layout = plane_layout(volume.geometry, plane)
    half = int(thickness_mm / 2 / plane_step_mm(volume.geometry, plane) + 1e-6)
    first, last = max(0, index - half), min(count - 1, index + half)
    if first == last:
        return extract_plane(volume, plane, index)
    slab = _cut(volume.array, layout, first, last)
    if volume.padding is None:
        return _plane_image(volume.geometry, plane, index, project(slab, mode), None)
    values, padding = project_known(slab, _cut_bits(volume.padding, layout, first, last), mode)
    return _plane_image(volume.geometry, plane, index, values, padding)


def plane_step_mm(geometry: VolumeGeometry, plane: PlaneName) -> float:
    """Distance from one plane to the next along its normal, mm."""
    affine = plane_affine(geometry, plane, 0.0)
    normal = np.cross(affine[:3, 1], affine[:3, 0])
    normal /= np.linalg.norm(normal)
    step = plane_affine(geometry, plane, 1.0)[:3, 2] - affine[:3, 2]
    return float(abs(step @ normal))


def extract_mask_plane(mask: Mask, plane: PlaneName, index: int) -> NDArray[Any]:
    """Labels of one plane, (r, c), on the same grid as `extract_plane` gives.

    A mask without place in the patient (a radiograph's) gives its slice `index`.
    """
    if mask.geometry is None:
        _check_index(index, mask.labels.shape[0])
        flat: NDArray[Any] = mask.labels[index]
        return flat
    layout = plane_layout(mask.geometry, plane)
    _check_index(index, mask.geometry.shape_kji[layout.axes[0]])
    return _cut(mask.labels, layout, index)


def plane_position(
    geometry: VolumeGeometry, plane: PlaneName, point_lps_mm: ArrayLike
) -> tuple[float, float, float]:
    """Fractional (plane index, row, column) of a point in the patient, for crosshairs and jumps."""
    layout = plane_layout(geometry, plane)
    kji = geometry.to_kji(point_lps_mm)
    found = [
        geometry.shape_kji[axis] - 1 - float(kji[axis]) if flip else float(kji[axis])
        for axis, flip in zip(layout.axes, layout.flipped, strict=True)
    ]
    return found[0], found[1], found[2]


def plane_point_lps_mm(
    geometry: VolumeGeometry, plane: PlaneName, index: float, row: float, column: float
) -> NDArray[np.float64]:
    """LPS mm, (3,), of a fractional (plane index, row, column); undoes `plane_position`."""
    point: NDArray[np.float64] = plane_affine(geometry, plane, index)[:3] @ np.array(
        [row, column, 1.0]
    )
    return point
