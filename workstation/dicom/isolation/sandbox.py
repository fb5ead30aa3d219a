"""Child processes in which untrusted files are parsed, with a memory and a time limit.

A file that kills or hangs its child gets its reason; a fresh child reads the rest.
"""

from __future__ import annotations

import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.processes.plain_messages import MalformedMessage, build

HEADER_SECONDS = 4.0
HEADER_MEMORY_BYTES = 1024**3
DECODE_SECONDS = 3.5
DECODED_PIXELS_PER_SECOND = 2e6
DECODE_MEMORY_BYTES = 6 * 1024**3
CLOCK_FACTOR = 10.0
SHORTEST_WAIT_S = 0.05
LARGEST_REPLY = 256 * 1024**2
_CHILD = "workstation.dicom.reader_process.main"

Reply = dict[str, Any]


class TimeLimit:
    """How long a child may take: on a busy machine its own work counts, not the clock.

    A good file must not be left out because a plugin keeps all processors busy. A child that does
    nothing at all, or takes ten times its limit by the clock, is over it as well.

    Parameters
    ----------
    pid : int
        The child.
    seconds : float
        Processor time; less is never counted than has passed by the clock.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid = pid
        self._seconds = seconds
        self._start = self._worked_at = time.monotonic()
        self._first = self._worked = self._processor_seconds()

    def wait_s(self) -> float:
        """Seconds to wait before it is asked again.

        Raises
        ------
        TimeoutError
            The child is over its limit.
        """
        now = time.monotonic()
        passed = now - self._start
        if passed < self._seconds:
            return self._seconds - passed
        worked = self._processor_seconds()
        if worked > self._worked:
            self._worked, self._worked_at = worked, now
        left = self._seconds - (worked - self._first)
        is_idle = now - self._worked_at >= self._seconds
        if left <= 0 or is_idle or passed >= CLOCK_FACTOR * self._seconds:
            raise TimeoutError
        return max(left, SHORTEST_WAIT_S)

    def _processor_seconds(self) -> float:
        try:
            times = psutil.Process(self._pid).cpu_times()
        except psutil.Error:
            return 0.0  # it has ended, which its pipe tells
        return float(times.user + times.system)


class ReaderProcess:
    """One child process; started at its first request and after each of its deaths."""

    def __init__(self, *, memory_bytes: int, seconds: float) -> None:
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

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
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise AssertionError("the child has pipes")
        seconds = self._seconds + more_seconds
        limit = TimeLimit(process.pid, seconds)
        try:
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            process.stdin.flush()
            line, rest = self._receive(process.stdout.fileno(), limit)
            reply = _reply(line)
            payload = self._payload(process.stdout.fileno(), rest, reply["payload"], limit)
        except TimeoutError:
            self.close()
            return {
                "reason": Message("took longer than {seconds:.3g} s to read", seconds=seconds)
            }, b""
        except (EOFError, OSError, ValueError, MalformedMessage):
            self.close()
            return {
                "reason": Message("made the reading process end; it is damaged or hostile")
            }, b""
        return reply, payload

    def close(self) -> None:
        """End the child process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # the child is gone, and what was buffered with it
                    continue
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", _CHILD, str(self._memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_source_root(),
            )
        return self._process

    def _receive(self, descriptor: int, limit: TimeLimit) -> tuple[bytes, bytes]:
        data = bytearray()
        while True:
            data += _read_some(descriptor, limit)
            end = data.find(b"\n")
            if end >= 0:
                return bytes(data[:end]), bytes(data[end + 1 :])
            if len(data) > LARGEST_REPLY:
                raise ValueError("the answer is too long")

    def _payload(self, descriptor: int, first: bytes, length: int, limit: TimeLimit) -> bytes:
        data = bytearray(first)
        while len(data) < length:
            data += _read_some(descriptor, limit)
        return bytes(data)


def _source_root() -> Path:
    """The folder from which the child can import this package."""
    return Path(__file__).resolve().parents[3]


def _read_some(descriptor: int, limit: TimeLimit) -> bytes:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while not selector.select(limit.wait_s()):
            continue
    data = os.read(descriptor, 1 << 20)
    if not data:
        raise EOFError
    return data


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


def _reply(line: bytes) -> Reply:
    reply = json.loads(line)
    if not isinstance(reply, dict):
        raise MalformedMessage("the answer of a child is an object")
    if "reason" in reply:
        reply["reason"] = build(Message, reply["reason"])
    return reply
