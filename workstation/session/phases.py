"""Stacks of one series that show one place at several times: 4-D CT, MR and PET."""

from __future__ import annotations

import re

import numpy as np

from workstation.domain.study import Series, Stack, StackKind

_OF_TIME = ("time point", "phase", "acquisition", "time")
_SAME_GRID_MM = 1e-3
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?$")


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
    if len(found) < 2:
        return ()
    moments = [_moment(each) for each in found]
    if any(moment is None for moment in moments) or len(set(moments)) < len(found):
        return tuple(found)
    order = sorted(range(len(found)), key=lambda n: moments[n] or 0.0)
    return tuple(found[n] for n in order)


def phase_words(stack: Stack) -> str:
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


def _split(label: str) -> tuple[tuple[str, ...], str]:
    """The parts of a label that have nothing to do with time, and the one that has."""
    others: list[str] = []
    of_time: list[str] = []
    for part in filter(None, label.split(", ")):
        is_time = any(part.startswith(f"{name} ") for name in _OF_TIME)
        (of_time if is_time else others).append(part)
    return tuple(others), of_time[0] if len(of_time) == 1 else ""


def _differs_in_time_only(stack: Stack, other: Stack) -> bool:
    (others, time), (other_others, other_time) = _split(stack.label), _split(other.label)
    if not time or not other_time or others != other_others:
        return False
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


def _moment(stack: Stack) -> float | None:
    found = _NUMBER.search(phase_words(stack))
    return float(found.group()) if found else None
