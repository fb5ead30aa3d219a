"""Lists and tables whose keys are theirs while they have the focus.

Arrows, Home, End, page keys, Return and Space move and choose in the list; the window would take
them for shortcuts of the pictures. Letters stay shortcuts: a list searches for nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QTableView, QTreeView

_KEYS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
    }
)

_NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def _is_for_a_list(event: QEvent) -> bool:
    """Whether a key that the window may take for a shortcut moves or chooses in a list."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() is QEvent.Type.ShortcutOverride
        and event.modifiers()
        in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        and event.key() in _KEYS
    )


class ListWidget(QListWidget):
    """A list."""

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        if _is_for_a_list(event):
            event.accept()
            return True
        return super().event(event)


class TableView(QTableView):
    """A table."""

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        if _is_for_a_list(event):
            event.accept()
            return True
        return super().event(event)


class TreeView(QTreeView):
    """A tree."""

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        if _is_for_a_list(event):
            event.accept()
            return True
        return super().event(event)
