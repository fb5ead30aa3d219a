"""The highest mean within a sphere of one milliliter: SUVpeak.

References
----------
Wahl et al. (PERCIST 1.0), Journal of Nuclear Medicine 50 (Suppl 1), 2009: a sphere of about
1.2 cm diameter, 1 cm³, placed where its mean is highest.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import Volume

RADIUS_MM = (3 * 1000.0 / (4 * math.pi)) ** (1 / 3)
_PARTS = 5
_MOST_CENTERS = 4000


def sphere_peak(volume: Volume, centers_kji: NDArray[np.int64]) -> float | None:
    """The highest mean of the values in a sphere of 1 mL around one of some voxels.

    Parameters
    ----------
    volume : Volume
        Any grid, also a sheared one.
    centers_kji : (n, 3) int64
        Voxels that the sphere may be centered on.

    Returns
    -------
    float or None
        None where no sphere lies wholly inside the volume on known values, or where there are
        more than 4000 centers to try. A voxel counts by the share of it that is inside the
        sphere, estimated with 5 x 5 x 5 points.
    """
    if not 0 < len(centers_kji) <= _MOST_CENTERS:
        return None
    offsets, weights = sphere_weights(volume.geometry.affine_lps[:3, :3])
    reach = np.abs(offsets).max(axis=0)
    shape = np.array(volume.array.shape)
    fits = np.all((centers_kji >= reach) & (centers_kji + reach < shape), axis=1)
    total = np.zeros(int(fits.sum()))
    for offset, weight in zip(offsets, weights, strict=True):
        at = np.ravel_multi_index(tuple((centers_kji[fits] + offset).T), volume.array.shape)
        values = volume.array.reshape(-1)[at].astype(np.float64)
        if volume.padding is not None:
            values[volume.padding.take(at)] = np.nan
        total += weight * values
    means = total[np.isfinite(total)]
    return float(means.max()) if means.size else None


def sphere_weights(
    matrix: NDArray[np.float64], radius_mm: float = RADIUS_MM
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Voxels around one that a sphere on its center touches, and the share that each counts.

    Parameters
    ----------
    matrix : (3, 3) float64
        Steps of (k, j, i), LPS mm, in its columns.
    radius_mm : float
        Of the sphere.

    Returns
    -------
    tuple
        (m, 3) int64 offsets in k, j, i and (m,) float64 weights with sum 1.
    """
    # Along an axis the sphere reaches radius times the length of that row of the inverse.
    reach = np.ceil(radius_mm * np.linalg.norm(np.linalg.inv(matrix), axis=1) + 0.5).astype(int)
    axes = [np.arange(-n, n + 1) for n in reach]
    offsets = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    parts = (np.arange(_PARTS) + 0.5) / _PARTS - 0.5
    inner = np.stack(np.meshgrid(parts, parts, parts, indexing="ij"), axis=-1).reshape(-1, 3)
    points = (offsets[:, None] + inner[None]) @ matrix.T
    shares = (np.linalg.norm(points, axis=-1) <= radius_mm).mean(axis=1)
    touched = shares > 0
    return offsets[touched].astype(np.int64), shares[touched] / shares.sum()
