"""Work off the main thread: plain functions with a cancel token, answers as signals.

A job is made on the main thread, connected, then started. Its signals arrive on the main
thread. Nothing of Qt is touched by the function.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from workstation.errors import WorkstationError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.processes.program_queue import program_queue
from workstation.processes.runner import Handle, Priority, State

_LOG = logging.getLogger(__name__)


class Lane(Enum):
    """Which part of the queue a job waits in."""

    READING = Priority.PICTURE
    """Scanning and loading: at once."""
    BACKGROUND = Priority.BACKGROUND
    """Thumbnails, masks: one after the other."""
    PLUGINS = Priority.ANALYSIS
    """Plugin runs: one after the other."""


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
    _ended = Signal()
    _moved_on = Signal(float, object)

    def __init__(
        self,
        submit: Callable[[CancelToken, ProgressFn], Handle[Any]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.token = CancelToken()
        self._submit = submit
        self._work: Handle[Any] | None = None
        # One that is cancelled while it waits has ended before `cancel` returns.
        self._ended.connect(self._tell_end, Qt.ConnectionType.QueuedConnection)
        self._moved_on.connect(self._tell_progress)

    def start(self) -> None:
        """Put it in its queue; connect first."""
        self._work = self._submit(self.token, self._report)
        self._work.on_end(self._ended.emit)

    def cancel(self) -> None:
        """Ask it to stop."""
        self.token.cancel()
        if self._work is not None:
            self._work.cancel()

    def _report(self, fraction: float, stage: Message) -> None:
        self._moved_on.emit(fraction, stage)

    @Slot(float, object)
    def _tell_progress(self, fraction: float, stage: Message) -> None:
        self.progressed.emit(fraction, stage)

    @Slot()
    def _tell_end(self) -> None:
        work, self._work = self._work, None
        if work is None:
            return
        if work.state is State.DONE and not self.token.is_cancelled:
            self.done.emit(work.result())
        elif isinstance(work.error, WorkstationError):
            self.failed.emit(work.error)
        elif work.error is not None:
            _LOG.error("A background job failed", exc_info=work.error)
            self.crashed.emit(work.error)
        else:
            self.cancelled.emit()
        self.finished.emit()


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
        self._queue = program_queue()

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
        given: list[partial[Any]] = [partial(function, *args, **keywords)]

        def submit(token: CancelToken, progress: ProgressFn) -> Handle[Any]:
            self._jobs.add(job)
            self.changed.emit()
            # Qt may keep the job for a while; what it is done with is let go of before.
            return self._queue.submit(
                given.pop(), priority=lane.value, token=token, progress=progress
            )

        job = Job(submit, self)
        job.crashed.connect(self._on_crash)
        job.finished.connect(lambda: self._forget(job))
        return job

    def _forget(self, job: Job) -> None:
        self._jobs.discard(job)
        job.deleteLater()
        self.changed.emit()

    def shutdown(self) -> bool:
        """Cancel everything and wait for it; whether all ended in time."""
        return self._queue.shutdown()
