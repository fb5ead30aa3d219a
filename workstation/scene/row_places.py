"""Rows of a picture as points in the patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class PictureRows:
    """Rows of evenly spaced points, LPS mm.

    Parameters
    ----------
    origins_lps, steps_lps : (r, 3) float64
        First point of each row, and from one of its points to the next.
    normals_lps : (r, 3) float64
        Unit vectors along which a slab is projected.
    """

    origins_lps: NDArray[np.float64]
    steps_lps: NDArray[np.float64]
    normals_lps: NDArray[np.float64]
