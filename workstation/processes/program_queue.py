"""The one queue of a program: the window and the commands order their work by it alike."""

from __future__ import annotations

from types import MappingProxyType

from workstation.processes.runner import Priority
from workstation.processes.thread_runner import PoolRunner

AT_ONCE = MappingProxyType({Priority.PICTURE: 3, Priority.BACKGROUND: 1, Priority.ANALYSIS: 1})
"""Plugins run one after the other, whoever asked for them; they leave threads for pictures."""


def program_queue() -> PoolRunner:
    """A queue with workers for every priority, so that none waits for another to end."""
    return PoolRunner(sum(AT_ONCE.values()), AT_ONCE)
