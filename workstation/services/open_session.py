"""What is open now, so that after a crash the next start can offer it again.

Each running program holds one file of JSON lines, locked for as long as it lives; the last
whole line counts. A file that nobody holds any more is what a killed program left behind.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import uuid4

from workstation.security.file_lock import hold, is_held

_LARGEST_FILE = 4 * 1024**2


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
        self._file = folder / f"{uuid4().hex}.jsonl"
        self._descriptor: int | None = None
        self._last: OpenState | None = None
        self._claimed: dict[Path, int] = {}

    def note(self, state: OpenState) -> None:
        """Keep what is open now, at once."""
        if state == self._last:
            return
        self._last = state
        with contextlib.suppress(OSError):
            if self._descriptor is None:
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
                self._descriptor = os.open(self._file, flags, 0o600)
                hold(self._descriptor)
            line = json.dumps(asdict(state), ensure_ascii=False) + "\n"
            os.write(self._descriptor, line.encode())

    def forget(self) -> None:
        """Nothing is open any more, or the program ends by itself."""
        self._last = None
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def left_behind(self) -> tuple[LeftOpen, ...]:
        """What killed programs had open, the last one last; files that say nothing are removed."""
        found = []
        with contextlib.suppress(OSError):
            for file in sorted(self._folder.glob("*.jsonl"), key=lambda f: f.stat().st_mtime):
                if file != self._file and not is_held(file):
                    state = _last_state(file)
                    if state is None or not state.paths:
                        file.unlink(missing_ok=True)
                    else:
                        found.append(LeftOpen(state, file))
        return tuple(found)

    def claim(self, left: LeftOpen) -> None:
        """It is being opened again: no other program offers it, unless this one is killed."""
        with contextlib.suppress(OSError):
            descriptor = os.open(left.file, os.O_RDWR)
            hold(descriptor)
            self._claimed[left.file] = descriptor

    def release(self, left: LeftOpen) -> None:
        """It could not be opened: it is offered again at the next start."""
        with contextlib.suppress(OSError):
            if left.file in self._claimed:
                os.close(self._claimed.pop(left.file))

    def discard(self, left: LeftOpen) -> None:
        """It was opened again, or the reader does not want it."""
        self.release(left)
        with contextlib.suppress(OSError):
            left.file.unlink(missing_ok=True)


def _last_state(file: Path) -> OpenState | None:
    with file.open("rb") as opened:
        lines = opened.read(_LARGEST_FILE).split(b"\n")
    for line in reversed(lines):
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
            plain = json.loads(line)
            return OpenState(
                paths=tuple(str(path) for path in plain["paths"]),
                modality=str(plain["modality"]),
                layout=str(plain["layout"]),
                stack_ids=tuple(str(each) for each in plain["stack_ids"]),
                active=int(plain["active"]),
            )
    return None
