"""A part of a panel that is folded away behind its title."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workstation.ui.widgets.buttons import ToolButton

_ARROWS = {False: Qt.ArrowType.RightArrow, True: Qt.ArrowType.DownArrow}


class Fold(QWidget):
    """Its widgets go to `column`; folded at first.

    `title` is a button: Space and Return open and close it like the mouse.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ToolButton()
        self.title.setCheckable(True)
        self.title.setObjectName("fold")
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title.setArrowType(_ARROWS[False])
        self.title.toggled.connect(self._turn)
        self._body = QWidget()
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(6, 0, 0, 6)
        self.column.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(self.title)
        outer.addWidget(self._body)
        self._body.hide()

    @property
    def is_open(self) -> bool:
        """Whether its widgets are shown."""
        return self.title.isChecked()

    def open(self, *, on: bool = True) -> None:
        """Unfold it, or fold it."""
        self.title.setChecked(on)

    def _turn(self, on: bool) -> None:
        self.title.setArrowType(_ARROWS[on])
        self._body.setVisible(on)
