"""Undo and redo with the name of the step in the menu."""

from __future__ import annotations

from typing import ClassVar

from workstation.language import say, tr
from workstation.session.workspace import Workspace
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.notices import Notices


class UndoFeature:
    """Takes steps back and tells which."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("undo", "&Undo", "&Edit", ("Ctrl+Z",), icon="mdi6.undo"),
        ActionSpec("redo", "&Redo", "&Edit", ("Ctrl+Y", "Ctrl+Shift+Z"), icon="mdi6.redo"),
    )

    def __init__(
        self,
        workspace: Workspace,
        bridge: WorkspaceBridge,
        notices: Notices,
        table: ActionTable,
    ) -> None:
        self._stack = workspace.undo
        self._notices = notices
        self._table = table
        bridge.undo_changed.connect(self._show)
        self._show()

    def feature(self) -> Feature:
        """Undo and redo, and their words in the menu."""
        return Feature(
            handlers={"undo": lambda _on: self.undo(), "redo": lambda _on: self.redo()},
        )

    def undo(self) -> None:
        """Take back the last step."""
        text = self._stack.undo()
        words = tr("Undone: {text}", text=say(text)) if text else tr("Nothing to undo.")
        self._notices.tell(words)

    def redo(self) -> None:
        """Do again what was taken back."""
        text = self._stack.redo()
        words = tr("Done again: {text}", text=say(text)) if text else tr("Nothing to redo.")
        self._notices.tell(words)

    def _show(self) -> None:
        """Name the next steps in the menu."""
        for name, word, text in (
            ("undo", tr("Undo"), say(self._stack.undo_text)),
            ("redo", tr("Redo"), say(self._stack.redo_text)),
        ):
            self._table[name].setEnabled(bool(text))
            self._table[name].setText(f"&{word} {text}".rstrip())
