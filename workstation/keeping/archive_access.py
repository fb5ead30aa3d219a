"""The archive of this computer: opened when it is first needed, mended where it is damaged."""

from __future__ import annotations

import threading
from collections.abc import Callable
from errno import EIO
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.archive.faults import DamagedError
from workstation.errors import OutputError
from workstation.messages import Message

if TYPE_CHECKING:
    from workstation.archive.database import Database

FILE = "lightbox.db"


class ArchiveAccess:
    """Opens one database, on whatever thread needs it first.

    Parameters
    ----------
    folder : Path
        Where the database lies, and the labels of masks.
    on_fault : callable
        Told, on any thread, when a damaged database was mended.
    url : str
        Of another database, e.g. on a server; "" for a file in the folder.
    prepare : callable
        Called with the database before anything else is done with it.
    """

    def __init__(
        self,
        folder: Path,
        on_fault: Callable[[OutputError], None],
        url: str = "",
        prepare: Callable[[Database], None] = lambda _database: None,
    ) -> None:
        self.file = folder / FILE
        self._url = url
        self._on_fault = on_fault
        self._prepare = prepare
        self._lock = threading.RLock()
        self._open: Database | None = None
        self._is_checked = False

    @property
    def exists(self) -> bool:
        """Whether there is anything to look up."""
        if self._url or self._open is not None:
            return True
        try:
            self.file.stat()
        except FileNotFoundError:
            return False
        except OSError:
            # What cannot be looked up is not absent.
            return True
        return True

    def database(self) -> Database:
        """The database.

        Raises
        ------
        OSError
            It cannot be opened now.
        OutputError
            A newer version of the program made it.
        """
        with self._lock:
            if self._open is None:
                # SQLAlchemy takes long to load; the window is there before it is needed.
                from workstation.archive.database import Database, file_url

                url = self._url or file_url(self.file)
                try:
                    opened = Database(url)
                except DamagedError:
                    self._mend()
                    opened = Database(url)
                try:
                    self._prepare(opened)
                except BaseException:
                    opened.close()
                    raise
                self._open = opened
            return self._open

    def checked(self) -> Database:
        """The database, with every page of its file in order; looked through once.

        Raises
        ------
        OSError, OutputError
            As `database`.
        """
        with self._lock:
            database = self.database()
            if not self._is_checked:
                try:
                    whole = database.is_whole()
                except DamagedError:
                    whole = False
                if not whole:
                    self.mend()
                    database = self.database()
                self._is_checked = True
            return database

    def mend(self) -> None:
        """Set a damaged file aside, and go on with what can be read of it.

        Raises
        ------
        OSError
            The disk refuses.
        """
        with self._lock:
            self.close()
            self._mend()

    def close(self) -> None:
        """Let go of it; it is opened again when it is needed again."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    def _mend(self) -> None:
        if self._url:
            raise OSError(EIO, "the database that was named is damaged")
        from workstation.archive.salvage import salvage

        aside = salvage(self.file)
        self._on_fault(
            OutputError(
                Message(
                    "The archive of this computer was damaged; what can be read of it is kept."
                ),
                hint=Message(
                    "Compare what is shown with your notes before you rely on it. The damaged "
                    "file is kept as {name} in the program's data folder.",
                    name=aside.name,
                ),
            )
        )
