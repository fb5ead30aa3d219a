"""Whether densities of a chest CT can be taken at their word: air of the airways, noise, metal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_AIR_BELOW_HU = -800.0
"""Of the airways with their walls, what is air in any calibration that is worth a look."""
_LEAST_VOXELS = 500
_MOST_OFF_HU = 50.0
_NOISY_HU = 50.0
"""A voxel of normal lung, at -860 HU, that is off by two deviations of this lies below -950."""
_MAD_TO_DEVIATION = 1.4826
_METAL_HU = 2500.0
_LEAST_METAL_ML = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Air:
    """Median and robust deviation of the air in the airways, HU; it should be -1000."""

    median_hu: float
    deviation_hu: float

    @property
    def is_off(self) -> bool:
        """Whether the scale of the file cannot be that of Hounsfield units."""
        return abs(self.median_hu + 1000.0) > _MOST_OFF_HU

    @property
    def is_noisy(self) -> bool:
        """Whether noise alone moves lung below the threshold of emphysema."""
        return self.deviation_hu > _NOISY_HU


def air_in(hu: NDArray[Any], airways: NDArray[np.bool_]) -> Air | None:
    """The air in trachea and main bronchi; None where too little of it is seen.

    Parameters
    ----------
    hu : (k, j, i) int16 or float32
        Hounsfield units.
    airways : (k, j, i) bool
        With their walls.
    """
    values = hu[airways].astype(np.float64)
    values = values[values < _AIR_BELOW_HU]
    if values.size < _LEAST_VOXELS:
        return None
    # Walls lie on one side of the median only: the deviation is that of the darker half.
    median = float(np.median(values))
    darker = median - values[values <= median]
    return Air(median_hu=median, deviation_hu=_MAD_TO_DEVIATION * float(np.median(darker)))


def has_metal(hu: NDArray[Any], voxel_mm3: float) -> bool:
    """Whether there is metal in the volume, whose streaks are darker and brighter than lung."""
    return int(np.count_nonzero(hu > _METAL_HU)) * voxel_mm3 / 1000 >= _LEAST_METAL_ML
