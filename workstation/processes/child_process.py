"""Starting a fresh interpreter that runs one module and speaks over a socket.

No other module of the program starts a process. Unlike `multiprocessing`'s spawn, the child does
not import the caller's main module, so it also works from notebooks and standard input, and the
child holds nothing of the window.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from uuid import uuid4

from workstation.messages import Message
from workstation.processes.channel import Channel
from workstation.processes.environment import closed_environment
from workstation.processes.process_tree import MARK, end_descendants, end_tree
from workstation.processes.stderr_tail import StderrTail

_NICENESS = 10


class ChildProcess:
    """A running child, and all that it starts.

    It is spoken to in pickles or plain messages. What it answers is never unpickled, and read with
    `plain_messages` where it runs code of others.

    Parameters
    ----------
    module : str
        Run with `python -m`; its first argument is for `child_side.open_parent_channel`.
    arguments : sequence of str
        Further arguments.
    steps_back : bool
        The child gives way wherever both want the same core: for windows, which must answer.
    reads_only : bool
        It runs nothing but this program's readers: what it prints is noise of libraries, and
        nobody looks beyond its own session for what it has started, which takes a while.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        *,
        steps_back: bool = False,
        reads_only: bool = False,
    ) -> None:
        mine, theirs = socket.socketpair()
        self._mark = uuid4().hex
        self._reads_only = reads_only
        with theirs:
            place = f"{theirs.fileno()}:{os.getpid()}"
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, place, *arguments],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL if reads_only else subprocess.PIPE,
                env={**closed_environment(), MARK: self._mark},
                # Signals to its own group or terminal do not reach this process.
                start_new_session=True,
            )
        stderr = self._process.stderr
        self._stderr = StderrTail(stderr) if stderr is not None else None
        if steps_back and hasattr(os, "setpriority"):
            own = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, self._process.pid, own + _NICENESS)
        self.channel = Channel(mine)

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
        return self._stderr.text(ended=not self.is_alive) if self._stderr is not None else ""

    def end_descendants(self) -> None:
        """End what the child has started; it stays itself."""
        end_descendants(self.pid, self._mark)

    def close(self) -> None:
        """Kill it when it still runs, with all that it has started, and free what belongs to it."""
        self.channel.close()
        if not self._reads_only:
            end_tree(self.pid, self._mark)
        elif self._process.returncode is None:
            # While it is not waited for, no other session can have its number.
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        if self._stderr is not None:
            self._stderr.close()


def how_it_ended(code: int | None) -> Message:
    """An exit code in words, negative for a signal; None where it is not known."""
    if code is None:
        return Message("reason unknown")
    return (
        Message("signal {code}", code=-code) if code < 0 else Message("exit code {code}", code=code)
    )
