"""Writes steps at once; what the disk refuses is held and tried again until it is written.

A step that was written outlives a killed program. The last steps before a full disk are late,
not lost, and the count of them is told for as long as there are any.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from workstation.archive.faults import DamagedError
from workstation.archive.held_files import HeldFiles
from workstation.archive.label_files import LabelFiles
from workstation.archive.steps import Change, Drop, Put, Step
from workstation.errors import OutputError
from workstation.messages import Message

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
    mend : callable, optional
        Puts a whole file in the place of a damaged one.
    """

    def __init__(
        self,
        database: Callable[[], Database],
        labels: LabelFiles,
        on_fault: Callable[[OutputError], None],
        on_unkept: Callable[[int], None] = lambda _count: None,
        *,
        mend: Callable[[], None] | None = None,
    ) -> None:
        self._mend = mend
        self._database = database
        self._labels = labels
        self._on_fault = on_fault
        self._on_unkept = on_unkept
        self._lock = threading.RLock()
        self._starting = threading.RLock()
        self._is_sync_wanted = False
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

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is written within."""
        with self._lock:
            yield

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
        with self._starting:
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
        self._end_thread()
        self._retry()
        # What was written last asked for one more.
        self._end_thread()
        self._held.close()

    def _end_thread(self) -> None:
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

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
                self._write_or_mend(step)
            except (OSError, DamagedError) as error:
                return error
            except Exception as error:  # noqa: BLE001 - one fault of ours must not lose the rest
                self._wrong.append(step)
                fault = error
            else:
                self._overtaken_by(step)
            self._late.popleft()
        return fault

    def _overtaken_by(self, step: Step) -> None:
        """What was wrong before and is said anew since is not written over it any more."""
        said_anew = {_place(change) for change in step.changes} - {None}
        rest = (
            replace(wrong, changes=tuple(c for c in wrong.changes if _place(c) not in said_anew))
            for wrong in self._wrong
        )
        self._wrong = deque(step for step in rest if any(map(_place, step.changes)))

    def _write_or_mend(self, step: Step) -> None:
        try:
            self._write(step)
        except DamagedError:
            if self._mend is None:
                raise
            self._mend()
            self._write(step)

    def _write(self, step: Step) -> None:
        for name, labels in step.labels.items():
            self._held.hold(self._labels.write(name, labels))
        # SQLAlchemy takes long to load; the window is there before it is needed.
        from workstation.archive.applying import apply

        with self._database().write(durable=step.durable) as connection:
            apply(step, connection)
        self._is_begun = True
        if not step.durable and not self._is_sync_wanted:
            self._is_sync_wanted = True
            self.later(self._sync)

    def _sync(self) -> None:
        """Have what outlives a killed program outlive a power cut as well, soon after."""
        self._is_sync_wanted = False
        # What cannot be synced now is synced with the next step, or by SQLite itself.
        with contextlib.suppress(OSError, DamagedError, OutputError):
            self._database().sync()

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
                written = database.put_back()
                if written is not None and written != database.path:
                    self._on_fault(_exchanged(written))
                elif written is not None:
                    names.append(written)
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
        if not isinstance(error, OSError | DamagedError):
            self._on_fault(_fault_of_ours(error))
            return
        self._on_fault(
            OutputError(
                Message("Decisions and measurements cannot be written to the disk now."),
                hint=Message(
                    "Free space on the disk, or check the program's data folder. What you do "
                    "is held in memory meanwhile and written as soon as there is room; do not "
                    "close the program before."
                ),
                detail=f"{type(error).__name__}: {error}",
            )
        )


def _place(change: Change) -> tuple[str, str, str] | None:
    """Which value a change is about, None for what only states a study."""
    return (change.study, change.kind, change.key) if isinstance(change, Put | Drop) else None


def _fault_of_ours(error: Exception) -> OutputError:
    return OutputError(
        Message("Something that was done cannot be kept, by a fault of the program."),
        hint=Message(
            "It is tried again; nothing can be signed meanwhile. Note what you did last, export "
            "what you need, and start the program anew."
        ),
        detail=f"{type(error).__name__}: {error}",
    )


def _exchanged(former: Path) -> OutputError:
    return OutputError(
        Message(
            "Another archive stands in the place of the one that was open; it is used from now."
        ),
        hint=Message(
            "What was open is kept as {name} in the same folder. Compare what is shown with your "
            "notes.",
            name=former.name,
        ),
    )


def _removed(folder: Path) -> OutputError:
    return OutputError(
        Message("What was kept of your work had been removed from the disk; it was written again."),
        hint=Message(
            "Look for what clears the folder {folder}, and compare what is shown with your notes.",
            folder=folder,
        ),
    )
