"""Running each piece of work in a process of its own, by one queue."""

from __future__ import annotations

from typing import TypeVar

from workstation.processes.cancel import ProgressFn
from workstation.processes.child_task import run_in_child
from workstation.processes.limits import Limits
from workstation.processes.runner import Task
from workstation.processes.thread_runner import PoolRunner
from workstation.processes.work import Work

T = TypeVar("T")


class ChildRunner(PoolRunner):
    """A bounded number of children; each does one piece of work and ends, whatever it did.

    Tasks are functions of modules, or partials of them; what they give comes back as plain data.
    Cancelling and limits end the child.
    """

    def require_possible(self, limits: Limits) -> None:
        """Refuse limits that work cannot be held to here; a child can be held to all of them."""

    def call(self, work: Work[T], task: Task[T], progress: ProgressFn) -> T:
        """Do one piece of work; the thread that calls waits for the child."""
        given: T = run_in_child(task, token=work.token, progress=progress, limits=work.limits)
        return given
