"""Starting a fresh interpreter that runs one module and speaks over a socket.

Unlike `multiprocessing`'s spawn, the child does not import the caller's main module, so it
also works from notebooks and standard input, and the child holds nothing of the window.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO
from uuid import uuid4

import workstation
from workstation.messages import Message
from workstation.processes.process_tree import MARK, end_descendants, end_tree

STDERR_TAIL_BYTES = 4000
_PARENT_CHECK_S = 1.0
_NICENESS = 10
_STDERR_CHUNK = 1 << 16
_STDERR_WAIT_S = 1.0


class ChildProcess:
    """A running child, and all that it starts.

    It is spoken to in pickles. What it answers is read with `plain_messages` where it runs code of
    others.

    Parameters
    ----------
    module : str
        Run with `python -m`; its main function gets the number of its socket as the first
        argument and opens it with `open_parent_connection`.
    arguments : sequence of str
        Further arguments.
    steps_back : bool
        The child gives way wherever both want the same core: for windows, which must answer.
    """

    def __init__(
        self, module: str, arguments: Sequence[str] = (), *, steps_back: bool = False
    ) -> None:
        mine, theirs = socket.socketpair()
        self._mark = uuid4().hex
        root = str(Path(workstation.__file__).resolve().parent.parent)
        path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(theirs.fileno()), *arguments],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path, MARK: self._mark},
                # Signals to its own group or terminal do not reach this process.
                start_new_session=True,
            )
        self._stderr = _Tail(self._process.stderr)
        if steps_back and hasattr(os, "setpriority"):
            own = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, self._process.pid, own + _NICENESS)
        self.connection: Connection = Connection(mine.detach())

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def wait_for_end(self, timeout_s: float) -> int | None:
        """Exit code, negative for a signal; None when it still runs after `timeout_s`."""
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def stderr_tail(self) -> str:
        """The last lines that the child wrote to standard error."""
        return self._stderr.text(ended=not self.is_alive)

    def end_descendants(self) -> None:
        """End what the child has started; it stays itself."""
        end_descendants(self.pid, self._mark)

    def close(self) -> None:
        """Kill it when it still runs, with all that it has started, and free what belongs to it."""
        self.connection.close()
        end_tree(self.pid, self._mark)
        self._process.kill()
        self._process.wait()
        self._stderr.close()


def how_it_ended(code: int | None) -> Message:
    """An exit code in words, negative for a signal; None where it is not known."""
    if code is None:
        return Message("reason unknown")
    return (
        Message("signal {code}", code=-code) if code < 0 else Message("exit code {code}", code=code)
    )


class _Tail:
    """The end of what a child writes to standard error; the rest is read and forgotten."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        if stream is None:
            raise ValueError("the child has no standard error")
        self._stream = stream
        self._kept = b""
        self._reader = threading.Thread(target=self._read, daemon=True, name="child-stderr")
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self._stream.fileno(), _STDERR_CHUNK):
                self._kept = (self._kept + chunk)[-STDERR_TAIL_BYTES:]

    def text(self, *, ended: bool) -> str:
        """What is kept; of a child that has ended all that it wrote is waited for."""
        if ended:
            self._reader.join(_STDERR_WAIT_S)
        return self._kept.decode("utf-8", errors="replace")

    def close(self) -> None:
        """Stop listening."""
        self._reader.join(_STDERR_WAIT_S)
        if not self._reader.is_alive():
            self._stream.close()


def open_parent_connection(argument: str) -> Connection:
    """In the child: the connection to the parent; the child ends when the parent is gone."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
    return Connection(int(argument))
