"""From what files say of single pictures to one axis of time for all of them.

References
----------
PS3.3 C.7.6.16.2.2.6 and C.7.6.16.2.17 (temporal position), C.8.9.4 (PET: Frame Reference Time,
Actual Frame Duration), C.7.6.16.2.7 and .17 (cardiac and respiratory synchronization).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from itertools import pairwise
from statistics import median

from workstation.domain.moments import Moment, TimeAxis, TimeSource

DAY_S = 86400.0
_HALF_DAY_S = DAY_S / 2
_APART = 1e-6

_Reading = Callable[[Moment], float | None]


def _scaled(name: str, factor: float) -> _Reading:
    def read(moment: Moment) -> float | None:
        value: float | None = getattr(moment, name)
        return None if value is None else value * factor

    return read


def _by_resolution(moment: Moment) -> float | None:
    if moment.position is None or not moment.resolution_ms or moment.resolution_ms <= 0:
        return None
    return (moment.position - 1) * moment.resolution_ms / 1000


_SOURCES: tuple[tuple[TimeSource, str, _Reading], ...] = (
    (TimeSource.OFFSET, "s", _scaled("offset_ms", 1e-3)),
    (TimeSource.TRIGGER, "s", _scaled("trigger_ms", 1e-3)),
    (TimeSource.REFERENCE, "s", _scaled("reference_ms", 1e-3)),
    (TimeSource.CARDIAC, "%", _scaled("cardiac_percent", 1.0)),
    (TimeSource.RESPIRATORY, "%", _scaled("respiratory_percent", 1.0)),
    (TimeSource.RESOLUTION, "s", _by_resolution),
    (TimeSource.REFERENCED, "s", _scaled("referenced_s", 1.0)),
    (TimeSource.ACQUIRED, "s", _scaled("acquired_s", 1.0)),
)
_CLOCKS = (TimeSource.REFERENCED, TimeSource.ACQUIRED)


def numbered(count: int) -> TimeAxis:
    """Pictures of which the file says no time, numbered from 1."""
    return TimeAxis(tuple(float(n + 1) for n in range(count)))


def common_moment(moments: Sequence[Moment]) -> Moment:
    """The middle of the frames of one volume, attribute by attribute; those of all frames only."""
    if moments and moments.count(moments[0]) == len(moments):
        return moments[0]
    found: dict[str, float] = {}
    for field in fields(Moment):
        values = [getattr(moment, field.name) for moment in moments]
        if values and all(value is not None for value in values):
            if field.name in ("referenced_s", "acquired_s"):
                values = over_midnight(values)
            found[field.name] = float(median(values))
    return Moment(**found)


def over_midnight(seconds: Sequence[float]) -> list[float]:
    """Times that straddle midnight under one date, the later ones moved to the next day.

    No scan lasts half a day, so times further apart than that belong to two days.
    """
    ordered = sorted(seconds)
    if not ordered or not _HALF_DAY_S < ordered[-1] - ordered[0] < DAY_S:
        return list(seconds)
    gaps = [(after - before, after) for before, after in pairwise(ordered)]
    _gap, first = max(gaps)
    if _gap < _HALF_DAY_S:
        return list(seconds)
    return [value if value >= first else value + DAY_S for value in seconds]


def time_axis(moments: Sequence[Moment], *, rising: bool = False) -> TimeAxis | None:
    """The first statement that tells all pictures apart, as an axis.

    Parameters
    ----------
    moments : sequence of Moment
        One per picture.
    rising : bool
        Refuse times that do not follow the order of the pictures.

    Returns
    -------
    TimeAxis or None
        In the order of `moments`, which need not be that of time; None where no statement is
        made for every picture, or none differs for each.
    """
    if len(moments) < 2 or moments.count(moments[0]) == len(moments):
        return None
    for source, unit, read in _SOURCES:
        stated = [read(moment) for moment in moments]
        values = [value for value in stated if value is not None]
        if len(values) < len(moments):
            continue
        if source in _CLOCKS:
            values = over_midnight(values)
            earliest = min(values)
            values = [value - earliest for value in values]
        ordered = sorted(values)
        if min(after - before for before, after in pairwise(ordered)) <= _APART:
            continue
        if rising and values != ordered:
            continue
        return TimeAxis(tuple(values), unit, source)
    return None


def with_durations(axis: TimeAxis, moments: Sequence[Moment]) -> TimeAxis:
    """An axis in rising order, with how long each picture lasts until the next one.

    The last picture of a cycle lasts until the next R wave where that is stated; otherwise the
    usual time, or what Actual Frame Duration says of a last one.
    """
    steps = [after - before for before, after in pairwise(axis.values)]
    if axis.unit == "%":
        cycles = [moment.cycle_ms for moment in moments if moment.cycle_ms]
        if not cycles:
            return axis
        percents = [*steps, 100.0 - axis.values[-1] + axis.values[0]]
        if min(percents) <= 0:
            return axis
        scale = median(cycles) / 100
        return TimeAxis(
            axis.values, axis.unit, axis.source, tuple(percent * scale for percent in percents)
        )
    if axis.unit != "s":
        return axis
    last = median(steps)
    cycle, duration = moments[-1].cycle_ms, moments[-1].duration_ms
    if axis.source is TimeSource.TRIGGER and cycle:
        left = cycle / 1000 - axis.values[-1] + axis.values[0]
        last = left if left > 0 else last
    elif axis.source in (TimeSource.REFERENCE, *_CLOCKS) and duration:
        last = duration / 1000
    durations = tuple(step * 1000 for step in (*steps, last))
    return TimeAxis(axis.values, axis.unit, axis.source, durations)
