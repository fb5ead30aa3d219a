"""A damaged file is kept aside; every row that can be read goes on."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from workstation.archive import tables
from workstation.archive.applying import apply
from workstation.archive.database import Database
from workstation.archive.faults import DamagedError, RefusedError
from workstation.archive.salvage import salvage
from workstation.archive.steps import BeginStudy, Put, Step

COUNT = 400


def filled(folder: Path) -> Path:
    path = folder / "lightbox.db"
    database = Database(f"sqlite:///{path}")
    with database.write(durable=True) as connection:
        apply(Step((BeginStudy("s", "1.2", {"patient_id": "P"}),)), connection)
        for number in range(COUNT):
            put = Put("s", "draft", f"{number:04}", "a draft", f'"{number:04}{"x" * 300}"')
            apply(Step((put,)), connection)
    database.sync()
    database.close()
    return path


def keys(path: Path) -> list[str]:
    database = Database(f"sqlite:///{path}")
    assert database.is_whole()
    with database.read() as connection:
        found = list(connection.execute(select(tables.draft.c.key)).scalars())
        assert list(connection.execute(select(tables.study.c.patient_id)).scalars()) == ["P"]
    database.close()
    return found


def test_rows_on_both_sides_of_a_damaged_page_are_kept(tmp_path: Path) -> None:
    path = filled(tmp_path)
    data = bytearray(path.read_bytes())
    where = data.index(b"0200" + b"x" * 300)
    page = where // 4096 * 4096
    data[page : page + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    database = Database(f"sqlite:///{path}")
    with contextlib.suppress(DamagedError):
        assert not database.is_whole()
    database.close()
    aside = salvage(path)
    assert aside.read_bytes() == bytes(data)
    found = keys(path)
    assert found[0] == "0000"
    assert f"{COUNT - 1:04}" in found
    assert COUNT - 40 < len(found) < COUNT
    assert "0200" not in found


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 9000])
def test_nothing_of_a_file_that_is_none_is_lost(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lightbox.db"
    path.write_bytes(content)
    aside = salvage(path)
    assert aside.read_bytes() == content
    database = Database(f"sqlite:///{path}")
    assert database.is_whole()
    database.close()
    again = salvage(path)
    assert again != aside
    assert aside.read_bytes() == content


def test_a_whole_file_goes_through_unchanged(tmp_path: Path) -> None:
    path = filled(tmp_path)
    salvage(path)
    assert keys(path) == [f"{number:04}" for number in range(COUNT)]


def test_a_disk_that_is_full_meanwhile_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(tmp_path)
    data = path.read_bytes()
    count = 0

    @contextlib.contextmanager
    def refuse(database: Database, *, durable: bool) -> Iterator[Connection]:
        nonlocal count
        count += 1
        if count > 3:
            raise RefusedError("database or disk is full")
        with whole(database, durable=durable) as connection:
            yield connection

    whole = Database.write
    monkeypatch.setattr(Database, "write", refuse)
    with pytest.raises(RefusedError):
        salvage(path)
    assert path.read_bytes() == data
    monkeypatch.undo()
    salvage(path)
    assert len(keys(path)) == COUNT


def test_rows_around_damaged_letters_are_kept(tmp_path: Path) -> None:
    path = filled(tmp_path)
    damaged = sqlite3.connect(path)
    for key in ("0003", "0390"):
        damaged.execute("UPDATE draft SET value = CAST(X'7be9' AS TEXT) WHERE key = ?", (key,))
    damaged.commit()
    damaged.close()
    salvage(path)
    assert len(keys(path)) == COUNT
