"""Running work on threads of this program, by one queue."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar

from workstation.errors import CancelledError
from workstation.processes.cancel import CancelToken, LinkedToken, ProgressFn, no_progress
from workstation.processes.limits import NO_LIMITS, Limits, OverTimeError
from workstation.processes.runner import Priority, Task
from workstation.processes.timed_token import TimedToken
from workstation.processes.work import Work
from workstation.processes.work_queue import WorkQueue

T = TypeVar("T")
SHUTDOWN_S = 15.0
THREAD_NAME = "work"
_NO_BOUNDS: Mapping[Priority, int] = MappingProxyType({})
_numbers = itertools.count(1)


class PoolRunner:
    """A bounded number of threads; there are none while there is nothing to do.

    Parameters
    ----------
    workers : int
        How many threads there are at most.
    at_once : mapping
        How many pieces of a priority run at a time at most, where that is fewer.
    """

    def __init__(self, workers: int, at_once: Mapping[Priority, int] = _NO_BOUNDS) -> None:
        self._workers = workers
        self._queue = WorkQueue(at_once)
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()
        self._running: set[Work[Any]] = set()
        self._is_shut = False

    def submit(
        self,
        task: Task[T],
        *,
        priority: Priority = Priority.BACKGROUND,
        token: CancelToken | None = None,
        progress: ProgressFn = no_progress,
        limits: Limits = NO_LIMITS,
    ) -> Work[T]:
        """Put work in the queue; see `Runner.submit`."""
        self.require_possible(limits)
        work = Work(
            task,
            priority=priority,
            token=LinkedToken(token) if token is not None else CancelToken(),
            progress=progress,
            limits=limits,
            withdraw=self._withdraw,
        )
        with self._lock:
            is_shut = self._is_shut
            if not is_shut:
                self._queue.put(work)
                self._start_thread()
        if is_shut:
            work.refuse()
        return work

    def shutdown(self, timeout_s: float = SHUTDOWN_S) -> bool:
        """Cancel everything and wait for it; whether all ended in time."""
        end = time.monotonic() + timeout_s
        with self._lock:
            self._is_shut = True
            waiting, running = self._queue.clear(), tuple(self._running)
            threads = tuple(self._threads)
        for work in waiting:
            work.refuse()
        for work in running:
            work.cancel()
        for thread in threads:
            if thread is not threading.current_thread():
                thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()

    def require_possible(self, limits: Limits) -> None:
        """Refuse limits that work cannot be held to here.

        Raises
        ------
        ValueError
            A thread has no memory and no processor time of its own.
        """
        if limits.memory_mb is not None or limits.work_seconds is not None:
            raise ValueError("threads can be bounded in time by the clock only")

    def call(self, work: Work[T], task: Task[T], progress: ProgressFn) -> T:
        """Do one piece of work, on the thread that calls."""
        if work.limits.seconds is None:
            return task(token=work.token, progress=progress)
        timed = TimedToken(work.token, work.limits.seconds)
        try:
            return task(token=timed, progress=progress)
        except CancelledError as error:
            if timed.is_over and not work.token.is_cancelled:
                raise OverTimeError from error
            raise

    def _withdraw(self, work: Work[Any]) -> bool:
        with self._lock:
            return self._queue.remove(work)

    def _start_thread(self) -> None:
        """Have one more thread where there is work for it; with the lock held."""
        if len(self._threads) < self._workers and self._queue.has_next:
            name = f"{THREAD_NAME}-{next(_numbers)}"
            thread = threading.Thread(target=self._work, name=name, daemon=True)
            self._threads.add(thread)
            thread.start()

    def _work(self) -> None:
        done: Work[Any] | None = None
        while True:
            with self._lock:
                if done is not None:
                    self._running.discard(done)
                    self._queue.give_back(done)
                work = self._queue.take()
                if work is None:
                    self._threads.discard(threading.current_thread())
                    return
                self._running.add(work)
            self._run(work)
            done = work

    def _run(self, work: Work[Any]) -> None:
        work.run(lambda task, progress: self.call(work, task, progress))


class ThreadRunner(PoolRunner):
    """One thread: one piece of work after the other."""

    def __init__(self) -> None:
        super().__init__(1)
