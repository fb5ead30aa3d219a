"""Runs of plugins that a killed program left as running in the archive.

Each run has a locked file for as long as its program works on it; the system lets go of the lock
when the program is gone, however it went.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.archive.faults import DamagedError
from workstation.errors import OutputError
from workstation.security.file_lock import hold, is_held

if TYPE_CHECKING:
    from workstation.archive.database import Database


class RunLocks:
    """One locked file for each run of this program, and a look at those of others.

    Nothing here may stop a run or the reading: where the folder cannot be written, nothing is
    locked.

    Parameters
    ----------
    folder : Path
        Beside the archive.
    is_shared : bool
        The archive is that of several computers: what has no file here may run on another one.
    """

    def __init__(self, folder: Path, *, is_shared: bool) -> None:
        self._folder = folder
        self._is_shared = is_shared

    @contextlib.contextmanager
    def held(self, job: str) -> Iterator[None]:
        """A run is being worked on."""
        descriptor: int | None = None
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(self._file(job), os.O_RDWR | os.O_CREAT, 0o600)
            hold(descriptor)
        try:
            yield
        finally:
            if descriptor is not None:
                with contextlib.suppress(OSError):
                    os.close(descriptor)
                    self._file(job).unlink(missing_ok=True)

    def end_left(self, database: Database) -> None:
        """Note as ended what is noted as running and whose program is gone."""
        # SQLAlchemy takes long to load; whoever has a database has loaded it.
        from workstation.archive.job_rows import end_left, has_running

        with contextlib.suppress(OSError, DamagedError, OutputError):
            with database.read() as connection:
                if not has_running(connection):
                    return
            with database.write(durable=False) as connection:
                left = end_left(connection, self._is_left)
            for job in left:
                self._file(job).unlink(missing_ok=True)

    def _is_left(self, job: str) -> bool:
        file = self._file(job)
        return not is_held(file) if file.exists() else not self._is_shared

    def _file(self, job: str) -> Path:
        return self._folder / f"{job}.lock"
