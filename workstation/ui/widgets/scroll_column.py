"""A column of widgets that scrolls, whose wrapped labels get the height that they need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


class ScrollColumn(QScrollArea):
    """Add widgets to `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the height that the width asks for; Qt's scroll area does not."""
        inner = self.widget()
        if watched is inner and event.type() in (
            QEvent.Type.LayoutRequest,
            QEvent.Type.Resize,
            QEvent.Type.Show,
        ):
            needed = self.column.totalMinimumSize().height()
            if self.column.hasHeightForWidth():
                needed = self.column.totalHeightForWidth(self.viewport().width())
            if needed != inner.minimumHeight():
                inner.setMinimumHeight(needed)
        return super().eventFilter(watched, event)
