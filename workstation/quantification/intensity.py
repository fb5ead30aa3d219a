"""First-order statistics of the values inside a segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class IntensityStatistics:
    """Values in `unit`. `sd` is that of the population (divided by n)."""

    unit: str
    mean: float
    sd: float
    median: float
    minimum: float
    maximum: float
    p10: float
    p90: float
    count: int
    """How many values there are."""


def intensity_statistics(values: NDArray[Any], unit: str) -> IntensityStatistics | None:
    """Statistics of a flat array of values; None when it is empty.

    Values that are not finite (NaN padding of float images) are left out.
    """
    flat = values.ravel()
    if flat.dtype.kind == "f":
        flat = flat[np.isfinite(flat)].astype(np.float64)
    if not flat.size:
        return None
    p10, median, p90 = (float(p) for p in np.percentile(flat, (10, 50, 90)))
    return IntensityStatistics(
        unit=unit,
        mean=float(flat.mean(dtype=np.float64)),
        sd=float(flat.std(dtype=np.float64)),
        median=median,
        minimum=float(flat.min()),
        maximum=float(flat.max()),
        p10=p10,
        p90=p90,
        count=int(flat.size),
    )
