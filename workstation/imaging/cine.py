"""Which frame is due at a moment: playback in real time, frames dropped rather than delayed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate


class CineMode(StrEnum):
    """What happens at the last frame."""

    LOOP = "Loop"
    SWEEP = "Back and forth"
    ONCE = "Once"


@dataclass(frozen=True, slots=True)
class DueFrame:
    """The frame to show, and ms until another one is due; `ended` when none will be."""

    index: int
    left_ms: float
    ended: bool = False


def even_durations(count: int, rate: float) -> tuple[float, ...]:
    """Frames that all last equally long, ms, at `rate` frames per second."""
    return (1000.0 / rate,) * count


def scaled_durations(durations_ms: Sequence[float], rate: float) -> tuple[float, ...]:
    """Uneven durations, stretched so that they pass at `rate` frames per second on average."""
    factor = 1000.0 * len(durations_ms) / (rate * sum(durations_ms))
    return tuple(duration * factor for duration in durations_ms)


def true_rate(durations_ms: Sequence[float]) -> float | None:
    """Frames per second on average as they were taken; None where no durations are known."""
    return 1000.0 * len(durations_ms) / sum(durations_ms) if durations_ms else None


def due_frame(
    elapsed_ms: float,
    durations_ms: Sequence[float],
    mode: CineMode,
    *,
    start: int = 0,
    span: tuple[int, int] | None = None,
) -> DueFrame:
    """The frame that is due some time after playback began.

    Parameters
    ----------
    elapsed_ms : float
        Since playback began, not negative.
    durations_ms : sequence of float
        How long each frame is shown, ms, positive; one per frame.
    mode : CineMode
        Loop; back and forth, each end shown once; or once.
    start : int
        The frame that playback began with.
    span : tuple of int or None
        First and last frame that are played, when not all of them.

    Returns
    -------
    DueFrame
        Follows from the time alone: frames that there was no time to show are passed over.

    Raises
    ------
    ValueError
        There is no frame, a duration is not positive, or there is no such start.
    """
    if span is not None:
        first, last = span
        inner = due_frame(
            elapsed_ms,
            durations_ms[first : last + 1],
            mode,
            start=min(max(start, first), last) - first,
        )
        return DueFrame(inner.index + first, inner.left_ms, inner.ended)
    count = len(durations_ms)
    if not count or min(durations_ms) <= 0 or not 0 <= start < count:
        raise ValueError("playback needs frames of positive duration and a start among them")
    order = list(range(count))
    if mode is CineMode.SWEEP:
        order += list(range(count - 2, 0, -1))
    ends = list(accumulate(durations_ms[index] for index in order))
    at = elapsed_ms + (ends[start] - durations_ms[start])
    if mode is CineMode.ONCE:
        if at >= ends[-1] - durations_ms[-1]:
            return DueFrame(count - 1, 0.0, ended=True)
    elif count == 1:
        return DueFrame(0, 0.0, ended=True)
    else:
        at %= ends[-1]
    slot = min(bisect_right(ends, at), len(order) - 1)
    return DueFrame(order[slot], ends[slot] - at)
