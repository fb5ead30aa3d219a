"""The point of a volume that a ray meets first, as the eye sees it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.imaging.volume_preset import Curve, Projection

_FAINTEST = 0.05
Keeps = Callable[[NDArray[np.float64]], NDArray[np.bool_]]


def ray_samples(
    geometry: VolumeGeometry, point: NDArray[np.float64], toward: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Points along a ray through a grid, nearest to the viewer first.

    Parameters
    ----------
    geometry : VolumeGeometry
        The grid.
    point : (3,) float64
        On the ray, LPS mm.
    toward : (3,) float64
        Unit vector toward the viewer, LPS.

    Returns
    -------
    (n, 3) float64
        LPS mm, half of the smallest voxel spacing apart; only those inside of the grid.
    """
    reach = float(np.linalg.norm(np.array(geometry.shape_kji) * geometry.spacing_kji_mm))
    reach += float(np.linalg.norm(point - geometry.center_lps_mm))
    step = min(geometry.spacing_kji_mm) / 2
    points = point + np.arange(reach, -reach, -step)[:, None] * toward
    kji = geometry.to_kji(points)
    within = np.all((kji >= -0.5) & (kji < np.array(geometry.shape_kji) - 0.5), axis=1)
    kept: NDArray[np.float64] = points[within]
    return kept


def pick(
    volume: Volume,
    points: NDArray[np.float64],
    opacity: Curve,
    projection: Projection,
    *,
    keeps: Keeps,
) -> int | None:
    """Which point of a ray is seen.

    With compositing the one at which half of the light is stopped that the whole ray stops; with
    a maximum projection the one with the largest value.

    Parameters
    ----------
    volume : Volume
        [k, j, i] values.
    points : (n, 3) float64
        LPS mm, nearest first, evenly spaced.
    opacity : tuple of (float, float)
        (value, opacity per mm).
    projection : Projection
        How the ray is shown.
    keeps : callable
        Whether points are shown; called with (n, 3) LPS mm.

    Returns
    -------
    int or None
        Number of the point; None where the ray stops less than 5 % of the light.
    """
    from scipy.ndimage import map_coordinates

    if len(points) < 2:
        return None
    kji = volume.geometry.to_kji(points)
    values = map_coordinates(volume.array, kji.T, order=1, mode="nearest", output=np.float64)
    shown = keeps(points)
    if projection is Projection.MAXIMUM:
        return int(np.where(shown, values, -np.inf).argmax()) if shown.any() else None
    at, alpha = np.array(opacity).T
    step = float(np.linalg.norm(points[1] - points[0]))
    part = np.where(shown & np.isfinite(values), np.interp(values, at, alpha), 0.0)
    stopped = 1.0 - np.cumprod((1.0 - np.clip(part, 0.0, 0.999)) ** step)
    if stopped[-1] < _FAINTEST:
        return None
    return int(np.argmax(stopped >= stopped[-1] / 2))
