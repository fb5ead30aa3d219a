"""One database: opened, brought to the newest schema, and written in whole transactions.

SQLite in write-ahead mode lies in the program's data folder. What a transaction has committed
outlives a killed program; a durable one is on the disk as well and outlives a power cut. Any
other database of SQLAlchemy may be named by its URL; PostgreSQL is tested.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import StaticPool

from workstation.archive.faults import DamagedError, RefusedError
from workstation.archive.tables import REVISION
from workstation.security.integrity import first_free

SERVER_WAIT_S = 10
"""For an answer of a server."""
_REFUSALS = ("08", "25", "28", "3D", "40", "53", "55", "57", "58")
"""Classes of SQLSTATE that another try may pass, PostgreSQL appendix A."""
LOCK_WAIT_MS = 3000
"""How long a step waits for that of another program."""


_WHAT_IT_HOLDS = (
    "SELECT name, seq FROM sqlite_sequence ORDER BY name",
    "SELECT id, at FROM study ORDER BY seq",
    "SELECT seq, at FROM audit_event ORDER BY seq DESC LIMIT 1",
)
"""Alike in two files that are copies, and in no others: it holds moments to the microsecond."""


def _log_of(path: Path) -> Path:
    """The write-ahead log of a file."""
    return path.with_name(f"{path.name}-wal")


def _beside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.former-{number}{path.suffix}")


def file_url(path: Path) -> URL:
    """The URL of a SQLite file, whatever letters its name has."""
    return URL.create("sqlite", database=str(path.absolute()))


class Database:
    """A database that threads share, one at a time.

    Parameters
    ----------
    url : str or URL
        As `file_url` gives it, or of a server, e.g. `postgresql+pg8000://user@host/name`.

    Raises
    ------
    RefusedError
        It cannot be opened now.
    DamagedError
        The file is no database, or a damaged one.
    OutputError
        A newer version of the program made it.
    """

    def __init__(self, url: str | URL) -> None:
        parsed = make_url(url)
        self._lock = threading.RLock()
        is_file = parsed.get_backend_name() == "sqlite"
        self.path = Path(parsed.database or "") if is_file else None
        """The file, None for a server."""
        self._identity: tuple[int, int] | None = None
        self._log: tuple[int, int] | None = None
        if self.path is None:
            arguments = {"timeout": SERVER_WAIT_S} if "pg8000" in parsed.drivername else {}
            self._engine = create_engine(
                parsed, pool_pre_ping=True, hide_parameters=True, connect_args=arguments
            )
        else:
            self._engine = self._sqlite(parsed)
        with self._faults_told():
            self._upgrade()
        self._note_identity()

    def _sqlite(self, url: URL) -> Engine:
        assert self.path is not None  # noqa: S101 - for the type checker
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Nobody else may read it, nor the files that SQLite makes beside it.
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        engine = create_engine(
            url,
            poolclass=StaticPool,
            hide_parameters=True,
            connect_args={"check_same_thread": False, "timeout": LOCK_WAIT_MS / 1000},
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine

    @contextlib.contextmanager
    def write(self, *, durable: bool) -> Iterator[Connection]:
        """A transaction: whole or not at all. A durable one is on the disk when it ends.

        Raises
        ------
        RefusedError
            Nothing of it was written.
        DamagedError
            The file is damaged.
        """
        with self._lock, self._faults_told(), self._engine.connect() as connection:
            if self.path is not None:
                connection.connection.execute(
                    f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}"
                )
                connection.execution_options(lightbox_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Look things up; raises as `write` does."""
        with self._lock, self._faults_told(reading=True), self._engine.connect() as connection:
            yield connection

    def is_whole(self) -> bool:
        """Whether SQLite finds every page of the file in order; a server looks after itself."""
        if self.path is None:
            return True
        with self.read() as connection:
            told = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        return bool(told == "ok")

    def is_there(self) -> bool:
        """Whether the file that was opened still stands under its name."""
        return self.path is None or self._identity == _identity(self.path)

    def put_back(self) -> Path | None:
        """Write the file again where somebody removed it; None where it is there.

        One that stands in its place, put there on purpose or by another program, is opened; what
        was open is written beside it, unless both hold the same.

        Returns
        -------
        Path or None
            What was written: the file itself, or the one beside it.

        Raises
        ------
        RefusedError
            The disk refuses.
        """
        with self._lock, self._faults_told():
            if self.path is None or self.is_there():
                return None
            written: Path | None = None
            if _identity(self.path) is None:
                written = self.path
            elif not self._holds_the_same():
                written = first_free(partial(_beside, self.path))
            if written is not None:
                self._copy_to(written)
            self._engine.dispose()
            self._drop_own_log()
            self._upgrade()
            self._note_identity()
            return written

    def _holds_the_same(self) -> bool:
        """Whether the file that took the place of this one is a copy of it."""
        with self._engine.connect() as connection:
            mine = [connection.exec_driver_sql(each).all() for each in _WHAT_IT_HOLDS]
        assert self.path is not None  # noqa: S101 - for the type checker
        # As it is: what was logged beside the former file is none of its own.
        address = f"{self.path.resolve().as_uri()}?immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as other:
            try:
                its = [other.execute(each).fetchall() for each in _WHAT_IT_HOLDS]
            except sqlite3.Error:
                return False
        return its == [[tuple(row) for row in rows] for rows in mine]

    def _drop_own_log(self) -> None:
        """Remove what was logged for the file that was open, lest it be read into another one."""
        assert self.path is not None  # noqa: S101 - for the type checker
        log = _log_of(self.path)
        if self._log is not None and _identity(log) == self._log:
            log.unlink(missing_ok=True)
            self.path.with_name(f"{self.path.name}-shm").unlink(missing_ok=True)

    def _copy_to(self, path: Path) -> None:
        """What the open file holds, which lost its name, as a file again."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_suffix(f"{path.suffix}.part")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_RDWR | os.O_CREAT, 0o600))
        with self._engine.connect() as connection:
            source = connection.connection.driver_connection
            with contextlib.closing(sqlite3.connect(part)) as target:
                source.backup(target)  # type: ignore[union-attr]
        for left in ("-wal", "-shm"):
            path.with_name(path.name + left).unlink(missing_ok=True)
        part.replace(path)

    def sync(self) -> None:
        """Have everything that was committed on the disk."""
        if self.path is not None:
            with self.read() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Let go of the file or of the server."""
        with self._lock:
            self._engine.dispose()

    def _note_identity(self) -> None:
        if self.path is not None:
            self._identity = _identity(self.path)
            self._log = _identity(_log_of(self.path))

    def _upgrade(self) -> None:
        if _revision(self._engine) != REVISION:
            # Alembic takes long to load, and is needed once for each version of the schema.
            from workstation.archive.upgrade import upgrade

            upgrade(self._engine)

    @contextlib.contextmanager
    def _faults_told(self, *, reading: bool = False) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error) and _is_damage(error.orig):
                raise DamagedError(str(error.orig)) from error
            if reading or _is_refusal(error):
                raise RefusedError(str(error.orig)) from error
            raise
        except sqlite3.Error as error:
            if _is_damage(error):
                raise DamagedError(str(error)) from error
            raise RefusedError(str(error)) from error


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if found is None else str(found)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's
    # Transactions begin where this program says so, also around changes of the schema.
    connection.isolation_level = None
    # Letters that are damaged must not keep the other rows from being read.
    connection.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={LOCK_WAIT_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("lightbox_begin", "BEGIN"))


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", None) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    ) or getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT")


def _is_refusal(error: DBAPIError) -> bool:
    """Whether the same step may pass later, unlike one that the program got wrong."""
    if isinstance(error.orig, sqlite3.Error):
        return isinstance(error.orig, sqlite3.OperationalError) and (
            error.orig.sqlite_errorcode != sqlite3.SQLITE_ERROR
        )
    stated = error.orig.args[0] if error.orig is not None and error.orig.args else None
    if isinstance(stated, dict):
        return str(stated.get("C", "")).startswith(_REFUSALS)
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
