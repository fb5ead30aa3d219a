from __future__ import annotations

import numpy as np
import pytest

from workstation.training.calibration import disease_probability, fit_outliers, fit_temperature
from workstation.training.metrics import (
    bootstrap_interval,
    brier,
    dice,
    expected_calibration_error,
    roc_auc,
)


def test_dice_of_known_masks() -> None:
    a = np.array([1, 1, 1, 0], dtype=bool)
    b = np.array([0, 1, 1, 1], dtype=bool)
    assert dice(a, b) == pytest.approx(2 / 3)
    assert np.isnan(dice(a & ~a, a & ~a))


def test_ranking_and_calibration_of_known_rows() -> None:
    p = np.array([0.1, 0.4, 0.35, 0.8])
    y = np.array([False, False, True, True])
    assert roc_auc(p, y) == pytest.approx(0.75)
    assert brier(p, y) == pytest.approx((0.01 + 0.16 + 0.4225 + 0.04) / 4)
    assert expected_calibration_error(np.full(10, 0.75), np.arange(10) < 5) == pytest.approx(0.25)
    assert np.isnan(roc_auc(p, np.ones(4, dtype=bool)))


def test_calibration_error_of_a_worked_example() -> None:
    """Ten rows in five bins (lo, hi]: 0.14 by hand, 0.13 with bins [lo, hi)."""
    p = np.array([0.9, 0.8, 0.6, 0.3, 0.7, 0.4, 0.35, 0.2, 0.1, 0.05])
    y = np.arange(10) < 4
    assert expected_calibration_error(p, y, bins=5) == pytest.approx(0.14)


def test_the_interval_resamples_patients_and_holds_the_mean() -> None:
    values = np.repeat([0.0, 1.0], 50)
    one_each = [str(n) for n in range(100)]
    low, high = bootstrap_interval(lambda r: float(values[r].mean()), one_each)
    assert low < 0.5 < high
    assert high - low == pytest.approx(2 * 1.96 * 0.05, abs=0.03)
    paired = [str(n // 10) for n in range(100)]
    wide = bootstrap_interval(lambda r: float(values[r].mean()), paired)
    assert wide[1] - wide[0] > high - low


def test_temperature_undoes_overconfidence() -> None:
    rng = np.random.default_rng(0)
    truth = rng.normal(0, 2, (4000, 2))
    labels = (rng.random(4000) < disease_probability(truth, 1.0)).astype(np.int64)
    temperature = fit_temperature(truth * 3.0, labels)
    assert temperature == pytest.approx(3.0, rel=0.15)


def test_outlier_limits_flag_few_like_films_and_most_unlike() -> None:
    from workstation.plugin_api.outliers import mahalanobis_distance

    rng = np.random.default_rng(0)
    inside = rng.normal(0, 1, (600, 4))
    labels = rng.integers(0, 2, 600)
    held = rng.normal(0, 1, (300, 4))
    reference = fit_outliers(inside, labels, held, rng.uniform(0, 0.01, 300))
    assert reference.outlier_limit == pytest.approx(0.02)
    near = mahalanobis_distance(held, reference.means, reference.precision)
    far = mahalanobis_distance(held + 8, reference.means, reference.precision)
    assert (near > reference.distance_limit).mean() < 0.03
    assert (far > reference.distance_limit).all()
