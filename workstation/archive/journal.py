"""An append-only file of JSON lines that survives a killed program.

A line is written whole and handed to the operating system at once, so killing the program
loses nothing; it is forced to the disk soon after, so a power cut loses little. A torn last
line, as a crash may leave it, is ignored when reading.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from workstation.errors import OutputError
from workstation.words import said

Record = dict[str, Any]


def read_journal(path: Path) -> list[Record]:
    """Every whole line of a journal, oldest first; empty when there is no file.

    Raises
    ------
    OutputError
        The file is there and cannot be read.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OutputError(
            said("What was kept of this study cannot be read."),
            hint=said("Check the permissions of the program's data folder."),
            detail=str(error),
        ) from error
    records = []
    for line in lines:
        with contextlib.suppress(ValueError):
            record = json.loads(line) if line.strip() else None
            if isinstance(record, dict):
                records.append(record)
    return records


class Journal:
    """Appends records to files, in order, and does slow work on one thread of its own.

    Parameters
    ----------
    on_fault : callable
        Told, on the journal's thread, of the first line or file that cannot be written.
    """

    def __init__(self, on_fault: Callable[[OutputError], None]) -> None:
        self._on_fault = on_fault
        self._told = False
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def append(self, path: Path, records: Sequence[Record]) -> None:
        """Write lines now, all of them or none; force them to the disk soon.

        They are handed over in one piece, which a killed program has either done or not.
        """
        lines = [json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records]
        try:
            _append_lines(path, "".join(f"{line}\n" for line in lines).encode())
        except OSError as error:
            self._tell(error)
        else:
            self.later(lambda: _sync(path))

    def later(self, work: Callable[[], None]) -> None:
        """Do slow work, such as packing a mask, on the journal's thread, in order."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
            self._thread.start()
        self._queue.put(work)

    def close(self) -> None:
        """Wait until everything is on the disk."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (work := self._queue.get()) is not None:
            try:
                work()
            except OSError as error:
                self._tell(error)

    def _tell(self, error: OSError) -> None:
        if self._told:
            return
        self._told = True
        self._on_fault(
            OutputError(
                said("Decisions and measurements cannot be kept for the next session."),
                hint=said("Free space on the disk, or check the program's data folder."),
                detail=str(error),
            )
        )


def _append_lines(path: Path, lines: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        torn = _ends_torn(path)
        _write_all(descriptor, b"\n" + lines if torn else lines)
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
