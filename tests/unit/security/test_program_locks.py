"""What two programs want is told to the second; a killed program holds nothing."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.support.killed import left_by_a_killed_program, started
from workstation.security.program_locks import ProgramLocks

_PROGRAM = """
import sys, time
from pathlib import Path
from workstation.security.program_locks import ProgramLocks
locks = ProgramLocks(Path(sys.argv[1]))
print(locks.take("1.2.3"), flush=True)
time.sleep(60)
"""


def test_the_second_program_is_told(tmp_path: Path) -> None:
    program = started(_PROGRAM, tmp_path, "True")
    locks = ProgramLocks(tmp_path)
    assert not locks.take("1.2.3")
    assert locks.is_left("1.2.3") is False
    assert locks.take("1.2.4")
    program.send_signal(signal.SIGKILL)
    program.wait()
    assert locks.is_left("1.2.3") is True
    assert locks.take("1.2.3")
    assert locks.is_left("1.2.3") is False


def test_a_name_is_free_after_it_was_let_go(tmp_path: Path) -> None:
    first, second = ProgramLocks(tmp_path), ProgramLocks(tmp_path)
    assert first.take("1.2.3")
    assert first.take("1.2.3")
    assert not second.take("1.2.3")
    first.let_go("1.2.3")
    assert not first.holds("1.2.3")
    assert second.take("1.2.3")
    assert not first.take("1.2.3")


def test_nothing_lies_about_after_all_was_let_go(tmp_path: Path) -> None:
    locks = ProgramLocks(tmp_path)
    locks.take("a")
    locks.take("../b/\0 é")
    assert len(list(tmp_path.iterdir())) == 2
    locks.let_go_of_all()
    assert list(tmp_path.iterdir()) == []
    assert locks.is_left("a") is None


def test_what_a_killed_program_left_is_cleared_and_what_is_held_is_not(tmp_path: Path) -> None:
    left_by_a_killed_program(tmp_path, "left")
    locks = ProgramLocks(tmp_path)
    locks.take("held")
    locks.clear("left")
    locks.clear("held")
    assert locks.is_left("left") is None
    assert not ProgramLocks(tmp_path).take("held")


def test_a_link_in_the_place_of_a_lock_is_not_followed(tmp_path: Path) -> None:
    locks = ProgramLocks(tmp_path / "open")
    locks.take("a")
    (file,) = (tmp_path / "open").iterdir()
    locks.let_go("a")
    other = tmp_path / "letter.txt"
    other.write_text("what somebody wrote")
    file.symlink_to(other)
    assert locks.take("a")
    assert not locks.holds("a")
    assert other.read_text() == "what somebody wrote"


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not made read-only there")
def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    locks = ProgramLocks(blocked / "open")
    assert locks.take("1.2.3")
    assert not locks.holds("1.2.3")
    assert locks.is_left("1.2.3") is not True
    locks.let_go("1.2.3")
    locks.let_go_of_all()
