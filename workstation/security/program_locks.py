"""Names that a running program holds, and that are free again when it is gone, however it went.

The locks are those of the system on files, taken by `filelock`: a row in a table would outlive a
killed program.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from filelock import FileLock, Timeout


class ProgramLocks:
    """Holds names by a locked file for each of them, and tells of those of other programs.

    Nothing here may stop the reading: where files cannot be written or locked, nothing is held.

    Parameters
    ----------
    folder : Path
        Of the files; made when it is first needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, FileLock] = {}

    def take(self, name: str) -> bool:
        """Hold a name; False while another program holds it."""
        if name in self._held:
            return True
        lock = _lock(self._file(name))
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock.acquire()
        except Timeout:
            return False
        except OSError:
            return True
        self._held[name] = lock
        return True

    def holds(self, name: str) -> bool:
        """Whether this program holds a name; not where it could not be locked."""
        return name in self._held

    def let_go(self, name: str) -> None:
        """A name is free again, and its file is gone."""
        lock = self._held.pop(name, None)
        if lock is not None:
            # Removed while it is held, so that nobody else holds the file that goes.
            self._remove(name)
            with contextlib.suppress(OSError):
                lock.release()

    def let_go_of_all(self) -> None:
        """Every name is free again."""
        for name in tuple(self._held):
            self.let_go(name)

    def is_left(self, name: str) -> bool | None:
        """Whether a program held a name and lives no more; None where nothing tells of it.

        What cannot be looked at counts as held.
        """
        if name in self._held:
            return False
        try:
            if not self._file(name).exists():
                return None
            lock = _lock(self._file(name))
            lock.acquire()
        except (Timeout, OSError):
            return False
        lock.release()
        return True

    def clear(self, name: str) -> None:
        """Remove the file of a name that a program has left."""
        if name not in self._held:
            self._remove(name)

    def _remove(self, name: str) -> None:
        with contextlib.suppress(OSError):
            self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        # UIDs and ids of files, which may hold any letters.
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.lock"


def _lock(file: Path) -> FileLock:
    return FileLock(file, blocking=False, mode=0o600, thread_local=False, fallback_to_soft=False)
