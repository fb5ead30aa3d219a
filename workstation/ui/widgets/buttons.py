"""Buttons beside the pictures: reached by Tab, pressed by Space and Return.

A click of the mouse leaves the focus, and so the keys, to the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from workstation.ui.widgets.own_keys import OwnKeys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Base
else:
    _Base = object

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PRESSES = _ENTER | {Qt.Key.Key_Space}


class _ButtonKeys(OwnKeys, _Base):
    """What presses a button is the button's while it has the focus."""

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key presses the button."""
        return event.key() in _PRESSES and not event.modifiers()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return presses like Space."""
        if event.key() in _ENTER and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)


class PushButton(_ButtonKeys, QPushButton):
    """A button with words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class ToolButton(_ButtonKeys, QToolButton):
    """A flat button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
