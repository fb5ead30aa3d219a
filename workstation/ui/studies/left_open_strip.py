"""What a program that did not end by itself had open, as a strip that blocks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from workstation.keeping.open_session import LeftOpen
from workstation.language import tr
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip

_NAMED = 3


class LeftOpenStrip(QFrame):
    """One row for each program that was killed; it is there until the reader has decided."""

    open_again = Signal(object)
    """LeftOpen."""
    forget = Signal(object)
    """LeftOpen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leftOpenStrip")
        self.setAccessibleName(tr("Open when Lightbox ended last"))
        self._rows: list[LeftOpen] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(9, 4, 9, 4)
        self._grid.setColumnStretch(0, 1)
        self.hide()

    @property
    def rows(self) -> tuple[LeftOpen, ...]:
        """What is offered."""
        return tuple(self._rows)

    def offer(self, left: Sequence[LeftOpen]) -> None:
        """Offer these; none takes the strip away."""
        self._rows = list(left)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if left:
            title = PlainLabel(
                tr("Lightbox did not end by itself. Everything that reached the disk was kept.")
            )
            title.setObjectName("heading")
            self._grid.addWidget(title, 0, 0, 1, 3)
        for number, each in enumerate(left, 1):
            self._add_row(number, each)
        self.setVisible(bool(left))

    def _add_row(self, number: int, left: LeftOpen) -> None:
        names = [Path(path).name or path for path in left.state.paths]
        words = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        label = PlainLabel(words)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setToolTip(plain_tip("\n".join(left.state.paths)))
        again, forget = QPushButton(tr("Open again")), QPushButton(tr("Do not open"))
        for button in (again, forget):
            button.setAccessibleName(f"{button.text()}: {words}")
        again.clicked.connect(lambda: self.open_again.emit(left))
        forget.clicked.connect(lambda: self.forget.emit(left))
        for column, widget in enumerate((label, again, forget)):
            self._grid.addWidget(widget, number, column)
