"""The scores that shall stand in the report, and which of them are out of date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.risk import RiskScore
from workstation.language import say, shown, tr
from workstation.messages import NOTHING, Message, joined
from workstation.services.assess_risk import (
    risk_output_texts,
    score_source_words,
    score_title,
)
from workstation.session.stale_scores import StaleScore
from workstation.ui.widgets.plain_text import PlainLabel


class KeptScores(QWidget):
    """A row for each score, with what can be done about it."""

    again = Signal(object)
    """RiskScore to compute with what is measured now."""
    take_out = Signal(int)
    """Place of a score that shall leave the report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rows: list[_Row] = []
        self._shown: object = None
        self._heading = PlainLabel(tr("In the report:"))
        self._heading.setObjectName("muted")
        self._column.addWidget(self._heading)
        self._heading.hide()

    def text(self) -> str:
        """Everything that is shown, a line each."""
        return "\n".join(row.words.text() for row in self._rows)

    @property
    def rows(self) -> tuple[_Row, ...]:
        """The rows, in the order of the report."""
        return tuple(self._rows)

    def show_scores(
        self,
        scores: Sequence[RiskScore],
        stale: Sequence[StaleScore],
        findings: Mapping[str, Finding],
    ) -> None:
        """Show the scores of a study.

        Parameters
        ----------
        stale : sequence of StaleScore
            Those of `scores` that are out of date.
        findings : mapping
            Findings of the study by id.
        """
        reasons = {id(each.score): each.reason for each in stale}
        rows = [(s, reasons.get(id(s), NOTHING), findings.get(s.finding_id)) for s in scores]
        # Strokes of the brush come here many times a second.
        if rows == self._shown:
            return
        self._shown = rows
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(n, *each) for n, each in enumerate(rows)]
        self._heading.setVisible(bool(rows))

    def _row(self, at: int, score: RiskScore, reason: Message, finding: Finding | None) -> _Row:
        row = _Row(score, reason, finding)
        row.again.clicked.connect(lambda: self.again.emit(score))
        row.take_out.clicked.connect(lambda: self.take_out.emit(at))
        self._column.addWidget(row)
        return row


class _Row(QWidget):
    """One score: its words, and two buttons."""

    def __init__(self, score: RiskScore, reason: Message, finding: Finding | None) -> None:
        super().__init__()
        name = say(score_title(score))
        words = f"{name}: {say(_result(score))}".rstrip(": ")
        if finding is not None:
            words = f"{shown(finding.label)} – {words}"
        if reason:
            words += "\n⚠ " + tr("Out of date: {reason}", reason=reason)
        words = "\n".join((words, *_of_plugin(score)))
        self.words = PlainLabel(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setObjectName("bad" if reason else "muted")
        self.again = QPushButton(tr("Compute again"))
        usable = finding is not None and finding.status is not FindingStatus.REJECTED
        self.again.setVisible(bool(reason) and (usable or not score.finding_id))
        self.take_out = QPushButton(tr("Take out"))
        self.take_out.setToolTip(tr("Take this score out of the report"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        buttons = QHBoxLayout()
        buttons.addWidget(self.again)
        buttons.addWidget(self.take_out)
        buttons.addStretch(1)
        column.addLayout(buttons)


def _result(score: RiskScore) -> Message:
    """What a score says in a line; nobody has read that of a plugin before it stands here."""
    if score.source is None:
        return score.category
    words = risk_output_texts(score)
    return joined("; ", (*words, score.category) if score.category else words)


def _of_plugin(score: RiskScore) -> Iterator[str]:
    """What else stands with the score of a plugin; nothing of a published one."""
    if score.source is None:
        return
    if score.recommendation:
        yield say(score.recommendation)
    yield from (f"⚠ {say(caveat)}" for caveat in score.caveats)
    yield say(score_source_words(score))
    yield score.citation
