"""What can be done about the findings that are chosen: the buttons on their card."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from workstation.domain.finding import Finding, FindingStatus
from workstation.language import tr
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.plain_text import plain_tip


class CardButtons(QWidget):
    """Those that change something, each with its key.

    Parameters
    ----------
    key_of : callable
        The key of an action by its id; empty where it has none.
    """

    decided = Signal(object)
    """FindingStatus."""

    def __init__(self, key_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_of = key_of
        self.accept = QPushButton(tr("Accept"))
        self.reject = QPushButton(tr("Reject"))
        self.reopen = QPushButton(tr("Reopen"))
        self.edit = QPushButton(tr("Edit…"))
        self.measure = QPushButton(tr("Measure again"))
        self._words = {
            "accept": (self.accept, tr("Accept")),
            "reject": (self.reject, tr("Reject")),
            "reopen": (self.reopen, tr("Reopen")),
            "edit_finding": (self.edit, tr("Edit…")),
        }
        self.setObjectName("onCard")
        row = FlowRow()
        for button in (self.measure, self.accept, self.reject, self.reopen, self.edit):
            button.setObjectName("onCard")
            row.addWidget(button)
        self.setLayout(row)
        self.measure.setToolTip(tr("Make the numbers anew from the outline as it is now"))
        for button, status in (
            (self.accept, FindingStatus.ACCEPTED),
            (self.reject, FindingStatus.REJECTED),
            (self.reopen, FindingStatus.PROPOSED),
        ):
            button.clicked.connect(lambda _on=False, status=status: self.decided.emit(status))
        self.show_for((), is_stale=False)

    def show_for(self, findings: Sequence[Finding], *, is_stale: bool) -> None:
        """Offer what changes something about these findings."""
        states = {finding.status for finding in findings}
        kept = {FindingStatus.ACCEPTED, FindingStatus.EDITED}
        for button, useless in (
            (self.accept, states <= kept),
            (self.reject, states <= {FindingStatus.REJECTED}),
            (self.reopen, states <= {FindingStatus.PROPOSED}),
        ):
            button.setEnabled(bool(findings))
            button.setVisible(bool(findings) and not useless)
        self.edit.setEnabled(len(findings) == 1)
        self.edit.setVisible(len(findings) == 1)
        self.measure.setVisible(is_stale)
        for name, (button, words) in self._words.items():
            key = self._key_of(name)
            count = f" ({len(findings)})" if len(findings) > 1 else ""
            button.setText(f"{words}{count}  {key}".rstrip())
            tip = tr("{keys}; Ctrl+Z takes it back", keys=key) if key else ""
            button.setToolTip(plain_tip(tip))
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
