"""What a killed program had open is found; what a living one has open is left alone."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workstation.services.open_session import OpenSession, OpenState

STATE = OpenState(
    paths=("/data/a", "/data/b é"), modality="MR", layout="grid-2x2", stack_ids=("s1", ""), active=1
)
_PROGRAM = """
import sys, time
from pathlib import Path
from workstation.services.open_session import OpenSession, OpenState
session = OpenSession(Path(sys.argv[1]))
session.note(OpenState(paths=("/first",)))
session.note(OpenState(paths=("/data/a", "/data/b é"), modality="MR", layout="grid-2x2",
                       stack_ids=("s1", ""), active=1))
print("noted", flush=True)
time.sleep(60)
"""


def running(folder: Path) -> subprocess.Popen[str]:
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "noted\n"
    return program


def test_a_killed_program_leaves_its_last_state(tmp_path: Path) -> None:
    program = running(tmp_path)
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


@pytest.mark.parametrize("text", ["", "{", "[]\n", '{"paths": 3}\n', '{"paths": []}\n'])
def test_damaged_records_offer_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jsonl").write_text(text)
    assert OpenSession(tmp_path).left_behind() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_torn_last_line_gives_the_one_before(tmp_path: Path) -> None:
    session = OpenSession(tmp_path)
    session.note(STATE)
    (file,) = tmp_path.iterdir()
    text = file.read_bytes()
    session.forget()
    (tmp_path / "y.jsonl").write_bytes(text + b'{"paths": ["/la')
    (left,) = OpenSession(tmp_path).left_behind()
    assert left.state == STATE


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    session = OpenSession(tmp_path / "file" / "open")
    session.note(STATE)
    session.forget()
    assert session.left_behind() == ()
