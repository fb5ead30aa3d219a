"""Log-out and shutdown end the program in order: nothing unpacked stays, nothing is offered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.named_series import Names, write_named


@pytest.fixture(autouse=True)
def _hanging_up_ends_programs() -> Iterator[None]:
    """Also where the tests themselves are run under nohup, which programs inherit."""
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def wait(done: Callable[[], bool], program: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 300
    while not done():
        assert program.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_closes_the_window_and_removes_what_was_unpacked(
    tmp_path: Path, number: signal.Signals
) -> None:
    folder = write_named(tmp_path / "A", Names(), 1)
    archive = tmp_path / "study.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in folder.iterdir():
            packed.write(path, path.name)
    places = {}
    for name in ("TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        places[name] = str(tmp_path / name.lower())
        Path(places[name]).mkdir()
    program = subprocess.Popen(
        [sys.executable, "-m", "workstation.app.entry", str(archive)],
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )

    def unpacked() -> list[Path]:
        return list(Path(places["TMPDIR"]).glob("lightbox-zip-*"))

    def noted() -> list[Path]:
        return list(tmp_path.rglob("open/*.json"))

    wait(lambda: bool(unpacked()) and any(b"#1" in f.read_bytes() for f in noted()), program)
    program.send_signal(number)
    errors = program.communicate(timeout=300)[1].decode()
    assert program.returncode == 0, errors
    assert unpacked() == []
    assert noted() == []


_STOPPED = """
import os, signal, sys, time
from workstation.app import entry
from workstation.cli import main

def run(arguments, open_window, open_settings):
    try:
        os.kill(os.getpid(), int(sys.argv[1]))
        time.sleep(60)
    finally:
        print("cleaned up", flush=True)

main.run = run
sys.exit(entry.entry())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_ends_in_order_when_its_terminal_is_closed(number: signal.Signals) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _STOPPED, str(int(number))], capture_output=True, check=False
    )
    assert done.returncode == 130, done.stderr.decode()
    assert done.stdout == b"cleaned up\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGHUP")
def test_a_command_under_nohup_goes_on() -> None:
    text = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)" + _STOPPED.replace(
        "time.sleep(60)", "return 7"
    )
    done = subprocess.run(
        [sys.executable, "-c", text, str(int(signal.SIGHUP))], capture_output=True, check=False
    )
    assert done.returncode == 7, done.stderr.decode()
