"""How many digits of a number are shown, so that a small one is not shown as zero."""

from __future__ import annotations

from math import floor, isfinite, log10

_MOST = 12


def shown_digits(value: float, usual: int, *, significant: int = 1) -> int:
    """Digits after the point.

    Parameters
    ----------
    value : float
        What is shown.
    usual : int
        As many as are shown at least.
    significant : int
        How many of the digits that say something are shown at least, leading zeros apart.
    """
    if value == 0 or not isfinite(value):
        return usual
    return min(max(usual, significant - 1 - floor(log10(abs(value)))), _MOST)
