"""What the risk and report panels ask for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from workstation.domain.finding import Finding
from workstation.domain.risk import RiskScore
from workstation.ui.signing import why_not_signable
from workstation.viewer.language import tr

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow


class ReportDesk(QObject):
    """Scores for the report, drafts, and signed reports of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def prefill_risk(
        self, model_id: str, finding: Finding | None
    ) -> Mapping[str, Mapping[str, Any]]:
        """What is known already for the inputs of a score, with where it is from."""
        place = self._window.workspace.active
        if place is None:
            return {}
        return self._window.services.prefill_risk(model_id, finding, place.study.patient)

    def keep_risk(self, score: RiskScore) -> None:
        """Let a score stand in the report."""
        self._window.workspace.add_risk(score)
        self._window.tell(
            tr("{model} will stand in the report. Ctrl+Z takes it back.").format(model=score.model)
        )

    def write(self, letter_size: bool, *, sign: bool) -> None:
        """Ask where to, and write the report of the study that is looked at."""
        window = self._window
        window.report_panel.keep()
        if sign and not window.review.require_reader():
            return
        fault = why_not_signable(window.workspace, window.services.unkept()) if sign else None
        if fault is not None:
            window.show_error(fault)
            return
        path = window.prompts.save_pdf(window, "report.pdf")
        if path is None:
            return
        order = window.reports.order(
            path,
            signed_by=window.workspace.reader if sign else "",
            letter_size=letter_size,
            language=window.report_panel.language,
        )
        if order is not None:
            window.tell(tr("Writing the report…"))
            window.reports.write(order)

    def show_written(self, path: Path, digest: str) -> None:
        """Tell that a report is there."""
        self._window.tell(
            tr("Report written: {name}  (hash {digest})").format(name=path.name, digest=digest[:12])
        )
