"""A task in a process of its own comes to its answer, or says what ended it."""

from __future__ import annotations

import pytest

from workstation.errors import CancelledError, InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.processes.single_task import TaskEndedError, run_task

MODULE = "tests.support.one_task"


def test_an_answer_and_the_way_to_it_come_back() -> None:
    told: list[tuple[float, Message]] = []
    done = run_task(MODULE, ["well"], progress=lambda *each: told.append(each))
    assert done == {"how": "well", "number": 3}
    assert told == [(0.5, Message("half"))]


def test_a_known_fault_comes_back_as_it_is() -> None:
    with pytest.raises(InputError, match="Nothing to read") as failed:
        run_task(MODULE, ["known"])
    assert (str(failed.value.hint), failed.value.detail) == ("Give a file.", "why")


def test_a_bug_says_its_kind_and_its_place() -> None:
    with pytest.raises(TaskEndedError) as failed:
        run_task(MODULE, ["bug"])
    assert str(failed.value.why) == "ValueError: first line"
    assert "one_task.py" in failed.value.trace


def test_a_signal_is_named() -> None:
    with pytest.raises(TaskEndedError, match="signal 9"):
        run_task(MODULE, ["killed"])


def test_a_cancelled_task_is_not_waited_for() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        run_task(MODULE, ["well"], token=token)
