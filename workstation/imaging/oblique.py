"""Planes in any direction through a volume, and slabs: maximum, minimum or mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.imaging.known_samples import sample_known
from workstation.imaging.orientation import edge_letters
from workstation.imaging.planes import PlaneImage
from workstation.imaging.reslice_kernels import sample_nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class ObliquePlane:
    """A rectangle in the patient.

    Parameters
    ----------
    center_lps_mm : tuple of float
        Middle of the rectangle.
    right_lps, down_lps : tuple of float
        Unit vectors in which columns and rows grow; at right angles.
    shape_rc : tuple of int
        Rows, columns.
    pixel_mm : float
        Side of a pixel.

    Raises
    ------
    ValueError
        The directions are not at right angles or not of unit length.
    """

    center_lps_mm: tuple[float, float, float]
    right_lps: tuple[float, float, float]
    down_lps: tuple[float, float, float]
    shape_rc: tuple[int, int]
    pixel_mm: float

    def __post_init__(self) -> None:
        right, down = np.array(self.right_lps), np.array(self.down_lps)
        lengths = np.array([np.linalg.norm(right), np.linalg.norm(down)])
        if abs(float(right @ down)) > 1e-6 or np.abs(lengths - 1).max() > 1e-6:
            raise ValueError("an oblique plane needs two unit vectors at right angles")

    @property
    def normal_lps(self) -> NDArray[np.float64]:
        """Unit vector away from the viewer, LPS."""
        normal: NDArray[np.float64] = np.cross(self.right_lps, self.down_lps)
        return normal

    @property
    def affine_lps(self) -> NDArray[np.float64]:
        """(4, 3) map from (row, column, 1) to homogeneous LPS mm."""
        affine = np.zeros((4, 3))
        affine[:3, 0] = np.array(self.down_lps) * self.pixel_mm
        affine[:3, 1] = np.array(self.right_lps) * self.pixel_mm
        middle = (np.array(self.shape_rc, dtype=np.float64) - 1) / 2
        affine[:3, 2] = np.array(self.center_lps_mm) - affine[:3, :2] @ middle
        affine[3, 2] = 1.0
        return affine


def plane_through(
    center_lps_mm: ArrayLike,
    normal_lps: ArrayLike,
    *,
    up_lps: ArrayLike = (0.0, 0.0, 1.0),
    shape_rc: tuple[int, int],
    pixel_mm: float,
) -> ObliquePlane:
    """The plane through a point, seen along a normal.

    Parameters
    ----------
    center_lps_mm, normal_lps : (3,) array_like
        A point, and the direction away from the viewer (any length).
    up_lps : (3,) array_like
        What shall point up on screen; where it is parallel to the normal, anterior is up.
    shape_rc, pixel_mm
        As in `ObliquePlane`.
    """
    normal = np.asarray(normal_lps, dtype=np.float64)
    normal = normal / np.linalg.norm(normal)
    up = np.asarray(up_lps, dtype=np.float64)
    if np.linalg.norm(np.cross(up, normal)) < 1e-3 * np.linalg.norm(up):
        up = np.array([0.0, -1.0, 0.0])
    down = -(up - (up @ normal) * normal)
    down /= np.linalg.norm(down)
    right = np.cross(down, normal)
    center = np.asarray(center_lps_mm, dtype=np.float64)
    return ObliquePlane(
        center_lps_mm=(float(center[0]), float(center[1]), float(center[2])),
        right_lps=(float(right[0]), float(right[1]), float(right[2])),
        down_lps=(float(down[0]), float(down[1]), float(down[2])),
        shape_rc=shape_rc,
        pixel_mm=pixel_mm,
    )


def reslice(
    volume: Volume,
    plane: ObliquePlane,
    *,
    slab_mm: float = 0.0,
    mode: str = "max",
    fill: float | None = None,
) -> PlaneImage:
    """Cut a volume along any plane, trilinear, or project a slab around it.

    Parameters
    ----------
    volume : Volume
        The source; sheared grids are sampled where their voxels are.
    plane : ObliquePlane
        Where to cut.
    slab_mm : float
        Thickness of the slab; 0 cuts a single plane. Layers lie at most the smallest voxel
        spacing apart.
    mode : str
        "max", "min" or "mean", over the layers that lie inside the volume.
    fill : float or None
        Value outside the volume; None takes the smallest one on the plane.

    Returns
    -------
    PlaneImage
        float32 values; padding is True outside the volume and where it
        holds no value.

    Raises
    ------
    ValueError
        The mode is unknown.
    """
    geometry, affine = volume.geometry, plane.affine_lps
    rows, columns = plane.shape_rc
    origins, steps, inverse = _plane_rows(geometry, plane)
    layers, depth_mm = slab_layers(geometry, slab_mm)
    depth = np.tile(inverse @ (plane.normal_lps * depth_mm), (rows, 1))
    out = sample_known(
        volume, origins, steps, columns, depth_steps_kji=depth, layers=layers, mode=mode
    )
    outside = np.isnan(out)
    if outside.any():
        out[outside] = smallest_known(out) if fill is None else fill
    return PlaneImage(
        values=out,
        spacing_rc_mm=(plane.pixel_mm, plane.pixel_mm),
        affine_lps=affine,
        letters=edge_letters(affine[:3, 0], affine[:3, 1]),
        padding=outside if outside.any() else None,
    )


def smallest_known(values: NDArray[np.float32]) -> float:
    """The smallest value that is a number; 0 where there is none."""
    smallest = float(np.fmin.reduce(values, axis=None))
    return smallest if np.isfinite(smallest) else 0.0


def slab_layers(geometry: VolumeGeometry, slab_mm: float) -> tuple[int, float]:
    """How many layers a slab has, and mm from one to the next: the smallest spacing or less."""
    if slab_mm <= 0:
        return 1, 0.0
    layers = max(1, round(slab_mm / min(geometry.spacing_kji_mm)))
    return layers, slab_mm / layers if layers > 1 else 0.0


def _plane_rows(
    geometry: VolumeGeometry, plane: ObliquePlane
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """First point of each row and step along it, (r, 3) [k, j, i]; and LPS mm to [k, j, i]."""
    affine, rows = plane.affine_lps, plane.shape_rc[0]
    inverse = np.linalg.inv(geometry.affine_lps[:3, :3]).astype(np.float64)
    start = np.asarray(geometry.to_kji(affine[:3, 2]))
    origins = start + np.arange(rows)[:, np.newaxis] * (inverse @ affine[:3, 0])
    return origins, np.tile(inverse @ affine[:3, 1], (rows, 1)), inverse


def reslice_labels(
    labels: NDArray[Any], geometry: VolumeGeometry, plane: ObliquePlane
) -> NDArray[Any]:
    """Labels along any plane, nearest voxel, 0 outside; (r, c) of the labels' dtype."""
    origins, steps, _ = _plane_rows(geometry, plane)
    return sample_nearest(labels, origins, steps, plane.shape_rc[1])
