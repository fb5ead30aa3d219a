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


def test_moments_by_hand() -> None:
    """0, 0, 0, 4: mean 1, SD sqrt(3), third moment 6, fourth 21."""
    found = region_statistics(np.array([0, 0, 0, 4], dtype=np.int16))
    assert found is not None
    assert (found.mean, found.sd, found.median) == pytest.approx((1, math.sqrt(3), 0))
    assert found.skewness == pytest.approx(6 / 3**1.5)
    assert found.kurtosis == pytest.approx(21 / 9 - 3)
    assert found.entropy == pytest.approx(-0.75 * math.log2(0.75) + 0.25 * 2)


@pytest.mark.parametrize(
    ("values", "width", "bins"),
    [(range(64), 1, 64), (range(65), 2, 33), (range(-3, 61), 1, 64), (range(128), 2, 64),
     (range(129), 3, 43)],
)  # fmt: skip
def test_the_bins_of_whole_numbers(values: range, width: int, bins: int) -> None:
    found = region_statistics(np.array(values))
    assert found is not None
    assert np.diff(found.edges).tolist() == [width] * bins
    assert found.edges[0] == values[0] - 0.5
    assert found.counts[0] == width
    assert found.counts.sum() == len(values)


def test_the_bins_of_other_numbers() -> None:
    found = region_statistics(np.array([0.5, 32.25, 64.5]))
    assert found is not None
    assert (found.edges[0], found.edges[-1], len(found.edges)) == (0.5, 64.5, 65)
    assert (found.counts[0], found.counts[31], found.counts[63]) == (1, 1, 1)
    same = region_statistics(np.array([1.25, 1.25]))
    assert same is not None
    assert same.edges.tolist() == [0.75, 1.75]
    assert same.counts.tolist() == [2]
