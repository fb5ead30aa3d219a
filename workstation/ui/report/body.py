"""Texts and pages of the report: side by side, or one of them where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSplitter, QVBoxLayout, QWidget

from workstation.language import tr
from workstation.ui.widgets.flow_row import FlowRow

_LEAST_FOR_BOTH_PX = 560
_SHARES = (2, 3)


class ReportBody(QWidget):
    """The texts and the preview.

    Where one alone has room, two buttons change between them.
    """

    def __init__(self, texts: QWidget, pages: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes = (texts, pages)
        self.to_texts, self.to_pages = QPushButton(tr("Texts")), QPushButton(tr("Pages"))
        group = QButtonGroup(self)
        for button in (self.to_texts, self.to_pages):
            button.setCheckable(True)
            group.addButton(button)
        self.to_texts.setChecked(True)
        group.buttonToggled.connect(lambda _button, on: self._arrange() if on else None)
        self._switch = QWidget()
        self._switch.setLayout(FlowRow(self.to_texts, self.to_pages))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        for pane, share in zip(self._panes, _SHARES, strict=True):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(self._splitter.indexOf(pane), share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._switch)
        column.addWidget(self._splitter, 1)
        self._is_wide = True
        self._arrange()

    @property
    def is_wide(self) -> bool:
        """Whether both are seen."""
        return self._is_wide

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """One pane is enough."""
        return QSize(220, 150)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Both, where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _LEAST_FOR_BOTH_PX
        if wide is not self._is_wide:
            self._is_wide = wide
            self._arrange()
            if wide:
                parts = [event.size().width() * share // sum(_SHARES) for share in _SHARES]
                self._splitter.setSizes(parts)

    def _arrange(self) -> None:
        self._switch.setVisible(not self._is_wide)
        texts, pages = self._panes
        texts.setVisible(self._is_wide or self.to_texts.isChecked())
        pages.setVisible(self._is_wide or self.to_pages.isChecked())
