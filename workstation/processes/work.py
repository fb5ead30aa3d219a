"""One piece of work in the queue of this program: its state, its end, who is told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from workstation.errors import CancelledError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.processes.limits import Limits
from workstation.processes.runner import Priority, State, Task

T = TypeVar("T")
_log = logging.getLogger(__name__)
_PROGRESS_INTERVAL_S = 0.1


class Work(Generic[T]):
    """A handle, and what its runner does with it.

    Parameters
    ----------
    task, priority, token, progress, limits
        As `Runner.submit` took them.
    withdraw : callable
        Takes it out of the queue; whether it still waited there.
    """

    def __init__(
        self,
        task: Task[T],
        *,
        priority: Priority,
        token: CancelToken,
        progress: ProgressFn,
        limits: Limits,
        withdraw: Callable[[Work[T]], bool],
    ) -> None:
        self.priority = priority
        self.token = token
        self.limits = limits
        self._task: Task[T] | None = task
        self._progress = progress
        self._withdraw = withdraw
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._state = State.WAITING
        self._value: T | None = None
        self._error: BaseException | None = None
        self._told: list[Callable[[], None]] = []
        self._last_progress = 0.0
        self._last_stage = ""

    @property
    def state(self) -> State:
        """Where it stands now."""
        return self._state

    @property
    def error(self) -> BaseException | None:
        """What it failed with."""
        return self._error

    def cancel(self) -> None:
        """End it now while it waits, at its next step while it runs."""
        self.token.cancel()
        if self._withdraw(self):
            self._end(State.CANCELLED)

    def result(self, timeout_s: float | None = None) -> T:
        """Wait for its end, and give what it gave; raises as `Handle.result` says."""
        if not self._ended.wait(timeout_s):
            raise TimeoutError
        if self._state is State.CANCELLED:
            raise CancelledError
        if self._error is not None:
            raise self._error
        return self._value  # type: ignore[return-value] # of a task that gives None as well

    def on_end(self, told: Callable[[], None]) -> None:
        """Have `told` called once at its end, on any thread; at once where it has ended."""
        with self._lock:
            if not self._state.is_end:
                self._told.append(told)
                return
        told()

    def run(self, call: Callable[[Task[T], ProgressFn], T]) -> None:
        """Do the work by `call`, on this thread; nothing is raised."""
        state, value, error = self._outcome(call)
        # What it was done with is let go of by now.
        self._end(state, value=value, error=error)

    def _outcome(
        self, call: Callable[[Task[T], ProgressFn], T]
    ) -> tuple[State, T | None, BaseException | None]:
        task, self._task = self._task, None
        if task is None or self.token.is_cancelled:
            return State.CANCELLED, None, None
        self._state = State.RUNNING
        try:
            value = call(task, self._report)
        except CancelledError:
            return State.CANCELLED, None, None
        except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it
            return State.FAILED, None, error
        # What comes too late for whoever cancelled it is not shown to anybody.
        return (
            (State.CANCELLED, None, None) if self.token.is_cancelled else (State.DONE, value, None)
        )

    def refuse(self) -> None:
        """End it without running it."""
        self.token.cancel()
        self._end(State.CANCELLED)

    def _report(self, fraction: float, stage: Message) -> None:
        now = time.monotonic()
        if self.token.is_cancelled or self._state is not State.RUNNING:
            return
        is_new = stage.template != self._last_stage
        if is_new or fraction >= 1.0 or now - self._last_progress >= _PROGRESS_INTERVAL_S:
            self._last_progress, self._last_stage = now, stage.template
            self._progress(min(1.0, max(0.0, float(fraction))), stage)

    def _end(
        self, state: State, *, value: T | None = None, error: BaseException | None = None
    ) -> None:
        with self._lock:
            if self._state.is_end:
                return
            self._value, self._error, self._state = value, error, state
            told, self._told = self._told, []
            self._task = None
        self._ended.set()
        for each in told:
            try:
                each()
            except Exception:  # noqa: BLE001 - a listener that is gone must not end the queue
                _log.exception("Nobody could be told of the end of some work")
