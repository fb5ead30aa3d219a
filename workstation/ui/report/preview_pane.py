"""The live preview of the report: its pages, and what they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workstation.language import tr
from workstation.ui.report.pages_view import PagesView
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.inputs import ComboBox
from workstation.ui.widgets.plain_text import PlainLabel


class PreviewPane(QWidget):
    """Pages with a line above them that says whose and what they are."""

    mode_changed = Signal()
    """Another content is wanted, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = ComboBox()
        self.mode.setAccessibleName(tr("Preview"))
        self.mode.setToolTip(tr("What the preview shows; both are made by what writes the report"))
        for words, name in (
            (tr("As it is signed"), "signed"),
            (tr("As a draft"), "draft"),
            (tr("No preview"), ""),
        ):
            self.mode.addItem(words, name)
        self.mode.currentIndexChanged.connect(lambda _index: self.mode_changed.emit())
        self.smaller, self.larger = QPushButton("−"), QPushButton("+")
        self.smaller.setAccessibleName(tr("Smaller pages"))
        self.larger.setAccessibleName(tr("Larger pages"))
        self.smaller.setToolTip(tr("Smaller pages"))
        self.larger.setToolTip(tr("Larger pages (Ctrl and wheel)"))
        self.words = PlainLabel()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.pages = PagesView()
        self.pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.smaller.clicked.connect(lambda: self.pages.zoom(-1))
        self.larger.clicked.connect(lambda: self.pages.zoom(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(FlowRow(self.mode, self.smaller, self.larger))
        column.addWidget(self.words)
        column.addWidget(self.pages, 1)

    def say(self, words: str) -> None:
        """What the pages are."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
