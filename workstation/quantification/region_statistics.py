"""Numbers of the values inside a drawn region, their histogram and their course over time.

References
----------
Zwanenburg et al., Image Biomarker Standardisation Initiative (IBSI), Radiology 295, 2020, for
the definitions of skewness, (excess) kurtosis and entropy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.moments import TimeAxis
from workstation.imaging.time_axis import numbered

_BINS = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RegionStatistics:
    """First-order statistics of the values of a region.

    Parameters
    ----------
    count : int
        Values that are finite; the others are left out.
    mean, sd, median, minimum, maximum : float
        In the unit of the values. `sd` is that of the population (divided by n).
    skewness : float
        Third central moment over sd cubed; 0 where every value is the same.
    kurtosis : float
        Fourth central moment over sd to the fourth, minus 3; 0 where every value is the same.
    entropy : float
        Of the shares of the bins of `counts`, bits.
    counts : (b,) int64
        Values per bin; the last bin holds its upper edge too.
    edges : (b + 1,) float64
        Edges of the bins.
    """

    count: int
    mean: float
    sd: float
    median: float
    minimum: float
    maximum: float
    skewness: float
    kurtosis: float
    entropy: float
    counts: NDArray[np.int64]
    edges: NDArray[np.float64]


def region_statistics(values: NDArray[Any]) -> RegionStatistics | None:
    """Statistics of a flat array of values; None where none of them is finite.

    There are at most 64 bins of equal width from the smallest to the largest value. Whole
    numbers get bins of a whole width, each value in the middle of its own where they fit.
    """
    flat = values.ravel().astype(np.float64)
    flat = flat[np.isfinite(flat)]
    if flat.size == 0:
        return None
    mean, sd = float(flat.mean()), float(flat.std())
    standard = (flat - mean) / sd if sd > 0 else np.zeros_like(flat)
    whole = bool((flat == np.round(flat)).all())
    edges = _edges(float(flat.min()), float(flat.max()), whole=whole)
    counts, _ = np.histogram(flat, bins=edges)
    shares = counts[counts > 0] / flat.size
    return RegionStatistics(
        count=int(flat.size),
        mean=mean,
        sd=sd,
        median=float(np.median(flat)),
        minimum=float(flat.min()),
        maximum=float(flat.max()),
        skewness=float((standard**3).mean()),
        kurtosis=float((standard**4).mean()) - 3.0 if sd > 0 else 0.0,
        entropy=float(abs((shares * np.log2(shares)).sum())),
        counts=counts.astype(np.int64),
        edges=edges,
    )


def _edges(smallest: float, largest: float, *, whole: bool) -> NDArray[np.float64]:
    if whole:
        width = max(1.0, np.ceil((largest - smallest + 1) / _BINS))
        bins = int(np.ceil((largest - smallest + 1) / width))
        edges: NDArray[np.float64] = smallest - 0.5 + width * np.arange(bins + 1)
        return edges
    if smallest == largest:
        return np.array([smallest - 0.5, smallest + 0.5])
    return np.linspace(smallest, largest, _BINS + 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimeCurve:
    """How the values of a region change over time.

    Parameters
    ----------
    axis : TimeAxis
        Where the pictures lie in time, and where that is stated.
    mean, sd : (t,) float64
        Of the finite values of the region in each picture; NaN where there are none. `sd` is
        that of the population.
    """

    axis: TimeAxis
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]


def time_curve(
    pictures: NDArray[Any],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    *,
    axis: TimeAxis | None = None,
) -> TimeCurve:
    """Mean and SD of a region in each picture of a sequence.

    Parameters
    ----------
    pictures : (t, j, i) array
        Frames of a sequence, or the same plane of each phase of a series.
    rows, columns : (n,) int
        The pixels of the region.
    axis : TimeAxis or None
        The times of the pictures; None numbers them.

    Raises
    ------
    ValueError
        The pictures are in color, the region is empty, or the axis is of other pictures.
    """
    if pictures.ndim != 3:
        raise ValueError("colors have no intensity")
    if len(rows) == 0:
        raise ValueError("the region holds no pixel")
    return curve_of_values([picture[rows, columns] for picture in pictures], axis=axis)


def curve_of_values(
    values_in_time: Sequence[NDArray[Any]], *, axis: TimeAxis | None = None
) -> TimeCurve:
    """Mean and SD of what a region holds at each time; there may be other voxels each time.

    Parameters
    ----------
    values_in_time : sequence of (n,) array
        Values of the region in each picture.
    axis : TimeAxis or None
        The times of the pictures; None numbers them.

    Raises
    ------
    ValueError
        The axis is of other pictures.
    """
    count = len(values_in_time)
    if axis is not None and len(axis.values) != count:
        raise ValueError("every picture needs its time")
    mean, sd = np.full(count, np.nan), np.full(count, np.nan)
    for t, held in enumerate(values_in_time):
        values = held.astype(np.float64)
        values = values[np.isfinite(values)]
        if values.size:
            mean[t], sd[t] = values.mean(), values.std()
    return TimeCurve(axis=axis or numbered(count), mean=mean, sd=sd)
