"""Opening studies: looking through folders, and thumbnails."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from workstation.domain.study import ScanReport
from workstation.messages import Message
from workstation.services.prepare_view import thumbnail
from workstation.session.events import StudiesClosed, StudiesClosing
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.services import WindowServices
from workstation.ui.shell.job_controller import Job, JobController, Lane
from workstation.viewer.pixels import to_qimage

THUMBNAIL_PX = 128
"""Larger than they are shown: some for screens of twice the pixels, few for memory."""


class StudyController(QObject):
    """Looks through folders and makes thumbnails; the window listens."""

    scan_progressed = Signal(float, object)
    scan_ended = Signal()
    scanned = Signal(object)
    """ScanReport."""
    opened = Signal(list, object)
    """The paths that were looked through, and their ScanReport."""
    found = Signal(list)
    """StackPlace of every image that was found."""
    thumbnail_ready = Signal(str, object)
    failed = Signal(object)
    """WorkstationError."""

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._services = services
        self._jobs = jobs
        self._scan: Job | None = None
        self._scan_queue: list[tuple[list[Path], str]] = []
        self._opened: list[tuple[list[Path], ScanReport]] = []
        """What is open, as it was found."""
        self._without_thumbnail: deque[StackPlace] = deque()
        self._makes_thumbnail = False
        workspace.subscribe(StudiesClosing, lambda _event: self._forget())
        workspace.subscribe(StudiesClosed, lambda _event: services.forget_kept())

    # Scanning

    @property
    def is_scanning(self) -> bool:
        """Whether folders are being looked through."""
        return self._scan is not None

    def open_paths(self, paths: list[Path], *, modality: str = "") -> None:
        """Look through paths and open what is there.

        Parameters
        ----------
        paths : list of Path
            Folders, files, DICOMDIRs, ZIPs, NIfTI, NRRD or picture files.
        modality : str
            Of the files that state none.
        """
        if not paths:
            return
        if self._scan is not None and not self._scan.token.is_cancelled:
            # What was opened before is wanted too; its scan can be cancelled by the person.
            self._scan_queue.append((list(paths), modality))
            return
        job = self._jobs.create(self._services.scan, list(paths), modality=modality)
        self._scan = job
        job.progressed.connect(self.scan_progressed)
        job.done.connect(lambda report: self._take_report(list(paths), report))
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._end_scan(job))
        self.scan_progressed.emit(0.0, Message("Looking through the files"))
        job.start()

    def cancel_scan(self) -> None:
        """Stop looking through folders, also those that wait."""
        self._scan_queue.clear()
        if self._scan is not None:
            self._scan.cancel()

    def _end_scan(self, job: Job) -> None:
        if self._scan is job:
            self._scan = None
            self.scan_ended.emit()
            if self._scan_queue:
                paths, modality = self._scan_queue.pop(0)
                self.open_paths(paths, modality=modality)

    def close_study(self, study_instance_uid: str) -> None:
        """Close one study; the others are as they are after opening, with all that is kept."""
        left = tuple(
            study
            for study in self._workspace.studies
            if study.study_instance_uid != study_instance_uid
        )
        paths = [path for those, _report in self._opened for path in those]
        reports = [report for _paths, report in self._opened]
        self._workspace.close_all()
        if not left:
            return
        whole = ScanReport(
            files=sum(report.files for report in reports),
            read=sum(report.read for report in reports),
            skipped=tuple(each for report in reports for each in report.skipped),
            studies=left,
        )
        job = self._jobs.create(self._services.reopen, whole)
        job.done.connect(lambda report: self._take_report(paths, report))
        job.failed.connect(self.failed)
        job.start()

    def _take_report(self, paths: list[Path], report: ScanReport) -> None:
        self._opened.append((paths, report))
        for study in report.studies:
            values = self._services.kept(study.study_instance_uid)
            if values:
                self._workspace.restore(study.study_instance_uid, values)
        self._workspace.add_report(report)
        self.scanned.emit(report)
        self.opened.emit(paths, report)
        places = [
            StackPlace(study, series, stack)
            for study, series in report.all_series()
            for stack in series.stacks
        ]
        if places:
            self.found.emit(places)
        self._without_thumbnail += places
        if not self._makes_thumbnail:
            self._next_thumbnail()

    def _next_thumbnail(self) -> None:
        """Make one after the other: thousands of jobs at once would keep the window busy."""
        self._makes_thumbnail = bool(self._without_thumbnail)
        if not self._makes_thumbnail:
            return
        place = self._without_thumbnail.popleft()
        job = self._jobs.create(
            thumbnail,
            self._services.read_frame,
            place.stack,
            place.study,
            place.series,
            THUMBNAIL_PX,
            lane=Lane.BACKGROUND,
        )

        def show(pixels: NDArray[np.uint8]) -> None:
            if self._workspace.is_open(place):
                self.thumbnail_ready.emit(place.stack.id, to_qimage(pixels))

        job.done.connect(show)
        job.finished.connect(self._next_thumbnail)
        job.start()

    def _forget(self) -> None:
        """Give up scanning and thumbnails."""
        self._opened.clear()
        self._without_thumbnail.clear()
        self.cancel_scan()
