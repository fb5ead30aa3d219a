"""Thresholds found from the values of an image."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BINS = 1024


def otsu_threshold(values: NDArray[Any]) -> float:
    """The value that best parts an image into two classes (Otsu's method).

    Parameters
    ----------
    values : ndarray
        Any shape; values that are not finite are left out.

    Returns
    -------
    float
        Values above it belong to the brighter class.

    Raises
    ------
    ValueError
        There are no two different values.

    References
    ----------
    .. [1] N. Otsu, "A threshold selection method from gray-level histograms",
       IEEE Trans. Syst. Man Cybern. 9(1), 62-66, 1979.
    """
    flat = np.ravel(values)
    if flat.dtype.kind == "f":
        flat = flat[np.isfinite(flat)]
    if flat.size == 0 or flat.min() == flat.max():
        raise ValueError("there are no two different values")
    counts, edges = np.histogram(flat, bins=_BINS)
    middles = (edges[:-1] + edges[1:]) / 2
    weight = np.cumsum(counts).astype(np.float64)
    first = np.cumsum(counts * middles)
    total, whole = weight[-1], first[-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        between = (whole * weight - first * total) ** 2 / (weight * (total - weight))
    between[~np.isfinite(between)] = -1.0
    best = np.flatnonzero(np.isclose(between, between.max(), rtol=1e-9))
    # Between two peaks many thresholds are equally good: the one in the middle.
    return float(edges[(int(best[0]) + int(best[-1])) // 2 + 1])
