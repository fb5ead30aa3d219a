"""What the risk and report panels ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from workstation.domain.finding import Finding
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.errors import ReportError, WorkstationError
from workstation.language import say, tr
from workstation.messages import Message
from workstation.services.assess_risk import model_title, with_age, with_contradictions
from workstation.services.kept_settings import KeptSettings
from workstation.services.report_versions import require_current, signing_summary
from workstation.ui.asking.report_settings import keep_report_settings, kept_report_settings
from workstation.ui.report.flow import states_the_same
from workstation.ui.report.signing import why_not_signable
from workstation.ui.services import ReportOrder, WrittenReport

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow


class ReportDesk(QObject):
    """Scores for the report, drafts, and signed reports of one window."""

    def __init__(self, window: MainWindow, settings: KeptSettings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings

    def ask_settings(self) -> None:
        """Ask for what every report carries."""
        present = kept_report_settings(self._settings.values)
        made = self._window.prompts.report_settings(self._window, present)
        if made is not None:
            keep_report_settings(self._settings, made)

    def prefill_risk(
        self, model_id: str, finding: Finding | None
    ) -> Mapping[str, Mapping[str, Any]]:
        """What is known already for the inputs of a score, with where it is from."""
        place = self._window.workspace.active
        if place is None:
            return {}
        return self._window.services.prefill_risk(model_id, finding, place.study.patient)

    def assess_risk(
        self, model_id: str, inputs: Mapping[str, Any], finding: Finding | None
    ) -> RiskScore:
        """Score a finding of the study that is looked at, or with None its patient."""
        place = self._window.workspace.active
        if place is None:
            return self._window.services.assess_risk(model_id, inputs, finding, Patient())
        patient = place.study.patient
        score = self._window.services.assess_risk(model_id, inputs, finding, patient)
        return with_contradictions(score, finding, with_age(patient, place.study.date))

    def keep_risk(self, score: RiskScore) -> None:
        """Let a score stand in the report."""
        self._window.workspace.add_risk(score)
        self._window.tell(
            tr(
                "{model} will stand in the report. Ctrl+Z takes it back.",
                model=model_title(score.model),
            )
        )

    def write(self, letter_size: bool, *, sign: bool) -> None:
        """Ask where to, and write the report of the study that is looked at.

        Work goes on while a question is open: another study may be shown by the end of a scan,
        a segment be changed by a job. What is written is what was asked about, or nothing.
        """
        window = self._window
        window.report_panel.keep()
        if sign and not window.review.require_reader():
            return
        order = partial(
            window.reports.order,
            signed_by=window.workspace.reader if sign else "",
            letter_size=letter_size,
            language=window.report_panel.language,
            settings=kept_report_settings(self._settings.values),
        )
        if sign:
            self._learn_signed()
        asked = order(Path())
        if asked is None or (sign and not self._may_sign(asked)):
            return
        path = window.prompts.save_pdf(window, self._suggested_name(sign=sign))
        if path is None:
            return
        now = order(path)
        if now is None or not states_the_same(asked, now):
            window.show_error(
                ReportError(
                    Message(
                        "What the report states was changed while you were asked: none written."
                    ),
                    hint=Message("Look at it again, then write it."),
                )
            )
            return
        window.tell(tr("Writing the report…"))
        window.reports.write(now)

    def _learn_signed(self) -> None:
        """Take in what another program has signed of the study since it was opened here."""
        workspace = self._window.workspace
        study = workspace.active_study_uid
        last = workspace.last_signed(study)
        on_disk = self._window.services.signed_reports(study)
        newer = [each for each in on_disk if last is None or each.version > last.version]
        if newer:
            workspace.restore(study, {"signed_report": list(newer)})

    def _may_sign(self, order: ReportOrder) -> bool:
        """Whether nothing stands in the way of a signature and the reader confirms it."""
        workspace = self._window.workspace
        if self._window.reports.is_signing(workspace.active_study_uid):
            self._window.tell(tr("A signed report of this study is being written already."))
            return False
        fault = why_not_signable(workspace, self._window.services.unkept())
        if fault is not None:
            self._window.show_error(fault)
            return False
        stale = [finding for finding in workspace.stale_findings if finding.is_reportable]
        try:
            require_current(stale, workspace.stale_risks)
            self._window.services.require_signable(order)
        except ReportError as error:
            self._window.show_error(error)
            return False
        study = workspace.active_study_uid
        marks = sum(mark.study_instance_uid == study for mark in workspace.key_images)
        summary = signing_summary(
            workspace.findings_here,
            workspace.risks,
            impression=workspace.draft(study).impression,
            key_images=marks,
            earlier=workspace.last_signed(study),
        )
        return self._window.prompts.sign(self._window, summary)

    def _suggested_name(self, *, sign: bool) -> str:
        earlier = self._window.workspace.last_signed(self._window.workspace.active_study_uid)
        if not sign or earlier is None:
            return "report.pdf"
        return f"report-v{earlier.version + 1}.pdf"

    def show_written(self, path: Path, report: WrittenReport, study_instance_uid: str) -> None:
        """Tell that a report is there, and remember it when it was signed."""
        if report.signed is not None:
            self._window.workspace.add_signed(study_instance_uid, report.signed)
        names = ", ".join((path.name, *report.beside))
        words = tr("Report written: {name}  (hash {digest})", name=names, digest=report.digest[:12])
        self._window.tell(f"{words}  {say(report.note)}".rstrip())

    def show_failed(self, error: WorkstationError) -> None:
        """Tell that no report was written, and why."""
        self._window.tell(tr("The report was not written."))
        self._window.show_error(error)
