"""The scores that shall stand in the report as cards, and which of them are out of date."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.risk import RiskScore
from workstation.language import say, shown, tr
from workstation.messages import NOTHING, Message, joined
from workstation.services.assess_risk import (
    risk_input_text,
    risk_output_texts,
    score_source_words,
    score_title,
)
from workstation.session.stale_scores import StaleScore
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.plain_text import PlainLabel


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a card is made of; equal ones need not be made anew."""

    score: RiskScore
    reason: Message
    finding: Finding | None
    changed: tuple[tuple[str, Message], ...]
    waits: bool


class KeptScores(QWidget):
    """A card for each score: result, inputs with where they are from, what can be done about it."""

    again = Signal(object)
    """RiskScore to compute with what is measured now."""
    take_out = Signal(int)
    """Place of a score that shall leave the report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rows: list[ScoreCard] = []
        self._shown: list[_Shown] | None = None
        self._heading = PlainLabel()
        self._heading.setObjectName("heading")
        self._column.addWidget(self._heading)
        self._heading.hide()

    def text(self) -> str:
        """Everything that is shown, a line each."""
        return "\n".join(row.text() for row in self._rows)

    @property
    def rows(self) -> tuple[ScoreCard, ...]:
        """The cards, in the order of the report."""
        return tuple(self._rows)

    def show_scores(
        self,
        scores: Sequence[RiskScore],
        stale: Sequence[StaleScore],
        findings: Mapping[str, Finding],
        changed: Mapping[tuple[str, str], Mapping[str, Message]] | None = None,
        unmeasured: Collection[str] = (),
    ) -> None:
        """Show the scores of a study.

        Parameters
        ----------
        stale : sequence of StaleScore
            Those of `scores` that are out of date.
        findings : mapping
            Findings of the study by id.
        changed : mapping or None
            Key of a score to its inputs that are stated otherwise by now, each with why.
        unmeasured : collection of str
            Ids of findings whose numbers are out of date: no score of them would hold.
        """
        reasons = {id(each.score): each.reason for each in stale}
        by_score = changed or {}
        rows = [
            _Shown(
                s,
                reasons.get(id(s), NOTHING),
                findings.get(s.finding_id),
                tuple(by_score.get(s.key, {}).items()),
                s.finding_id in unmeasured,
            )
            for s in scores
        ]
        # Strokes of the brush come here many times a second.
        if rows == self._shown:
            return
        self._shown = rows
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(n, each) for n, each in enumerate(rows)]
        self._heading.setText(tr("In the report: {count}", count=len(rows)))
        self._heading.setVisible(bool(rows))

    def _row(self, at: int, shown_score: _Shown) -> ScoreCard:
        row = ScoreCard(shown_score)
        row.again.clicked.connect(lambda: self.again.emit(shown_score.score))
        row.take_out.clicked.connect(lambda: self.take_out.emit(at))
        self._column.addWidget(row)
        return row


class ScoreCard(QFrame):
    """One score with its inputs."""

    def __init__(self, about: _Shown) -> None:
        super().__init__()
        self.setObjectName("card")
        score, reason, finding = about.score, about.reason, about.finding
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(3)
        self._labels: list[PlainLabel] = []
        name = say(score_title(score))
        title = f"{shown(finding.label)} – {name}" if finding is not None else name
        column.addWidget(self._label(title, "heading"))
        self.result = self._label(say(_result(score)), "")
        column.addWidget(self.result)
        face = self.result.font()
        face.setStrikeOut(bool(reason))
        self.result.setFont(face)
        self.warning = self._label("", "caution")
        if reason:
            words = tr("Out of date: {reason}", reason=reason)
            if about.waits:
                words += "\n" + tr("Measure the finding again first, then compute.")
            self.warning.setText(f"⚠ {words}")
        column.addWidget(self.warning)
        self.warning.setVisible(bool(reason))
        changed = dict(about.changed)
        self.inputs = []
        for item in score.inputs:
            words = say(risk_input_text(item))
            now = changed.get(item.name)
            label = self._label(f"{words} ⚠ {say(now)}" if now else words, "muted")
            if now:
                label.setObjectName("caution")
            self.inputs.append(label)
            column.addWidget(label)
        for words in _of_plugin(score):
            column.addWidget(self._label(words, "muted"))
        self.again = QPushButton(tr("Compute again"))
        self.again.setToolTip(tr("With what is measured now; what was typed stays"))
        usable = finding is not None and finding.status is not FindingStatus.REJECTED
        self.again.setVisible(bool(reason) and not about.waits and (usable or not score.finding_id))
        self.take_out = QPushButton(tr("Take out"))
        self.take_out.setToolTip(tr("Take this score out of the report"))
        for button in (self.again, self.take_out):
            button.setObjectName("onCard")
        column.addLayout(FlowRow(self.again, self.take_out))

    def text(self) -> str:
        """What stands on the card: "finding – score: result", then a line each."""
        title, result, *others = (label.text() for label in self._labels)
        return "\n".join([f"{title}: {result}".rstrip(": "), *(each for each in others if each)])

    def _label(self, words: str, kind: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setObjectName(kind)
        label.setWordWrap(True)
        self._labels.append(label)
        return label


def _result(score: RiskScore) -> Message:
    """What a score says in a line."""
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
