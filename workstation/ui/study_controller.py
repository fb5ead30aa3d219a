"""Opening studies and images: scan, first image, the whole stack, thumbnails."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from workstation.domain.image import Image, Volume
from workstation.domain.study import ScanReport, Stack, StackKind
from workstation.errors import WorkstationError
from workstation.services.prepare_view import (
    FirstSlice,
    PreparedImage,
    first_slice,
    prepare_image,
    thumbnail,
)
from workstation.session.workspace import StackPlace, Workspace
from workstation.ui.job_controller import Job, JobController, Lane
from workstation.ui.services import WindowServices
from workstation.viewer.pixels import to_qimage
from workstation.viewer.sources import FlatView, ImageView, PreviewView, VolumeView

THUMBNAIL_PX = 56
_KEPT_IMAGES = 3
_REPAINT_MS = 100


def view_of(prepared: PreparedImage, stack_id: str, *, acknowledged: bool) -> ImageView:
    """What a viewport shows of an image."""
    image, shown = prepared.image, prepared.shown
    if isinstance(image, Volume) and isinstance(shown, Volume):
        trusted = acknowledged or not image.honesty.blocks_volume
        return VolumeView(image, shown, trusted, stack_id)
    assert not isinstance(image, Volume)  # noqa: S101 - shown is the image itself
    return FlatView(image, stack_id)


class StudyController(QObject):
    """Runs the jobs of opening; the window listens.

    A request for another image makes the answers of the last one stale; they are dropped.
    """

    scan_progressed = Signal(float, str)
    scan_ended = Signal()
    scanned = Signal(object)
    """ScanReport."""
    preview_ready = Signal(object, object)
    """PreviewView; (window, windows)."""
    image_ready = Signal(str, object)
    """Stack id; PreparedImage."""
    load_progressed = Signal(float, str)
    thumbnail_ready = Signal(str, object)
    slices_arrived = Signal()
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
        self._load: Job | None = None
        self._preview_job: Job | None = None
        self._request = 0
        self._kept: OrderedDict[str, PreparedImage] = OrderedDict()
        self._preview: PreviewView | None = None
        self._repaint = QTimer(self)
        self._repaint.setInterval(_REPAINT_MS)
        self._repaint.timeout.connect(self.slices_arrived)

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
        job.done.connect(self._take_report)
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._end_scan(job))
        self.scan_progressed.emit(0.0, "Looking through the files")
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

    def _take_report(self, report: ScanReport) -> None:
        for study in report.studies:
            values = self._services.kept(study.study_instance_uid)
            if values:
                self._workspace.restore(study.study_instance_uid, values)
        self._workspace.add_report(report)
        self.scanned.emit(report)
        places = [
            StackPlace(study, series, stack)
            for study, series in report.all_series()
            for stack in series.stacks
        ]
        if places:
            self.show_stack(best_stack(places).stack.id)
        for place in places:
            self._make_thumbnail(place)

    def _make_thumbnail(self, place: StackPlace) -> None:
        job = self._jobs.create(
            thumbnail,
            self._services.read_frame,
            place.stack,
            place.study,
            place.series,
            THUMBNAIL_PX,
            lane=Lane.BACKGROUND,
        )
        stack_id = place.stack.id
        job.done.connect(lambda pixels: self.thumbnail_ready.emit(stack_id, to_qimage(pixels)))
        job.start()

    # Images

    def show_stack(self, stack_id: str) -> None:
        """Look at a stack: its first image at once, then all of it."""
        place = self._workspace.place(stack_id)
        if place is None:
            return
        self._request += 1
        for job in (self._load, self._preview_job):
            if job is not None:
                job.cancel()
        self._stop_preview()
        kept = self._kept.get(stack_id)
        if kept is not None:
            self._kept.move_to_end(stack_id)
            self._workspace.activate(stack_id, kept.image)
            self.image_ready.emit(stack_id, kept)
            return
        self._workspace.activate(stack_id)
        self._start_loading(place, self._request)

    def _start_loading(self, place: StackPlace, request: int) -> None:
        slices: dict[int, NDArray[Any]] = {}
        stack, study, series = place.stack, place.study, place.series
        preview = self._jobs.create(first_slice, self._services.read_frame, stack, study, series)
        preview.done.connect(lambda first: self._show_preview(first, slices, stack, request))
        # The whole stack is read anyway and reports the fault that matters.
        self._preview_job = preview
        preview.finished.connect(lambda: self._forget_preview_job(preview))

        def on_slice(k: int, values: NDArray[Any]) -> None:
            slices[k] = values

        load = self._jobs.create(
            prepare_image, self._services.load, stack, study, series, on_slice=on_slice
        )
        self._load = load
        load.progressed.connect(self.load_progressed)
        load.done.connect(lambda prepared: self._take_image(stack.id, prepared, request))
        load.failed.connect(lambda error: self._fail(error, request))
        load.finished.connect(lambda: self._forget_load(load))
        self.load_progressed.emit(0.0, "Reading")
        preview.start()
        load.start()

    def _show_preview(
        self,
        first: FirstSlice | None,
        slices: dict[int, NDArray[Any]],
        stack: Stack,
        request: int,
    ) -> None:
        if first is None or request != self._request or self._workspace.active_image is not None:
            return
        slices.setdefault(first.index, np.asarray(first.image.array[0]))
        self._preview = PreviewView(first.image, first.geometry, slices, stack.id)
        self.preview_ready.emit(self._preview, (first.window, first.windows))
        self._repaint.start()

    def _take_image(self, stack_id: str, prepared: PreparedImage, request: int) -> None:
        if request != self._request:
            return
        self._stop_preview()
        self._kept[stack_id] = prepared
        while len(self._kept) > _KEPT_IMAGES:
            self._kept.popitem(last=False)
        self._workspace.activate(stack_id, prepared.image)
        self.image_ready.emit(stack_id, prepared)

    def _fail(self, error: WorkstationError, request: int) -> None:
        if request == self._request:
            self._stop_preview()
            self.failed.emit(error)

    def _stop_preview(self) -> None:
        self._repaint.stop()
        self._preview = None

    def _forget_load(self, job: Job) -> None:
        if self._load is job:
            self._load = None

    def _forget_preview_job(self, job: Job) -> None:
        if self._preview_job is job:
            self._preview_job = None

    def kept(self, stack_id: str) -> PreparedImage | None:
        """A stack that was read and is still in memory, or None."""
        return self._kept.get(stack_id)

    def loaded_image(self, stack_id: str) -> Image | None:
        """Its pixels as they were acquired, or None."""
        kept = self._kept.get(stack_id)
        return kept.image if kept else None

    def forget_images(self) -> None:
        """Let go of every image, when the studies are closed."""
        self._request += 1
        self._stop_preview()
        self._scan_queue.clear()
        for job in (self._scan, self._load, self._preview_job):
            if job is not None:
                job.cancel()
        self._kept.clear()


def best_stack(places: list[StackPlace]) -> StackPlace:
    """What to show first: the largest volume, else the first image."""
    volumes = [place for place in places if place.stack.kind is StackKind.VOLUME]
    if volumes:
        return max(volumes, key=lambda place: int(np.prod(place.stack.shape_kji)))
    return places[0]
