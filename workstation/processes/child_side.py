"""What a child process does first: open its channel, bound its own memory. Quick to import."""

from __future__ import annotations

import os
import resource
import socket
import sys
import threading
import time

from workstation.processes.channel import Channel

_PARENT_CHECK_S = 1.0


def open_parent_channel(argument: str) -> Channel:
    """The channel to the parent; the child ends when the parent is gone.

    Parameters
    ----------
    argument : str
        The first one that `ChildProcess` gave: number of the socket, process id of the parent.
    """
    number, parent = map(int, argument.split(":"))

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
    end = socket.socket(fileno=number)
    end.set_inheritable(False)
    return Channel(end)


def limit_own_memory(extra_bytes: int, *, for_good: bool = True) -> None:
    """Have the kernel refuse memory beyond what the process holds now, and write no core (Linux).

    Parameters
    ----------
    extra_bytes : int
        Address space beyond that of the libraries that are loaded.
    for_good : bool
        The limit can only be lowered afterwards.
    """
    if sys.platform != "linux":
        return
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        used = int(file.read().split()[0]) * resource.getpagesize()
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + extra_bytes
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, wanted if for_good else hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
