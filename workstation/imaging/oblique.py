"""Planes in any direction through a volume, and slabs: maximum, minimum or mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.imaging.orientation import edge_letters
from workstation.imaging.planes import PlaneImage

_MODES = {"max": 0, "min": 1, "mean": 2}


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


@lru_cache(maxsize=1)
def _kernel() -> Callable[..., None]:
    # numba is slow to import; only who reslices pays for it.
    import numba

    @numba.njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
    def sample(
        array: NDArray[Any],
        origin: NDArray[Any],
        row_step: NDArray[Any],
        column_step: NDArray[Any],
        depth_step: NDArray[Any],
        layers: int,
        mode: int,
        fill: float,
        out: NDArray[Any],
    ) -> None:  # pragma: no cover - compiled
        depth, height, width = array.shape
        rows, columns = out.shape
        for r in range(rows):
            for c in range(columns):
                total = 0.0
                best = 0.0
                found = 0
                for layer in range(layers):
                    shift = layer - 0.5 * (layers - 1)
                    z = origin[0] + r * row_step[0] + c * column_step[0] + shift * depth_step[0]
                    y = origin[1] + r * row_step[1] + c * column_step[1] + shift * depth_step[1]
                    x = origin[2] + r * row_step[2] + c * column_step[2] + shift * depth_step[2]
                    if (
                        z < -0.5
                        or y < -0.5
                        or x < -0.5
                        or z >= depth - 0.5
                        or y >= height - 0.5
                        or x >= width - 0.5
                    ):
                        continue
                    # Up to half a voxel outside the centers the border value holds.
                    z = min(max(z, 0.0), depth - 1.0)
                    y = min(max(y, 0.0), height - 1.0)
                    x = min(max(x, 0.0), width - 1.0)
                    k0, j0, i0 = int(z), int(y), int(x)
                    k1, j1, i1 = (
                        min(k0 + 1, depth - 1),
                        min(j0 + 1, height - 1),
                        min(i0 + 1, width - 1),
                    )
                    fz, fy, fx = z - k0, y - j0, x - i0
                    v00 = array[k0, j0, i0] * (1.0 - fx) + array[k0, j0, i1] * fx
                    v01 = array[k0, j1, i0] * (1.0 - fx) + array[k0, j1, i1] * fx
                    v10 = array[k1, j0, i0] * (1.0 - fx) + array[k1, j0, i1] * fx
                    v11 = array[k1, j1, i0] * (1.0 - fx) + array[k1, j1, i1] * fx
                    v = (v00 * (1.0 - fy) + v01 * fy) * (1.0 - fz) + (
                        v10 * (1.0 - fy) + v11 * fy
                    ) * fz
                    if found == 0:
                        best = v
                    elif mode == 0:
                        best = max(best, v)
                    elif mode == 1:
                        best = min(best, v)
                    total += v
                    found += 1
                if found == 0:
                    out[r, c] = fill
                elif mode == 2:
                    out[r, c] = total / found
                else:
                    out[r, c] = best

    compiled: Callable[..., None] = sample
    return compiled


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
        Value outside the volume; None takes its smallest value.

    Returns
    -------
    PlaneImage
        float32 values; padding is True outside the volume.

    Raises
    ------
    ValueError
        The mode is unknown.
    """
    if mode not in _MODES:
        raise ValueError(f"unknown slab mode {mode!r}")
    geometry = volume.geometry
    affine = plane.affine_lps
    inverse = np.linalg.inv(geometry.affine_lps[:3, :3])
    step_mm = min(geometry.spacing_kji_mm)
    layers = max(1, round(slab_mm / step_mm)) if slab_mm > 0 else 1
    depth_mm = slab_mm / layers if layers > 1 else 0.0
    out = np.empty(plane.shape_rc, dtype=np.float32)
    _kernel()(
        volume.array,
        geometry.to_kji(affine[:3, 2]),
        np.ascontiguousarray(inverse @ affine[:3, 0]),
        np.ascontiguousarray(inverse @ affine[:3, 1]),
        np.ascontiguousarray(inverse @ (plane.normal_lps * depth_mm)),
        layers,
        _MODES[mode],
        np.nan,
        out,
    )
    outside = np.isnan(out)
    if outside.any():
        out[outside] = float(volume.array.min()) if fill is None else fill
    return PlaneImage(
        values=out,
        spacing_rc_mm=(plane.pixel_mm, plane.pixel_mm),
        affine_lps=affine,
        letters=edge_letters(affine[:3, 0], affine[:3, 1]),
        padding=outside if outside.any() else None,
    )


def reslice_labels(
    labels: NDArray[Any], geometry: VolumeGeometry, plane: ObliquePlane
) -> NDArray[Any]:
    """Labels along any plane, nearest voxel, 0 outside; (r, c) of the labels' dtype."""
    rows, columns = np.indices(plane.shape_rc)
    points = np.stack([rows, columns, np.ones_like(rows)], axis=-1) @ plane.affine_lps[:3].T
    kji = np.rint(geometry.to_kji(points)).astype(np.int64)
    inside = np.all((kji >= 0) & (kji < np.array(geometry.shape_kji)), axis=-1)
    out = np.zeros(plane.shape_rc, dtype=labels.dtype)
    out[inside] = labels[kji[inside, 0], kji[inside, 1], kji[inside, 2]]
    return out
