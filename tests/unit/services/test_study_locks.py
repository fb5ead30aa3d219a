"""A study that two programs have open is told; a killed program holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workstation.services.study_locks import StudyLocks

_PROGRAM = """
import sys, time
from pathlib import Path
from workstation.services.study_locks import StudyLocks
locks = StudyLocks(Path(sys.argv[1]))
print(locks.take("1.2.3"), flush=True)
time.sleep(60)
"""


def running(folder: Path) -> subprocess.Popen[str]:
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "True\n"
    return program


def test_the_second_program_is_told(tmp_path: Path) -> None:
    program = running(tmp_path)
    locks = StudyLocks(tmp_path)
    assert not locks.take("1.2.3")
    assert locks.take("1.2.4")
    program.send_signal(signal.SIGKILL)
    program.wait()
    assert locks.take("1.2.3")


def test_a_study_is_free_after_it_was_closed(tmp_path: Path) -> None:
    first, second = StudyLocks(tmp_path), StudyLocks(tmp_path)
    assert first.take("1.2.3")
    assert first.take("1.2.3")
    assert not second.take("1.2.3")
    first.release()
    assert second.take("1.2.3")


@pytest.mark.skipif(os.name == "nt", reason="folders are not made read-only there")
def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert StudyLocks(blocked / "open").take("1.2.3")
