"""What of the report is out of date, why, and a button to make it anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.services.assess_risk import score_title
from workstation.session.stale_scores import StaleScore
from workstation.session.staleness import StaleFinding
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.plain_text import PlainLabel

_MOST_NAMES, _MOST_SCORES = 3, 4


class StaleStrip(QFrame):
    """A line for each reason, over texts and pages alike."""

    measure = Signal(object)
    """Finding to measure again."""
    compute = Signal(object)
    """RiskScore to compute again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 6)
        self._column.setSpacing(4)
        self._rows: list[QWidget] = []
        self._shown: object = None
        self.buttons: list[QPushButton] = []
        self.hide()

    def text(self) -> str:
        """Everything that it says, a line each."""
        return "\n".join(row.findChildren(PlainLabel)[0].text() for row in self._rows)

    def show_stale(self, findings: Sequence[StaleFinding], scores: Sequence[StaleScore]) -> None:
        """Show what is out of date; nothing hides it."""
        state = (tuple(findings), tuple(scores))
        if state == self._shown:
            return
        self._shown = state
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows, self.buttons = [], []
        by_reason: dict[str, list[StaleFinding]] = {}
        for each in findings:
            by_reason.setdefault(say(each.reason), []).append(each)
        for reason, those in by_reason.items():
            names = ", ".join(shown(each.finding.label) for each in those[:_MOST_NAMES])
            if len(those) > _MOST_NAMES:
                names = tr("{names} and {count} more", names=names, count=len(those) - _MOST_NAMES)
            self._add(names, reason, tr("Measure again")).clicked.connect(
                lambda _on=False, those=those: self.measure.emit(those[0].finding)
            )
        outdated = {each.finding.id for each in findings}
        for score in scores[:_MOST_SCORES]:
            name = say(score_title(score.score))
            # Of numbers that are out of date no score can be made that holds.
            offer = "" if score.score.finding_id in outdated else tr("Compute again")
            self._add(name, say(score.reason), offer).clicked.connect(
                lambda _on=False, score=score: self.compute.emit(score.score)
            )
        left = len(scores) - _MOST_SCORES
        if left > 0:
            words = Message(
                "{count} more score is out of date",
                many="{count} more scores are out of date",
                count=left,
            )
            self._add(say(words), "", "")
        self.setVisible(bool(self._rows))

    def _add(self, what: str, reason: str, offer: str) -> QPushButton:
        row = QWidget()
        row.setObjectName("onCard")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        words = PlainLabel(f"⚠ {what}: {reason}" if reason else f"⚠ {what}")
        words.setObjectName("caution")
        words.setWordWrap(True)
        button = QPushButton(offer)
        button.setObjectName("onCard")
        column.addWidget(words)
        if offer:
            column.addLayout(FlowRow(button))
            self.buttons.append(button)
        self._column.addWidget(row)
        self._rows.append(row)
        return button
