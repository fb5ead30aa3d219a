"""Contrast limited adaptive histogram equalization, plane by plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]
_GRID = 8
_BINS = 256


def clahe(values: NDArray[np.generic], *, clip: float) -> Values:
    """Contrast limited adaptive histogram equalization of each slice, on its own range.

    Parameters
    ----------
    values : (k, j, i) or (j, i) ndarray
        Equalized plane by plane.
    clip : float
        How many times the mean count a bin may hold; larger is more contrast.

    References
    ----------
    Zuiderveld, in Graphics Gems IV, 1994.
    """
    array = np.asarray(values, dtype=np.float32)
    if array.ndim == 2:
        return _equalized(array, clip, float(array.min()), float(array.max()))
    low, high = (float(v) for v in np.percentile(array, (0.5, 99.5)))
    return np.stack([_equalized(plane, clip, low, high) for plane in array])


def _equalized(plane: Values, clip: float, low: float, high: float) -> Values:
    span = max(high - low, 1e-6)
    bins = np.clip((plane - low) / span * (_BINS - 1), 0, _BINS - 1).astype(np.intp)
    rows, columns = plane.shape
    tiles_r, tiles_c = (max(1, min(_GRID, side // 8)) for side in plane.shape)
    edges_r = np.linspace(0, rows, tiles_r + 1).astype(int)
    edges_c = np.linspace(0, columns, tiles_c + 1).astype(int)
    tables = np.empty((tiles_r, tiles_c, _BINS), np.float32)
    for r in range(tiles_r):
        for c in range(tiles_c):
            part = bins[edges_r[r] : edges_r[r + 1], edges_c[c] : edges_c[c + 1]]
            counts = np.bincount(part.ravel(), minlength=_BINS).astype(np.float64)
            limit = clip * part.size / _BINS
            excess = np.maximum(counts - limit, 0).sum()
            counts = np.minimum(counts, limit) + excess / _BINS
            tables[r, c] = np.cumsum(counts) / part.size
    at_r, next_r, weight_r = _between(rows, edges_r)
    at_c, next_c, weight_c = _between(columns, edges_c)
    r0, r1, w_r = at_r[:, None], next_r[:, None], weight_r[:, None]
    c0, c1, w_c = at_c[None, :], next_c[None, :], weight_c[None, :]
    above = tables[r0, c0, bins] * (1 - w_c) + tables[r0, c1, bins] * w_c
    below = tables[r1, c0, bins] * (1 - w_c) + tables[r1, c1, bins] * w_c
    equalized: Values = (low + span * (above * (1 - w_r) + below * w_r)).astype(np.float32)
    return equalized


def _between(
    length: int, edges: NDArray[np.int_]
) -> tuple[NDArray[np.intp], NDArray[np.intp], Values]:
    """For each pixel: the tiles with middles before and after it, the weight of the later."""
    middles = (edges[:-1] + edges[1:] - 1) / 2
    place = np.interp(np.arange(length), middles, np.arange(len(middles)))
    first = np.floor(place).astype(np.intp)
    later = np.minimum(first + 1, len(middles) - 1)
    return first, later, (place - first).astype(np.float32)
