"""Waiting for what a child says, while its limits and whoever waits for it are heeded."""

from __future__ import annotations

import time

from workstation.processes.cancel import CancelToken
from workstation.processes.channel import LARGEST_MESSAGE_BYTES, MalformedMessage
from workstation.processes.child_process import ChildProcess
from workstation.processes.limits import (
    NO_LIMITS,
    Limits,
    OverMemoryError,
    OverTimeError,
    TreeMemory,
    WorkTime,
)

POLL_S = 0.05


class Conversation:
    """One piece of work of a child, from its beginning.

    Whoever gets another exception than those of his own work closes the child: what it does then
    is not known.

    Parameters
    ----------
    child : ChildProcess
        Stays its owner's.
    token : CancelToken or None
        Asked while the child is waited for.
    limits : Limits
        Counted from now.
    """

    def __init__(
        self,
        child: ChildProcess,
        *,
        token: CancelToken | None = None,
        limits: Limits = NO_LIMITS,
    ) -> None:
        self._channel = child.channel
        self._token = token
        self._limits = limits
        self._started = time.monotonic()
        work = limits.work_seconds
        self._work = WorkTime(child.pid, work) if work is not None else None
        self.memory = TreeMemory(child.pid)

    def next(self, *, largest: int = LARGEST_MESSAGE_BYTES) -> bytes:
        """The next message, of at most `largest` bytes.

        Raises
        ------
        CancelledError
            The token was cancelled.
        OverTimeError, OverMemoryError
            The child is over its limits.
        EOFError, ConnectionResetError
            It has ended, or hung up.
        MalformedMessage
            It is too large.
        """
        while True:
            message = self._channel.next(self._wait_s(), largest=largest)
            if message is not None:
                return message

    def fill(self, view: memoryview) -> None:
        """Raw bytes behind a message, as many as `view` takes; raises as `next` does."""
        done = 0
        while done < len(view):
            done += self._channel.read_into(view[done:], self._wait_s())

    def take(self, count: int, *, most: int) -> bytes:
        """`count` raw bytes behind a message, as the child states it; raises as `next` does."""
        if not 0 <= count <= most:
            raise MalformedMessage(f"{count} bytes behind a message")
        taken, part = bytearray(), memoryview(bytearray(min(count, 1 << 20)))
        while len(taken) < count:
            came = self._channel.read_into(part[: count - len(taken)], self._wait_s())
            taken += part[:came]
        return bytes(taken)

    def _wait_s(self) -> float:
        """How long to wait before the limits are looked at again."""
        if self._token is not None:
            self._token.raise_if_cancelled()
        seconds = self._limits.seconds
        if seconds is not None and time.monotonic() - self._started > seconds:
            raise OverTimeError
        most_mb = self._limits.memory_mb
        if most_mb is not None and self.memory.look_mb() > most_mb:
            raise OverMemoryError
        if self._work is None:
            return POLL_S
        try:
            return min(POLL_S, self._work.wait_s())
        except TimeoutError as error:
            raise OverTimeError from error
