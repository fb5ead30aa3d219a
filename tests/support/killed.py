"""Programs that are killed, and what they leave behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import os, signal, sys
from pathlib import Path
from workstation.security.program_locks import ProgramLocks
locks = ProgramLocks(Path(sys.argv[1]))
assert locks.take(sys.argv[2]) and locks.holds(sys.argv[2])
os.kill(os.getpid(), signal.SIGKILL)
"""


def started(source: str, folder: Path, says: str) -> subprocess.Popen[str]:
    """A program that runs on a folder, once it has said that it is there."""
    program = subprocess.Popen(
        [sys.executable, "-c", source, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == f"{says}\n"
    return program


def left_by_a_killed_program(folder: Path, name: str) -> None:
    """A program takes a name of `ProgramLocks` and is killed."""
    done = subprocess.run([sys.executable, "-c", _PROGRAM, str(folder), name], check=False)
    assert done.returncode < 0
