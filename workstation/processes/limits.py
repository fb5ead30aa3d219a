"""How much time and memory work may take, and how that is measured of a child process."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import psutil

from workstation.processes.process_tree import tree_memory_mb

CLOCK_FACTOR = 10.0
SHORTEST_WAIT_S = 0.05
_MEMORY_SHARE = 0.85
_MEMORY_INTERVAL_S = 0.1


class OverTimeError(Exception):
    """Work did not come to its end in the time that it had."""


class OverMemoryError(Exception):
    """A child, with what it started, holds more memory than it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What work may take; None where nothing is said.

    Parameters
    ----------
    seconds : float or None
        By the clock, from its start.
    work_seconds : float or None
        Of a child, as `WorkTime` counts them.
    memory_mb : float or None
        Of a child and of all that it starts, resident.
    """

    seconds: float | None = None
    work_seconds: float | None = None
    memory_mb: float | None = None


NO_LIMITS = Limits()


def most_memory_mb() -> float:
    """What a child may hold where nothing else is said: 85 % of the machine's memory."""
    return _MEMORY_SHARE * psutil.virtual_memory().total / 2**20


class WorkTime:
    """How long a child may take: on a busy machine its own work counts, not the clock.

    A good file must not be left out because a plugin keeps all processors busy. A child that does
    nothing at all, or takes ten times its limit by the clock, is over it as well.

    Parameters
    ----------
    pid : int
        The child.
    seconds : float
        Processor time; less is never counted than has passed by the clock.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._seconds = seconds
        try:
            self._process: psutil.Process | None = psutil.Process(pid)
        except psutil.Error:
            self._process = None  # it has ended, which its channel tells
        self._start = self._worked_at = time.monotonic()
        self._first = self._worked = self._processor_seconds()

    def wait_s(self) -> float:
        """Seconds to wait before it is asked again.

        Raises
        ------
        TimeoutError
            The child is over its limit.
        """
        now = time.monotonic()
        passed = now - self._start
        if passed < self._seconds:
            return self._seconds - passed
        worked = self._processor_seconds()
        if worked > self._worked:
            self._worked, self._worked_at = worked, now
        left = self._seconds - (worked - self._first)
        is_idle = now - self._worked_at >= self._seconds
        if left <= 0 or is_idle or passed >= CLOCK_FACTOR * self._seconds:
            raise TimeoutError
        return max(left, SHORTEST_WAIT_S)

    def _processor_seconds(self) -> float:
        try:
            times = self._process.cpu_times() if self._process is not None else None
        except psutil.Error:
            return 0.0
        return float(times.user + times.system) if times is not None else 0.0


class TreeMemory:
    """Resident memory of a child and of all that it started, over one piece of work."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._looked = -math.inf
        self._now = 0.0
        self.peak_mb = 0.0

    def look_mb(self) -> float:
        """What they hold now, MB; 0 when they are gone. Looked up at most ten times a second."""
        now = time.monotonic()
        if now - self._looked >= _MEMORY_INTERVAL_S:
            self._looked = now
            self._now = tree_memory_mb(self._pid)
            self.peak_mb = max(self.peak_mb, self._now)
        return self._now
