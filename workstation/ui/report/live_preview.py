"""Keeps the pages of the preview those of the report as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QTimer

from workstation.errors import WorkstationError
from workstation.keeping.kept_settings import KeptSettings
from workstation.language import say, tr
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.session.events import StudiesClosed, StudiesClosing
from workstation.session.workspace import Workspace
from workstation.ui.asking.report_settings import kept_report_settings
from workstation.ui.report.flow import ReportFlow
from workstation.ui.report.panel import ReportPanel
from workstation.ui.report.signing import why_not_written
from workstation.ui.services import ReportOrder, WindowServices
from workstation.ui.shell.job_controller import Job, JobController, Lane
from workstation.viewer.pixels import to_qimage

if TYPE_CHECKING:
    from workstation.services.report_preview import PreviewedReport

_AFTER_MS = 600
"""How long nothing must change before pages are made anew."""


class LivePreview(QObject):
    """Makes the pages in the background, a little after each change, while they can be seen.

    From the first change on the pages that are there say that they are not true any more; those of
    another study go at once. What is overtaken is cancelled, and what comes late is not shown.

    Parameters
    ----------
    flow : ReportFlow
        Knows what the report would be made of.
    panel : ReportPanel
        Has the pages.
    """

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        settings: KeptSettings,
        flow: ReportFlow,
        panel: ReportPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._services = services
        self._jobs = jobs
        self._settings = settings
        self._flow = flow
        self._panel = panel
        self._pane = panel.preview
        self._study = ""
        self._job: Job | None = None
        self._pdf = b""
        self._asked = 0
        """Counts the pages that were ordered: answers to former orders are dropped."""
        self._is_true = False
        self._is_ordering = False
        self._timer = QTimer(self, interval=_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._renew)
        self._pane.pages.page_wanted.connect(self._want_page)
        self._pane.pages.installEventFilter(self)
        self._pane.mode_changed.connect(self._follow_mode)
        panel.typed.connect(self.touched)
        for event in (StudiesClosing, StudiesClosed):
            workspace.subscribe(event, lambda _event: self._clear())

    @property
    def is_true(self) -> bool:
        """Whether the pages that are shown are those of the report as it is."""
        return self._is_true

    @property
    def pdf(self) -> bytes:
        """The report that the pages are of; empty while there is none."""
        return self._pdf

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Pages that come into sight are made."""
        if event.type() is QEvent.Type.Show and not self._is_true:
            self.touched()
        return super().eventFilter(watched, event)

    def touched(self) -> None:
        """Something that the report states may be another now."""
        if self._is_ordering:
            return
        study = self._workspace.active_study_uid
        if study != self._study:
            self._clear()
            self._study = study
        self._is_true = False
        self._cancel()
        if not self._mode or not self._pane.pages.isVisible():
            self._pane.pages.show_veil(self._veil() if self._pane.pages.pages else "")
            return
        if self._workspace.active_image is None:
            self._clear()
            self._pane.pages.show_veil(tr("The pages are shown once the images are read."))
            return
        self._pane.pages.show_veil(self._veil())
        self._timer.start()

    @property
    def _mode(self) -> str:
        return str(self._pane.mode.currentData())

    def _veil(self) -> str:
        return (
            tr("Being renewed: these pages are of an earlier state")
            if self._pane.pages.pages
            else tr("The pages are being made…")
        )

    def _follow_mode(self) -> None:
        if not self._mode:
            self._clear()
            return
        self.touched()

    def _clear(self) -> None:
        self._cancel()
        self._timer.stop()
        self._pdf = b""
        self._is_true = False
        self._pane.pages.show_pages(())
        self._pane.say("")

    def _cancel(self) -> None:
        self._asked += 1
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _renew(self) -> None:
        """Order the pages of the report as it is now."""
        fault = why_not_written(self._workspace)
        if fault is not None:
            self._refuse(fault)
            return
        self._is_ordering = True
        try:
            self._panel.keep()
            order = self._order()
        finally:
            self._is_ordering = False
        if order is None:
            return
        self._cancel()
        asked = self._asked
        job = self._jobs.create(
            self._flow.preview, order, self._flow.elsewhere(order), lane=Lane.BACKGROUND
        )
        job.done.connect(lambda made: self._show(made, asked, order))
        job.failed.connect(lambda error: self._refuse(error) if asked == self._asked else None)
        self._job = job
        job.finished.connect(lambda: self._ended(job))
        job.start()

    def _order(self) -> ReportOrder | None:
        signs = self._mode == "signed"
        return self._flow.order(
            Path(),
            signed_by=self._workspace.reader if signs else "",
            letter_size=self._panel.is_letter,
            language=self._panel.language,
            settings=kept_report_settings(self._settings.values),
        )

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _show(self, made: PreviewedReport, asked: int, order: ReportOrder) -> None:
        if asked != self._asked or order.study.study_instance_uid != self._study:
            return
        self._pdf = made.pdf
        self._is_true = True
        bar = self._pane.pages.verticalScrollBar()
        at = bar.value()
        self._pane.pages.show_pages(made.pages)
        bar.setValue(at)
        self._pane.say(self._said(made))

    def _said(self, made: PreviewedReport) -> str:
        if not made.is_draft:
            return tr("Preview of what is signed. Nobody has signed it.")
        if self._mode == "draft":
            return tr("Preview of the draft.")
        if made.why_draft:
            return tr("Shown as a draft. {reason}", reason=say(made.why_draft))
        return tr("Shown as a draft: the reader is not named yet.")

    def _refuse(self, error: WorkstationError) -> None:
        """There are no pages; those that were there are not of the report as it is."""
        self._pdf = b""
        self._pane.pages.show_pages(())
        self._pane.pages.show_veil(say(error.message))
        self._pane.say("")

    def _want_page(self, page: int, width_px: int) -> None:
        if not self._pdf:
            return
        asked, pdf = self._asked, self._pdf
        job = self._jobs.create(
            _picture, self._services.page_picture, pdf, page, width_px, lane=Lane.BACKGROUND
        )
        job.done.connect(lambda pixels: self._take_page(page, pixels, pdf))
        job.failed.connect(lambda error: self._refuse(error) if asked == self._asked else None)
        job.start()

    def _take_page(self, page: int, pixels: NDArray[np.uint8], pdf: bytes) -> None:
        if pdf is self._pdf:
            self._pane.pages.show_picture(page, to_qimage(pixels))


def _picture(
    make: Callable[[bytes, int, int], NDArray[np.uint8]],
    pdf: bytes,
    page: int,
    width_px: int,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> NDArray[np.uint8]:
    del progress
    token.raise_if_cancelled()
    return make(pdf, page, width_px)
