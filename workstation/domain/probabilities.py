"""Probabilities of models in words: never certain."""

from __future__ import annotations


def stated_percent(probability: float) -> str:
    """A model's probability in whole percent; "> 99 %" and "< 1 %" at the ends.

    A network's output saturates long before anything is sure, so that no rounding may state
    0 % or 100 %.

    Parameters
    ----------
    probability : float
        0..1.
    """
    if probability > 0.99:
        return "> 99 %"
    if probability < 0.01:
        return "< 1 %"
    return f"{100.0 * probability:.0f} %"
