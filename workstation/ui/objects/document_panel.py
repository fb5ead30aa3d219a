"""The panel in which reports and documents of a study are read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.structured_report import StructuredReport
from workstation.language import tr
from workstation.ui.objects.report_text import report_html
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.viewer.pixels import to_qimage


class DocumentPanel(QWidget):
    """Shows the text of a structured report with jumps, or the pages of a PDF."""

    jump = Signal(int)
    """Number of the line of the report whose image is wanted."""
    page_wanted = Signal(int)
    """Page from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._pages = 0, 0
        self._picture = QPixmap()
        self.title = PlainLabel(tr("Nothing is shown."))
        self.title.setObjectName("heading")
        self.title.setWordWrap(True)
        self.hint = PlainLabel(
            tr("A click on a report or document below a series in the list of studies shows it.")
        )
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(tr("Text of the report"))
        self.text.anchorClicked.connect(self._follow)
        self.sheet = PlainLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.sheet.setAccessibleName(tr("Page of the document"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.sheet)
        self.previous = QPushButton(tr("Previous page"))
        self.next = QPushButton(tr("Next page"))
        self.number = PlainLabel()
        self.previous.clicked.connect(lambda: self.page_wanted.emit(self._page - 1))
        self.next.clicked.connect(lambda: self.page_wanted.emit(self._page + 1))
        buttons = QHBoxLayout()
        buttons.addWidget(self.previous)
        buttons.addWidget(self.number, 1, Qt.AlignmentFlag.AlignCenter)
        buttons.addWidget(self.next)
        pages = QWidget()
        below = QVBoxLayout(pages)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._scroll, 1)
        below.addLayout(buttons)
        self._stack = QStackedWidget()
        for widget in (QWidget(), self.text, pages):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addWidget(self._stack, 1)

    def show_nothing(self) -> None:
        """What was read is closed."""
        self.title.setText(tr("Nothing is shown."))
        self.hint.show()
        self.text.clear()
        self.sheet.clear()
        self._picture = QPixmap()
        self._stack.setCurrentIndex(0)

    def show_report(
        self, title: str, report: StructuredReport, image_words: Callable[[int], str]
    ) -> None:
        """Show a structured report; `image_words` tells which image a line leads to."""
        self.title.setText(title)
        self.hint.hide()
        self.text.setHtml(report_html(report, image_words))
        self._stack.setCurrentIndex(1)

    def show_page(self, title: str, page: int, pages: int, pixels: NDArray[np.uint8]) -> None:
        """Show one of the pages of a document, (rows, columns, 3) RGB."""
        self.title.setText(title)
        self.hint.hide()
        self._page, self._pages = page, pages
        self._picture = QPixmap.fromImage(to_qimage(pixels))
        self.number.setText(tr("{page} of {pages}", page=page + 1, pages=pages))
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(page + 1 < pages)
        self._stack.setCurrentIndex(2)
        self._fit()
        self._scroll.verticalScrollBar().setValue(0)

    @property
    def page_width_px(self) -> int:
        """How wide a page is wanted, in pixels of the screen."""
        return max(round(self._room() * self.devicePixelRatioF()), 600)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A page is as wide as the panel."""
        super().resizeEvent(event)
        self._fit()

    def _room(self) -> int:
        return self._scroll.viewport().width()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        width = max(round(self._room() * ratio), 1)
        fitted = self._picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(fitted)

    def _follow(self, link: QUrl) -> None:
        kind, _, number = link.toString().partition(":")
        if kind == "line" and number.isdigit():
            self.jump.emit(int(number))
