"""Undo and redo with the name of the step in the menu."""

from __future__ import annotations

from collections.abc import Callable

from workstation.language import say, tr
from workstation.session.undo import UndoStack
from workstation.ui.shell.action_table import ActionTable


class UndoActions:
    """Takes steps back and tells which.

    Parameters
    ----------
    stack : UndoStack
        The steps of the reader.
    actions : ActionTable
        Holds "undo" and "redo".
    tell : callable
        Takes a line for the status bar.
    """

    def __init__(self, stack: UndoStack, actions: ActionTable, tell: Callable[[str], None]) -> None:
        self._stack = stack
        self._actions = actions
        self._tell = tell
        self.follow()

    def undo(self) -> None:
        """Take back the last step."""
        text = self._stack.undo()
        self._tell(tr("Undone: {text}", text=say(text)) if text else tr("Nothing to undo."))

    def redo(self) -> None:
        """Do again what was taken back."""
        text = self._stack.redo()
        self._tell(tr("Done again: {text}", text=say(text)) if text else tr("Nothing to redo."))

    def follow(self) -> None:
        """Name the next steps in the menu."""
        for name, word, text in (
            ("undo", tr("Undo"), say(self._stack.undo_text)),
            ("redo", tr("Redo"), say(self._stack.redo_text)),
        ):
            self._actions[name].setEnabled(bool(text))
            self._actions[name].setText(f"&{word} {text}".rstrip())
