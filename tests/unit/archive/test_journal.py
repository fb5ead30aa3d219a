"""What the disk refuses is held and written later; what cannot be read is counted."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workstation.archive import journal as module
from workstation.archive.journal import (
    Journal,
    inspect_journal,
    read_journal,
    set_damage_aside,
)
from workstation.errors import OutputError


def entry(number: int) -> dict[str, object]:
    return {"kind": "finding", "id": str(number), "value": number}


def ids(path: Path) -> list[object]:
    return [record["id"] for record in read_journal(path)]


class Disk:
    """A disk that is full when a test says so; a part of a write may still fit."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = False
        self._write = os.write
        monkeypatch.setattr(os, "write", self.write)

    def write(self, descriptor: int, data: bytes) -> int:
        if not self.is_full:
            return self._write(descriptor, data)
        if len(data) > 20:
            return self._write(descriptor, data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")


def wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_full_disk_delays_entries_and_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_RETRY_S", 0.02)
    disk = Disk(monkeypatch)
    told: list[OutputError] = []
    counts: list[int] = []
    kept = Journal(told.append, counts.append)
    path = tmp_path / "sessions" / "a.jsonl"
    number = 0
    for full in (False, True, False, True, False):
        disk.is_full = full
        for _ in range(4):
            kept.append(path, [entry(number)])
            number += 1
        if full:
            assert kept.unkept == 4
            # No half lines: whoever reads now finds all that was written before.
            assert inspect_journal(path).damaged == 0
            disk.is_full = False
            wait(lambda: kept.unkept == 0)
    kept.close()
    assert ids(path) == [str(n) for n in range(number)]
    assert len(told) == 2
    assert told[0].hint
    assert counts[-1] == 0
    assert max(counts) == 4


def test_what_is_late_is_written_at_the_end_at_the_latest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    kept = Journal(lambda _error: None)
    disk.is_full = True
    kept.append(tmp_path / "a.jsonl", [entry(1)])
    disk.is_full = False
    kept.close()
    assert kept.unkept == 0
    assert ids(tmp_path / "a.jsonl") == ["1"]


def test_slow_work_that_fails_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_RETRY_S", 0.02)
    told: list[OutputError] = []
    kept = Journal(told.append)
    fails = [OSError("full"), RuntimeError("a bug"), MemoryError()]
    done: list[int] = []

    def work() -> None:
        if fails:
            raise fails.pop(0)
        done.append(1)

    kept.later(work)
    kept.later(lambda: done.append(2))
    wait(lambda: sorted(done) == [1, 2])
    wait(lambda: kept.unkept == 0)
    kept.append(tmp_path / "a.jsonl", [entry(1)])
    kept.close()
    assert len(told) == 1
    assert ids(tmp_path / "a.jsonl") == ["1"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_died_is_told_and_begun_anew() -> None:
    told: list[OutputError] = []
    kept = Journal(told.append)

    def die() -> None:
        raise SystemExit

    kept.later(die)
    assert kept._thread is not None
    kept._thread.join()
    done: list[int] = []
    kept.later(lambda: done.append(1))
    kept.close()
    assert done == [1]
    assert len(told) == 1


@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_step_that_was_cut_by_a_kill_counts_not_at_all(tmp_path: Path, left: int) -> None:
    kept = Journal(lambda _error: None)
    path = tmp_path / "a.jsonl"
    kept.append(path, [entry(0), entry(1)])
    kept.append(path, [entry(2), entry(3), entry(4)])
    kept.close()
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[: 2 + left], lines[2 + left][:7]]))
    expected = ["0", "1"] if left < 3 else ["0", "1", "2", "3", "4"]
    assert ids(path) == expected
    again = Journal(lambda _error: None)
    again.append(path, [entry(5)])
    again.close()
    assert ids(path) == [*expected, "5"]


@pytest.mark.parametrize(
    ("damage", "missing"),
    [
        (b"[" * 200_000, 1),
        (b"\0" * 300, 1),
        (b'{"kind": "finding", "id": "1", "value": NaN}', 1),
        (b'{"kind": "finding", "id": "1"', 1),
        (b"3", 1),
        (b"\xff\xfe{", 1),
        (b"{}\n[]\n1", 2),
    ],
)
def test_damaged_lines_are_counted_and_the_file_is_kept_aside(
    tmp_path: Path, damage: bytes, missing: int
) -> None:
    kept = Journal(lambda _error: None)
    path = tmp_path / "a.jsonl"
    for number in range(3):
        kept.append(path, [entry(number)])
    kept.close()
    lines = path.read_bytes().split(b"\n")
    lines[1] = damage
    broken = b"\n".join(lines)
    path.write_bytes(broken)
    content = inspect_journal(path)
    assert content.damaged == missing
    assert [r["id"] for r in content.records if "id" in r] == ["0", "2"]
    aside = set_damage_aside(path, content)
    assert aside is not None
    assert aside.read_bytes() == broken
    assert inspect_journal(path).damaged == 0
    assert [r["id"] for r in inspect_journal(path).records if "id" in r] == ["0", "2"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
