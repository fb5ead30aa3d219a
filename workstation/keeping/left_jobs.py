"""Runs of plugins that a killed program left as running in the archive.

Each run is a name that its program holds for as long as it works on it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.archive.faults import DamagedError
from workstation.errors import OutputError
from workstation.security.program_locks import ProgramLocks

if TYPE_CHECKING:
    from workstation.archive.database import Database


class RunLocks:
    """Holds each run of this program, and ends those of programs that are gone.

    Parameters
    ----------
    folder : Path
        Beside the archive.
    is_shared : bool
        The archive is that of several computers: what has no file here may run on another one.
    """

    def __init__(self, folder: Path, *, is_shared: bool) -> None:
        self._locks = ProgramLocks(folder)
        self._is_shared = is_shared

    @contextlib.contextmanager
    def held(self, job: str) -> Iterator[None]:
        """A run is being worked on."""
        self._locks.take(job)
        try:
            yield
        finally:
            self._locks.let_go(job)

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
                self._locks.clear(job)

    def _is_left(self, job: str) -> bool:
        left = self._locks.is_left(job)
        return not self._is_shared if left is None else left
