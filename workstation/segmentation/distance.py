"""Distances in millimeters from a segment, right for sheared grids too."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workstation.segmentation.grid import EditGrid


def distance_mm(inside: NDArray[np.bool_], grid: EditGrid) -> NDArray[np.float64]:
    """Distance of each voxel center to the nearest center of a segment's voxel.

    Parameters
    ----------
    inside : (k, j, i) bool ndarray
        The segment, or a part of the image around it.
    grid : EditGrid
        Its steps; where the part lies in the image does not matter.

    Returns
    -------
    (k, j, i) float64 ndarray
        0 inside; infinite everywhere where the segment is empty.
    """
    from scipy import ndimage

    if not inside.any():
        return np.full(inside.shape, np.inf)
    if grid.is_orthogonal:
        found: NDArray[np.float64] = ndimage.distance_transform_edt(~inside, sampling=grid.steps_mm)
        return found
    return _sheared(inside, grid)


def _sheared(inside: NDArray[np.bool_], grid: EditGrid) -> NDArray[np.float64]:
    """By a tree of points: no transform along the axes is exact on a sheared grid."""
    from scipy.ndimage import binary_erosion
    from scipy.spatial import cKDTree

    rim = inside & ~binary_erosion(inside)
    tree = cKDTree(grid.to_points(np.argwhere(rim)))
    found = np.zeros(inside.shape)
    outside = np.argwhere(~inside)
    if outside.size:
        found[~inside] = tree.query(grid.to_points(outside))[0]
    return found
