"""What runs work elsewhere, wherever that is: a thread, several of them, or child processes.

Whoever hands work in knows this protocol only; a cluster would be one more class behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, StrEnum
from typing import Protocol, TypeVar

from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.processes.limits import NO_LIMITS, Limits

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Priority(IntEnum):
    """What waiting work is taken first; within one priority, what came first."""

    PICTURE = 0
    """Scanning and reading: somebody waits for the picture."""
    BACKGROUND = 1
    """Thumbnails, layers, surfaces."""
    ANALYSIS = 2
    """Runs of plugins and models."""


class State(StrEnum):
    """Where work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_end(self) -> bool:
        """Whether nothing comes after it."""
        return self not in (State.WAITING, State.RUNNING)


class Task(Protocol[T_co]):
    """Work: a function that asks the token between its steps, and tells how far it is.

    For a child process, a function of a module, or a `functools.partial` of one.
    """

    def __call__(self, *, token: CancelToken, progress: ProgressFn) -> T_co:
        """Do it."""


class Handle(Protocol[T_co]):
    """One piece of work that was handed in."""

    @property
    def state(self) -> State:
        """Where it stands now."""

    @property
    def error(self) -> BaseException | None:
        """What it failed with."""

    def cancel(self) -> None:
        """End it now while it waits, at its next step while it runs."""

    def result(self, timeout_s: float | None = None) -> T_co:
        """Wait for its end, and give what it gave.

        Raises
        ------
        CancelledError
            It was cancelled, or the runner was shut down.
        OverTimeError, OverMemoryError
            It is over its limits.
        TimeoutError
            It has not ended within `timeout_s`.
        BaseException
            Whatever it failed with.
        """

    def on_end(self, told: Callable[[], None]) -> None:
        """Have `told` called once at its end, on any thread; at once where it has ended."""


class Runner(Protocol):
    """Takes work in and runs it elsewhere, a bounded number of pieces at a time."""

    def submit(
        self,
        task: Task[T],
        *,
        priority: Priority = Priority.BACKGROUND,
        token: CancelToken | None = None,
        progress: ProgressFn = no_progress,
        limits: Limits = NO_LIMITS,
    ) -> Handle[T]:
        """Put work in the queue.

        Parameters
        ----------
        task : Task
            Let go of at its end, with all that it holds.
        token : CancelToken or None
            Cancels the work as the handle does, at its turn or its next step.
        progress : ProgressFn
            Told, on any thread, a fraction in 0..1 and the stage: each stage once, and then at most
            ten times a second; nothing after the end, or after it was cancelled.
        limits : Limits
            Counted from the moment it runs.

        Raises
        ------
        ValueError
            This runner cannot hold work to such limits.
        """

    def shutdown(self, timeout_s: float = ...) -> bool:
        """Cancel everything and wait for it; whether all ended in time.

        What is handed in afterwards ends as cancelled.
        """
