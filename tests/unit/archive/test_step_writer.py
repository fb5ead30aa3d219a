"""What the disk refuses is held and written later; what was removed comes back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from sqlalchemy import Connection, select

from workstation.archive import applying, step_writer, tables
from workstation.archive.database import Database
from workstation.archive.faults import DamagedError, RefusedError
from workstation.archive.label_files import LabelFiles, hash_of
from workstation.archive.step_writer import StepWriter
from workstation.archive.steps import BeginStudy, Drop, Put, Step
from workstation.errors import OutputError

BEGIN = BeginStudy("s", "1.2.3", {})


def entry(key: str, value: str = "1") -> Put:
    return Put(study="s", kind="draft", key=key, name="a draft", value=value)


def step(*keys: str) -> Step:
    return Step((BEGIN, *(entry(key) for key in keys)))


def keys(database: Database) -> list[str]:
    with database.read() as connection:
        chosen = select(tables.draft.c.key).order_by(tables.draft.c.seq)
        return list(connection.execute(chosen).scalars())


class Desk:
    """A writer with what it tells, on a database in a folder."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.url = url or f"sqlite:///{folder / 'lightbox.db'}"
        self.told: list[OutputError] = []
        self.counts: list[int] = []
        self.labels = LabelFiles(folder / "labels")
        self._open: Database | None = None
        self.writer = StepWriter(self.database, self.labels, self.told.append, self.counts.append)

    def database(self) -> Database:
        if self._open is None:
            self._open = Database(self.url)
        return self._open

    def close(self) -> None:
        self.writer.close()
        if self._open is not None:
            self._open.close()


class Disk:
    """A database that refuses when a test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = False
        whole = Database.write

        @contextmanager
        def write(database: Database, *, durable: bool) -> Iterator[Connection]:
            with whole(database, durable=durable) as connection:
                yield connection
                if self.is_full:
                    raise RefusedError("database or disk is full")

        monkeypatch.setattr(Database, "write", write)


def wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_full_disk_delays_steps_and_loses_none(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step_writer, "_RETRY_S", 0.02)
    disk = Disk(monkeypatch)
    desk = Desk(tmp_path, url)
    number = 0
    for full in (False, True, False, True, False):
        disk.is_full = full
        for _ in range(4):
            desk.writer.write(step(str(number), f"{number}b"))
            number += 1
        if full:
            assert desk.writer.unkept == 4
            assert len(keys(desk.database())) == 2 * (number - 4)
            disk.is_full = False
            wait(lambda: desk.writer.unkept == 0)
    assert keys(desk.database()) == [f"{n}{b}" for n in range(number) for b in ("", "b")]
    desk.close()
    assert len(desk.told) == 2
    assert desk.told[0].hint
    assert (desk.counts[-1], max(desk.counts)) == (0, 4)


def test_what_is_late_is_written_at_the_end_at_the_latest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    desk = Desk(tmp_path)
    disk.is_full = True
    desk.writer.write(step("1"))
    assert [c.key for c in desk.writer.waiting() if isinstance(c, Put)] == ["1"]
    disk.is_full = False
    desk.close()
    assert desk.writer.unkept == 0
    again = Database(desk.url)
    assert keys(again) == ["1"]
    again.close()


def test_a_disk_that_is_really_full_and_freed_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.writer.write(step("first"))
    with desk.database().read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    big = "x" * 500_000
    desk.writer.write(Step((BEGIN, entry("big", big))))
    assert "full" in desk.told[0].detail
    assert desk.writer.unkept == 1
    with desk.database().read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    desk.writer.retry()
    assert desk.writer.unkept == 0
    assert keys(desk.database()) == ["first", "big"]
    desk.close()


def test_one_step_that_is_wrong_holds_up_no_other(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.writer.write(step("a"))
    # No such study: a fault of the program, not of the disk.
    desk.writer.write(Step((Put("none", "draft", "b", "n", "1"),)))
    desk.writer.write(step("c"))
    assert keys(desk.database()) == ["a", "c"]
    assert desk.writer.unkept == 1
    assert len(desk.told) == 1
    desk.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_told_and_written_when_it_is_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data")
    (tmp_path / "data").mkdir(mode=0o500)
    desk.writer.write(step("a"))
    assert desk.writer.unkept == 1
    (tmp_path / "data").chmod(0o700)
    desk.writer.retry()
    assert keys(desk.database()) == ["a"]
    desk.close()


def test_a_folder_that_nobody_may_write_to_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, refused = os.open, True

    def may_not(path: Path, *rest: int) -> int:
        if refused and Path(path).is_relative_to(tmp_path):
            raise PermissionError(13, "Permission denied")
        return whole(path, *rest)

    monkeypatch.setattr(os, "open", may_not)
    desk = Desk(tmp_path)
    labels = np.ones((2, 2), np.uint8)
    desk.writer.write(Step((BEGIN, entry("a")), {hash_of(labels): labels}))
    desk.writer.write(step("b"))
    assert (desk.writer.unkept, len(desk.told)) == (2, 1)
    refused = False
    desk.writer.retry()
    assert (desk.writer.unkept, keys(desk.database())) == (0, ["a", "b"])
    assert desk.labels.read(hash_of(labels)) is not None
    desk.close()


def test_a_folder_that_cannot_be_made_counts_until_it_can(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in its place")
    desk = Desk(tmp_path / "data")
    desk.writer.write(step("a"))
    desk.writer.write(step("b"))
    assert desk.writer.unkept == 2
    assert len(desk.told) == 1
    (tmp_path / "data").unlink()
    desk.writer.retry()
    assert (desk.writer.unkept, keys(desk.database())) == (0, ["a", "b"])
    desk.close()


def test_slow_work_that_fails_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step_writer, "_RETRY_S", 0.02)
    desk = Desk(tmp_path)
    fails = [OSError("full"), RuntimeError("a bug"), MemoryError()]
    done: list[int] = []

    def work() -> None:
        if fails:
            raise fails.pop(0)
        done.append(1)

    desk.writer.later(work)
    desk.writer.later(lambda: done.append(2))
    wait(lambda: sorted(done) == [1, 2])
    wait(lambda: desk.writer.unkept == 0)
    desk.close()
    assert len(desk.told) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_died_is_told_and_begun_anew(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    def die() -> None:
        raise SystemExit

    desk.writer.later(die)
    assert desk.writer._thread is not None
    desk.writer._thread.join()
    done: list[int] = []
    desk.writer.later(lambda: done.append(1))
    desk.close()
    assert done == [1]
    assert len(desk.told) == 1


def test_labels_are_on_the_disk_before_the_row_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    labels = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    name = hash_of(labels)
    there: list[bool] = []
    whole = applying.apply

    def apply(step: Step, connection: Connection) -> None:
        there.append(desk.labels.path(name).exists())
        whole(step, connection)

    monkeypatch.setattr(applying, "apply", apply)
    desk.writer.write(Step((BEGIN, entry("a")), {name: labels}))
    assert there == [True]
    found = desk.labels.read(name)
    assert found is not None
    assert_array_equal(found, labels)
    desk.close()


def test_a_row_waits_for_its_labels(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.writer.write(step("before"))
    labels = np.ones((2, 2), np.uint8)
    (tmp_path / "labels").write_text("a file in the place of the folder")
    desk.writer.keep_labels(hash_of(labels), labels)
    desk.writer.write(Step((BEGIN, entry("with labels")), {hash_of(labels): labels}))
    assert (desk.writer.unkept, keys(desk.database())) == (1, ["before"])
    assert desk.writer.waiting_labels(hash_of(labels)) is labels
    (tmp_path / "labels").unlink()
    desk.writer.retry()
    assert (desk.writer.unkept, keys(desk.database())) == (0, ["before", "with labels"])
    assert desk.labels.read(hash_of(labels)) is not None
    desk.close()


def test_order_hangs_on_no_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    years = iter(range(2030, 1990, -1))
    monkeypatch.setattr(applying, "now_utc", lambda: datetime(next(years), 1, 1, tzinfo=UTC))
    desk = Desk(tmp_path)
    for key in ("a", "b", "c"):
        desk.writer.write(step(key))
    desk.writer.write(Step((Drop("s", "draft", "a"), entry("a"))))
    assert keys(desk.database()) == ["b", "c", "a"]
    desk.close()


gone = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")


@gone
def test_an_archive_that_is_removed_comes_back_with_the_next_step(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data")
    labels = np.ones((2, 2), np.uint8)
    desk.writer.write(Step((BEGIN, entry("one")), {hash_of(labels): labels}))
    desk.writer.write(step("two"))
    shutil.rmtree(tmp_path / "data")
    assert desk.writer.unkept == 2
    desk.writer.write(step("three"))
    assert keys(desk.database()) == ["one", "two", "three"]
    assert desk.labels.read(hash_of(labels)) is not None
    assert [str(error.message) for error in desk.told] == [
        "What was kept of your work had been removed from the disk; it was written again."
    ]
    (tmp_path / "data" / "lightbox.db").unlink()
    desk.close()
    again = Database(desk.url)
    assert keys(again) == ["one", "two", "three"]
    assert desk.writer.unkept == 0
    again.close()


@gone
def test_a_folder_that_cannot_be_made_again_counts_until_it_can(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    desk = Desk(folder)
    desk.writer.write(step("one"))
    shutil.rmtree(folder)
    folder.write_text("a file in its place")
    desk.writer.write(step("two"))
    assert desk.writer.unkept == 2
    assert "cannot be written" in str(desk.told[0].message)
    folder.unlink()
    desk.writer.retry()
    assert (desk.writer.unkept, keys(desk.database())) == (0, ["one", "two"])
    desk.close()


def test_a_server_that_is_not_reached_is_tried_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "postgresql+pg8000://nobody@127.0.0.1:1/none")
    desk.writer.write(step("a"))
    assert desk.writer.unkept == 1
    assert len(desk.told) == 1
    desk.url = f"sqlite:///{tmp_path / 'lightbox.db'}"
    desk.writer.retry()
    assert (desk.writer.unkept, keys(desk.database())) == (0, ["a"])
    desk.close()


def test_sqlite_is_asked_for_what_a_power_cut_needs(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    database = desk.database()
    for durable, expected in ((True, 2), (False, 1)):
        with database.write(durable=durable) as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == expected
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    desk.close()
    assert sqlite3.connect(tmp_path / "lightbox.db").execute("PRAGMA quick_check").fetchone()


def test_a_step_that_was_wrong_is_not_written_over_what_was_said_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    whole, fails = applying.apply, [MemoryError()]

    def apply(step: Step, connection: Connection) -> None:
        if fails:
            raise fails.pop()
        whole(step, connection)

    monkeypatch.setattr(applying, "apply", apply)
    desk.writer.write(Step((BEGIN, entry("a", "old"), entry("b", "only here"))))
    assert "fault of the program" in str(desk.told[0].message)
    desk.writer.write(Step((BEGIN, entry("a", "new"))))
    desk.writer.retry()
    assert desk.writer.unkept == 0
    with desk.database().read() as connection:
        found = dict(connection.execute(select(tables.draft.c.key, tables.draft.c.value)).all())
    assert found == {"a": "new", "b": "only here"}
    desk.close()


def test_a_file_that_is_damaged_while_it_is_open_is_mended(tmp_path: Path) -> None:
    mended: list[int] = []
    desk = Desk(tmp_path)
    fails = [DamagedError("malformed")]
    whole = desk.database

    def database() -> Database:
        if fails:
            raise fails.pop()
        return whole()

    writer = StepWriter(
        database, desk.labels, desk.told.append, mend=lambda: mended.append(len(fails))
    )
    writer.write(step("a"))
    writer.close()
    assert (mended, desk.told, keys(whole())) == ([0], [], ["a"])
    desk.close()


@gone
def test_another_archive_in_the_place_of_the_open_one_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data")
    desk.writer.write(step("mine"))
    other = Desk(tmp_path / "other")
    other.writer.write(step("others", "more"))
    other.close()
    (tmp_path / "other" / "lightbox.db").replace(tmp_path / "data" / "lightbox.db")
    desk.writer.write(step("next"))
    assert keys(desk.database()) == ["others", "more", "next"]
    assert "Another archive stands in the place" in str(desk.told[0].message)
    assert "lightbox.former-1.db" in str(desk.told[0].hint)
    former = Database(f"sqlite:///{tmp_path / 'data' / 'lightbox.former-1.db'}")
    assert keys(former) == ["mine"]
    former.close()
    desk.close()


def test_no_thread_outlives_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    desk = Desk(tmp_path)
    disk.is_full = True
    desk.writer.write(step("late"))
    disk.is_full = False
    desk.close()
    assert desk.writer._thread is None
    assert keys(Database(desk.url)) == ["late"]
