"""The real window is killed while it is edited; the next start offers exactly that state."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.edit_storm import told_until
from workstation.imaging.thorax_phantom import thorax_geometry
from workstation.services.demo_study import write_demo_study

RUNS = int(os.environ.get("LIGHTBOX_KILLS", "3"))
STEPS = (6, 40)
"""How many a reader takes before the kill: counted, so that a busy machine changes nothing."""
_MODULE = "tests.support.window_storm"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few slices of the demo study."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo_study(folder, thorax_geometry((16, 320, 320)))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killing_the_window_loses_nothing(study: Path, tmp_path: Path) -> None:
    chance = random.Random(11)
    for number in range(RUNS):
        data = tmp_path / str(number % 4)
        data.mkdir(exist_ok=True)
        said = data / "stderr.txt"
        with said.open("wb") as errors:
            program = subprocess.Popen(
                [sys.executable, "-m", _MODULE, str(data), str(study), str(number)],
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        assert program.stdout is not None
        with program, program.stdout as pipe:
            wanted = chance.randint(*STEPS)
            first = told_until(pipe, wanted, while_keeping=chance.random() < 0.7)
            program.send_signal(signal.SIGKILL)
            # By the same reader, which may have taken more from the pipe than it gave.
            rest = pipe.read()
        assert first.count(b"seen") >= wanted, said.read_text()
        told = [line.split() for line in (first + rest).split(b"\n")[:-1]]
        seen = [n for n, (word, _) in enumerate(told) if word == b"seen"]
        allowed = {digest for _, digest in told[seen[-1] :]}
        again = subprocess.run(
            [sys.executable, "-m", _MODULE, str(data), str(study), "check"],
            capture_output=True,
            check=False,
        )
        found = dict(line.split() for line in again.stdout.splitlines())
        assert found.get(b"found") in allowed, again.stderr.decode()
        assert program.returncode == -signal.SIGKILL, said.read_text()
