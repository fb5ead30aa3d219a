"""Search for what a segment is, in coded terms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.language import say, tr
from workstation.messages import Message
from workstation.presets.terminology import SegmentTerm, search_terms
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.inputs import LineEdit
from workstation.ui.widgets.plain_text import PlainLabel


class SegmentTermDialog(QDialog):
    """A list of terms that shrinks while words are typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What is this segment?"))
        open_at(self, 420, 480)
        self.words = LineEdit()
        self.words.setPlaceholderText(tr("Search, e.g. left kidney"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Terms"))
        note = PlainLabel(tr("SNOMED CT codes, as DICOM segmentations name structures."))
        note.setObjectName("muted")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.words.textChanged.connect(self._search)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        column = QVBoxLayout(self)
        for widget in (self.words, self.list, note, buttons):
            column.addWidget(widget)
        self._search("")

    def _search(self, text: str) -> None:
        self.list.clear()
        found = search_terms(text) or [
            t for t in search_terms("") if text in say(Message.term(t.label))
        ]
        for term in found:
            item = QListWidgetItem(f"{say(Message.term(term.label))}   ({term.type.value})")
            item.setData(Qt.ItemDataRole.UserRole, term)
            if term.color_rgb is not None:
                item.setData(Qt.ItemDataRole.DecorationRole, QColor(*term.color_rgb))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def term(self) -> SegmentTerm | None:
        """The term that is chosen."""
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, SegmentTerm) else None
