"""Growing a region from a voxel through neighbors of like value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import Box


def grow_region(
    values: NDArray[Any],
    seed: tuple[int, int, int],
    low: float,
    high: float,
    *,
    within: Box | None = None,
    check: Callable[[], None] = lambda: None,
) -> NDArray[np.bool_]:
    """The voxels that are joined to a seed by faces, through values of a closed range.

    Parameters
    ----------
    values : (k, j, i) ndarray
        Of the image.
    seed : tuple of int
        Voxel where it begins; where its value is out of the range, nothing is found.
    low, high : float
        The range.
    within : Box or None
        Part of the image that is not left; None for the whole.
    check : callable
        Called between steps; may raise to cancel.

    Returns
    -------
    (k, j, i) bool ndarray
        Of the shape of `values`.
    """
    found = np.zeros(values.shape, dtype=bool)
    if not low <= values[seed] <= high:
        return found
    shape = values.shape
    box = within or tuple(slice(0, n) for n in shape)
    found[seed] = True
    front = np.array([np.ravel_multi_index(seed, shape)])
    steps = (shape[1] * shape[2], shape[2], 1)
    flat_found, flat_values = found.reshape(-1), values.reshape(-1)
    while front.size:
        check()
        places = np.unravel_index(front, shape)
        fresh = []
        for axis, step in enumerate(steps):
            for sign, room in (
                (-1, places[axis] > box[axis].start),
                (1, places[axis] < box[axis].stop - 1),
            ):
                near = front[room] + sign * step
                near = near[~flat_found[near]]
                there = flat_values[near]
                near = near[(there >= low) & (there <= high)]
                # Marked at once, so that another neighbor does not take it again.
                flat_found[near] = True
                fresh.append(near)
        front = np.concatenate(fresh)
    return found


def range_around(
    values: NDArray[Any], seed: tuple[int, int, int], tolerance: float
) -> tuple[float, float]:
    """The range within a tolerance of the mean of a seed and its neighbors."""
    near = tuple(slice(max(0, n - 1), n + 2) for n in seed)
    middle = float(np.mean(values[near], dtype=np.float64))
    return middle - tolerance, middle + tolerance
