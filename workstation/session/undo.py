"""One stack of what the reader did, so that each step can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class Command:
    """A step: what it does, how it is undone, and its name in the menu."""

    text: str
    do: Callable[[], None]
    undo: Callable[[], None]


class UndoStack:
    """Steps done and undone; the oldest are forgotten after 500."""

    def __init__(self, on_change: Callable[[], None] = lambda: None) -> None:
        self._done: list[Command] = []
        self._undone: list[Command] = []
        self._on_change = on_change

    def run(self, command: Command) -> None:
        """Do a step; what was undone before cannot be redone any more."""
        command.do()
        self._done.append(command)
        del self._done[:-_MOST_STEPS]
        self._undone.clear()
        self._on_change()

    def undo(self) -> str:
        """Take back the last step; its text, or "" when there is none."""
        if not self._done:
            return ""
        command = self._done.pop()
        command.undo()
        self._undone.append(command)
        self._on_change()
        return command.text

    def redo(self) -> str:
        """Do again what was undone last; its text, or "" when there is none."""
        if not self._undone:
            return ""
        command = self._undone.pop()
        command.do()
        self._done.append(command)
        self._on_change()
        return command.text

    def clear(self) -> None:
        """Forget everything, when the studies are closed."""
        self._done.clear()
        self._undone.clear()
        self._on_change()

    @property
    def undo_text(self) -> str:
        """What `undo` would take back, or ""."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again, or ""."""
        return self._undone[-1].text if self._undone else ""
