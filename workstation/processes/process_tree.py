"""All that a child has started: counted, and ended with it.

A process leaves its parent's tree by starting a session and outliving its parent. Three things
hold it all the same: a child that may run code of others adopts the orphans below it (Linux), it
leads a session of its own, and it carries a mark in its environment that what it starts inherits.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Iterable

import psutil

MARK = "LIGHTBOX_CHILD"
_PR_SET_CHILD_SUBREAPER = 36
_END_S = 2.0


def adopt_orphans() -> None:
    """Become the parent of every process below this one whose own parent ends (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap_orphans() -> None:
    """Let go of adopted processes that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def tree_memory_mb(pid: int) -> float:
    """Resident memory of a process and of all below it, MB; 0 when they are gone."""
    total = 0
    for process in [*_itself(pid), *_below(pid)]:
        with contextlib.suppress(psutil.Error):
            total += process.memory_info().rss
    return total / 2**20


def end_descendants(pid: int, mark: str) -> None:
    """End every process that `pid` has started, itself or through others; not `pid` itself."""
    _end(_started_by(pid, mark))


def end_tree(pid: int, mark: str) -> None:
    """End a process and all that it has started, also what has outlived it."""
    with contextlib.suppress(psutil.Error):
        # While it stands still it starts nothing.
        psutil.Process(pid).suspend()
    started = _started_by(pid, mark)
    with contextlib.suppress(psutil.Error):
        psutil.Process(pid).kill()
    _end(started)
    # What was started while the others ended.
    _end(_marked(pid, mark))


def _started_by(pid: int, mark: str) -> list[psutil.Process]:
    return list({p.pid: p for p in (*_below(pid), *_marked(pid, mark))}.values())


def _itself(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return [psutil.Process(pid)]
    return []


def _below(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).children(recursive=True)
    return []


def _marked(pid: int, mark: str) -> list[psutil.Process]:
    """Processes that carry the mark, wherever they stand in the tree; not `pid` itself."""
    found = []
    for process in psutil.process_iter():
        if process.pid in {pid, os.getpid()}:
            continue
        with contextlib.suppress(psutil.Error, OSError):
            if process.environ().get(MARK) == mark:
                found.append(process)
    return found


def _end(processes: Iterable[psutil.Process]) -> None:
    ended = []
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            ended.append(process)
    psutil.wait_procs(ended, timeout=_END_S)
