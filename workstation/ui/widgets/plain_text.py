"""Words that are shown as they stand.

Qt takes whatever looks like markup for rich text, also in what comes from a file: its series
descriptions would choose fonts and load pictures. Labels, tips and messages of the program show
plain text.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

WIDEST_WORD_PX = 160
"""How much room a word asks for at least; what files and bundles say may have no blank at all."""


class PlainLabel(QLabel):
    """A label that never takes its text for markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Of wrapped text: one long word makes no panel wider than its neighbors want it."""
        hint = super().minimumSizeHint()
        if self.wordWrap():
            hint.setWidth(min(hint.width(), WIDEST_WORD_PX))
        return hint


def plain_tip(text: str) -> str:
    """A tool tip that shows the text as it stands; tips know no plain format of their own."""
    if "<" not in text:
        return text
    return "<qt>" + html.escape(text).replace("\n", "<br>") + "</qt>"


def make_plain(dialog: QWidget) -> None:
    """Let the labels of one of Qt's own dialogs show plain text; call it when its texts are set."""
    if isinstance(dialog, QMessageBox):
        dialog.setTextFormat(Qt.TextFormat.PlainText)
    for label in dialog.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
