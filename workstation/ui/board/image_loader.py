"""Reading images off the main thread: the first slice at once, then all of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from workstation.domain.image import Image
from workstation.errors import WorkstationError
from workstation.messages import Message
from workstation.scene import sources
from workstation.scene.sources import ImageView, PreviewView
from workstation.services.prepare_view import (
    FirstSlice,
    PreparedImage,
    first_slice,
    prepare_image,
)
from workstation.session.events import StudiesClosed
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.services import WindowServices
from workstation.ui.shell.job_controller import Job, JobController

_REPAINT_MS = 100
_KEPT_BYTES = 6 * 1024**3
"""Images that nobody looks at are let go beyond this."""


def view_of(prepared: PreparedImage, stack_id: str, *, acknowledged: bool) -> ImageView:
    """What a viewport shows of an image."""
    return sources.view_of(prepared.image, prepared.shown, stack_id, acknowledged=acknowledged)


@dataclass(slots=True, eq=False)
class _Reading:
    """A stack that is being read."""

    place: StackPlace
    preview: Job | None = None
    load: Job | None = None
    slices: dict[int, NDArray[Any]] = field(default_factory=dict)
    is_previewed: bool = False


class ImageLoader(QObject):
    """Reads the stacks that are wanted, the most wanted first, and keeps what was read.

    First slices are read at once for all of them; whole stacks one after the other, so that
    the one that is looked at has every core.
    """

    preview_ready = Signal(str, object, object)
    """Stack id; PreviewView; (window, windows)."""
    image_ready = Signal(str, object)
    """Stack id; PreparedImage."""
    progressed = Signal(str, float, object)
    slices_arrived = Signal(str)
    failed = Signal(str, object)
    """Stack id; WorkstationError."""

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
        self._kept: OrderedDict[str, tuple[StackPlace, PreparedImage]] = OrderedDict()
        self._reading: OrderedDict[str, _Reading] = OrderedDict()
        self._wanted: tuple[str, ...] = ()
        workspace.subscribe(StudiesClosed, lambda _event: self._forget())
        self._repaint = QTimer(self)
        self._repaint.setInterval(_REPAINT_MS)
        self._repaint.timeout.connect(self._tell_slices)

    def want(self, stack_ids: Sequence[str]) -> None:
        """Read these stacks, in this order; reading of others is given up."""
        self._wanted = tuple(stack_ids)
        for stack_id, reading in list(self._reading.items()):
            if stack_id not in stack_ids or not self._workspace.is_open(reading.place):
                self._give_up(stack_id)
        for stack_id in stack_ids:
            if self.kept(stack_id) is not None:
                self._kept.move_to_end(stack_id)
            elif stack_id not in self._reading:
                place = self._workspace.place(stack_id)
                if place is not None:
                    self._reading[stack_id] = _Reading(place)
                    self._start_preview(stack_id)
        self._start_next()

    def kept(self, stack_id: str) -> PreparedImage | None:
        """A stack that was read and is still in memory, or None.

        What was read of other files under the same id is let go of, not shown.
        """
        place, prepared = self._kept.get(stack_id, (None, None))
        if place is not None and not self._workspace.is_open(place):
            del self._kept[stack_id]
            return None
        return prepared

    def loaded_image(self, stack_id: str) -> Image | None:
        """Its pixels as they were acquired, or None."""
        kept = self.kept(stack_id)
        return kept.image if kept else None

    def _forget(self) -> None:
        """Let go of every image."""
        self._wanted = ()
        for stack_id in list(self._reading):
            self._give_up(stack_id)
        self._kept.clear()

    # First slices

    def _start_preview(self, stack_id: str) -> None:
        reading = self._reading[stack_id]
        place = reading.place
        job = self._jobs.create(
            first_slice, self._services.read_frame, place.stack, place.study, place.series
        )
        job.done.connect(lambda first: self._show_preview(stack_id, reading, first))
        # The whole stack is read anyway and reports the fault that matters.
        reading.preview = job
        job.start()

    def _show_preview(self, stack_id: str, reading: _Reading, first: FirstSlice | None) -> None:
        if first is None or not self._is_wanted(stack_id, reading):
            return
        reading.slices.setdefault(first.index, np.asarray(first.image.array[0]))
        reading.is_previewed = True
        view = PreviewView(first.image, first.geometry, reading.slices, stack_id)
        self.preview_ready.emit(stack_id, view, (first.window, first.windows))
        self._repaint.start()

    def _tell_slices(self) -> None:
        for stack_id, reading in list(self._reading.items()):
            if reading.is_previewed and reading.load is not None:
                self.slices_arrived.emit(stack_id)

    # Whole stacks

    def _start_next(self) -> None:
        if any(reading.load is not None for reading in self._reading.values()):
            return
        for stack_id in self._wanted:
            reading = self._reading.get(stack_id)
            if reading is not None:
                self._start_load(stack_id, reading)
                return

    def _start_load(self, stack_id: str, reading: _Reading) -> None:
        place = reading.place

        def on_slice(k: int, values: NDArray[Any]) -> None:
            reading.slices[k] = values

        job = self._jobs.create(
            prepare_image,
            self._services.load,
            place.stack,
            place.study,
            place.series,
            on_slice=on_slice,
        )
        reading.load = job
        job.progressed.connect(lambda part, stage: self._tell_progress(stack_id, job, part, stage))
        job.done.connect(lambda prepared: self._take(stack_id, reading, prepared))
        job.failed.connect(lambda error: self._fail(stack_id, reading, error))
        job.start()
        self.progressed.emit(stack_id, 0.0, Message("Reading"))

    def _tell_progress(self, stack_id: str, job: Job, fraction: float, stage: Message) -> None:
        reading = self._reading.get(stack_id)
        if reading is not None and reading.load is job:
            self.progressed.emit(stack_id, fraction, stage)

    def _take(self, stack_id: str, reading: _Reading, prepared: PreparedImage) -> None:
        if not self._is_wanted(stack_id, reading):
            return
        self._end(stack_id)
        self._kept[stack_id] = (reading.place, prepared)
        self._let_go()
        self.image_ready.emit(stack_id, prepared)
        self._start_next()

    def _fail(self, stack_id: str, reading: _Reading, error: WorkstationError) -> None:
        if not self._is_wanted(stack_id, reading):
            return
        self._end(stack_id)
        self.failed.emit(stack_id, error)
        self._start_next()

    def _is_wanted(self, stack_id: str, reading: _Reading) -> bool:
        """Whether it is still this stack that is read, and still open."""
        if self._reading.get(stack_id) is not reading:
            return False
        if self._workspace.is_open(reading.place):
            return True
        self._end(stack_id)
        return False

    def _let_go(self) -> None:
        sizes = {each: _bytes(kept) for each, (_, kept) in self._kept.items()}
        for stack_id in list(self._kept):
            if sum(sizes.values()) <= _KEPT_BYTES:
                return
            if stack_id not in self._wanted:
                del self._kept[stack_id], sizes[stack_id]

    def _give_up(self, stack_id: str) -> None:
        reading = self._reading[stack_id]
        for job in (reading.preview, reading.load):
            if job is not None:
                job.cancel()
        self._end(stack_id)

    def _end(self, stack_id: str) -> None:
        self._reading.pop(stack_id, None)
        if not self._reading:
            self._repaint.stop()


def _bytes(prepared: PreparedImage) -> int:
    image, shown = prepared.image, prepared.shown
    return image.array.nbytes + (shown.array.nbytes if shown is not image else 0)
