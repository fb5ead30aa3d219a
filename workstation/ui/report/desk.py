"""What the report panel asks for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workstation.errors import ReportError, WorkstationError
from workstation.keeping.kept_settings import KeptSettings
from workstation.language import say, tr
from workstation.messages import Message
from workstation.services.report_versions import require_current, signing_summary
from workstation.services.signed_versions import newest
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.reader import Reader
from workstation.ui.asking.report_settings import keep_report_settings, kept_report_settings
from workstation.ui.report.flow import ReportFlow, states_the_same
from workstation.ui.report.panel import ReportPanel
from workstation.ui.report.signing import why_not_signable, why_not_written
from workstation.ui.services import ReportOrder, WindowServices, WrittenReport
from workstation.ui.shell.notices import Notices


class ReportDesk(QObject):
    """Drafts and signed reports of one window.

    Parameters
    ----------
    flow : ReportFlow
        Writes them.
    panel : ReportPanel
        Holds the texts.
    host : QWidget
        Parent of the questions.
    """

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        settings: KeptSettings,
        prompts: Prompts,
        notices: Notices,
        reader: Reader,
        flow: ReportFlow,
        panel: ReportPanel,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._workspace = workspace
        self._services = services
        self._settings = settings
        self._prompts = prompts
        self._notices = notices
        self._reader = reader
        self._flow = flow
        self._panel = panel
        self._host = host

    def ask_settings(self) -> None:
        """Ask for what every report carries."""
        present = kept_report_settings(self._settings.values)
        made = self._prompts.report_settings(self._host, present)
        if made is not None:
            keep_report_settings(self._settings, made)

    def write(self, letter_size: bool, *, sign: bool) -> None:
        """Ask where to, and write the report of the study that is looked at.

        Work goes on while a question is open: another study may be shown by the end of a scan,
        a segment be changed by a job. What is written is what was asked about, or nothing.
        """
        self._panel.keep()
        fault = why_not_written(self._workspace)
        if fault is not None:
            self._notices.show_error(fault)
            return
        if sign and not self._reader.require():
            return
        order = partial(
            self._flow.order,
            signed_by=self._workspace.reader if sign else "",
            letter_size=letter_size,
            language=self._panel.language,
            settings=kept_report_settings(self._settings.values),
        )
        if sign:
            self._learn_signed()
        asked = order(Path())
        if asked is None or (sign and not self._may_sign(asked)):
            return
        path = self._prompts.save_pdf(self._host, self._suggested_name(sign=sign))
        if path is None:
            return
        now = order(path)
        fault = why_not_written(self._workspace)
        if fault is not None:
            self._notices.show_error(fault)
            return
        if now is None or not states_the_same(asked, now):
            self._notices.show_error(
                ReportError(
                    Message(
                        "What the report states was changed while you were asked: none written."
                    ),
                    hint=Message("Look at it again, then write it."),
                )
            )
            return
        self._notices.tell(tr("Writing the report…"))
        self._flow.write(now)

    def _learn_signed(self) -> None:
        """Take in what another program has signed of the study since it was opened here."""
        workspace = self._workspace
        study = workspace.active_study_uid
        last = workspace.last_signed(study)
        newer = [
            each
            for each in self._services.signed_reports(study)
            if each is not last and newest((last, each)) is each
        ]
        if newer:
            workspace.restore(study, {"signed_report": list(newer)})

    def _may_sign(self, order: ReportOrder) -> bool:
        """Whether nothing stands in the way of a signature and the reader confirms it."""
        workspace = self._workspace
        if self._flow.is_signing(workspace.active_study_uid):
            self._notices.tell(tr("A signed report of this study is being written already."))
            return False
        fault = why_not_signable(workspace, self._services.unkept())
        if fault is not None:
            self._notices.show_error(fault)
            return False
        stale = [finding for finding in workspace.stale_findings if finding.is_reportable]
        try:
            require_current(stale, workspace.stale_risks)
            self._services.require_signable(order)
        except ReportError as error:
            self._notices.show_error(error)
            return False
        study = workspace.active_study_uid
        marks = sum(mark.study_instance_uid == study for mark in workspace.key_images)
        summary = signing_summary(
            workspace.findings_here,
            workspace.risks,
            impression=workspace.draft(study).impression,
            key_images=marks,
            key_images_away=order.marks_away,
            earlier=workspace.last_signed(study),
            signed_by=order.signed_by,
            role=order.signed_role,
        )
        return self._prompts.sign(self._host, summary)

    def _suggested_name(self, *, sign: bool) -> str:
        earlier = self._workspace.last_signed(self._workspace.active_study_uid)
        if not sign or earlier is None:
            return "report.pdf"
        return f"report-v{earlier.version + 1}.pdf"

    def show_written(self, path: Path, report: WrittenReport, study_instance_uid: str) -> None:
        """Tell that a report is there, and remember it when it was signed."""
        if report.signed is not None:
            self._workspace.add_signed(study_instance_uid, report.signed)
        names = ", ".join((path.name, *report.beside))
        words = tr("Report written: {name}  (hash {digest})", name=names, digest=report.digest[:12])
        self._notices.tell(f"{words}  {say(report.note)}".rstrip())

    def show_failed(self, error: WorkstationError) -> None:
        """Tell that no report was written, and why."""
        self._notices.tell(tr("The report was not written."))
        self._notices.show_error(error)
