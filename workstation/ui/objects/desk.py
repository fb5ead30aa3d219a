"""Objects of the open studies: described in the background, shown and hidden by a click."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from workstation.domain.mask import Mask
from workstation.domain.structured_report import StructuredReport
from workstation.domain.study import Study
from workstation.domain.study_object import PARAMETRIC_MAP, ObjectKind, StudyObject
from workstation.errors import DicomReadError
from workstation.language import say, shown, tr
from workstation.measuring.report_marks import marks_of
from workstation.messages import NOTHING, Message
from workstation.scene.sources import PreviewView
from workstation.services.study_objects import (
    describe,
    is_parametric_map,
    read_page,
    read_report,
    words_of_image,
)
from workstation.session.events import (
    MasksChanged,
    SegmentDisplayChanged,
    StudiesChanged,
    StudiesClosing,
)
from workstation.session.object_places import OpenImages, point_of
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.findings.review import Review
from workstation.ui.fusion.controller import FusionController
from workstation.ui.objects.chips import Chip, chip_of, mark_of
from workstation.ui.objects.document_panel import DocumentPanel
from workstation.ui.objects.label_series import LabelSeries
from workstation.ui.overlays.controller import DisplayObjectsController
from workstation.ui.segmenting.mask_files import MaskFiles
from workstation.ui.shell.job_controller import JobController, Lane
from workstation.viewer.stage import Stage


class ObjectDesk(QObject):
    """Knows what lies beside the images, and shows it.

    Parameters
    ----------
    panel : DocumentPanel
        Where reports and documents are read.
    """

    changed = Signal()
    """Chips are others."""
    stack_wanted = Signal(str)
    document_shown = Signal()
    """The panel has something to read."""
    told = Signal(str)
    failed = Signal(object)
    """WorkstationError."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobController,
        files: MaskFiles,
        states: DisplayObjectsController,
        fusion: FusionController,
        stage: Stage,
        review: Review,
        panel: DocumentPanel,
        labels: LabelSeries,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._files = files
        self._states = states
        self._fusion = fusion
        self._stage = stage
        self._map_wanted: tuple[str, str | None] | None = None
        """A stack, and the map to lay over it as soon as it is shown; None to take it off."""
        self._review = review
        self._panel = panel
        self._labels = labels
        self._described: dict[str, StudyObject] = {}
        self._asked: set[str] = set()
        self._wanted: set[str] = set()
        self._known_images: OpenImages | None = None
        self._words: dict[tuple[str, int], str] = {}
        """Of images that reports lead to, by stack and frame."""
        self._studies: dict[str, Study] | None = None
        """The study of each object by its path; made when it is asked for."""
        self._under: dict[str, tuple[str, ...]] = {}
        """The stacks that objects stand under, by their paths."""
        self._told_soon = QTimer(self, interval=0, singleShot=True)
        self._told_soon.timeout.connect(self.changed)
        self._open: tuple[StudyObject, Study] | None = None
        """What the panel shows, and its report, if it is one."""
        self._report: StructuredReport | None = None
        self._reading: StudyObject | None = None
        """What the panel shows as soon as it is read; until then it shows what it showed."""
        workspace.subscribe(StudiesChanged, lambda _event: self._describe())
        workspace.subscribe(StudiesClosing, lambda _event: self._forget())
        for event in (MasksChanged, SegmentDisplayChanged):
            # Each segment tells by itself that it is shown.
            workspace.subscribe(event, lambda _event: self._told_soon.start())
        states.states_changed.connect(self.changed)
        fusion.changed.connect(self._follow_maps)
        panel.jump.connect(self.jump)
        panel.page_wanted.connect(self._turn_to)

    # What there is

    def _describe(self) -> None:
        """Describe what was opened, in the background."""
        self._known_images, self._studies = None, None
        self._words.clear()
        self._under.clear()
        # A report may lead to images that were opened after it.
        self._show_report()
        new = [
            each
            for study in self._workspace.studies
            for each in (*study.other_objects, *_maps_of(study))
            if each[1] not in self._asked
        ]
        if not new:
            return
        self._asked.update(path for _name, path in new)
        job = self._jobs.create(describe, new, lane=Lane.BACKGROUND)
        job.done.connect(self._take)
        job.failed.connect(self.failed)
        job.start()

    def _take(self, found: Sequence[StudyObject]) -> None:
        open_paths = {
            path
            for study in self._workspace.studies
            for _, path in (*study.other_objects, *_maps_of(study))
        }
        self._described |= {made.path: made for made in found if made.path in open_paths}
        self.changed.emit()
        wanted, self._wanted = self._wanted, set()
        for path in sorted(wanted):
            if path in self._described and not self.is_shown(self._described[path]):
                self.toggle(path, "")

    def want(self, paths: Sequence[Path]) -> None:
        """Show objects as soon as it is known what they are."""
        known = {str(path) for path in paths if str(path) in self._described}
        self._wanted |= {str(path) for path in paths} - known
        for path in sorted(known):
            if not self.is_shown(self._described[path]):
                self.toggle(path, "")

    def _follow_maps(self) -> None:
        if any(made.kind is ObjectKind.MAP for made in self._described.values()):
            self._told_soon.start()

    def _forget(self) -> None:
        self._known_images, self._studies = None, None
        self._words.clear()
        self._under.clear()
        self._described.clear()
        self._asked.clear()
        self._wanted.clear()
        self._map_wanted = None
        self._close_document()

    def chips(self, study: Study) -> dict[str, tuple[Chip, ...]]:
        """The objects of a study by the stack that they stand under, "" for none."""
        found: dict[str, list[Chip]] = {}
        of_files: set[str] = set()
        for _name, path in (*study.other_objects, *_maps_of(study)):
            made = self._described.get(path)
            if made is None:
                continue
            if made.kind is ObjectKind.MASK:
                of_files.update(mask.id for mask in self._masks_of(made))
            stack_ids = self._stack_ids(made)
            if made.kind is ObjectKind.MAP and not stack_ids:
                # It is in the list as a series.
                continue
            why = NOTHING if stack_ids else self._images.why_without(made, study)
            chip = chip_of(made, why, is_shown=self.is_shown(made))
            for stack_id in stack_ids or ("",):
                found.setdefault(stack_id, []).append(chip)
        for series in study.series:
            for mask in self._workspace.masks_of(series.series_instance_uid):
                if mask.id not in of_files and not self._labels.is_from_series(mask):
                    found.setdefault(self._stack_of(mask), []).append(self._own_chip(mask))
        for stack_id, chips in self._labels.chips(study.study_instance_uid).items():
            found.setdefault(stack_id, []).extend(chips)
        return {stack_id: tuple(chips) for stack_id, chips in found.items()}

    def _stack_of(self, mask: Mask) -> str:
        place = self._workspace.stack_of_mask(mask)
        return place.stack.id if place is not None else ""

    def _own_chip(self, mask: Mask) -> Chip:
        names = [shown(segment.label) for segment in mask.segments]
        tip = [tr("Own result"), *names, tr("A click hides it; another one shows it again.")]
        return Chip(
            key=mask.id,
            mark=tr("AI") if mask.segments and not _is_by_hand(mask) else tr("OWN"),
            title=", ".join(names[:2]) + (" …" if len(names) > 2 else "") or tr("No segments"),
            facts=tr("{count} segment", many="{count} segments", count=len(names)),
            tip="\n".join(tip),
            is_shown=self._is_visible(mask),
        )

    @property
    def not_shown(self) -> tuple[StudyObject, ...]:
        """Objects that are kept and cannot be shown."""
        return tuple(
            made
            for made in self._described.values()
            if made.kind is ObjectKind.OTHER or made.refused is not None
        )

    def is_shown(self, made: StudyObject) -> bool:
        """Whether an object is on the screen."""
        match made.kind:
            case ObjectKind.MASK:
                return any(map(self._is_visible, self._masks_of(made)))
            case ObjectKind.MAP:
                map_id = self._map_id(made)
                return any(self._fusion.lies_over(i) == map_id for i in self._stack_ids(made))
            case ObjectKind.STATE:
                return any(
                    state is not None and state.path == made.path
                    for state in map(self._states.chosen_on, self._stack_ids(made))
                )
            case _:
                return self._open is not None and self._open[0].path == made.path

    def _masks_of(self, made: StudyObject) -> list[Mask]:
        read = self._files.read_from(Path(made.path))
        return [
            mask
            for mask in self._workspace.masks
            if mask.id in read or (made.uid and made.uid in mask.provenance.inputs)
        ]

    def _is_visible(self, mask: Mask) -> bool:
        return any(
            self._workspace.segment_display(mask.id, segment.number).visible
            for segment in mask.segments
        )

    @property
    def _images(self) -> OpenImages:
        """What is open by UID; made when it is asked for."""
        if self._known_images is None:
            self._known_images = OpenImages(self._workspace.places)
        return self._known_images

    def _stack_ids(self, made: StudyObject) -> tuple[str, ...]:
        """The stacks that an object was made on."""
        if made.path not in self._under:
            study = self._study_of(made)
            here = self._images.stacks_of(made, study) if study is not None else ()
            self._under[made.path] = tuple(place.stack.id for place in here)
        return self._under[made.path]

    def _study_of(self, made: StudyObject) -> Study | None:
        if self._studies is None:
            self._studies = {
                path: study
                for study in reversed(self._workspace.studies)
                for _name, path in (*study.other_objects, *_maps_of(study))
            }
        return self._studies.get(made.path)

    # Showing

    def toggle(self, key: str, stack_id: str) -> None:
        """Show an object, or hide it where it is shown.

        Parameters
        ----------
        key : str
            Of its chip.
        stack_id : str
            The stack that the chip stands under; "" for none.
        """
        made = self._described.get(key)
        study = self._study_of(made) if made is not None else None
        if made is None:
            masks = self._labels.chosen(key, stack_id)
            if masks is None:
                masks = [each for each in self._workspace.masks if each.id == key]
            if masks:
                self._show_masks(masks, on=not any(map(self._is_visible, masks)))
            return
        if study is None:
            return
        if made.refused is not None:
            self.failed.emit(_unread(made))
        elif made.kind is ObjectKind.MASK:
            self._toggle_masks(made)
        elif made.kind is ObjectKind.STATE:
            self._toggle_state(made, stack_id)
        elif made.kind is ObjectKind.MAP:
            self._toggle_map(made, stack_id)
        elif made.kind is ObjectKind.OTHER:
            self.told.emit(tr("{name} is kept, and not shown.", name=say(Message.term(made.name))))
        elif self.is_shown(made):
            self._close_document()
            self.changed.emit()
        elif made.kind is ObjectKind.PDF:
            self._read_page(made, study, 0)
        else:
            self._read_report(made, study)

    def _toggle_masks(self, made: StudyObject) -> None:
        masks = self._masks_of(made)
        if masks:
            self._show_masks(masks, on=not self.is_shown(made))
        else:
            self._files.open_paths([Path(made.path)], self._looked_at_in(self._study_of(made)))

    def _looked_at_in(self, study: Study | None) -> StackPlace | None:
        """The stack of a study that is looked at; else its first one."""
        active = self._workspace.active
        mine = [
            place
            for place in self._workspace.places
            if study is not None and place.study.study_instance_uid == study.study_instance_uid
        ]
        if active is None or active.stack.id in {place.stack.id for place in mine} or not mine:
            return active
        return mine[0]

    def _show_masks(self, masks: Sequence[Mask], *, on: bool) -> None:
        self._workspace.show_segments(
            [(mask.id, segment.number) for mask in masks for segment in mask.segments], on=on
        )
        stack_id = self._stack_of(masks[0])
        if on and stack_id:
            self.stack_wanted.emit(stack_id)

    def _toggle_state(self, made: StudyObject, stack_id: str) -> None:
        wanted = stack_id or next(iter(self._stack_ids(made)), "")
        if not wanted:
            self.told.emit(tr("The images of this presentation state are not open."))
            return
        on = not self.is_shown(made)
        active = self._workspace.active
        if active is None or active.stack.id != wanted:
            self.stack_wanted.emit(wanted)
        self._states.choose_on(wanted, made.uid if on else "")
        self.changed.emit()

    def _toggle_map(self, made: StudyObject, stack_id: str) -> None:
        on = not self.is_shown(made)
        self._map_wanted = (stack_id, self._map_id(made) if on else None)
        self.stack_wanted.emit(stack_id)
        self.image_shown(stack_id)

    def image_shown(self, stack_id: str) -> None:
        """An image is on the screen: lay over it what was wanted there."""
        if self._labels.image_shown(stack_id):
            self._told_soon.start()
        if self._map_wanted is None or self._map_wanted[0] != stack_id:
            return
        view, map_id = self._stage.view, self._map_wanted[1]
        if view is None or view.stack_id != stack_id or isinstance(view, PreviewView):
            return
        self._map_wanted = None
        fits = map_id is None or any(p.stack.id == map_id for p in self._fusion.candidates)
        if fits:
            self._fusion.choose(map_id)
        else:
            self.told.emit(tr("The map has no place in this image; it is shown by itself."))
            self.stack_wanted.emit(map_id)

    def _map_id(self, made: StudyObject) -> str:
        """The stack of a parametric map."""
        return next(
            (
                place.stack.id
                for place in self._workspace.places
                if any(frame.path == made.path for frame in place.stack.frames[:1])
            ),
            "",
        )

    # Reading

    def _read_report(self, made: StudyObject, study: Study) -> None:
        def show(report: StructuredReport) -> None:
            if self._reading is made:
                self._show_document(made, study, report)
                self._show_report()

        self._reading = made
        job = self._jobs.create(read_report, Path(made.path))
        job.done.connect(show)
        job.failed.connect(partial(self._not_read, made))
        job.start()

    def _show_report(self) -> None:
        """The text of the open report, and what it measured on images of its patient."""
        if self._report is None or self._open is None:
            return
        made, study = self._open
        self._panel.show_report(
            _title_of(made), self._report, partial(self._image_words, self._report, study)
        )
        marks = marks_of(self._report)
        self._states.show_marks(
            tuple(
                mark
                for mark in marks
                if not any(
                    self._images.is_of_another(uid, study) for uid, _frames in mark.reference.images
                )
            )
        )

    def _turn_to(self, page: int) -> None:
        if self._open is not None:
            self._read_page(*self._open, page)

    def _read_page(self, made: StudyObject, study: Study, page: int) -> None:
        def show(found: tuple[int, NDArray[np.uint8]]) -> None:
            if self._reading is made:
                self._show_document(made, study, None)
                self._panel.show_page(_title_of(made), page, *found)
                self._states.show_marks(())

        self._reading = made
        job = self._jobs.create(read_page, Path(made.path), page, self._panel.page_width_px)
        job.done.connect(show)
        job.failed.connect(partial(self._not_read, made))
        job.start()

    def _show_document(
        self, made: StudyObject, study: Study, report: StructuredReport | None
    ) -> None:
        self._open, self._report, self._reading = (made, study), report, None
        self.document_shown.emit()
        self.changed.emit()

    def _close_document(self) -> None:
        """Leave the panel empty, and images without what a report measured on them."""
        self._open, self._report, self._reading = None, None, None
        self._panel.show_nothing()
        self._states.show_marks(())

    def _not_read(self, made: StudyObject, error: object) -> None:
        if self._reading is made:
            self._reading = None
        self.failed.emit(error)

    # Jumps

    def _image_words(self, report: StructuredReport, study: Study, number: int) -> str:
        """What a line of a report leads to."""
        found = self._images.first_place(report, number, study)
        if found is not None:
            _place, where, frame = found
            key = (where.stack.id, frame)
            if key not in self._words:
                self._words[key] = say(words_of_image(where, frame))
            return self._words[key]
        segmented = self._segmentation_of(report, number)
        return mark_of(segmented[0]) if segmented is not None else ""

    def jump(self, number: int) -> None:
        """Show what a line of the open report points to."""
        if self._report is None or self._open is None:
            return
        found = self._images.first_place(self._report, number, self._open[1])
        if found is not None:
            place, where, frame = found
            self._review.go_to_place(where, *point_of(place, where.stack, frame))
            return
        segmented = self._segmentation_of(self._report, number)
        if segmented is None:
            return
        made, segment_number = segmented
        masks = self._masks_of(made)
        if not masks:
            self._files.open_paths([Path(made.path)], self._workspace.active)
            return
        if not self.is_shown(made):
            self._show_masks(masks, on=True)
        for mask in masks:
            for segment in mask.segments:
                if segment.number == segment_number or not segment_number:
                    self._review.go_to_segment(mask, segment)
                    return

    def _segmentation_of(
        self, report: StructuredReport, number: int
    ) -> tuple[StudyObject, int] | None:
        """A segmentation of the open studies that a line names, and the segment."""
        by_uid = {
            made.uid: made for made in self._described.values() if made.kind is ObjectKind.MASK
        }
        for place in report.places_of(number):
            if place.uid in by_uid:
                return by_uid[place.uid], place.segment
        return None


def _maps_of(study: Study) -> list[tuple[str, str]]:
    """Parametric maps among the series, as name and path."""
    return [
        (PARAMETRIC_MAP, stack.frames[0].path)
        for series in study.series
        for stack in series.stacks
        if is_parametric_map(stack)
    ]


def _title_of(made: StudyObject) -> str:
    return made.title or say(Message.term(made.name))


def _is_by_hand(mask: Mask) -> bool:
    return all(segment.algorithm_type.value == "MANUAL" for segment in mask.segments)


def _unread(made: StudyObject) -> DicomReadError:
    return DicomReadError(
        Message("{name} {reason}.", name=Path(made.path).name, reason=made.refused or ""),
        hint=Message("Fetch it again, or export it again from the program that made it."),
    )
