"""Work that waits: the most urgent first, of one priority what came first."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

from workstation.processes.runner import Priority
from workstation.processes.work import Work


class WorkQueue:
    """What waits and how much of each priority runs; whoever holds it holds a lock as well.

    Parameters
    ----------
    at_once : mapping
        How many pieces of a priority run at a time at most, where that is fewer than there are
        workers.
    """

    def __init__(self, at_once: Mapping[Priority, int]) -> None:
        self._at_once = at_once
        self._waiting: dict[Priority, deque[Work[Any]]] = {each: deque() for each in Priority}
        self._running: dict[Priority, int] = dict.fromkeys(Priority, 0)

    def put(self, work: Work[Any]) -> None:
        """Have it wait for its turn."""
        self._waiting[work.priority].append(work)

    @property
    def has_next(self) -> bool:
        """Whether `take` would give anything."""
        return any(self._waiting[each] and self._may_run(each) for each in Priority)

    def take(self) -> Work[Any] | None:
        """What is next, counted as running until `give_back`; None where nothing may run now."""
        for priority in Priority:
            if self._waiting[priority] and self._may_run(priority):
                self._running[priority] += 1
                return self._waiting[priority].popleft()
        return None

    def give_back(self, work: Work[Any]) -> None:
        """It has ended."""
        self._running[work.priority] -= 1

    def remove(self, work: Work[Any]) -> bool:
        """Take out what waits; whether it did."""
        try:
            self._waiting[work.priority].remove(work)
        except ValueError:
            return False
        return True

    def clear(self) -> list[Work[Any]]:
        """Take out everything that waits."""
        all_waiting = [work for priority in Priority for work in self._waiting[priority]]
        for waiting in self._waiting.values():
            waiting.clear()
        return all_waiting

    def _may_run(self, priority: Priority) -> bool:
        most = self._at_once.get(priority)
        return most is None or self._running[priority] < most
