"""Statistics of values, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workstation.quantification.intensity import intensity_statistics


@pytest.mark.parametrize("dtype", ["int16", "uint16", "float32", "float64"])
def test_eleven_values_by_hand(dtype: str) -> None:
    found = intensity_statistics(np.arange(0, 110, 10, dtype=dtype).reshape(1, 11), "HU")
    assert found is not None
    assert (found.unit, found.count) == ("HU", 11)
    assert (found.mean, found.median, found.minimum, found.maximum) == (50, 50, 0, 100)
    assert (found.p10, found.p90) == (10, 90)
    assert found.sd == pytest.approx(math.sqrt(1000))


def test_one_value_and_none() -> None:
    one = intensity_statistics(np.array([-7], np.int16), "HU")
    assert one is not None
    assert (one.mean, one.sd, one.median, one.p10, one.p90, one.count) == (-7, 0, -7, -7, -7, 1)
    assert intensity_statistics(np.zeros(0, np.int16), "HU") is None
    assert intensity_statistics(np.array([np.nan, np.inf, -np.inf]), "HU") is None


def test_what_is_not_finite_is_left_out() -> None:
    found = intensity_statistics(np.array([np.nan, 1.0, np.inf, 3.0], np.float32), "US")
    assert found is not None
    assert (found.count, found.mean, found.maximum) == (2, 2.0, 3.0)


def test_sums_of_many_values_keep_their_digits() -> None:
    large = intensity_statistics(np.full(100_000, 30_001, np.int16), "HU")
    assert large is not None
    assert (large.mean, large.sd) == (30_001, 0)
    fine = intensity_statistics(np.full(3_000_000, 0.1, np.float32), "SUVbw")
    assert fine is not None
    assert fine.mean == pytest.approx(float(np.float32(0.1)), rel=1e-12)
