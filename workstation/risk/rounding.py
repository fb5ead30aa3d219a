"""Numbers beside limits, written so that words and numbers agree."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_DIGITS = 6


def apart(value: float, limits: Iterable[float], *, digits: int = 1) -> str:
    """A number with as many digits as tell it from limits that it does not equal.

    Parameters
    ----------
    limits : iterable of float
        In the unit of `value`.
    digits : int
        After the point, where no limit is near.

    Returns
    -------
    str
        E.g. "250.0" for 250, "250.04" for 250.04 beside a limit of 250.
    """
    near = [limit for limit in limits if limit != value]
    for more in range(digits, _MOST_DIGITS):
        if not any(round(value, more) == round(limit, more) for limit in near):
            return f"{value:.{more}f}"
    return f"{value:.{_MOST_DIGITS}f}" if not near else repr(value)


def short(value: float, limits: Iterable[float]) -> str:
    """A number in six digits, in all of them where it would else read as a limit beside it."""
    told = f"{value:g}"
    return repr(value) if any(float(told) == each != value for each in limits) else told
