"""What a report will say, before it is signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workstation.language import say, tr
from workstation.services.report_versions import SigningSummary
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.plain_text import PlainLabel


class SigningDialog(QDialog):
    """Shows what will stand in the report and what will not; signing must be confirmed."""

    def __init__(self, summary: SigningSummary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Sign the report"))
        open_at(self, 560, 480)
        inner = QWidget()
        body = QVBoxLayout(inner)
        if summary.earlier is not None:
            body.addWidget(
                _words(
                    tr(
                        "Version {number} was signed by {name} on {day}. This becomes version "
                        "{next}; it says what was changed.",
                        number=summary.earlier.version,
                        name=summary.earlier.signed_by,
                        day=f"{summary.earlier.signed_at.astimezone():%Y-%m-%d %H:%M}",
                        next=summary.version,
                    ),
                    "muted",
                )
            )
        if summary.signer:
            body.addWidget(_words(tr("Signature: {signer}", signer=summary.signer), ""))
        if summary.clock:
            body.addWidget(_words(say(summary.clock), "bad"))
        _list(body, tr("Impression"), [summary.impression] if summary.impression else [])
        if not summary.impression:
            body.addWidget(_words(tr("The impression is empty."), "bad"))
        _list(body, tr("In the report:"), [say(line) for line in summary.printed])
        if not summary.printed:
            body.addWidget(_words(tr("No finding was accepted: the report states none."), "bad"))
        _list(body, tr("Left out:"), [say(line) for line in summary.left_out])
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sign = buttons.addButton(
            tr("Sign version {number}…", number=summary.version),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addWidget(buttons)

    def text(self) -> str:
        """Everything that is shown, a line each."""
        return "\n".join(label.text() for label in self.findChildren(QLabel))


def _list(body: QVBoxLayout, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    body.addWidget(_words(title, "heading"))
    for line in lines:
        body.addWidget(_words(line, ""))


def _words(words: str, kind: str) -> PlainLabel:
    label = PlainLabel(words)
    label.setWordWrap(True)
    label.setObjectName(kind)
    return label
