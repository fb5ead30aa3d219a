"""Killing the program loses nothing that was decided."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from workstation.archive.journal import read_journal

_WRITER = """
import sys
from pathlib import Path
from workstation.archive.journal import Journal
journal = Journal(lambda error: None)
number = 0
while True:
    journal.append(Path(sys.argv[1]), [{"kind": "finding", "id": str(number), "value": "x" * 200}])
    print(number, flush=True)
    number += 1
"""


def test_every_line_that_was_told_is_there_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "sessions" / "a.jsonl"
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        before = len(read_journal(path))
        process.stdout.readline()
        time.sleep(0.05)
        process.kill()
        told = 1 + len(process.stdout.read().splitlines())
        process.wait()
        assert len(read_journal(path)) - before >= told - 1
