from __future__ import annotations

import os
import time

import pytest

from workstation.jobs.child_process import ChildProcess


def test_a_child_that_fails_leaves_its_words_and_code() -> None:
    child = ChildProcess("workstation.no_such_module")
    assert child.wait_for_end(30) == 1
    assert not child.is_alive
    assert "no_such_module" in child.stderr_tail()
    with pytest.raises((EOFError, ConnectionResetError)):
        child.connection.recv()
    child.close()


def test_closing_kills_a_child_that_waits() -> None:
    child = ChildProcess("workstation.inference.worker")
    assert child.wait_for_end(0.2) is None
    child.close()
    assert not child.is_alive


@pytest.mark.skipif(not hasattr(os, "nice"), reason="the system has no niceness")
def test_a_child_steps_back_behind_the_window() -> None:
    child = ChildProcess("workstation.inference.worker")
    end = time.monotonic() + 30
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    while (
        os.getpriority(os.PRIO_PROCESS, child.pid) <= ours
        and child.is_alive
        and time.monotonic() < end
    ):
        time.sleep(0.02)
    assert os.getpriority(os.PRIO_PROCESS, child.pid) > ours
    child.close()
