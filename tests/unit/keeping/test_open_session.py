"""What a killed program had open is found; what a living one has open is left alone."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.support.killed import started
from workstation.keeping.open_session import OpenSession, OpenState

STATE = OpenState(
    paths=("/data/a", "/data/b é"), modality="MR", layout="grid-2x2", stack_ids=("s1", ""), active=1
)
_PROGRAM = """
import sys, time
from pathlib import Path
from workstation.keeping.open_session import OpenSession, OpenState
session = OpenSession(Path(sys.argv[1]))
session.note(OpenState(paths=("/first",)))
session.note(OpenState(paths=("/data/a", "/data/b é"), modality="MR", layout="grid-2x2",
                       stack_ids=("s1", ""), active=1))
print("noted", flush=True)
time.sleep(60)
"""


def test_a_killed_program_leaves_its_last_state(tmp_path: Path) -> None:
    program = started(_PROGRAM, tmp_path, "noted")
    session = OpenSession(tmp_path)
    assert session.left_behind() == ()
    program.send_signal(signal.SIGKILL)
    program.wait()
    (left,) = session.left_behind()
    assert left.state == STATE
    session.discard(left)
    assert session.left_behind() == ()


def test_an_orderly_end_leaves_nothing(tmp_path: Path) -> None:
    session = OpenSession(tmp_path)
    session.note(STATE)
    assert OpenSession(tmp_path).left_behind() == ()
    session.forget()
    assert list(tmp_path.iterdir()) == []
    assert OpenSession(tmp_path).left_behind() == ()


ENDLESS = '{"paths": ["a"], "modality": "", "layout": "", "stack_ids": [], "active": 1e999}'


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"paths": 3}', '{"paths": []}', "[" * 100_000, '{"paths": ["/a"]', ENDLESS],
    ids=range(8),
)
def test_damaged_records_offer_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    assert OpenSession(tmp_path).left_behind() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_record_without_its_lock_is_that_of_a_program_that_is_gone(tmp_path: Path) -> None:
    session = OpenSession(tmp_path)
    session.note(STATE)
    (record,) = tmp_path.glob("*.json")
    text = record.read_bytes()
    session.forget()
    record.write_bytes(text)
    (left,) = OpenSession(tmp_path).left_behind()
    assert left.state == STATE


def test_a_record_that_is_being_opened_again_is_offered_once(tmp_path: Path) -> None:
    program = started(_PROGRAM, tmp_path, "noted")
    program.send_signal(signal.SIGKILL)
    program.wait()
    first, second = OpenSession(tmp_path), OpenSession(tmp_path)
    (left,) = first.left_behind()
    first.claim(left)
    assert second.left_behind() == ()
    first.release(left)
    assert second.left_behind() == (left,)
    first.discard(left)
    assert second.left_behind() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    session = OpenSession(tmp_path / "file" / "open")
    session.note(STATE)
    session.forget()
    assert session.left_behind() == ()
