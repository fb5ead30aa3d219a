"""Every kind of runner keeps what the protocol says."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.support.runner_tasks import break_down, fail, hold, note, own_pid, wait
from workstation.errors import CancelledError, InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.processes.child_runner import ChildRunner
from workstation.processes.child_task import TaskEndedError
from workstation.processes.limits import Limits, OverMemoryError, OverTimeError
from workstation.processes.runner import Handle, Priority, Runner, State
from workstation.processes.thread_runner import PoolRunner, ThreadRunner

PATIENCE_S = 60
KINDS: dict[str, Callable[[], Runner]] = {
    "thread": ThreadRunner,
    "pool": lambda: PoolRunner(1),
    "child": lambda: ChildRunner(1),
}


@pytest.fixture(params=KINDS)
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    made = KINDS[request.param]()
    yield made
    assert made.shutdown()


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done() and time.monotonic() < end:
        time.sleep(0.01)
    assert done()


def busy(runner: Runner, folder: Path, **given: object) -> Handle[str]:
    """Work that fills the only place, and runs."""
    begun = folder / "begun"
    handle = runner.submit(partial(wait, begun), **given)  # type: ignore[arg-type]
    until(begun.exists)
    return handle


def test_the_answer_and_the_way_to_it_come_back(runner: Runner, tmp_path: Path) -> None:
    told: list[tuple[float, Message]] = []
    handle = runner.submit(
        partial(note, tmp_path / "names", "a"), progress=lambda *each: told.append(each)
    )
    assert handle.result(PATIENCE_S) == "A"
    assert handle.state is State.DONE
    assert handle.error is None
    assert told == [(1.0, Message("noted"))]


def test_the_urgent_goes_first_and_of_one_priority_the_first(
    runner: Runner, tmp_path: Path
) -> None:
    first = busy(runner, tmp_path)
    names = tmp_path / "names"
    order = [
        ("plugin 1", Priority.ANALYSIS), ("thumbnail 1", Priority.BACKGROUND),
        ("plugin 2", Priority.ANALYSIS), ("picture 1", Priority.PICTURE),
        ("thumbnail 2", Priority.BACKGROUND), ("picture 2", Priority.PICTURE),
    ]  # fmt: skip
    handles = [
        runner.submit(partial(note, names, name), priority=priority) for name, priority in order
    ]
    assert {handle.state for handle in handles} == {State.WAITING}
    first.cancel()
    for handle in handles:
        handle.result(PATIENCE_S)
    assert names.read_text().split("\n")[:-1] == [
        *("picture 1", "picture 2", "thumbnail 1", "thumbnail 2", "plugin 1", "plugin 2"),
    ]


def test_what_waits_is_cancelled_at_once_and_never_runs(runner: Runner, tmp_path: Path) -> None:
    first = busy(runner, tmp_path)
    waits = runner.submit(partial(note, tmp_path / "names", "never"))
    ended: list[State] = []
    waits.on_end(lambda: ended.append(waits.state))
    waits.cancel()
    assert ended == [State.CANCELLED]
    with pytest.raises(CancelledError):
        waits.result(0)
    assert first.state is State.RUNNING
    first.cancel()
    runner.submit(partial(note, tmp_path / "names", "after")).result(PATIENCE_S)
    assert (tmp_path / "names").read_text() == "after\n"


def test_what_runs_is_cancelled_at_its_next_step(runner: Runner, tmp_path: Path) -> None:
    handle = busy(runner, tmp_path)
    handle.cancel()
    with pytest.raises(CancelledError):
        handle.result(PATIENCE_S)
    assert handle.state is State.CANCELLED


def test_a_token_of_somebody_else_cancels_as_well(runner: Runner, tmp_path: Path) -> None:
    token = CancelToken()
    first = busy(runner, tmp_path, token=token)
    waits = runner.submit(partial(note, tmp_path / "names", "never"), token=token)
    token.cancel()
    for handle in (first, waits):
        with pytest.raises(CancelledError):
            handle.result(PATIENCE_S)
    assert not (tmp_path / "names").exists()


def test_a_shutdown_leaves_the_token_of_somebody_else_alone(runner: Runner, tmp_path: Path) -> None:
    token = CancelToken()
    first = busy(runner, tmp_path, token=token)
    waits = runner.submit(partial(note, tmp_path / "names", "never"), token=token)
    assert runner.shutdown(PATIENCE_S)
    assert {first.state, waits.state} == {State.CANCELLED}
    assert not token.is_cancelled


def test_a_fault_comes_back_and_the_next_runs(runner: Runner, tmp_path: Path) -> None:
    failed = runner.submit(fail)
    with pytest.raises(InputError, match="Nothing to read"):
        failed.result(PATIENCE_S)
    assert failed.state is State.FAILED
    assert isinstance(failed.error, InputError)
    after = runner.submit(partial(note, tmp_path / "names", "after"))
    assert after.result(PATIENCE_S) == "AFTER"


def test_a_bug_comes_back_and_the_next_runs(runner: Runner, tmp_path: Path) -> None:
    broken = runner.submit(break_down)
    with pytest.raises((ZeroDivisionError, TaskEndedError), match="a bug"):
        broken.result(PATIENCE_S)
    after = runner.submit(partial(note, tmp_path / "names", "after"))
    assert after.result(PATIENCE_S) == "AFTER"


def test_work_is_stopped_at_its_limit_of_time(runner: Runner, tmp_path: Path) -> None:
    handle = runner.submit(partial(wait, tmp_path / "begun"), limits=Limits(seconds=0.5))
    with pytest.raises(OverTimeError):
        handle.result(PATIENCE_S)
    assert handle.state is State.FAILED


def test_a_child_is_held_to_its_memory_and_a_thread_refuses(runner: Runner, tmp_path: Path) -> None:
    limits = Limits(memory_mb=1.0)
    if not isinstance(runner, ChildRunner):
        with pytest.raises(ValueError, match="time by the clock only"):
            runner.submit(partial(wait, tmp_path / "begun"), limits=limits)
        return
    with pytest.raises(OverMemoryError):
        runner.submit(partial(wait, tmp_path / "begun"), limits=limits).result(PATIENCE_S)


def test_waiting_for_an_end_may_be_given_up(runner: Runner, tmp_path: Path) -> None:
    handle = busy(runner, tmp_path)
    with pytest.raises(TimeoutError):
        handle.result(0.05)
    assert handle.state is State.RUNNING


def test_a_shutdown_ends_what_runs_and_what_waits(runner: Runner, tmp_path: Path) -> None:
    first = busy(runner, tmp_path)
    waits = [runner.submit(partial(note, tmp_path / "names", "never")) for _ in range(3)]
    assert runner.shutdown(PATIENCE_S)
    late = runner.submit(partial(note, tmp_path / "names", "late"))
    for handle in (first, *waits, late):
        assert handle.state is State.CANCELLED
    assert not (tmp_path / "names").exists()


def test_an_end_that_nobody_can_be_told_of_ends_nothing_else(
    runner: Runner, tmp_path: Path
) -> None:
    first = busy(runner, tmp_path)
    told: list[str] = []
    first.on_end(_cannot_be_told)
    first.on_end(lambda: told.append("second"))
    first.cancel()
    after = runner.submit(partial(note, tmp_path / "names", "after"))
    assert after.result(PATIENCE_S) == "AFTER"
    assert told == ["second"]
    after.on_end(lambda: told.append("at once"))
    assert told[-1] == "at once"


def _cannot_be_told() -> None:
    raise RuntimeError("the listener is gone")


def test_children_work_elsewhere_and_together(tmp_path: Path) -> None:
    children = ChildRunner(2)
    go = tmp_path / "go"
    both = [children.submit(partial(hold, tmp_path / name, go)) for name in ("a", "b")]
    until(lambda: (tmp_path / "a").exists() and (tmp_path / "b").exists())
    pid = children.submit(own_pid, priority=Priority.PICTURE)
    go.touch()
    assert [handle.result(PATIENCE_S) for handle in both] == ["went", "went"]
    assert pid.result(PATIENCE_S) != os.getpid()
    assert children.shutdown()
