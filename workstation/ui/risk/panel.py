"""Published scores: inputs with their origin, result with its caveats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.measurement import MeasurementOrigin
from workstation.domain.risk import RiskScore
from workstation.errors import WorkstationError
from workstation.language import say, shown, tr
from workstation.services.assess_risk import risk_output_texts
from workstation.session.events import StudiesClosed
from workstation.session.score_basis import PATIENT_FACTS, changed_inputs
from workstation.session.workspace import Workspace
from workstation.ui.risk.kept_scores import KeptScores
from workstation.ui.services import RiskModelItem
from workstation.ui.widgets.finding_words import size_text
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.inputs import ComboBox
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.schema_form import SchemaForm
from workstation.ui.widgets.scroll_column import ScrollColumn


def score_words(score: RiskScore) -> str:
    """A score as it is printed: outputs, category, recommendation, caveats, citation."""
    lines = [say(line) for line in risk_output_texts(score)]
    lines += [say(line) for line in (score.category, score.recommendation) if line]
    lines += [f"⚠ {say(caveat)}" for caveat in score.caveats]
    lines.append(score.citation)
    return "\n".join(lines)


def _same(shown: object, filled: Mapping[str, Any] | None) -> bool:
    """Whether a field holds what was filled in; fields hold whole numbers as text."""
    if filled is None or not isinstance(shown, Mapping):
        return False
    return shown["origin"] == filled["origin"] and str(shown["value"]) == str(filled["value"])


class RiskPanel(QWidget):
    """Choose a score and a finding, complete the inputs, read the result."""

    keep = Signal(object)
    """RiskScore, for the report."""
    lead_on = Signal()
    """The report is wanted."""
    plugin_wanted = Signal(object)
    """RiskScore of a plugin that shall be run again."""

    def __init__(
        self,
        workspace: Workspace,
        models: tuple[RiskModelItem, ...],
        assess: Callable[[str, Mapping[str, Any], Finding | None], RiskScore],
        prefill: Callable[[str, Finding | None], Mapping[str, Mapping[str, Any]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        workspace.subscribe(StudiesClosed, lambda _event: self.show_study(""))
        self._models = models
        self._assess = assess
        self._prefill = prefill
        self._study = ""
        self._filled: dict[str, Mapping[str, Any]] = {}
        self._about = ("", "")
        self._typed: dict[tuple[str, str], dict[str, Mapping[str, object]]] = {}
        """What was typed for each score and finding."""
        self._typed_of_study: dict[str, dict[str, Mapping[str, object]]] = {}
        """What was typed for each score, whatever the finding."""
        self._score: RiskScore | None = None
        self._offered: list[tuple[str, str]] = []
        self._form = SchemaForm(())
        self.chooser = ComboBox()
        self.chooser.setAccessibleName(tr("Score"))
        for model in models:
            self.chooser.addItem(model.title, model.id)
        self.finding = ComboBox()
        self.finding.setAccessibleName(tr("Finding"))
        self.fill = QPushButton(tr("Fill in"))
        self.fill.setToolTip(
            tr("Take over what was measured on the finding and what the images state")
        )
        self.compute = QPushButton(tr("Compute"))
        self.compute.setObjectName("primary")
        self.add = QPushButton(tr("Add to report"))
        self.add.setEnabled(False)
        self.result = PlainLabel()
        self.result.setWordWrap(True)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.kept = KeptScores()
        self.kept.again.connect(self.compute_again)
        self.kept.take_out.connect(workspace.remove_risk)
        self.chooser.currentIndexChanged.connect(lambda _index: self._show_model())
        self.finding.currentIndexChanged.connect(lambda _index: self._change_finding())
        self.fill.clicked.connect(self.fill_in)
        self.compute.clicked.connect(self.compute_score)
        self.add.clicked.connect(self._add)
        scroll = ScrollColumn()
        self._scroll = scroll
        self._body = scroll.column
        self._body.addWidget(self.kept)
        heading = PlainLabel(tr("New score"))
        heading.setObjectName("heading")
        self._body.addWidget(heading)
        self._body.addWidget(self.chooser)
        row = QHBoxLayout()
        row.addWidget(self.finding, 1)
        row.addWidget(self.fill)
        self._body.addLayout(row)
        self._body.addWidget(self._form)
        self._body.addLayout(FlowRow(self.compute, self.add))
        self._body.addWidget(self.result)
        self._body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        self.next_button = QPushButton(tr("Report ▸"))
        self.next_button.setToolTip(tr("On to the report that these scores stand in"))
        self.next_button.clicked.connect(self.lead_on)
        foot = FlowRow(self.next_button)
        foot.setContentsMargins(8, 0, 8, 8)
        outer.addLayout(foot)
        self.show_findings()
        self._show_model()
        self.show_kept()

    def show_study(self, study_instance_uid: str) -> None:
        """Serve another study: nothing of the last patient stays in the form."""
        if study_instance_uid == self._study:
            return
        self._study = study_instance_uid
        self.show_findings()
        self._typed.clear()
        self._typed_of_study.clear()
        self._about = ("", "")
        self._show_model()
        self.show_kept()

    def show_findings(self) -> None:
        """List the findings of this study that were not rejected."""
        offered = [(tr("No finding (whole patient)"), "")]
        offered += [
            (f"{shown(finding.label)}  {size_text(finding)}".rstrip(), finding.id)
            for finding in self._workspace.findings_here
            if finding.status is not FindingStatus.REJECTED
        ]
        there = len(self._offered)
        chosen = self.finding.currentData()
        with QSignalBlocker(self.finding):
            if offered[:there] != self._offered:
                self.finding.clear()
                there = 0
            for words, finding_id in offered[there:]:
                self.finding.addItem(words, finding_id)
            self._offered = offered
            if self.finding.currentData() != chosen:
                self.finding.setCurrentIndex(max(self.finding.findData(chosen), 0))
        if self._subject() != self._about:
            # The finding that the form was about is gone, or rejected.
            self._change_finding()
        else:
            self._follow_measurements()

    def _follow_measurements(self) -> None:
        """Take over what was measured anew since the form was filled in."""
        model = self._model()
        if model is None:
            return
        now = dict(self._prefill(model.id, self._finding()))
        if now == self._filled:
            return
        gone = {name: {"value": "", "origin": "typed"} for name in self._filled if name not in now}
        shown = self._form.values()
        still_measured = {
            name: entry
            for name, entry in (now | gone).items()
            if name not in shown or _same(shown[name], self._filled.get(name))
        }
        self._form.fill(still_measured)
        self._filled = now

    def show_kept(self) -> None:
        """List the scores that shall stand in the report."""
        findings = {finding.id: finding for finding in self._workspace.findings_here}
        stale = self._workspace.stale_risks
        place = self._workspace.active
        changed = {
            each.score.key: changed_inputs(
                each.score, findings.get(each.score.finding_id), place.study.patient
            )
            for each in stale
            if place is not None
        }
        unmeasured = {each.id for each in self._workspace.stale_findings}
        self.kept.show_scores(self._workspace.risks, stale, findings, changed, unmeasured)

    def compute_again(self, score: RiskScore) -> None:
        """Score anew with what is measured now; what was typed stays. Undoable."""
        if score.source is not None:
            self.finding.setCurrentIndex(max(self.finding.findData(score.finding_id), 0))
            self.plugin_wanted.emit(score)
            return
        self.choose(score.model, score.finding_id)
        # Of what else stands in the form the score that was kept knew nothing.
        self._form.clear()
        self.fill_in()
        typed = {
            item.name: {"value": item.value, "origin": item.origin.value}
            for item in score.inputs
            if item.origin is not MeasurementOrigin.MEASURED
        }
        self._form.fill(typed)
        self.compute_score()
        if self._score is not None:
            self.keep.emit(self._score)

    def choose(self, model_id: str, finding_id: str = "") -> None:
        """Choose a score and a finding."""
        self.chooser.setCurrentIndex(self.chooser.findData(model_id))
        self.finding.setCurrentIndex(max(self.finding.findData(finding_id), 0))
        self.fill_in()

    @property
    def chosen_finding(self) -> str:
        """Id of the finding that is chosen; empty for the whole patient."""
        return str(self.finding.currentData() or "")

    def choose_finding(self, finding_id: str) -> None:
        """Score the finding that was chosen in the table."""
        at = self.finding.findData(finding_id)
        if at > 0:
            self.finding.setCurrentIndex(at)

    def _change_finding(self) -> None:
        # Neither what was measured on another finding nor what was typed for it; that comes back
        # with its finding.
        self._remember()
        self._form.clear_of_finding()
        self.fill_in()
        self._about = self._subject()
        self._form.fill(self._typed.get(self._about, {}))

    def _remember(self) -> None:
        """Keep what was typed, for when its score and finding are chosen again."""
        self._typed[self._about] = self._form.typed(of_study=False)
        self._typed_of_study[self._about[0]] = self._form.typed(of_study=True)

    def _subject(self) -> tuple[str, str]:
        """Score and finding that the form is about."""
        return str(self.chooser.currentData()), str(self.finding.currentData() or "")

    def fill_in(self) -> None:
        """Take over what is measured and what the images state; the origin says so."""
        model = self._model()
        if model is not None:
            self._filled = dict(self._prefill(model.id, self._finding()))
            self._form.fill(self._filled)

    def _finding(self) -> Finding | None:
        return self._workspace.findings.get(str(self.finding.currentData() or ""))

    def set_inputs(self, values: Mapping[str, Mapping[str, object]]) -> None:
        """Type inputs."""
        self._form.fill(values)

    def compute_score(self) -> None:
        """Score, or say what is missing."""
        model = self._model()
        if model is None:
            return
        try:
            score = self._assess(model.id, self._form.values(), self._finding())
        except WorkstationError as error:
            self._show("bad", f"{say(error.message)}\n{say(error.hint)}".strip())
            self._score = None
        else:
            self._score = score
            self._show("", score_words(score))
        self.add.setEnabled(self._score is not None)
        QTimer.singleShot(0, self._show_result)

    def _show_result(self) -> None:
        self._scroll.ensureWidgetVisible(self.result)

    def _show(self, kind: str, words: str) -> None:
        self.result.setObjectName(kind)
        self.result.setText(words)
        self.result.style().polish(self.result)

    def _model(self) -> RiskModelItem | None:
        row = self.chooser.currentIndex()
        return self._models[row] if 0 <= row < len(self._models) else None

    def _show_model(self) -> None:
        if self._about[0]:
            self._remember()
        model = self._model()
        form = SchemaForm(
            model.inputs if model else (), with_origin=True, from_images=PATIENT_FACTS
        )
        self._body.replaceWidget(self._form, form)
        self._form.hide()
        self._form.deleteLater()
        self._form = form
        form.changed.connect(self._forget_score)
        self._forget_score()
        self.fill_in()
        self._about = self._subject()
        self._form.fill(self._typed_of_study.get(self._about[0], {}))
        self._form.fill(self._typed.get(self._about, {}))

    def _forget_score(self) -> None:
        # A result beside other inputs than its own would mislead.
        self._score = None
        self.result.clear()
        self.add.setEnabled(False)

    def _add(self) -> None:
        if self._score is not None:
            self.keep.emit(self._score)
            QTimer.singleShot(0, self._show_kept_cards)

    def _show_kept_cards(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)
