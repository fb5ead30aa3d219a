"""Starting a fresh interpreter that runs one module and speaks over a socket.

Unlike `multiprocessing`'s spawn, the child does not import the caller's main module, so it
also works from notebooks and standard input, and the child holds nothing of the window.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

import workstation

STDERR_TAIL_BYTES = 4000
_PARENT_CHECK_S = 1.0
_NICENESS = 10


class ChildProcess:
    """A running child; messages are pickled both ways.

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
        self._stderr: IO[bytes] = tempfile.TemporaryFile(prefix="lightbox-child-")  # noqa: SIM115
        root = str(Path(workstation.__file__).resolve().parent.parent)
        path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(theirs.fileno()), *arguments],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                env={**os.environ, "PYTHONPATH": path},
            )
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
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - STDERR_TAIL_BYTES))
        return self._stderr.read().decode("utf-8", errors="replace")

    def close(self) -> None:
        """Kill it when it still runs, and free what belongs to it."""
        self.connection.close()
        self._process.kill()
        self._process.wait()
        self._stderr.close()


def open_parent_connection(argument: str) -> Connection:
    """In the child: the connection to the parent; the child ends when the parent is gone."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
    return Connection(int(argument))
