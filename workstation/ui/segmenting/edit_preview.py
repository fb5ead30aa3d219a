"""An operation on a segment shown before it is applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from workstation.domain.mask import Mask, Segment
from workstation.errors import WorkstationError
from workstation.language import say, tr
from workstation.services.edit_segments import EditResult
from workstation.services.preview_edit import PreviewedEdit, preview_edit
from workstation.session.mask_ledger import MaskLedger
from workstation.tools.editing import EditTarget, Operation
from workstation.ui.shell.job_controller import Job, JobController, Lane

NewSegments = Callable[[Mask, frozenset[int]], tuple[Segment, ...] | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Shown:
    operation: Operation
    of: tuple[str, int]
    """Id and version of the mask that the outcome belongs to."""
    outcome: PreviewedEdit
    mask: Mask


class EditPreview(QObject):
    """The outcome of one operation in the place of the mask that it would change.

    Nothing is edited: `take` hands the outcome over when the reader applies it.

    Parameters
    ----------
    ledger : MaskLedger
        The masks as they are.
    new_segments : callable
        The segments of a mask with those that an operation adds, None where it adds none.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(
        self,
        ledger: MaskLedger,
        jobs: JobController,
        new_segments: NewSegments,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._jobs = jobs
        self._new_segments = new_segments
        self._job: Job | None = None
        self._shown: _Shown | None = None
        self._count = 0

    @property
    def is_shown(self) -> bool:
        """Whether an outcome is on the screen."""
        return self._shown is not None

    def show(self, target: EditTarget, operation: Operation) -> None:
        """Work out an operation in the background and show the outcome."""
        self._stop()
        mask = target.mask
        self._ledger.share(mask.id)
        job = self._jobs.create(preview_edit, operation, target.given(), lane=Lane.BACKGROUND)
        job.done.connect(partial(self._take_outcome, target, operation))
        job.failed.connect(self._fail)
        self._job = job
        self.told.emit(tr("Previewing…"))
        job.start()

    def drop(self) -> None:
        """Show the masks as they are."""
        self._stop()
        if self._shown is not None:
            self._shown = None
            self.changed.emit()

    def shown_for(self, mask: Mask) -> Mask:
        """What is drawn for a mask: the outcome, or the mask itself."""
        shown = self._shown
        return shown.mask if shown is not None and shown.of == (mask.id, mask.version) else mask

    def take(self, mask: Mask, operation: Operation) -> EditResult | None:
        """The outcome of just this operation on a mask as it is, if it is on the screen."""
        shown = self._shown
        if shown is None or shown.operation is not operation:
            return None
        return shown.outcome.result if shown.of == (mask.id, mask.version) else None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take_outcome(
        self, target: EditTarget, operation: Operation, outcome: PreviewedEdit
    ) -> None:
        self._job = None
        mask = self._ledger.get(target.mask.id)
        if mask is None or mask.version != target.mask.version:
            return
        patch, labels = outcome.result.patch, outcome.result.labels
        if patch is None or labels is None:
            self.drop()
            self.told.emit(tr("Preview: nothing would change."))
            return
        self._count += 1
        segments = self._new_segments(mask, patch.numbers()) or mask.segments
        # Its own id and version: resampled for display it must not be taken for the mask.
        picture = replace(
            mask,
            labels=labels,
            segments=segments,
            id=f"{mask.id}/preview",
            version=self._count,
        )
        self._shown = _Shown(operation, (mask.id, mask.version), outcome, picture)
        self.told.emit(_words(target, outcome))
        self.changed.emit()

    def _fail(self, error: WorkstationError) -> None:
        self._job = None
        self.drop()
        self.told.emit(say(error.message))


def _words(target: EditTarget, outcome: PreviewedEdit) -> str:
    before, after = outcome.voxels_before, outcome.voxels_after
    if target.is_film:
        return tr(
            "Preview: {label} {before} → {after} pixels; not applied yet",
            label=target.segment.label,
            before=before,
            after=after,
        )
    ml = target.grid.voxel_mm3 / 1000
    return tr(
        "Preview: {label} {before} → {after} mL; not applied yet",
        label=target.segment.label,
        before=f"{before * ml:.2f}",
        after=f"{after * ml:.2f}",
    )
