"""How large a dialog opens."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_EDGE_PX = 24
"""Of the window below stays in sight, on all sides together."""


def open_at(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog its size, within the window that it belongs to.

    Parameters
    ----------
    dialog : QWidget
        With its parent, if it has one; else the screen is the limit.
    width, height : int
        What it would have where there is room.
    """
    parent = dialog.parentWidget()
    room = parent.window().size() if parent is not None else dialog.screen().availableSize()
    edge = QSize(_EDGE_PX, _EDGE_PX)
    dialog.resize(QSize(width, height).boundedTo(room - edge).expandedTo(QSize(320, 240)))
