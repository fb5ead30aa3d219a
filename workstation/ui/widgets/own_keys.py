"""Widgets that take keys before the window takes them for shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Base
else:
    _Base = object


class OwnKeys(_Base):
    """Stands before a class of Qt among the bases of a widget."""

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key is the widget's while it has the focus."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Take keys before the window does."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self.takes(event):
            event.accept()
            return True
        return super().event(event)
