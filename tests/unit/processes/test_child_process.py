from __future__ import annotations

import os

import pytest

from workstation.processes.child_process import ChildProcess


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


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="the system has no niceness")
@pytest.mark.parametrize("steps_back", [True, False])
def test_a_child_of_a_window_gives_way(steps_back: bool) -> None:
    child = ChildProcess("workstation.inference.worker", steps_back=steps_back)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    theirs = os.getpriority(os.PRIO_PROCESS, child.pid)
    child.close()
    assert (theirs > ours) is steps_back or ours == 19
