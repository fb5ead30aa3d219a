"""What is doubtful about a geometry, with files, and taking note of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.geometry import GeometryBadge, GeometryHonesty
from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.plain_text import PlainLabel

_WORDS = {
    GeometryBadge.OK: Message(
        "Positions, orientation and spacing agree. Lengths and volumes can be used."
    ),
    GeometryBadge.CAUTION: Message(
        "Lengths and volumes can be used; keep in mind what is listed here."
    ),
    GeometryBadge.REFUSED: Message(
        "Volumes, diameters and doubling times are withheld, because they would rest on what is "
        "listed here. Acknowledging it gives them, with a caveat, in your name."
    ),
}
_UNCALIBRATED = Message(
    "The size of a pixel is not known: lengths and areas are given in pixels. A length that is "
    "known calibrates the image."
)


class GeometryDialog(QDialog):
    """Issues and the files behind them; `acknowledged` tells whether the reader took note."""

    def __init__(
        self,
        honesty: GeometryHonesty,
        *,
        acknowledged_by: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Geometry"))
        open_at(self, 640, 420)
        self.acknowledged = False
        told = _UNCALIBRATED if honesty.lacks_scale_only else _WORDS[honesty.badge]
        words = PlainLabel(say(told))
        words.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for issue in honesty.issues:
            item = QTreeWidgetItem([f"{say(issue.message)}  [{issue.code.value}]"])
            for path in issue.files:
                QTreeWidgetItem(item, [path])
            self.tree.addTopLevelItem(item)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        if honesty.issues:
            column.addWidget(self.tree, 1)
        if acknowledged_by:
            column.addWidget(
                PlainLabel(
                    tr("Acknowledged by {acknowledged_by}.", acknowledged_by=acknowledged_by)
                )
            )
        elif honesty.badge is not GeometryBadge.OK:
            self.take_note = buttons.addButton(
                tr("Acknowledge"), QDialogButtonBox.ButtonRole.AcceptRole
            )
            self.take_note.clicked.connect(self._acknowledge)
        column.addWidget(buttons)

    def _acknowledge(self) -> None:
        self.acknowledged = True
        self.accept()
