from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from workstation.domain.moments import TimeAxis, TimeSource
from workstation.quantification.region_statistics import region_statistics, time_curve


def test_numbers_by_hand() -> None:
    found = region_statistics(np.array([1, 2, 2, 3, 7], dtype=np.int16))
    assert found is not None
    assert (found.count, found.mean, found.median) == (5, 3.0, 2.0)
    assert found.sd == pytest.approx(math.sqrt((4 + 1 + 1 + 0 + 16) / 5))
    assert (found.minimum, found.maximum) == (1, 7)
    assert found.counts.tolist() == [1, 2, 1, 0, 0, 0, 1]
    np.testing.assert_allclose(found.edges, np.arange(0.5, 8))
    shares = np.array([1, 2, 1, 1]) / 5
    assert found.entropy == pytest.approx(-(shares * np.log2(shares)).sum())


def test_moments_are_those_of_scipy() -> None:
    values = np.random.default_rng(2).gamma(2.0, 30.0, 5000)
    found = region_statistics(values)
    assert found is not None
    assert found.skewness == pytest.approx(stats.skew(values))
    assert found.kurtosis == pytest.approx(stats.kurtosis(values))
    assert found.counts.sum() == 5000
    assert len(found.counts) == 64


def test_wide_whole_numbers_share_bins_of_a_whole_width() -> None:
    found = region_statistics(np.arange(-1000, 3000))
    assert found is not None
    assert len(found.counts) <= 64
    assert found.counts.sum() == 4000
    width = np.diff(found.edges)
    assert (width == 63).all()
    assert found.entropy == pytest.approx(np.log2(4000 / 63), abs=0.02)


def test_the_same_everywhere_nothing_and_what_is_not_finite() -> None:
    found = region_statistics(np.full(9, 4.25))
    assert found is not None
    assert (found.sd, found.skewness, found.kurtosis, found.entropy) == (0, 0, 0, 0)
    assert region_statistics(np.array([np.nan, np.inf])) is None
    assert region_statistics(np.zeros(0)) is None
    some = region_statistics(np.array([np.nan, 2.0, 4.0]))
    assert some is not None
    assert (some.count, some.mean) == (2, 3.0)


def test_a_region_over_time() -> None:
    pictures = np.zeros((4, 6, 7), dtype=np.float32)
    for t in range(4):
        pictures[t, 2, 3], pictures[t, 2, 4] = 10 * t, 10 * t + 4
    rows, columns = np.array([2, 2]), np.array([3, 4])
    axis = TimeAxis((0.0, 0.04, 0.1, 0.12), "s", TimeSource.FRAME_TIMES)
    curve = time_curve(pictures, rows, columns, axis=axis)
    assert curve.axis is axis
    np.testing.assert_allclose(curve.mean, [2, 12, 22, 32])
    np.testing.assert_allclose(curve.sd, 2)
    pictures[1] = np.nan
    numbered = time_curve(pictures, rows, columns)
    assert list(numbered.axis.values) == [1, 2, 3, 4]
    assert numbered.axis.unit == ""
    assert np.isnan(numbered.mean[1])
    with pytest.raises(ValueError, match="color"):
        time_curve(np.zeros((2, 3, 3, 3)), rows, columns)
    with pytest.raises(ValueError, match="its time"):
        time_curve(pictures[:2], rows, columns, axis=axis)
    with pytest.raises(ValueError, match="no pixel"):
        time_curve(pictures, rows[:0], columns[:0])
