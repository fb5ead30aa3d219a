"""Writes steps at once; what the disk refuses is held and tried again until it is written.

A step that was written outlives a killed program. The last steps before a full disk are late,
not lost, and the count of them is told for as long as there are any.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from workstation.archive.faults import DamagedError
from workstation.archive.held_files import HeldFiles
from workstation.archive.label_files import LabelFiles
from workstation.archive.steps import Change, Step
from workstation.errors import OutputError
from workstation.words import said

if TYPE_CHECKING:
    from workstation.archive.database import Database

_RETRY_S = 2.0


class StepWriter:
    """Writes to a database in order, and does slow work on one thread of its own.

    Parameters
    ----------
    database : callable
        The database; raises OSError or DamagedError while it cannot be opened.
    labels : LabelFiles
        Where labels go.
    on_fault : callable
        Told, on any thread, when something cannot be written; once until everything is.
    on_unkept : callable
        Told, on any thread, how many steps wait for the disk, whenever that changes.
    """

    def __init__(
        self,
        database: Callable[[], Database],
        labels: LabelFiles,
        on_fault: Callable[[OutputError], None],
        on_unkept: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._database = database
        self._labels = labels
        self._on_fault = on_fault
        self._on_unkept = on_unkept
        self._lock = threading.RLock()
        self._late: deque[Step] = deque()
        self._wrong: deque[Step] = deque()
        self._stuck: deque[Callable[[], None]] = deque()
        self._told_count = 0
        self._is_told = False
        self._is_begun = False
        self._held = HeldFiles()
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    @property
    def unkept(self) -> int:
        """Steps and files that are not on the disk: refused, or removed since."""
        with self._lock:
            waiting = len(self._late) + len(self._wrong) + len(self._stuck)
            gone = self._is_begun and not self._is_there()
            return waiting + len(self._held.missing()) + gone

    def waiting(self) -> tuple[Change, ...]:
        """What is in memory only, oldest first."""
        with self._lock:
            return tuple(c for step in (*self._wrong, *self._late) for c in step.changes)

    def waiting_labels(self, name: str) -> NDArray[Any] | None:
        """Labels that are in memory only, or None."""
        with self._lock:
            steps = (*self._wrong, *self._late)
            return next((step.labels[name] for step in steps if name in step.labels), None)

    def watch(self) -> None:
        """The database was read: put it back where somebody removes it."""
        self._is_begun = True

    def hold(self, name: str) -> None:
        """Put labels back where somebody removes them while the program runs."""
        self._held.hold(self._labels.path(name))

    def write(self, step: Step) -> None:
        """Write a step now; where the disk refuses, as soon as it does not."""
        with self._lock:
            self._late.append(step)
            fault = self._put_back() or self._write_late()
        if fault is not None:
            self._tell(fault)
            # Its thread tries again from now on.
            self.later(lambda: None)
        self._tell_count()

    def keep_labels(self, name: str, labels: NDArray[Any]) -> None:
        """Have labels on the disk, before anything names them; they come again with their step.

        Where the disk refuses, nothing is told: the step will find the same.
        """
        try:
            self._held.hold(self._labels.write(name, labels))
        except OSError:
            self.later(lambda: None)

    def later(self, work: Callable[[], None]) -> None:
        """Do slow work on the writer's thread, in order."""
        self._queue.put(work)
        if self._thread is not None and not self._thread.is_alive():
            self._tell(RuntimeError("the thread that writes had ended"))
            self._thread = None
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="archive", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait until the slow work that was asked for so far is done; not on its own thread."""
        if self._thread is not None:
            done = threading.Event()
            self.later(done.set)
            done.wait()

    def close(self) -> None:
        """Wait until everything is on the disk that it takes."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None
        self._retry()
        self._held.close()

    def retry(self) -> None:
        """Write what was refused before, as far as it goes."""
        if self._thread is not None and not self._thread.is_alive():
            self.later(lambda: None)
        if not self._retry():
            self.later(lambda: None)

    def _retry(self) -> bool:
        """Whether everything is written that can be."""
        with self._lock:
            self._late.extendleft(reversed(self._wrong))
            self._wrong.clear()
            fault = self._put_back()
            if fault is None and self._late:
                fault = self._write_late()
            stuck = list(self._stuck)
            self._stuck.clear()
        if fault is not None:
            self._tell(fault)
        for work in stuck:
            self._do(work)
        self._tell_count()
        return fault is None

    def _write_late(self) -> Exception | None:
        """Write in order until the disk refuses; a step that is wrong holds up no other."""
        fault: Exception | None = None
        while self._late:
            step = self._late[0]
            try:
                self._write(step)
            except (OSError, DamagedError) as error:
                return error
            except Exception as error:  # noqa: BLE001 - one fault of ours must not lose the rest
                self._wrong.append(step)
                fault = error
            self._late.popleft()
        return fault

    def _write(self, step: Step) -> None:
        for name, labels in step.labels.items():
            self._held.hold(self._labels.write(name, labels))
        # SQLAlchemy takes long to load; the window is there before it is needed.
        from workstation.archive.applying import apply

        with self._database().write(durable=step.durable) as connection:
            apply(step, connection)
        self._is_begun = True

    def _is_there(self) -> bool:
        try:
            return self._database().is_there()
        except (OSError, DamagedError, OutputError):
            return False

    def _put_back(self) -> Exception | None:
        """Write again what somebody has removed, before anything is added to it."""
        try:
            names: list[Path] = list(self._held.put_back())
            if self._is_begun:
                database = self._database()
                if database.put_back() and database.path is not None:
                    names.append(database.path)
        except (OSError, DamagedError, OutputError) as error:
            return error
        if names:
            self._on_fault(_removed(names[-1].parent))
        return None

    def _work(self) -> None:
        while True:
            try:
                work = self._queue.get(timeout=_RETRY_S if self.unkept else None)
            except queue.Empty:
                self.retry()
                continue
            if work is None:
                return
            self._do(work)

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - a dead thread would lose all that follows
            self._stuck.append(work)
            self._tell(error)
        self._tell_count()

    def _tell_count(self) -> None:
        count = self.unkept
        if count == 0:
            self._is_told = False
        if count != self._told_count:
            self._told_count = count
            self._on_unkept(count)

    def _tell(self, error: Exception) -> None:
        if self._is_told:
            return
        self._is_told = True
        self._on_fault(
            OutputError(
                said("Decisions and measurements cannot be written to the disk now."),
                hint=said(
                    "Free space on the disk, or check the program's data folder. What you do "
                    "is held in memory meanwhile and written as soon as there is room; do not "
                    "close the program before."
                ),
                detail=f"{type(error).__name__}: {error}",
            )
        )


def _removed(folder: Path) -> OutputError:
    return OutputError(
        said("What was kept of your work had been removed from the disk; it was written again."),
        hint=said(
            "Look for what clears the folder {folder}, and compare what is shown with your notes.",
            folder=folder,
        ),
    )
