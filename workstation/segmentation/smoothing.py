"""Smoothing of a segment: median, opening, closing, Gaussian."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workstation.segmentation.grid import EditGrid
from workstation.segmentation.margin import with_margin


class Smoothing(StrEnum):
    """How a segment is smoothed."""

    MEDIAN = "median"
    """Majority within a box: rounds corners, drops specks and thin parts."""
    OPENING = "opening"
    """Takes away what a ball does not fit into."""
    CLOSING = "closing"
    """Fills what a ball outside does not fit into."""
    GAUSSIAN = "gaussian"
    """Half height of the blurred segment: rounds the surface and keeps about its volume."""


def smoothed(
    inside: NDArray[np.bool_], grid: EditGrid, kind: Smoothing, size_mm: float
) -> NDArray[np.bool_]:
    """A smoother segment.

    Parameters
    ----------
    inside : (k, j, i) bool ndarray
        With room of twice the size around the segment.
    kind : Smoothing
        Which way.
    size_mm : float
        Half width of the box, radius of the ball, or standard deviation.
    """
    if kind is Smoothing.OPENING:
        return with_margin(with_margin(inside, grid, -size_mm), grid, size_mm) & inside
    if kind is Smoothing.CLOSING:
        return with_margin(with_margin(inside, grid, size_mm), grid, -size_mm) | inside
    from scipy import ndimage

    if kind is Smoothing.MEDIAN:
        width = [2 * round(size_mm / step) + 1 for step in grid.steps_mm]
        share = ndimage.uniform_filter(inside.astype(np.float32), width, mode="nearest")
    else:
        sigma = [size_mm / step for step in grid.steps_mm]
        share = ndimage.gaussian_filter(inside.astype(np.float32), sigma, mode="nearest")
    # Rounding in the filters: a share of exactly one half belongs to the segment as before.
    result: NDArray[np.bool_] = (share > 0.5 + 1e-4) | (inside & (share > 0.5 - 1e-4))
    return result
