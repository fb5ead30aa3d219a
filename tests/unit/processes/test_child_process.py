from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import psutil
import pytest

from workstation.processes.child_process import ChildProcess


def test_a_child_that_fails_leaves_its_words_and_code() -> None:
    child = ChildProcess("workstation.no_such_module")
    assert child.wait_for_end(30) == 1
    assert not child.is_alive
    assert "no_such_module" in child.stderr_tail()
    with pytest.raises((EOFError, ConnectionResetError)):
        child.channel.receive()
    child.close()


def test_closing_kills_a_child_that_waits() -> None:
    child = ChildProcess("workstation.inference.worker")
    assert child.wait_for_end(0.2) is None
    child.close()
    assert not child.is_alive


def test_a_reader_and_what_it_started_end_without_a_look_at_all_processes() -> None:
    child = ChildProcess("tests.support.echo_child", ["starts"], reads_only=True)
    other = psutil.Process(int(child.channel.receive()))
    assert _still_runs(other)
    child.close()
    assert not child.is_alive
    end = time.monotonic() + 30
    while _still_runs(other) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _still_runs(other)


def test_a_child_sees_what_it_needs_and_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIGHTBOX_ARCHIVE", "postgresql://reader:secret@host/name")
    monkeypatch.setenv("SOME_SERVICE_TOKEN", "secret")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3")
    child = ChildProcess("tests.support.echo_child", ["environment"])
    seen = json.loads(child.channel.receive())
    child.close()
    assert seen["CUDA_VISIBLE_DEVICES"] == "3"
    assert seen["PATH"] == os.environ["PATH"]
    assert "secret" not in json.dumps(seen)


def test_a_child_ends_with_its_parent() -> None:
    code = (
        "import sys; from workstation.processes.child_process import ChildProcess\n"
        "print(ChildProcess('tests.support.echo_child', ['sleeps']).pid, flush=True)\n"
        "sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    end = time.monotonic() + 30
    while _still_runs(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _still_runs(child)


def _still_runs(process: psutil.Process) -> bool:
    """Whether it has not ended; nobody may be there who lets go of one that has."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="the system has no niceness")
@pytest.mark.parametrize("steps_back", [True, False])
def test_a_child_of_a_window_gives_way(steps_back: bool) -> None:
    child = ChildProcess("workstation.inference.worker", steps_back=steps_back)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    theirs = os.getpriority(os.PRIO_PROCESS, child.pid)
    child.close()
    assert (theirs > ours) is steps_back or ours == 19
