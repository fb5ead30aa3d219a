"""What the reader does with segments: making, naming, operations by jobs, measuring again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from workstation import __version__
from workstation.domain.coding import TISSUE
from workstation.domain.finding import Finding
from workstation.domain.image import Image, Volume
from workstation.domain.mask import AlgorithmType, Mask, Segment, new_id
from workstation.domain.provenance import Provenance
from workstation.language import say, tr
from workstation.messages import Message, joined
from workstation.presets.terminology import SegmentTerm, unnamed_color
from workstation.scene.sources import FlatView, VolumeView
from workstation.segmentation.placing import labels_shape, lies_on
from workstation.services.edit_segments import EditResult, clear, run_edit
from workstation.session.workspace import Workspace
from workstation.tools.editing import EditTarget, Operation, SegmentEditing
from workstation.ui.segmenting.edit_preview import EditPreview
from workstation.ui.shell.job_controller import Job, JobController
from workstation.viewer.stage import Stage

_MOST_SEGMENTS = 255


@dataclass(frozen=True, slots=True, eq=False)
class _Running:
    mask_id: str
    version: int
    text: Message
    segments: tuple[Segment, ...] | None


class SegmentController(QObject):
    """Acts on the chosen segment of the active viewport.

    Parameters
    ----------
    editing : SegmentEditing
        The chosen segment and the settings.
    require_reader : callable
        Asks for the reader's name where it is not known; whether it is known now.
    """

    told = Signal(str)
    failed = Signal(object)
    busy_changed = Signal(str)
    """What is being done, or ""."""

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        jobs: JobController,
        editing: SegmentEditing,
        require_reader: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stage = stage
        self._jobs = jobs
        self.editing = editing
        self._require_reader = require_reader
        self._job: Job | None = None
        self.preview = EditPreview(workspace.segmentation, jobs, self._with_new, self)
        editing.touching.connect(self.preview.drop)
        editing.told.connect(self.told)
        editing.wanted.connect(self.run)

    # What is there

    @property
    def image(self) -> Image | None:
        """The image of the active viewport."""
        view = self._stage.view
        return view.image if isinstance(view, VolumeView | FlatView) else None

    def masks(self) -> tuple[Mask, ...]:
        """The masks on that image."""
        image = self.image
        if image is None:
            return ()
        found = self._workspace.masks_of(image.source.series_instance_uid)
        return tuple(mask for mask in found if lies_on(mask, image))

    @property
    def chosen(self) -> tuple[Mask, Segment] | None:
        """Mask and segment that are edited."""
        mask = self._workspace.segmentation.get(self.editing.mask_id)
        if mask is None:
            return None
        found = (s for s in mask.segments if s.number == self.editing.number)
        return next(((mask, segment) for segment in found), None)

    def next_number(self) -> int:
        """Number for a new segment of the mask that is edited."""
        return self.chosen[0].next_number if self.chosen is not None else 1

    # Segments

    def new_segmentation(self, term: SegmentTerm | None = None) -> None:
        """Begin an empty segmentation with one segment on the image that is shown."""
        image = self.image
        if image is None:
            self.told.emit(tr("Show an image first."))
            return
        segment = _new_segment(1, term)
        mask = Mask(
            labels=np.zeros(labels_shape(image), np.uint8),
            geometry=image.geometry if isinstance(image, Volume) else None,
            segments=(segment,),
            provenance=Provenance(
                method="reader",
                version=__version__,
                inputs=image.source.sop_instance_uids or (image.source.series_instance_uid,),
                operator=self._workspace.reader,
            ),
            id=new_id(),
            series_instance_uid=image.source.series_instance_uid,
            sop_instance_uids=image.source.sop_instance_uids,
            frame_indices=image.source.frame_indices,
        )
        self._workspace.segmentation.create(mask)
        self.editing.choose(mask.id, 1)

    def add_segment(self, term: SegmentTerm | None = None) -> None:
        """Add an empty segment to the segmentation that is edited."""
        chosen = self.chosen
        if chosen is None or chosen[0] not in self.masks():
            self.new_segmentation(term)
            return
        mask = chosen[0]
        number = mask.next_number
        if number > _MOST_SEGMENTS:
            self.told.emit(
                tr(
                    "A segmentation holds {most_segments} segments at most.",
                    most_segments=_MOST_SEGMENTS,
                )
            )
            return
        segment = _new_segment(number, term)
        self._workspace.segmentation.commit(
            mask.id,
            Message("Add {label}", label=segment.label),
            segments=(*mask.segments, segment),
        )
        self.editing.choose(mask.id, number)

    def delete_segment(self) -> None:
        """Take the chosen segment out of the segmentation with its voxels."""
        chosen, image = self.chosen, self.image
        if chosen is None or image is None:
            return
        mask, segment = chosen
        target = self.editing.target_on(image)
        if isinstance(target, str):
            self.told.emit(target)
            return
        left = tuple(s for s in mask.segments if s.number != segment.number)
        if not left:
            self.told.emit(tr("The last segment stays; erase it or hide it."))
            return
        self._start(target, Message("Delete {label}", label=segment.label), clear, left)
        self.editing.choose(mask.id, left[0].number)

    def change_segment(self, mask_id: str, number: int, text: Message, **fields: Any) -> None:  # noqa: ANN401
        """Change name, codes or color of a segment, undoably."""
        mask = self._workspace.segmentation.get(mask_id)
        if mask is None:
            return
        after = tuple(replace(s, **fields) if s.number == number else s for s in mask.segments)
        if after != mask.segments:
            self._workspace.segmentation.commit(mask_id, text, segments=after)

    def set_term(self, mask_id: str, number: int, term: SegmentTerm) -> None:
        """Say what a segment is: codes, name and recommended color."""
        mask = self._workspace.segmentation.get(mask_id)
        if mask is None:
            return
        color = term.color_rgb or mask.segment(number).color_rgb
        self.change_segment(
            mask_id,
            number,
            Message("Code as {label}", label=Message.term(term.label)),
            category=term.category,
            type=term.type,
            type_modifier=term.modifier,
            label=Message.term(term.label),
            color_rgb=color,
        )

    # Operations

    def apply(self, text: Message, operation: Operation) -> None:
        """Do an operation on the chosen segment by a job."""
        image = self.image
        if image is None:
            self.told.emit(tr("Show an image first."))
            return
        target = self.editing.target_on(image)
        if isinstance(target, str):
            self.told.emit(target)
            return
        words = joined(": ", (text, target.segment.label))
        previewed = self.preview.take(target.mask, operation)
        if previewed is None:
            self.run(target, words, operation)
        else:
            self._take(_Running(target.mask.id, target.mask.version, words, None), previewed)
        self.preview.drop()

    def show_preview(self, operation: Operation | None) -> None:
        """Show what an operation would do to the chosen segment; None shows what is there."""
        image = self.image
        if operation is None or image is None:
            self.preview.drop()
            return
        target = self.editing.target_on(image)
        if isinstance(target, str):
            self.preview.drop()
            self.told.emit(target)
        else:
            self.preview.show(target, operation)

    def run(self, target: EditTarget, text: Message, operation: Operation) -> None:
        """Do an operation of a tool by a job."""
        self._start(target, text, operation, None)

    def _start(
        self,
        target: EditTarget,
        text: Message,
        operation: Operation,
        segments: tuple[Segment, ...] | None,
    ) -> None:
        if self.editing.is_busy:
            return
        mask = target.mask
        running = _Running(mask.id, mask.version, text, segments)
        self._workspace.segmentation.share(mask.id)
        job = self._jobs.create(run_edit, operation, target.given())
        job.done.connect(partial(self._take, running))
        self._begin(job, text)

    def work(
        self,
        text: Message,
        function: Callable[..., Any],
        given: tuple[Any, ...],
        done: Callable[[Any], object],
    ) -> None:
        """Do other work on a segmentation by a job, unless one is being done."""
        if self.editing.is_busy:
            return
        job = self._jobs.create(function, *given)
        job.done.connect(done)
        self._begin(job, text)

    def _begin(self, job: Job, text: Message) -> None:
        self.editing.is_busy = True
        self._job = job
        job.failed.connect(self.failed)
        job.cancelled.connect(lambda: self.told.emit(tr("Cancelled; nothing was changed.")))
        job.finished.connect(self._end)
        self.busy_changed.emit(say(text))
        job.start()

    def _end(self) -> None:
        self._job = None
        self.editing.is_busy = False
        self.busy_changed.emit("")

    def cancel(self) -> None:
        """Stop what is being done."""
        if self._job is not None:
            self._job.cancel()

    def _take(self, running: _Running, result: EditResult) -> None:
        ledger = self._workspace.segmentation
        mask = ledger.get(running.mask_id)
        if mask is None or mask.version != running.version:
            self.told.emit(tr("The segmentation was changed meanwhile; nothing was done."))
            return
        segments = running.segments
        if result.patch is None and segments is None:
            self.told.emit(tr("Nothing changed."))
            return
        if result.patch is not None and result.patch.numbers() & ledger.locked(mask.id):
            self.told.emit(tr("A segment was locked meanwhile; nothing was done."))
            return
        if result.patch is not None and segments is None:
            segments = self._with_new(mask, result.patch.numbers())
        ledger.commit(mask.id, running.text, result.patch, segments=segments, labels=result.labels)

    def _with_new(self, mask: Mask, numbers: frozenset[int]) -> tuple[Segment, ...] | None:
        """The list of segments with those that an operation split off."""
        new = sorted(numbers - {segment.number for segment in mask.segments})
        if not new:
            return None
        base = mask.segment(self.editing.number)
        added = tuple(
            replace(
                base,
                number=number,
                label=f"{base.label} {n}",
                color_rgb=unnamed_color(number),
                algorithm_type=AlgorithmType.SEMIAUTOMATIC,
                algorithm_name=base.algorithm_name or "Islands",
                tracking_uid="",
                tracking_id="",
            )
            for n, number in enumerate(new, start=2)
        )
        return (*mask.segments, *added)

    # Findings of edited segments

    def stale_count(self) -> int:
        """Findings whose numbers are of a former outline or scale."""
        return len(self._workspace.to_measure_again(self.masks()))

    def measure_finding(self, finding: Finding) -> bool:
        """Make the numbers of a finding anew, with those of its mask; whether it can be done now.

        It cannot while another image is looked at than the one that it lies on.
        """
        if finding.mask_id not in {mask.id for mask in self.masks()}:
            return False
        self.measure_stale(finding.mask_id)
        return True

    def measure_stale(self, mask_id: str = "") -> None:
        """Make the numbers of edited segments anew, of one mask or of all, in the reader's name."""
        # What measures is slow to import and not needed to show the window.
        from workstation.quantification.segment_numbers import measure_again

        image = self.image
        if image is None or self.editing.is_busy:
            return
        for mask in self.masks():
            stale = self._workspace.to_measure_again((mask,))
            if not stale or (mask_id and mask.id != mask_id):
                continue
            if not self._require_reader():
                return
            view = self._stage.view
            stack_id = view.stack_id if view is not None else ""
            self._workspace.segmentation.share(mask.id)
            job = self._jobs.create(
                measure_again,
                image,
                mask,
                stale,
                by=self._workspace.reader,
                acknowledged=self._workspace.acknowledgement(stack_id) is not None,
            )
            job.done.connect(partial(self._take_findings, stale))
            self._begin(job, Message("Measuring again"))
            return

    def _take_findings(self, before: tuple[Finding, ...], measured: tuple[Finding, ...]) -> None:
        """Take in new numbers of those findings about which nobody has decided meanwhile."""
        ledger = self._workspace.findings
        pairs = zip(before, measured, strict=True)
        findings = [new for old, new in pairs if ledger.get(old.id) is old]
        if len(findings) < len(measured):
            self.told.emit(tr("Findings were changed while they were measured: measure again."))
        if not findings:
            return
        ledger.replace_all(
            findings,
            text=Message(
                "Measure {count} finding again",
                many="Measure {count} findings again",
                count=len(findings),
            ),
        )
        if len(findings) < len(measured):
            return
        scored = {r.finding_id for r in self._workspace.risks} & {f.id for f in findings}
        self.told.emit(
            tr("Scores of these findings rest on the former numbers; make them again.")
            if scored
            else tr("Measured again.")
        )


def _new_segment(number: int, term: SegmentTerm | None) -> Segment:
    color = term.color_rgb if term is not None else None
    return Segment(
        number=number,
        label=Message.term(term.label) if term else Message("Segment {number}", number=number),
        category=term.category if term is not None else TISSUE,
        type=term.type if term is not None else TISSUE,
        type_modifier=term.modifier if term is not None else None,
        color_rgb=color or unnamed_color(number),
        algorithm_type=AlgorithmType.MANUAL,
    )
