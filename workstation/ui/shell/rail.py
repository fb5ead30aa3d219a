"""A strip of icons at the edge of the window; each opens one panel."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from workstation.language import tr

RAIL = "Panels"
"""Name of the strip as an object."""
_WIDTH_PX, _ICON_PX = 44, 22


class Rail(QToolBar):
    """The panels as icons, one below the other; the one that is open is marked.

    Parameters
    ----------
    actions : iterable of QAction
        Open and close a panel each; their icons and words are shown.
    """

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(tr("Panels"), parent)
        self.setObjectName(RAIL)
        self.setMovable(False)
        self.setIconSize(QSize(_ICON_PX, _ICON_PX))
        self.setFixedWidth(_WIDTH_PX)
        for action in actions:
            self.addAction(action)
            button = self.widgetForAction(action)
            button.setFixedWidth(_WIDTH_PX - 6)
