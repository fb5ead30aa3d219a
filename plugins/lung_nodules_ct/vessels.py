"""Enhanced vessels: how dense the blood is in this scan, and whether a nodule is of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Bool = NDArray[np.bool_]

_ENHANCED_HU = (100.0, 500.0)
"""Unenhanced blood lies near 45 HU; cortical bone and dense contrast in a vein above."""
_GRID_MM = 2.0
_INSIDE_MM = 4.0
_LEAST_ML = 4.0
_MOST_SPREAD_HU = 45.0
"""Of blood, noise included; trabecular bone is more uneven."""
_NEAR_HU = 45.0
_LEAST_CONTACT = 0.03


def blood_hu(
    hu: NDArray[np.float32], lungs: Bool, spacing_mm: tuple[float, float, float]
) -> float | None:
    """Density of the enhanced heart and great vessels; None in a scan without contrast.

    Parameters
    ----------
    hu : (k, j, i) float32
        Hounsfield units, cropped to the lungs.
    lungs : (k, j, i) bool
        Lungs with what they enclose.
    """
    steps = tuple(max(1, round(_GRID_MM / mm)) for mm in spacing_mm)
    every = tuple(slice(None, None, step) for step in steps)
    grid_mm = tuple(mm * step for mm, step in zip(spacing_mm, steps, strict=True))
    values = ndimage.uniform_filter(hu, steps)[every]
    dense = (values > _ENHANCED_HU[0]) & (values < _ENHANCED_HU[1]) & ~lungs[every]
    depth = ndimage.distance_transform_edt(np.pad(dense, 1), sampling=grid_mm)[1:-1, 1:-1, 1:-1]
    labels, count = ndimage.label(depth > _INSIDE_MM)
    if count == 0:
        return None
    numbers = np.arange(1, count + 1)
    volumes = np.bincount(labels.ravel(), minlength=count + 1)[1:] * float(np.prod(grid_mm)) / 1000
    spreads = np.asarray(ndimage.standard_deviation(values, labels, numbers))
    even = (spreads < _MOST_SPREAD_HU) & (volumes >= _LEAST_ML)
    if not even.any():
        return None
    best = int(numbers[even][volumes[even].argmax()])
    return float(np.median(values[labels == best]))


def is_vessel(core_hu: float, contact: float, blood: float | None) -> bool:
    """Whether a blob is as dense as the blood of this scan and goes on into other tissue.

    Parameters
    ----------
    core_hu : float
        Median of its core.
    contact : float
        Share of its surface that lies against vessels, hilum or wall, 0..1.
    """
    return blood is not None and abs(core_hu - blood) < _NEAR_HU and goes_on(contact)


def goes_on(contact: float) -> bool:
    """Whether a blob goes on into other tissue.

    Parameters
    ----------
    contact : float
        Share of its surface that lies against it, 0..1.
    """
    return contact > _LEAST_CONTACT
