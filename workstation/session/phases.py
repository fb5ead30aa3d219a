"""Stacks that show one place at several times: 4-D CT, MR and PET, within or across series."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from workstation.domain.moments import TimeAxis, TimeSource
from workstation.domain.study import Series, Stack, StackKind
from workstation.imaging.time_axis import numbered, time_axis, with_durations
from workstation.messages import Message

_OF_TIME = ("time point", "phase", "acquisition", "time")
_SAME_GRID_MM = 1e-3
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?$")
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*(?:%|pct\b)", re.IGNORECASE)
_STATED = frozenset(
    {
        TimeSource.OFFSET,
        TimeSource.TRIGGER,
        TimeSource.REFERENCE,
        TimeSource.CARDIAC,
        TimeSource.RESPIRATORY,
    }
)
"""Statements about the phase itself; a percentage in a name comes after them."""


def phases_of(series: Series, stack: Stack) -> tuple[Stack, ...]:
    """The stacks that differ from one in time alone, in the order of time.

    Parameters
    ----------
    series : Series
        The series that it belongs to.
    stack : Stack
        One of the phases.

    Returns
    -------
    tuple of Stack
        Volumes on one grid, with one quantity, whose labels differ in a trait of time only;
        with the stack itself. Empty when there is no other one.

    References
    ----------
    PS3.3 C.7.6.16.2.2.6 (Temporal Position), C.8.3.1 (Trigger Time), C.7.4.1 (Acquisition
    Number): what the scan separates stacks by, and names in their labels.
    """
    found = [each for each in series.stacks if _differs_in_time_only(each, stack)]
    return in_time(found, [""] * len(found))[0] if len(found) > 1 else ()


def in_time(
    stacks: Sequence[Stack], descriptions: Sequence[str]
) -> tuple[tuple[Stack, ...], TimeAxis]:
    """Stacks in the order of time, and where they lie in it.

    Parameters
    ----------
    stacks : sequence of Stack
        Two or more.
    descriptions : sequence of str
        Of their series; a percentage in them is that of the cycle.

    Returns
    -------
    tuple
        Numbered from 1 where neither the files nor the names tell times.
    """
    axis = time_axis([stack.moment for stack in stacks])
    if axis is None or axis.source not in _STATED:
        axis = _named(descriptions) or axis
    if axis is None:
        moments = [_moment(stack) for stack in stacks]
        if any(moment is None for moment in moments) or len(set(moments)) < len(stacks):
            return tuple(stacks), numbered(len(stacks))
        order = sorted(range(len(stacks)), key=lambda n: moments[n] or 0.0)
        return tuple(stacks[n] for n in order), numbered(len(stacks))
    values = axis.values
    order = sorted(range(len(stacks)), key=lambda n: values[n])
    ordered = tuple(stacks[n] for n in order)
    rising = TimeAxis(tuple(values[n] for n in order), axis.unit, axis.source)
    return ordered, with_durations(rising, [stack.moment for stack in ordered])


def percent_named(description: str) -> float | None:
    """The percentage of the cycle in the name of a series, e.g. 30 of "4D CT 30%"."""
    found = _PERCENT.findall(description)
    if len(found) != 1 or not 0 <= float(found[0]) <= 100:
        return None
    return float(found[0])


def without_percent(description: str) -> str:
    """The name of a series without its percentage."""
    return " ".join(_PERCENT.sub(" ", description).split())


def _named(descriptions: Sequence[str]) -> TimeAxis | None:
    percents = [percent_named(each) for each in descriptions]
    known = tuple(percent for percent in percents if percent is not None)
    if len(known) < len(percents) or len(set(known)) < len(known):
        return None
    return TimeAxis(known, "%", TimeSource.NAME)


def same_grid(stack: Stack, other: Stack) -> bool:
    """Whether two volumes have their voxels in the same places and of one meaning."""
    if stack.kind is not StackKind.VOLUME or other.kind is not StackKind.VOLUME:
        return False
    if stack.affine_lps is None or other.affine_lps is None:
        return False
    return (
        stack.shape_kji == other.shape_kji
        and stack.quantity == other.quantity
        and stack.frame_of_reference_uid == other.frame_of_reference_uid
        and bool(np.allclose(stack.affine_lps, other.affine_lps, rtol=0, atol=_SAME_GRID_MM))
    )


def phase_words(stack: Stack) -> Message | str:
    """What sets a phase apart, e.g. "time point 3"."""
    return _split(stack.label)[1] or stack.label


def phases_in_memory(count: int, at: int, bytes_each: int, room: int) -> tuple[int, ...]:
    """Which phases to hold: all where there is room, else those around the one that is shown.

    Parameters
    ----------
    count, at : int
        How many phases there are, and which is shown.
    bytes_each, room : int
        Memory of one phase, and what all may take; two are held in any case.

    Returns
    -------
    tuple of int
        Numbers of phases, the one that is shown first, then the nearest ones, in a circle.
    """
    most = min(count, max(2, room // max(bytes_each, 1)))
    order = [at]
    for step in range(1, count):
        for number in ((at + step) % count, (at - step) % count):
            if number not in order:
                order.append(number)
    return tuple(order[:most])


def _split(label: Message | str) -> tuple[tuple[str, ...], Message | str]:
    """The parts of a label that have nothing to do with time, and the one that has."""
    others: list[str] = []
    of_time: list[Message | str] = []
    for part in label.parts(", ") if isinstance(label, Message) else label.split(", "):
        if any(str(part).startswith(f"{name} ") for name in _OF_TIME):
            of_time.append(part)
        elif part:
            others.append(str(part))
    return tuple(others), of_time[0] if len(of_time) == 1 else ""


def _differs_in_time_only(stack: Stack, other: Stack) -> bool:
    (others, time), (other_others, other_time) = _split(stack.label), _split(other.label)
    if not time or not other_time or others != other_others:
        return False
    return same_grid(stack, other)


def _moment(stack: Stack) -> float | None:
    found = _NUMBER.search(str(phase_words(stack)))
    return float(found.group()) if found else None
