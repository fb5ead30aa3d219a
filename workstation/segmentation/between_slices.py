"""Filling a segment between the slices that it is drawn on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def fill_between(
    inside: NDArray[np.bool_],
    axis: int,
    steps_mm: tuple[float, float, float],
    *,
    check: Callable[[], None] = lambda: None,
) -> NDArray[np.bool_]:
    """Interpolate the shape of a segment between its slices.

    Between two slices that have it, with empty ones between them, the signed distances to
    its outline are blended, and what lies inside of the blend is filled [1]_.

    Parameters
    ----------
    inside : (k, j, i) bool ndarray
        The segment.
    axis : int
        Array axis across the slices that it is drawn on.
    steps_mm : tuple of float
        Length of a step along k, j and i.
    check : callable
        Called for each gap; may raise to cancel.

    Returns
    -------
    (k, j, i) bool ndarray
        The segment with what was filled; the slices drawn on stay as they are.

    References
    ----------
    .. [1] S. P. Raya and J. K. Udupa, "Shape-based interpolation of multidimensional
       objects", IEEE Trans. Med. Imaging 9(1), 32-42, 1990.
    """
    turned = np.moveaxis(inside, axis, 0)
    spacing = tuple(step for n, step in enumerate(steps_mm) if n != axis)
    filled = turned.copy()
    drawn = np.flatnonzero(turned.any(axis=(1, 2)))
    for first, last in pairwise(drawn.tolist()):
        if last - first < 2:
            continue
        check()
        low, high = (_signed_mm(turned[n], spacing) for n in (first, last))
        for n in range(first + 1, last):
            part = (n - first) / (last - first)
            filled[n] = (1 - part) * low + part * high < 0
    return np.moveaxis(filled, 0, axis)


def _signed_mm(slice_: NDArray[np.bool_], spacing: tuple[float, ...]) -> NDArray[np.float64]:
    """Distance to the outline, negative inside; the outline runs between voxel centers."""
    from scipy import ndimage

    padded = np.pad(slice_, 1)
    half = min(spacing) / 2
    outside = ndimage.distance_transform_edt(~padded, sampling=spacing)
    within = ndimage.distance_transform_edt(padded, sampling=spacing)
    signed: NDArray[np.float64] = np.where(padded, half - within, outside - half)
    return signed[1:-1, 1:-1]
