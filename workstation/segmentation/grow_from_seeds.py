"""Competing growth of several segments from seeds, along the edges of the image."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.segmentation.grid import EditGrid


def grow_from_seeds(
    values: NDArray[Any],
    seeds: NDArray[Any],
    grid: EditGrid,
    *,
    smooth_mm: float = 0.0,
    check: Callable[[], None] = lambda: None,
) -> NDArray[Any]:
    """Share out a part of an image among the segments painted in it.

    Every voxel falls to the seed from which it is flooded first when water rises on the
    gradient magnitude (watershed from markers [1]_), so that borders come to lie on edges.

    Parameters
    ----------
    values : (k, j, i) ndarray
        Part of the image.
    seeds : (k, j, i) ndarray of unsigned integers
        0 where nothing is known, else the number of the segment.
    grid : EditGrid
        Its steps, for the gradient.
    smooth_mm : float
        Standard deviation of a blur before the gradient; 0 for none.
    check : callable
        Called between steps; may raise to cancel.

    Returns
    -------
    (k, j, i) ndarray
        Labels of the type of `seeds`; seeds keep theirs.

    Raises
    ------
    ValueError
        Fewer than two segments are painted.

    References
    ----------
    .. [1] S. Beucher and F. Meyer, "The morphological approach to segmentation: the watershed
       transformation", in Mathematical Morphology in Image Processing, 433-481, 1993.
    """
    if np.unique(seeds[seeds > 0]).size < 2:
        raise ValueError("growing from seeds needs two segments that compete")
    from scipy import ndimage
    from skimage.segmentation import watershed

    field = values.astype(np.float32)
    if smooth_mm > 0:
        field = ndimage.gaussian_filter(field, [smooth_mm / step for step in grid.steps_mm])
    squared = np.zeros(field.shape, dtype=np.float32)
    for axis, step in enumerate(grid.steps_mm):
        check()
        if field.shape[axis] > 1:
            squared += np.square(np.gradient(field, step, axis=axis))
    check()
    grown = watershed(np.sqrt(squared), seeds.astype(np.int32))
    check()
    return np.asarray(grown).astype(seeds.dtype)
