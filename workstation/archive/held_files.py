"""Files that somebody may remove while they are needed: held open, and put back.

A file that is open stays readable after its name is gone. So what was kept of a study outlives a
data folder that is cleared, moved or mounted over while the program runs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
from pathlib import Path

from workstation.archive.owner_file import owner_file

MOST = 256
"""Files that are held; of more, those held the longest are let go."""


class HeldFiles:
    """Open files by their names. Does nothing on Windows, where an open file cannot be removed."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._open: dict[Path, int] = {}

    def hold(self, path: Path) -> None:
        """Hold the file that has this name now, in the place of one that had it before."""
        if sys.platform == "win32":
            return
        with self._lock:
            with contextlib.suppress(OSError):
                if path in self._open and _same(self._open[path], path):
                    return
                descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                self._let_go(path)
                self._open[path] = descriptor
            for oldest in list(self._open)[:-MOST]:
                self._let_go(oldest)

    def missing(self) -> tuple[Path, ...]:
        """Names that are gone from the disk, or cannot be looked up."""
        with self._lock:
            return tuple(path for path in self._open if not _is_there(path))

    def put_back(self) -> tuple[Path, ...]:
        """Write again what is missing; gives the names.

        Raises
        ------
        OSError
            The disk refuses; what was put back until then is there.
        """
        with self._lock:
            found = self.missing()
            for path in found:
                _copy(self._open[path], path)
                self.hold(path)
            return found

    def close(self) -> None:
        """Let go of all."""
        with self._lock:
            for path in list(self._open):
                self._let_go(path)

    def _let_go(self, path: Path) -> None:
        descriptor = self._open.pop(path, None)
        if descriptor is not None:
            os.close(descriptor)


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except OSError:
        return False
    return True


def _same(descriptor: int, path: Path) -> bool:
    return os.path.samestat(os.fstat(descriptor), path.stat())


def _copy(descriptor: int, path: Path) -> None:
    """Write an open file under a name."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with owner_file(path) as sink, os.fdopen(os.dup(descriptor), "rb") as source:
        source.seek(0)
        shutil.copyfileobj(source, sink)
