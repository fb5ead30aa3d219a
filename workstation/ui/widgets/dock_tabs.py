"""Tabs of a dock that ask for the room of the page in front only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QTabWidget, QWidget


class DockTabs(QTabWidget):
    """A wide page behind does not make a narrow one in front scroll sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.tabBar().installEventFilter(self)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The wheel over the tabs changes no page in passing."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The bar above the page in front."""
        if self.count() == 0:
            return super().minimumSizeHint()
        page = self.currentWidget()
        wanted = page.minimumSizeHint().expandedTo(page.minimumSize())
        bar = 0 if self.tabBar().isHidden() else self.tabBar().sizeHint().height()
        return QSize(wanted.width(), wanted.height() + bar)
