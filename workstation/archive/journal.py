"""An append-only file of JSON lines that survives a killed program.

A line is written whole and handed to the operating system at once, so killing the program
loses nothing; it is forced to the disk soon after, so a power cut loses little. What cannot be
written is held and tried again until it is; the last entries of a full disk are late, not lost.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from workstation.archive.held_files import HeldFiles
from workstation.archive.owner_file import owner_file
from workstation.errors import OutputError
from workstation.words import said

Record = dict[str, Any]
_RETRY_S = 2.0


@dataclass(frozen=True, slots=True)
class JournalContent:
    """What a journal holds: its records, the lines they stand on, and lines that say nothing."""

    records: tuple[Record, ...]
    lines: tuple[bytes, ...]
    damaged: int


def inspect_journal(path: Path) -> JournalContent:
    """Every line of a journal, oldest first, and how many cannot be read.

    Raises
    ------
    OutputError
        The file is there and cannot be read.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return JournalContent((), (), 0)
    except OSError as error:
        raise OutputError(
            said("What was kept of this study cannot be read."),
            hint=said("Check the permissions of the program's data folder."),
            detail=str(error),
        ) from error
    records: list[Record] = []
    whole: list[bytes] = []
    damaged = 0
    for line in lines:
        if not line.strip():
            continue
        record = _record(line)
        if record is None:
            damaged += 1
        else:
            records.append(record)
            whole.append(line)
    cut = _cut_steps(records)
    if cut:
        kept = [n for n, record in enumerate(records) if _step(record)[0] not in cut]
        records, whole = [records[n] for n in kept], [whole[n] for n in kept]
    return JournalContent(tuple(records), tuple(whole), damaged + len(cut))


def _step(record: Record) -> tuple[str, int, int]:
    """The step that a record belongs to, its number in it, and how many there are."""
    match record.get("step"):
        case [str(step), int(number), int(count)]:
            return step, number, count
        case _:
            return "", 1, 1


def _cut_steps(records: Sequence[Record]) -> frozenset[str]:
    """Steps whose end was not written.

    A kill may cut a write at the end of a page of memory; a step counts whole or not at all.
    """
    ends = {step: number < count for step, number, count in map(_step, records) if step}
    return frozenset(step for step, is_cut in ends.items() if is_cut)


def read_journal(path: Path) -> list[Record]:
    """Every whole line of a journal, oldest first; empty when there is no file.

    Raises
    ------
    OutputError
        The file is there and cannot be read.
    """
    return list(inspect_journal(path).records)


def _record(line: bytes) -> Record | None:
    try:
        record = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def set_damage_aside(path: Path, content: JournalContent) -> Path | None:
    """Keep a damaged journal under another name, and only its whole lines under its own.

    Returns
    -------
    Path or None
        The damaged file; None where the disk refuses, which leaves everything as it is.
    """
    number = 1
    while (aside := path.with_suffix(f".damaged-{number}")).exists():
        number += 1
    try:
        shutil.copy2(path, aside)
        with owner_file(path) as file:
            file.write(b"".join(line + b"\n" for line in content.lines))
    except OSError:
        return None
    return aside


class Journal:
    """Appends records to files, in order, and does slow work on one thread of its own.

    Parameters
    ----------
    on_fault : callable
        Told, on any thread, when something cannot be written; once until everything is.
    on_unkept : callable
        Told, on any thread, how many entries wait for the disk, whenever that changes.
    """

    def __init__(
        self,
        on_fault: Callable[[OutputError], None],
        on_unkept: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._on_fault = on_fault
        self._on_unkept = on_unkept
        self._lock = threading.RLock()
        self._late: dict[Path, deque[bytes]] = {}
        self._stuck: deque[Callable[[], None]] = deque()
        self._told_count = 0
        self._is_told = False
        self._held = HeldFiles()
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    @property
    def unkept(self) -> int:
        """Entries and files of labels that are not on the disk: refused, or removed since."""
        with self._lock:
            late = sum(len(late) for late in self._late.values())
            return late + len(self._stuck) + len(self._held.missing())

    def hold(self, path: Path) -> None:
        """Put a file back where somebody removes it while the program runs."""
        self._held.hold(path)

    def append(self, path: Path, records: Sequence[Record]) -> None:
        """Write lines now, all of them or none; force them to the disk soon.

        They are handed over in one piece, which a killed program has either done or not.
        """
        if len(records) > 1:
            step = uuid4().hex[:8]
            marks = ([step, n, len(records)] for n in range(1, len(records) + 1))
            records = [{**r, "step": mark} for r, mark in zip(records, marks, strict=True)]
        lines = [json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records]
        data = "".join(f"{line}\n" for line in lines).encode()
        with self._lock:
            self._late.setdefault(path, deque()).append(data)
            fault = self._put_back() or self._write_late(path)
        if fault is None:
            self.later(lambda: _sync(path))
        else:
            self._tell(fault)
            # Its thread tries again from now on.
            self.later(lambda: None)
        self._tell_count()

    def later(self, work: Callable[[], None]) -> None:
        """Do slow work, such as packing a mask, on the journal's thread, in order."""
        self._queue.put(work)
        if self._thread is not None and not self._thread.is_alive():
            self._tell(RuntimeError("the thread that writes had ended"))
            self._thread = None
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
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
            # Its thread tries again from now on.
            self.later(lambda: None)

    def _retry(self) -> bool:
        """Whether what was removed is back; the rest is written as far as it goes."""
        with self._lock:
            fault = self._put_back()
            for path in list(self._late) if fault is None else ():
                self._write_late(path)
            stuck = list(self._stuck)
            self._stuck.clear()
        if fault is not None:
            self._tell(fault)
        for work in stuck:
            self._do(work)
        self._tell_count()
        return fault is None

    def _write_late(self, path: Path) -> OSError | None:
        late = self._late[path]
        while late:
            try:
                _append_lines(path, late[0])
            except OSError as error:
                return error
            late.popleft()
        del self._late[path]
        self._held.hold(path)
        return None

    def _put_back(self) -> OSError | None:
        """Write again what somebody has removed, before anything is added to it."""
        try:
            names = self._held.put_back()
        except OSError as error:
            return error
        if names:
            self._on_fault(_removed(names[0].parent))
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


def _append_lines(path: Path, lines: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        before = os.fstat(descriptor).st_size
        torn = _ends_torn(path)
        try:
            _write_all(descriptor, b"\n" + lines if torn else lines)
        except OSError:
            # A part of them would be a damaged line.
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, before)
            raise
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    """One call is enough unless the disk runs full; then the next one tells."""
    written = os.write(descriptor, data)
    while written < len(data):
        written += os.write(descriptor, data[written:])


def _ends_torn(path: Path) -> bool:
    """Whether the last line of a crashed session has no end."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
