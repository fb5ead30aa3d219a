"""Killing the program loses no step that was written."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from workstation.archive import tables
from workstation.archive.database import Database

_WRITER = """
import sys
from pathlib import Path
from uuid import uuid4
from workstation.archive.database import Database
from workstation.archive.label_files import LabelFiles
from workstation.archive.step_writer import StepWriter
from workstation.archive.steps import BeginStudy, Put, Step
folder = Path(sys.argv[1])
database = Database(f"sqlite:///{folder / 'lightbox.db'}")
writer = StepWriter(lambda: database, LabelFiles(folder), lambda error: None)
begin = BeginStudy("s", "1", {})
number = 0
while True:
    key = uuid4().hex
    pair = [Put("s", "draft", key + half, "n", '"' + "x" * 300 + '"') for half in "ab"]
    writer.write(Step((begin, *pair), durable=number % 3 == 0))
    print(key, flush=True)
    number += 1
"""


def test_every_step_that_was_told_is_there_whole_after_a_kill(tmp_path: Path) -> None:
    told: set[str] = set()
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        told.add(process.stdout.readline().strip())
        time.sleep(0.05)
        process.kill()
        rest = process.stdout.read().splitlines()
        process.wait()
        told |= {line for line in rest if len(line) == 32}
        database = Database(f"sqlite:///{tmp_path / 'lightbox.db'}")
        with database.read() as connection:
            keys = set(connection.execute(select(tables.draft.c.key)).scalars())
        assert database.is_whole()
        database.close()
        assert {key + half for key in told for half in "ab"} <= keys
        assert len(keys) % 2 == 0
