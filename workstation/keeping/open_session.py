"""What is open now, so that after a crash the next start can offer it again.

Each running program keeps one JSON file, and holds its name for as long as it lives. A file whose
name nobody holds any more is what a killed program left behind.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import uuid4

from workstation.security.plain_files import read_small
from workstation.security.program_locks import ProgramLocks

_LARGEST_FILE = 4 * 1024**2
_UNREADABLE = (
    OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenState:
    """What was on the screen.

    Parameters
    ----------
    paths : tuple of str
        Folders and files that were opened, in order.
    modality : str
        Of files that state none.
    layout : str
        Id of the layout.
    stack_ids : tuple of str
        What each viewport showed, "" where nothing; the active one is `active`.
    """

    paths: tuple[str, ...] = ()
    modality: str = ""
    layout: str = ""
    stack_ids: tuple[str, ...] = ()
    active: int = 0


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What a program that did not end by itself had open, and the file that says so."""

    state: OpenState
    file: Path = field(repr=False)


class OpenSession:
    """Notes what this program has open, and finds what others left behind.

    Nothing here may stop the reading: where the folder cannot be written, nothing is noted.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / f"{uuid4().hex}.json"
        self._locks = ProgramLocks(folder)
        self._last: OpenState | None = None

    def note(self, state: OpenState) -> None:
        """Keep what is open now, at once."""
        if state == self._last:
            return
        self._last = state
        self._locks.take(self._file.stem)
        if self._locks.holds(self._file.stem):
            with contextlib.suppress(OSError):
                _write(self._file, state)

    def forget(self) -> None:
        """Nothing is open any more, or the program ends by itself."""
        self._last = None
        self._remove(self._file)

    def left_behind(self) -> tuple[LeftOpen, ...]:
        """What killed programs had open, the last one last; files that say nothing are removed."""
        found = []
        with contextlib.suppress(OSError):
            for file in sorted(self._folder.glob("*.json"), key=lambda f: f.stat().st_mtime):
                # Nothing tells of one whose lock was removed by hand: its program is taken as gone.
                if file != self._file and self._locks.is_left(file.stem) is not False:
                    state = _read(file)
                    if state is None or not state.paths:
                        self._remove(file)
                    else:
                        found.append(LeftOpen(state, file))
        return tuple(found)

    def claim(self, left: LeftOpen) -> None:
        """It is being opened again: no other program offers it, unless this one is killed."""
        self._locks.take(left.file.stem)

    def release(self, left: LeftOpen) -> None:
        """It could not be opened: it is offered again at the next start."""
        self._locks.let_go(left.file.stem)

    def discard(self, left: LeftOpen) -> None:
        """It was opened again, or the reader does not want it."""
        self._remove(left.file)

    def _remove(self, file: Path) -> None:
        # The note first: one without a lock is that of a killed program.
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        self._locks.let_go(file.stem)
        self._locks.clear(file.stem)


def _write(file: Path, state: OpenState) -> None:
    # In its place at once, so that a kill leaves this note or the one before. It need not be on the
    # disk: after a power cut nothing is open.
    temporary = file.with_suffix(".part")
    try:
        # Paths may be named after patients.
        temporary.touch(mode=0o600)
        temporary.write_text(json.dumps(asdict(state), ensure_ascii=False), encoding="utf-8")
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def _read(file: Path) -> OpenState | None:
    try:
        plain = json.loads(read_small(file, _LARGEST_FILE))
        return OpenState(
            paths=tuple(str(path) for path in plain["paths"]),
            modality=str(plain["modality"]),
            layout=str(plain["layout"]),
            stack_ids=tuple(str(each) for each in plain["stack_ids"]),
            active=int(plain["active"]),
        )
    except _UNREADABLE:
        return None
