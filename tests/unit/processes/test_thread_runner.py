"""What only threads of this program can be asked."""

from __future__ import annotations

import threading
import weakref

import numpy as np

from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.processes.program_queue import program_queue
from workstation.processes.runner import Priority, State
from workstation.processes.thread_runner import PoolRunner, ThreadRunner

PATIENCE_S = 60


class Gate:
    """Work that waits until it is let go, and counts how much of it runs at a time."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Semaphore(0)
        self.running = 0
        self.most = 0
        self._lock = threading.Lock()

    def __call__(self, *, token: CancelToken, progress: ProgressFn) -> str:
        del token, progress
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        self.begun.release()
        assert self.go.wait(PATIENCE_S)
        with self._lock:
            self.running -= 1
        return threading.current_thread().name


def test_no_more_runs_at_a_time_than_there_are_workers() -> None:
    gate = Gate()
    with PoolRunner(2) as pool:
        handles = [pool.submit(gate) for _ in range(7)]
        for _ in range(2):
            assert gate.begun.acquire(timeout=PATIENCE_S)
        assert [handle.state for handle in handles].count(State.RUNNING) == 2
        gate.go.set()
        names = {handle.result(PATIENCE_S) for handle in handles}
    assert gate.most == 2
    assert threading.current_thread().name not in names


def test_there_is_no_thread_where_there_is_no_work() -> None:
    thread = ThreadRunner()
    name = thread.submit(lambda **_given: threading.current_thread().name).result(PATIENCE_S)
    for each in threading.enumerate():
        if each.name == name:
            each.join(PATIENCE_S)
            assert not each.is_alive()


def test_plugins_run_one_by_one_and_never_keep_a_picture_waiting() -> None:
    plugins, pictures = Gate(), Gate()
    with program_queue() as queue:
        runs = [queue.submit(plugins, priority=Priority.ANALYSIS) for _ in range(5)]
        assert plugins.begun.acquire(timeout=PATIENCE_S)
        shown = [queue.submit(pictures, priority=Priority.PICTURE) for _ in range(4)]
        for _ in range(3):
            assert pictures.begun.acquire(timeout=PATIENCE_S)
        pictures.go.set()
        for handle in shown:
            handle.result(PATIENCE_S)
        plugins.go.set()
        for handle in runs:
            handle.result(PATIENCE_S)
    assert (plugins.most, pictures.most) == (1, 3)


def test_progress_is_heard_neither_after_cancelling_nor_after_the_end() -> None:
    told: list[float] = []
    kept: list[ProgressFn] = []

    def work(*, token: CancelToken, progress: ProgressFn) -> None:
        kept.append(progress)
        progress(-0.5, Message("begins"))
        token.cancel()
        progress(1.0, Message("unheard"))

    def other(*, token: CancelToken, progress: ProgressFn) -> None:
        del token
        kept.append(progress)
        progress(7.0, Message("more than all"))

    def listen(fraction: float, stage: Message) -> None:
        del stage
        told.append(fraction)

    with ThreadRunner() as thread:
        cancelled = thread.submit(work, progress=listen)
        done = thread.submit(other, progress=listen)
        done.result(PATIENCE_S)
        for progress in kept:
            progress(1.0, Message("late"))
    assert cancelled.state is State.CANCELLED
    assert told == [0.0, 1.0]


def test_progress_is_told_no_more_often_than_anyone_can_read() -> None:
    told: list[tuple[float, str]] = []

    def work(*, token: CancelToken, progress: ProgressFn) -> None:
        del token
        for number in range(1000):
            progress(number / 1000, Message("counted {count}", count=number))
        progress(0.999, Message("writing"))
        progress(1.0, Message("writing"))

    with ThreadRunner() as thread:
        thread.submit(work, progress=lambda part, stage: told.append((part, str(stage)))).result()
    assert told[0] == (0.0, "counted 0")
    assert told[-2:] == [(0.999, "writing"), (1.0, "writing")]
    assert len(told) < 500


def test_what_comes_too_late_for_whoever_cancelled_is_not_given() -> None:
    gate = Gate()
    with ThreadRunner() as thread:
        handle = thread.submit(gate)
        assert gate.begun.acquire(timeout=PATIENCE_S)
        handle.cancel()
        gate.go.set()
    assert handle.state is State.CANCELLED


def test_a_shutdown_says_when_something_does_not_end() -> None:
    gate = Gate()
    thread = ThreadRunner()
    thread.submit(gate)
    assert gate.begun.acquire(timeout=PATIENCE_S)
    assert not thread.shutdown(0.05)
    gate.go.set()
    assert thread.shutdown(PATIENCE_S)


def test_work_lets_go_of_what_it_was_given() -> None:
    given = np.zeros(10)
    kept = weakref.ref(given)

    def work(*, token: CancelToken, progress: ProgressFn, given: np.ndarray = given) -> int:
        del token, progress
        return len(given)

    with ThreadRunner() as thread:
        handle = thread.submit(work)
        assert handle.result(PATIENCE_S) == 10
    del given, work
    assert kept() is None
