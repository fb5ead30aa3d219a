"""A child is waited for as long as it may take, and heard as far as it says how much it sends."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from workstation.errors import CancelledError
from workstation.processes.cancel import CancelToken
from workstation.processes.channel import MalformedMessage
from workstation.processes.child_process import ChildProcess
from workstation.processes.conversation import Conversation
from workstation.processes.limits import Limits, OverMemoryError, OverTimeError

Start = Callable[[str], ChildProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    children: list[ChildProcess] = []

    def started(does: str) -> ChildProcess:
        children.append(ChildProcess("tests.support.echo_child", [does], reads_only=True))
        return children[-1]

    yield started
    for child in children:
        child.close()


def test_a_message_and_the_bytes_behind_it_are_heard(start: Start) -> None:
    talk = Conversation(start("speaks"))
    assert talk.next() == b"eight"
    assert talk.take(3, most=8) == b"raw"
    rest = bytearray(5)
    talk.fill(memoryview(rest))
    assert rest == b" data"


@pytest.mark.parametrize("count", [-1, 9, 1 << 62])
def test_a_child_that_states_an_impossible_count_is_not_believed(start: Start, count: int) -> None:
    talk = Conversation(start("speaks"))
    talk.next()
    with pytest.raises(MalformedMessage):
        talk.take(count, most=8)


def test_a_message_that_is_too_large_is_not_read(start: Start) -> None:
    with pytest.raises(MalformedMessage):
        Conversation(start("speaks")).next(largest=4)


def test_a_child_that_ends_is_heard_of(start: Start) -> None:
    child = start("ends")
    with pytest.raises((EOFError, ConnectionResetError)):
        Conversation(child).next()
    assert child.wait_for_end(30) == 3


def test_a_child_that_says_nothing_is_over_its_time(start: Start) -> None:
    with pytest.raises(OverTimeError):
        Conversation(start("sleeps"), limits=Limits(seconds=0.3)).next()


@pytest.mark.parametrize("does", ["sleeps", "works"])
def test_a_child_that_works_or_idles_too_long_is_over_its_work(start: Start, does: str) -> None:
    with pytest.raises(OverTimeError):
        Conversation(start(does), limits=Limits(work_seconds=0.5)).next()


def test_a_child_that_holds_too_much_is_over_its_memory(start: Start) -> None:
    with pytest.raises(OverMemoryError):
        Conversation(start("sleeps"), limits=Limits(memory_mb=1.0)).next()


def test_whoever_waits_may_give_up(start: Start) -> None:
    token = CancelToken()
    timer = threading.Timer(0.2, token.cancel)
    timer.start()
    before = time.monotonic()
    with pytest.raises(CancelledError):
        Conversation(start("sleeps"), token=token).next()
    assert time.monotonic() - before < 60
    timer.join()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_the_kernel_refuses_memory_beyond_the_limit(start: Start) -> None:
    assert Conversation(start("memory")).next() == b"refused"
