"""Agreement, ranking and calibration numbers with bootstrap confidence intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Statistic = Callable[[NDArray[np.intp]], float]


def dice(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    """Dice overlap of two masks of one shape; NaN when both are empty."""
    total = int(a.sum()) + int(b.sum())
    return 2.0 * int((a & b).sum()) / total if total else float("nan")


def bootstrap_interval(
    statistic: Statistic, groups: Sequence[str], *, seed: int = 0, repeats: int = 2000
) -> tuple[float, float]:
    """95 % percentile interval of a statistic, resampling whole patients.

    Parameters
    ----------
    statistic : callable
        Takes row numbers, with repetition, and gives a number; NaN is left out.
    groups : sequence of str
        Patient of each row.

    References
    ----------
    Efron B, Tibshirani R. An Introduction to the Bootstrap, 1993, chapter 13.
    """
    names = np.array(groups)
    members = [np.flatnonzero(names == name) for name in np.unique(names)]
    generator = np.random.default_rng(seed)
    values = []
    for _ in range(repeats):
        chosen = generator.integers(0, len(members), len(members))
        value = statistic(np.concatenate([members[n] for n in chosen]))
        if np.isfinite(value):
            values.append(value)
    if not values:
        return float("nan"), float("nan")
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def share_at_half(probability: NDArray[np.float64], *, above: bool) -> float:
    """Share of rows with a probability of at least 0.5, or below; NaN without rows."""
    if probability.size == 0:
        return float("nan")
    return float(np.mean(probability >= 0.5 if above else probability < 0.5))


def roc_auc(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Area under the ROC curve (Mann-Whitney); NaN without both classes."""
    from scipy.stats import rankdata

    n_positive, n_negative = int(positive.sum()), int((~positive).sum())
    if n_positive == 0 or n_negative == 0:
        return float("nan")
    ranks = rankdata(scores)
    above = float(ranks[positive].sum()) - n_positive * (n_positive + 1) / 2
    return above / (n_positive * n_negative)


def brier(probability: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Mean squared distance of probability and outcome (Brier 1950)."""
    return float(np.mean((probability - positive) ** 2))


def expected_calibration_error(
    probability: NDArray[np.float64], positive: NDArray[np.bool_], *, bins: int = 10
) -> float:
    """Mean gap between stated probability and observed share, over equal bins.

    A probability on the border of two bins belongs to the lower one, (lo, hi]; 0 to the first.

    References
    ----------
    Naeini MP, Cooper GF, Hauskrecht M. Obtaining well calibrated probabilities using Bayesian
    binning. AAAI 2015. Guo C et al. On calibration of modern neural networks. ICML 2017.
    """
    # 0.6 * 5 is a little over 3.
    index = np.clip(np.ceil(np.round(probability * bins, 9)).astype(int) - 1, 0, bins - 1)
    total = 0.0
    for b in range(bins):
        inside = index == b
        if inside.any():
            gap = abs(float(probability[inside].mean()) - float(positive[inside].mean()))
            total += gap * float(inside.mean())
    return total
