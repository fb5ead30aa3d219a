"""Every measuring tool behind one button of the tool bar; the last one is on top."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from workstation.language import tr


class MeasureButton(QToolButton):
    """A click takes the tool on top; the arrow opens all of them.

    Parameters
    ----------
    tools : iterable of QAction
        The first one is on top at first.
    """

    def __init__(self, tools: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        listed = list(tools)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setAccessibleName(tr("Measuring tools"))
        menu = QMenu(self)
        for action in listed:
            menu.addAction(action)
            action.toggled.connect(partial(self._follow, action))
        self.setMenu(menu)
        self.setDefaultAction(listed[0])

    def _follow(self, action: QAction, on: bool) -> None:
        """What was taken last is on top."""
        if on:
            self.setDefaultAction(action)
