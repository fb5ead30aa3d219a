"""Work off the main thread: plain functions with a cancel token, answers as signals.

A job is made on the main thread, connected, then started. Its signals arrive on the main
thread. Nothing of Qt is touched by the function.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from workstation.errors import CancelledError, WorkstationError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken

_LOG = logging.getLogger(__name__)
_PROGRESS_INTERVAL_S = 0.1
_SHUTDOWN_MS = 15_000


class Lane(StrEnum):
    """Which queue a job waits in."""

    READING = "reading"
    """Scanning and loading: at once."""
    BACKGROUND = "background"
    """Thumbnails, masks: one after the other."""
    PLUGINS = "plugins"
    """Plugin runs: one after the other."""


_THREADS = {Lane.READING: 3, Lane.BACKGROUND: 1, Lane.PLUGINS: 1}


def _nothing(**_keywords: Any) -> None:  # noqa: ANN401
    """What a job does that was done."""


class Job(QObject):
    """One piece of work.

    The function is called with its arguments and the keywords `token` and `progress`.
    Exactly one of `done`, `failed` and `cancelled` is emitted at its end; `finished` after it.
    """

    done = Signal(object)
    failed = Signal(object)
    """A WorkstationError; other exceptions go to the crash handler."""
    cancelled = Signal()
    finished = Signal()
    progressed = Signal(float, object)
    """How far it is, and the stage as a Message."""
    crashed = Signal(object)
    _ended = Signal(str, object)
    _moved_on = Signal(float, object)

    def __init__(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        keywords: dict[str, Any],
        start: Callable[[Job], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.token = CancelToken()
        self._function = function
        self._args = args
        self._keywords = keywords
        self._start = start
        self._last_progress = 0.0
        self._ended.connect(self._tell_end)
        self._moved_on.connect(self._tell_progress)

    def start(self) -> None:
        """Put it in its queue; connect first."""
        self._start(self)

    def cancel(self) -> None:
        """Ask it to stop."""
        self.token.cancel()

    def run(self) -> None:
        """Do the work; called on a worker thread, once."""
        # What it is done with is let go of: Qt may keep the job itself for a while.
        function, args, keywords = self._function, self._args, self._keywords
        self._function, self._args, self._keywords = _nothing, (), {}
        try:
            self.token.raise_if_cancelled()
            result = function(*args, **keywords, token=self.token, progress=self._report)
        except CancelledError:
            self._ended.emit("cancelled", None)
        except WorkstationError as error:
            self._ended.emit("failed", error)
        except Exception as error:  # noqa: BLE001 - a bug must reach the crash handler
            _LOG.exception("A background job failed")
            self._ended.emit("crashed", error)
        else:
            self._ended.emit("done", result)

    def _report(self, fraction: float, stage: Message) -> None:
        now = time.monotonic()
        if fraction >= 1.0 or now - self._last_progress >= _PROGRESS_INTERVAL_S:
            self._last_progress = now
            self._moved_on.emit(float(fraction), stage)

    @Slot(float, object)
    def _tell_progress(self, fraction: float, stage: Message) -> None:
        self.progressed.emit(fraction, stage)

    @Slot(str, object)
    def _tell_end(self, how: str, value: object) -> None:
        if how == "done" and not self.token.is_cancelled:
            self.done.emit(value)
        elif how == "failed":
            self.failed.emit(value)
        elif how == "crashed":
            self.crashed.emit(value)
        else:
            self.cancelled.emit()
        self.finished.emit()


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job: Job | None = job

    def run(self) -> None:
        """Run the job on this thread."""
        job, self._job = self._job, None
        if job is not None:
            job.run()


class JobController(QObject):
    """Makes jobs, keeps them alive while they run, and ends them at shutdown.

    Parameters
    ----------
    on_crash : callable
        Told exceptions that are no WorkstationError.
    """

    changed = Signal()

    def __init__(
        self, on_crash: Callable[[BaseException], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._on_crash = on_crash
        self._jobs: set[Job] = set()
        self._pools: dict[Lane, QThreadPool] = {}
        for lane, threads in _THREADS.items():
            pool = QThreadPool(self)
            pool.setMaxThreadCount(threads)
            self._pools[lane] = pool

    @property
    def running(self) -> int:
        """Jobs that have not ended."""
        return len(self._jobs)

    def create(
        self,
        function: Callable[..., Any],
        *args: Any,  # noqa: ANN401 - what the function takes
        lane: Lane = Lane.READING,
        **keywords: Any,  # noqa: ANN401
    ) -> Job:
        """A job that will call `function(*args, **keywords, token=..., progress=...)`."""
        pool = self._pools[lane]

        def start(job: Job) -> None:
            self._jobs.add(job)
            self.changed.emit()
            pool.start(_Runnable(job))

        job = Job(function, args, keywords, start, self)
        job.crashed.connect(self._on_crash)
        job.finished.connect(lambda: self._forget(job))
        return job

    def _forget(self, job: Job) -> None:
        self._jobs.discard(job)
        job.deleteLater()
        self.changed.emit()

    def shutdown(self) -> bool:
        """Cancel everything and wait for it; whether all ended in time."""
        for job in tuple(self._jobs):
            job.cancel()
        for pool in self._pools.values():
            pool.clear()
        return all(pool.waitForDone(_SHUTDOWN_MS) for pool in self._pools.values())
