"""A task in a process of its own comes to its answer, or says what ended it."""

from __future__ import annotations

import pytest

from tests.support.one_task import work
from workstation.errors import CancelledError, InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.processes.child_task import TaskEndedError, run_in_child
from workstation.processes.limits import Limits


def test_an_answer_and_the_way_to_it_come_back() -> None:
    told: list[tuple[float, Message]] = []
    done = run_in_child(work, "well", progress=lambda *each: told.append(each))
    assert done == {"how": "well", "number": 3}
    assert told == [(0.5, Message("half"))]


def test_a_known_fault_comes_back_as_it_is() -> None:
    with pytest.raises(InputError, match="Nothing to read") as failed:
        run_in_child(work, "known")
    assert (str(failed.value.hint), failed.value.detail) == ("Give a file.", "why")


def test_a_bug_says_its_kind_and_its_place() -> None:
    with pytest.raises(TaskEndedError) as failed:
        run_in_child(work, "bug")
    assert str(failed.value.why) == "ValueError: first line"
    assert "one_task.py" in failed.value.trace


def test_a_signal_is_named() -> None:
    with pytest.raises(TaskEndedError, match="signal 9"):
        run_in_child(work, "killed")


def test_a_cancelled_task_is_not_waited_for() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        run_in_child(work, "well", token=token)


def test_a_task_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TaskEndedError, match="took longer than 1 s"):
        run_in_child(work, "sleeps", limits=Limits(seconds=1.0))


def test_a_task_that_holds_too_much_is_ended() -> None:
    with pytest.raises(TaskEndedError, match="more memory"):
        run_in_child(work, "sleeps", limits=Limits(memory_mb=1.0))


def test_a_task_is_ended_while_it_runs() -> None:
    token = CancelToken()
    with pytest.raises(CancelledError):
        run_in_child(work, "sleeps", token=token, progress=lambda *_each: token.cancel())


def test_what_is_no_plain_data_is_a_fault_of_the_task() -> None:
    with pytest.raises(TaskEndedError, match="ValueError: object is no plain data"):
        run_in_child(work, "object")
