"""A damaged database file: kept under another name, and what can be read of it written anew."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from workstation.archive.database import Database, file_url
from workstation.archive.tables import SCHEMA
from workstation.security.integrity import first_free


def salvage(path: Path) -> Path:
    """Set a damaged file aside and put a whole one with all that can be read in its place.

    Parameters
    ----------
    path : Path
        Of the SQLite file; nothing has it open.

    Returns
    -------
    Path
        The damaged file under its new name.

    Raises
    ------
    OSError
        The disk refuses; the damaged file is where it was.
    """
    aside = first_free(lambda n: path.with_name(f"{path.stem}.damaged-{n}{path.suffix}"))
    whole = path.with_name(f"{path.name}.salvaged")
    for left in _files(whole):
        left.unlink(missing_ok=True)
    fresh = Database(file_url(whole))
    try:
        _copy(path, fresh)
        fresh.sync()
    finally:
        fresh.close()
    # Killed at any of these, the damaged file or the whole one stands under the name.
    _name_also(path, aside)
    for old, new in zip(_files(path)[1:], _files(aside)[1:], strict=True):
        with contextlib.suppress(FileNotFoundError):
            old.replace(new)
    whole.replace(path)
    return aside


def _name_also(path: Path, name: Path) -> None:
    try:
        name.hardlink_to(path)
    except OSError:
        shutil.copy2(path, name)


def _files(path: Path) -> tuple[Path, Path, Path]:
    """The database and what SQLite keeps beside it."""
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _copy(damaged: Path, fresh: Database) -> None:
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_opened(damaged)) as source:
        source.row_factory = sqlite3.Row
        for table in SCHEMA.sorted_tables:
            names = {column.name for column in table.columns}
            rows = {row["seq"]: row for row in _readable(source, table.name)}
            for seq in sorted(rows):
                values = {n: rows[seq][n] for n in rows[seq].keys() if n in names}  # noqa: SIM118
                # A row whose study cannot be read is of no use; it stays in the damaged file.
                with contextlib.suppress(DBAPIError), fresh.write(durable=False) as connection:
                    connection.execute(table.insert().values(**values))


def _opened(path: Path) -> sqlite3.Connection:
    """For reading only: it stays as it is."""
    source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    # Letters that are damaged must not keep the rows around them from being read.
    source.text_factory = lambda raw: raw.decode(errors="backslashreplace")
    return source


def _readable(source: sqlite3.Connection, table: str) -> Iterator[Any]:
    """Rows from both ends of a table, up to what cannot be read."""
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error):
            yield from source.execute(f"SELECT * FROM {table} ORDER BY seq {order}")  # noqa: S608
            return
