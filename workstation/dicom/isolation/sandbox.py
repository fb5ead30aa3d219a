"""Child processes in which untrusted files are parsed, with a memory and a time limit.

A file that kills or hangs its child gets its reason; a fresh child reads the rest.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.processes.channel import MalformedMessage
from workstation.processes.child_process import ChildProcess
from workstation.processes.conversation import Conversation
from workstation.processes.limits import Limits, OverTimeError
from workstation.processes.plain_messages import build

HEADER_SECONDS = 4.0
HEADER_MEMORY_BYTES = 1024**3
DECODE_SECONDS = 3.5
DECODED_PIXELS_PER_SECOND = 2e6
DECODE_MEMORY_BYTES = 6 * 1024**3
LARGEST_REPLY = 256 * 1024**2
_CHILD = "workstation.dicom.reader_process.main"

Reply = dict[str, Any]


class ReaderProcess:
    """One child process; started at its first request and after each of its deaths."""

    def __init__(self, *, memory_bytes: int, seconds: float) -> None:
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._child: ChildProcess | None = None

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, request: dict[str, Any], *, more_seconds: float = 0.0) -> tuple[Reply, bytes]:
        """Send one request and wait for its answer.

        Parameters
        ----------
        request : dict
            The job and its arguments.
        more_seconds : float
            Added to the time limit, for large frames.

        Returns
        -------
        tuple of dict and bytes
            The answer and its payload. A child that died or passed its time limit answers
            with a `reason`.
        """
        child = self._running()
        seconds = self._seconds + more_seconds
        try:
            child.channel.send(json.dumps(request).encode("ascii"))
            talk = Conversation(child, limits=Limits(work_seconds=seconds))
            reply = _reply(talk.next(largest=LARGEST_REPLY))
            payload = talk.take(reply["payload"], most=self._memory_bytes)
        except OverTimeError:
            self.close()
            return {
                "reason": Message("took longer than {seconds:.3g} s to read", seconds=seconds)
            }, b""
        except (
            *(EOFError, OSError, ValueError, KeyError, TypeError, RecursionError),
            MalformedMessage,
        ):
            self.close()
            return {
                "reason": Message("made the reading process end; it is damaged or hostile")
            }, b""
        return reply, payload

    def close(self) -> None:
        """End the child process."""
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def _running(self) -> ChildProcess:
        if self._child is None or not self._child.is_alive:
            self.close()
            self._child = ChildProcess(_CHILD, (str(self._memory_bytes),), reads_only=True)
        return self._child


def read_headers(
    paths: Iterable[str],
    token: CancelToken,
    on_done: Callable[[], None],
) -> dict[str, Reply]:
    """Read headers in child processes.

    Parameters
    ----------
    paths : iterable of str
        Files to read.
    token : CancelToken
        Asked before each file.
    on_done : callable
        Called after each file, from several threads.

    Returns
    -------
    dict of str to dict
        For each path either the header tree or a `reason`.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    count = 0
    for path in paths:
        waiting.put(path)
        count += 1
    replies: dict[str, Reply] = {}

    def work() -> None:
        with ReaderProcess(memory_bytes=HEADER_MEMORY_BYTES, seconds=HEADER_SECONDS) as reader:
            while not token.is_cancelled:
                try:
                    path = waiting.get_nowait()
                except queue.Empty:
                    return
                replies[path] = reader.ask({"job": "header", "path": path})[0]
                on_done()

    workers = min(max(os.cpu_count() or 1, 1), 4, 1 + count // 64)
    threads = [threading.Thread(target=work, name="dicom-header") for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    token.raise_if_cancelled()
    return replies


def _reply(message: bytes) -> Reply:
    reply = json.loads(message)
    if not isinstance(reply, dict):
        raise MalformedMessage("the answer of a child is an object")
    if "reason" in reply:
        reply["reason"] = build(Message, reply["reason"])
    return reply
