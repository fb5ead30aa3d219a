"""A child that works is waited for as long as others keep it from working; others are not."""

from __future__ import annotations

import pytest

from workstation.processes.limits import CLOCK_FACTOR, WorkTime

SECONDS = 4.0


class Machine:
    """A clock, and a child that gets a share of the processor."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.now = 100.0
        self.worked = 7.0

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.worked += seconds * self.share


def a_limit(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> WorkTime:
    monkeypatch.setattr("workstation.processes.limits.time.monotonic", lambda: machine.now)
    monkeypatch.setattr(WorkTime, "_processor_seconds", lambda _limit: machine.worked)
    return WorkTime(1, SECONDS)


def lasts(machine: Machine, limit: WorkTime) -> float:
    """Seconds by the clock until the child is over its limit."""
    start = machine.now
    for _ in range(10_000):
        try:
            machine.wait(limit.wait_s())
        except TimeoutError:
            return machine.now - start
    raise AssertionError("the child is waited for without an end")


@pytest.mark.parametrize(
    ("share", "seconds"),
    [
        (1.0, SECONDS),
        (2.0, SECONDS),  # two threads: less by the clock is not counted
        (0.5, 2 * SECONDS),
        (0.25, 4 * SECONDS),
        (0.01, CLOCK_FACTOR * SECONDS),
        (0.0, SECONDS),
    ],
)
def test_what_counts_is_the_work_of_the_child(
    share: float, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(share)
    assert lasts(machine, a_limit(machine, monkeypatch)) == pytest.approx(seconds, rel=0.15)


def test_a_child_that_stops_to_work_is_over_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(0.5)
    limit = a_limit(machine, monkeypatch)
    machine.wait(limit.wait_s())
    machine.wait(limit.wait_s())
    machine.share = 0.0
    assert lasts(machine, limit) <= 2 * SECONDS


def test_a_child_that_has_ended_is_no_fault_of_the_limit() -> None:
    assert WorkTime(2**22 + 1, SECONDS).wait_s() == pytest.approx(SECONDS, abs=0.5)
