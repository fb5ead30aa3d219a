"""The report: texts, draft, signature."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.finding import FindingStatus
from workstation.language import language, tr
from workstation.session.annotations import ReportDraft
from workstation.session.events import StudiesClosing
from workstation.session.workspace import Workspace
from workstation.ui.language import LANGUAGE_TITLES
from workstation.ui.report.body import ReportBody
from workstation.ui.report.preview_pane import PreviewPane
from workstation.ui.report.stale_strip import StaleStrip
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.inputs import ComboBox, TextEdit
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.scroll_column import ScrollColumn
from workstation.viewer.corner_text import date_text, person_name

_KEEP_AFTER_MS = 800
_LEAST_TEXT_PX = 44
_WIDE_PX = 820


class ReportPanel(QWidget):
    """Texts are kept as they are typed; nothing unreviewed enters a signed report."""

    save_draft = Signal(bool)
    """Whether on Letter paper."""
    sign = Signal(bool)
    typed = Signal()
    """A text, or what the report is printed on or in, is another."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        # What was typed is kept while its study is still open.
        workspace.subscribe(StudiesClosing, lambda _event: self.show_study(""))
        self._study = ""
        self._edits: dict[str, TextEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.subject = PlainLabel()
        """Whose report it is."""
        self.subject.setObjectName("heading")
        self.subject.setWordWrap(True)
        column.addWidget(self.subject)
        self.stale = StaleStrip()
        column.addWidget(self.stale)
        self.preview = PreviewPane()
        texts = ScrollColumn()
        texts.column.setContentsMargins(0, 0, 6, 0)
        self.body = ReportBody(texts, self.preview)
        column.addWidget(self.body, 1)
        for name, title, stretch in (
            ("clinical_history", tr("Clinical history"), 1),
            ("comparison", tr("Comparison"), 1),
            ("findings_text", tr("Findings"), 2),
            ("impression", tr("Impression"), 2),
        ):
            label = PlainLabel(title)
            label.setObjectName("heading")
            edit = TextEdit()
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(_LEAST_TEXT_PX)
            edit.setAccessibleName(title)
            label.setBuddy(edit)
            self._edits[name] = edit
            texts.column.addWidget(label)
            texts.column.addWidget(edit, stretch)
        self.state = PlainLabel()
        self.state.setWordWrap(True)
        self.state.setObjectName("muted")
        self.paper = ComboBox()
        self.paper.addItems(["A4", tr("Letter")])
        self.paper.setAccessibleName(tr("Paper"))
        self.words = ComboBox()
        self.words.setAccessibleName(tr("Language of the report"))
        self.words.setToolTip(
            tr("Language of the report: what people wrote and what the files say stays as it is")
        )
        for name, title in LANGUAGE_TITLES.items():
            self.words.addItem(title, name)
        self.words.setCurrentIndex(max(self.words.findData(language()), 0))
        self.draft_button = QPushButton(tr("Save draft…"))
        self.sign_button = QPushButton(tr("Sign…"))
        self.sign_button.setObjectName("primary")
        self.draft_button.clicked.connect(lambda: self.save_draft.emit(self.is_letter))
        self.sign_button.clicked.connect(lambda: self.sign.emit(self.is_letter))
        row = FlowRow(self.paper, self.words, self.draft_button, self.sign_button)
        column.addWidget(self.state)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        for edit in self._edits.values():
            edit.textChanged.connect(self._timer.start)
            edit.textChanged.connect(self.typed)
        for box in (self.paper, self.words):
            box.currentIndexChanged.connect(lambda _index: self.typed.emit())
        self.show_study("")

    @property
    def is_letter(self) -> bool:
        """Whether it is printed on Letter paper, not on A4."""
        return self.paper.currentIndex() == 1

    @property
    def language(self) -> str:
        """The language that is chosen for the report, e.g. "zh_CN"."""
        return str(self.words.currentData())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide enough for texts and pages side by side."""
        return QSize(_WIDE_PX, super().sizeHint().height())

    def draft(self) -> ReportDraft:
        """The texts as they stand in the fields."""
        return ReportDraft(**{name: edit.toPlainText() for name, edit in self._edits.items()})

    def keep(self) -> None:
        """Hand the texts to the workspace now."""
        self._timer.stop()
        if self._study:
            self._workspace.set_draft(self._study, self.draft())

    def show_study(self, study_instance_uid: str) -> None:
        """Show the texts of a study; those of the last one are kept first."""
        if study_instance_uid != self._study:
            self.keep()
            self._study = study_instance_uid
            draft = self._workspace.draft(study_instance_uid)
            for name, edit in self._edits.items():
                edit.blockSignals(True)
                edit.setPlainText(getattr(draft, name))
                edit.blockSignals(False)
        self.subject.setText(self._subject())
        self.show_state()

    def _subject(self) -> str:
        studies = (s for s in self._workspace.studies if s.study_instance_uid == self._study)
        study = next(studies, None)
        if study is None:
            return tr("No study")
        facts = (
            person_name(study.patient.name) or study.patient.patient_id or tr("No name"),
            date_text(study.date),
            study.description,
        )
        return "  ·  ".join(fact for fact in facts if fact)

    def set_text(self, name: str, text: str) -> None:
        """Type into a field."""
        self._edits[name].setPlainText(text)

    def show_state(self) -> None:
        """Say what would stand in the report."""
        findings = self._workspace.findings_here
        kept = sum(f.is_reportable for f in findings)
        waiting = sum(f.status is FindingStatus.PROPOSED for f in findings)
        words = tr("Reviewed findings: {kept}", kept=kept)
        marks = sum(m.study_instance_uid == self._study for m in self._workspace.key_images)
        scores = len(self._workspace.risks)
        words += tr(", key images: {marks}, scores: {scores}.", marks=marks, scores=scores)
        if waiting:
            words += tr(" {waiting} not reviewed: left out of a signed report.", waiting=waiting)
        stale = len(self._workspace.stale_findings) + len(self._workspace.stale_risks)
        self.stale.show_stale(self._workspace.stale_numbers, self._workspace.stale_risks)
        if stale:
            words += tr(
                " {count} out of date: measure or compute again before signing.", count=stale
            )
        signed = self._workspace.last_signed(self._study)
        if signed is not None:
            words += "\n" + tr(
                "Version {number} was signed by {name} on {day}: {file}. Another signature makes "
                "a new version.",
                number=signed.version,
                name=signed.signed_by,
                day=f"{signed.signed_at.astimezone():%Y-%m-%d %H:%M}",
                file=signed.file_name,
            )
        self.state.setText(words)
        enabled = bool(self._study) and self._workspace.active_image is not None
        self.draft_button.setEnabled(enabled)
        self.sign_button.setEnabled(enabled)
