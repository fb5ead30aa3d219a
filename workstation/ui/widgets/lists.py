"""Lists and tables whose keys are theirs while they have the focus.

Arrows, Home, End, page keys, Return and Space move and choose in the list; the window would take
them for shortcuts of the pictures. Letters stay shortcuts: a list searches for nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QTableView, QTreeView

from workstation.ui.widgets.own_keys import OwnKeys

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


class _ListKeys(OwnKeys):
    """What moves or chooses in a list."""

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key moves or chooses in a list."""
        return event.modifiers() in _NO_MODIFIERS and event.key() in _KEYS


class ListView(_ListKeys, QListView):
    """A list over a model."""


class ListWidget(_ListKeys, QListWidget):
    """A list."""


class TableView(_ListKeys, QTableView):
    """A table."""


class TreeView(_ListKeys, QTreeView):
    """A tree."""
