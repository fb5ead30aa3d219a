"""The state of the program, apart from any widget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from workstation.domain.analysis import AnalysisResult, Picture
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Image
from workstation.domain.mask import Mask, Segment
from workstation.domain.report import SignedReport
from workstation.domain.risk import RiskScore
from workstation.domain.study import ScanReport, Study
from workstation.messages import Message
from workstation.session import events
from workstation.session.annotation_ledgers import Acknowledgements, Annotations, KeyImages
from workstation.session.annotations import (
    Acknowledgement,
    Annotation,
    KeyImageMark,
    ReportDraft,
    SegmentDisplay,
)
from workstation.session.calibrations import ManualCalibration, ManualCalibrations
from workstation.session.centerlines import Centerlines
from workstation.session.finding_edits import FindingEdit, edited
from workstation.session.findings import FindingsLedger
from workstation.session.joined_series import JoinedSeries
from workstation.session.mask_ledger import MaskLedger
from workstation.session.open_studies import OpenStudies, StackPlace
from workstation.session.part import Part
from workstation.session.report_texts import ReportTexts
from workstation.session.results import Results
from workstation.session.risk_ledger import RiskLedger, kept_name
from workstation.session.segment_displays import SegmentDisplays
from workstation.session.stale_scores import StaleScore, stale_scores
from workstation.session.staleness import StaleFinding, of_another_scale, stale_numbers
from workstation.session.undo import UndoStack

_Event = TypeVar("_Event")
_Picture = TypeVar("_Picture", bound=Picture)


class Workspace:
    """Open studies, the image that is looked at, and everything said about it.

    Only the main thread touches it. Changes are published as events (`session.events`);
    what the reader did goes on `undo`; what must outlive the program is published as
    `events.Recorded`.
    """

    def __init__(self) -> None:
        self._bus = events.EventBus()
        self.undo = UndoStack(lambda: self._bus.publish(events.UndoChanged()), around=self._step)
        self._open = OpenStudies(lambda: self._bus.publish(events.StudiesChanged()))
        self.findings = FindingsLedger(
            self.undo,
            self._finding_changed,
            self._open.know_series,
            lambda: self._bus.publish(events.FindingsChanged()),
        )
        self.segmentation = MaskLedger(
            self.undo, self._bus.publish, self._record_of_series, lambda: self.reader
        )
        self.centerlines = Centerlines(
            self.undo, self._record, lambda _stack: self._bus.publish(events.CenterlinesChanged())
        )
        self.calibrations = ManualCalibrations(
            self.undo,
            self._record,
            self._calibration_changed,
        )
        self._annotations = Annotations(
            self.undo, self._record, lambda _id: self._bus.publish(events.AnnotationsChanged())
        )
        self._key_images = KeyImages(
            self.undo, self._record, lambda _id: self._bus.publish(events.KeyImagesChanged())
        )
        self._acknowledged = Acknowledgements(
            self.undo,
            self._record,
            lambda note: self._study_of_stack(note.stack_id),
            lambda stack_id: self._bus.publish(events.GeometryAcknowledged(stack_id)),
        )
        self._risks = RiskLedger(
            self.undo, self._record, lambda: self._bus.publish(events.RisksChanged())
        )
        self._results = Results(
            lambda mask: self.add_mask(mask, recorded=True),
            lambda: self._bus.publish(events.ResultsChanged()),
        )
        self.joins = JoinedSeries(
            self.undo, self._record, lambda: self._bus.publish(events.JoinsChanged())
        )
        self._active: tuple[StackPlace, Image | None] | None = None
        self._segment_displays = SegmentDisplays()
        self._report_texts = ReportTexts(
            self._record, lambda: self._bus.publish(events.ReportTextChanged())
        )
        self._parts: tuple[Part, ...] = (
            self._open,
            self.segmentation,
            self.findings,
            self._results,
            self._annotations,
            self._key_images,
            self._acknowledged,
            self._risks,
            self._report_texts,
            self.centerlines,
            self.calibrations,
            self.joins,
            self._segment_displays,
        )
        self._part_of: dict[type, Part] = {
            kind: part for part in self._parts for kind in part.kinds
        }
        self.reader = ""
        """Name of the person at the screen; decisions carry it."""

    def subscribe(
        self, event_type: type[_Event], handler: Callable[[_Event], object]
    ) -> Callable[[], None]:
        """Call `handler` for each event of this type; returns what ends that."""
        return self._bus.subscribe(event_type, handler)

    @contextmanager
    def _step(self) -> Iterator[None]:
        """What is recorded within belongs together."""
        self._bus.publish(events.StepBegun())
        try:
            yield
        finally:
            self._bus.publish(events.StepEnded())

    # Studies and the active image

    @property
    def reports(self) -> tuple[ScanReport, ...]:
        """What was scanned, in the order of opening."""
        return self._open.reports

    @property
    def studies(self) -> tuple[Study, ...]:
        """Every open study, each once."""
        return self._open.studies

    @property
    def places(self) -> tuple[StackPlace, ...]:
        """Every stack with its series and study, in the order of reading."""
        return self._open.places

    def add_report(self, report: ScanReport) -> None:
        """Open the studies of a scan."""
        self._open.add(report)
        self._bus.publish(events.StudiesChanged())

    def whole_study(self, study: Study) -> Study:
        """A study with every series of it that is open, whichever scan found it."""
        return self._open.whole(study)

    def place(self, stack_id: str) -> StackPlace | None:
        """The stack of this id with its series and study, or None."""
        return self._open.place(stack_id)

    def _is_open_study(self, study_instance_uid: str) -> bool:
        return any(study.study_instance_uid == study_instance_uid for study in self.studies)

    def is_open(self, place: StackPlace) -> bool:
        """Whether this very stack is open, and not another of the same UIDs."""
        now = self.place(place.stack.id)
        return now is not None and now.stack.content == place.stack.content

    def stack_of_series(
        self, series_instance_uid: str, images: Collection[str] = ()
    ) -> StackPlace | None:
        """The stack of a series with one of these images; else the active one, else the first."""
        return self._open.stack_of_series(series_instance_uid, images, self.active)

    def stack_of_mask(self, mask: Mask) -> StackPlace | None:
        """The stack that a mask lies on; else as `stack_of_series`."""
        uids, frames = mask.sop_instance_uids, mask.frame_indices
        pictures = [ImagePlace(uid, n + 1) for uid, n in zip(uids, frames, strict=False)]
        return self._open.stack_of_series(mask.series_instance_uid, uids, self.active, pictures)

    def stack_of_finding(self, finding: Finding) -> StackPlace | None:
        """The stack that a finding was made on; else as `stack_of_series`."""
        mask = self.segmentation.get(finding.mask_id)
        if mask is not None and mask.sop_instance_uids:
            return self.stack_of_mask(mask)
        return self._open.stack_of_series(
            finding.series_instance_uid,
            finding.provenance.inputs,
            self.active,
            (finding.seen_on,) if finding.seen_on is not None else (),
        )

    @property
    def active(self) -> StackPlace | None:
        """The stack that is looked at."""
        return self._active[0] if self._active else None

    @property
    def active_image(self) -> Image | None:
        """Its pixels, or None while they are read."""
        return self._active[1] if self._active else None

    @property
    def active_study_uid(self) -> str:
        """Study Instance UID of what is looked at, or ""."""
        return self._active[0].study.study_instance_uid if self._active else ""

    def activate(self, stack_id: str, image: Image | None = None) -> None:
        """Look at a stack; again when its pixels have arrived.

        Raises
        ------
        KeyError
            No open study has this stack.
        """
        place = self._open.place(stack_id)
        if place is None:
            raise KeyError(stack_id)
        self._active = (place, image)
        self._bus.publish(events.ActiveImageChanged(stack_id))

    def close_all(self) -> None:
        """Close every study and forget what was said about them; the archive keeps it."""
        self._bus.publish(events.StudiesClosing())
        self.undo.clear()
        self._active = None
        for part in self._parts:
            part.forget()
        for part in self._parts:
            part.tell()
        self._bus.publish(events.StudiesClosed())

    # Plugin results and masks

    @property
    def results(self) -> tuple[AnalysisResult, ...]:
        """Plugin runs on the open studies, the last one last."""
        return self._results.all

    def results_of(self, study_instance_uid: str) -> tuple[AnalysisResult, ...]:
        """Plugin runs on one study, the last one last."""
        return self._results.of(study_instance_uid)

    def add_result(
        self, result: AnalysisResult, study_instance_uid: str, stack_id: str = ""
    ) -> bool:
        """Take in what a plugin run on a stack gave: mask, findings, statements.

        Returns
        -------
        bool
            False where it repeats a former run: findings and what was decided about them
            stay as they are, and nothing stands there twice.
        """
        if self._results.has(result, study_instance_uid):
            self._results.add_pictures(result, stack_id)
            self._risks.add_all(study_instance_uid, result.scores)
            self._bus.publish(events.ResultsChanged())
            return False
        if not self._is_open_study(study_instance_uid):
            self._record_result(result, study_instance_uid)
            return True
        with self._step():
            self._results.add(result, study_instance_uid, stack_id)
            for finding in result.findings:
                self._open.know_series(finding.series_instance_uid, study_instance_uid)
            self._record(
                "result", result.provenance.created.isoformat(), result, study_instance_uid
            )
            if result.mask is not None:
                self.add_mask(result.mask, recorded=True)
            self.findings.add(result.findings)
            self._risks.add_all(study_instance_uid, result.scores)
        self._bus.publish(events.ResultsChanged())
        return True

    def _record_result(self, result: AnalysisResult, study_instance_uid: str) -> None:
        """Keep a run that ended after its study was closed, for when it is opened again.

        Nothing of it stays here: what is opened next may have the same UIDs and be another thing.
        """
        with self._step():
            created = result.provenance.created.isoformat()
            self._record("result", created, result, study_instance_uid)
            for finding in result.findings:
                self._record("finding", finding.id, finding, study_instance_uid)
            for score in result.scores:
                self._record("risk", kept_name(score), score, study_instance_uid)

    def pictures_of(
        self, kind: type[_Picture], stack_id: str
    ) -> tuple[tuple[Message, _Picture], ...]:
        """Pictures of one kind that plugins made of a stack in this session, newest last."""
        return self._results.pictures_of(kind, stack_id)

    @property
    def masks(self) -> tuple[Mask, ...]:
        """Every mask, newest last."""
        return self.segmentation.masks

    def masks_of(self, series_instance_uid: str) -> tuple[Mask, ...]:
        """The masks on one series."""
        return tuple(m for m in self.masks if m.series_instance_uid == series_instance_uid)

    def add_mask(self, mask: Mask, *, recorded: bool = False) -> None:
        """Add a mask, or put a newer version in the place of the one with its id.

        `recorded` says that its labels are kept already.
        """
        self.segmentation.put(mask, recorded=recorded)
        self._bus.publish(events.MasksChanged())

    def segment_display(self, mask_id: str, number: int) -> SegmentDisplay:
        """How a segment is shown; its color is that of the mask."""
        mask = self.segmentation.get(mask_id)
        contours = mask is not None and mask.is_of_contours
        display = self._segment_displays.get(mask_id, number) or SegmentDisplay(
            fill_opacity=0.0 if contours else SegmentDisplay().fill_opacity
        )
        colors = {s.number: s.color_rgb for s in mask.segments} if mask is not None else {}
        return replace(display, color_rgb=colors.get(number, display.color_rgb))

    def set_segment_display(self, mask_id: str, number: int, display: SegmentDisplay) -> None:
        """Show a segment another way; its color is changed by `recolor_segment`."""
        self._segment_displays.set(mask_id, number, display)
        self._bus.publish(events.SegmentDisplayChanged())

    def show_segments(self, segments: Iterable[tuple[str, int]], *, on: bool) -> None:
        """Show or hide segments, each by mask and number; listeners are told once."""
        for mask_id, number in segments:
            old = self.segment_display(mask_id, number)
            self._segment_displays.set(mask_id, number, replace(old, visible=on))
        self._bus.publish(events.SegmentDisplayChanged())

    def recolor_segment(self, mask_id: str, number: int, color: tuple[int, int, int]) -> None:
        """Give a segment another color, undoably."""
        mask = self.segmentation.get(mask_id)
        if mask is not None and color != self.segment_display(mask_id, number).color_rgb:
            colored = recolored(mask, {number: color})
            self.segmentation.commit(mask_id, Message("Color segment"), segments=colored.segments)

    def finding_of_segment(self, mask_id: str, segment: Segment) -> Finding | None:
        """The finding that speaks of a segment, or None."""
        return self.findings.of_segment(mask_id, segment.number)

    @property
    def findings_here(self) -> tuple[Finding, ...]:
        """The findings of the study that is looked at, in the order of arrival."""
        study = self.active_study_uid
        return tuple(
            f
            for f in self.findings.all
            if study and self._open.study_of_series(f.series_instance_uid) == study
        )

    def decide(self, finding_ids: list[str], status: FindingStatus, note: str = "") -> None:
        """Decide about findings in the name of the reader.

        Raises
        ------
        ValueError
            The reader's name is not known.
        """
        self.findings.decide(finding_ids, status, by=self.reader, note=note)

    def edit_finding(self, finding_id: str, edit: FindingEdit) -> bool:
        """Change the words of a finding in the name of the reader; whether anything changed.

        Raises
        ------
        KeyError
            There is no such finding.
        ValueError
            The reader's name is not known, or the label is empty.
        """
        before = self.findings.get(finding_id)
        if before is None:
            raise KeyError(finding_id)
        after = edited(before, edit, by=self.reader)
        if after is before:
            return False
        self.findings.replace(after, text=Message("Edit {label}", label=before.label))
        return True

    def add_finding(self, finding: Finding, study_instance_uid: str) -> None:
        """Take in a finding that the reader made, undoably."""
        self._open.know_series(finding.series_instance_uid, study_instance_uid)
        self.findings.put_new(finding, text=Message("Add {label}", label=finding.label))

    # Risk scores, annotations, key images, acknowledgements, draft

    @property
    def risks(self) -> tuple[RiskScore, ...]:
        """Scores that shall stand in the report of the study that is looked at."""
        return self._risks.of(self.active_study_uid)

    @property
    def stale_risks(self) -> tuple[StaleScore, ...]:
        """Those that no longer speak of their finding or patient as they are, and why."""
        if self._active is None or not self.risks:
            return ()
        study = self._active[0].study
        return stale_scores(
            self.risks,
            self.findings_here,
            self.masks,
            study.patient,
            study.date,
            former_scale=frozenset(finding.id for finding in self.rescaled_findings),
        )

    @property
    def stale_findings(self) -> tuple[Finding, ...]:
        """Findings of this study, not rejected, whose numbers are of a former outline or scale."""
        return tuple(stale.finding for stale in self.stale_numbers)

    @property
    def stale_numbers(self) -> tuple[StaleFinding, ...]:
        """The same findings, each with why its numbers must not be read."""
        return stale_numbers(self.findings_here, self.masks, self._calibration_of)

    @property
    def rescaled_findings(self) -> tuple[Finding, ...]:
        """Those of them whose image was calibrated otherwise by hand since."""
        return of_another_scale(self.findings_here, self._calibration_of)

    def to_measure_again(self, masks: Sequence[Mask]) -> tuple[Finding, ...]:
        """Findings of these masks, not rejected, whose numbers are of a former outline or scale."""
        ids = {mask.id for mask in masks}
        findings = [f for f in self.findings.all if f.mask_id in ids]
        return tuple(s.finding for s in stale_numbers(findings, masks, self._calibration_of))

    def _calibration_of(self, finding: Finding) -> ManualCalibration | None:
        """The pixel size that was set by hand of the image of a finding."""
        place = self.stack_of_finding(finding)
        return self.calibrations.get(place.stack.id) if place is not None else None

    def add_risk(self, score: RiskScore) -> None:
        """Keep a score; one of the same model and finding is replaced. Undoable."""
        self._risks.add(self.active_study_uid, score)

    def remove_risk(self, index: int) -> None:
        """Take a score out of the report, undoably."""
        self._risks.remove(self.active_study_uid, index)

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Every measurement that the reader drew."""
        return self._annotations.all

    def measured_otherwise(self, study_instance_uid: str) -> tuple[Annotation, ...]:
        """Measurements of a study that still state lengths by a former pixel size.

        Their film is being read again, or could not be.
        """
        stacks = self.calibrations.measured_otherwise
        return tuple(
            each
            for each in self.annotations
            if each.stack_id in stacks and each.study_instance_uid == study_instance_uid
        )

    def put_annotation(self, annotation: Annotation, *, text: Message) -> None:
        """Add an annotation or replace the one with its id, undoably."""
        self._annotations.change(annotation.id, annotation, text=text)

    def delete_annotation(self, annotation_id: str) -> None:
        """Delete an annotation, undoably."""
        self._annotations.delete(annotation_id)

    def renew_readings(self, annotations: list[Annotation]) -> None:
        """Take over numbers that follow from something else that was done or undone."""
        self._annotations.renew({a.id: a for a in annotations})

    @property
    def key_images(self) -> tuple[KeyImageMark, ...]:
        """Planes that the reader wants in the report."""
        return self._key_images.all

    def toggle_key_image(self, mark: KeyImageMark) -> bool:
        """Mark a plane, or unmark it when it is marked; whether it is marked now."""
        return self._key_images.toggle(mark)

    def acknowledgement(self, stack_id: str) -> Acknowledgement | None:
        """Who took note of the geometry of a stack as it is now, or None."""
        place = self.place(stack_id)
        return self._acknowledged.of(stack_id, place.stack.shape_kji if place else None)

    def acknowledge_geometry(self, stack_id: str) -> None:
        """Take note of a doubtful geometry in the reader's name, undoably.

        Raises
        ------
        ValueError
            The reader's name is not known.
        """
        place = self.place(stack_id)
        shape = place.stack.shape_kji if place else ()
        self._acknowledged.take_note(stack_id, shape, by=self.reader)

    def draft(self, study_instance_uid: str) -> ReportDraft:
        """Texts typed for the report of a study."""
        return self._report_texts.draft(study_instance_uid)

    def set_draft(self, study_instance_uid: str, draft: ReportDraft) -> None:
        """Keep the texts of a report draft."""
        self._report_texts.set_draft(study_instance_uid, draft)

    def last_signed(self, study_instance_uid: str) -> SignedReport | None:
        """The newest signed report of a study, or None."""
        return self._report_texts.last_signed(study_instance_uid)

    def add_signed(self, study_instance_uid: str, report: SignedReport) -> None:
        """Remember that a report was signed; no undo takes that back.

        Of a study that was closed meanwhile only what is kept remembers it.
        """
        is_open = self._is_open_study(study_instance_uid)
        self._report_texts.add_signed(study_instance_uid, report, is_open=is_open)

    # What outlives the program

    def restore(self, study_instance_uid: str, values: Mapping[str, list[object]]) -> None:
        """Take in what was kept of a study: results, findings, annotations and the rest.

        Nothing is recorded anew and nothing lands on the undo stack.
        """
        for value in [item for kind in values.values() for item in kind]:
            part = self._part_of.get(type(value))
            if part is None:
                raise TypeError(type(value).__name__)
            part.restore(study_instance_uid, value)
        # Studies are opened by a scan, not by what was kept of them.
        for part in self._parts[1:]:
            part.tell()

    def _calibration_changed(self, stack_id: str) -> None:
        self._bus.publish(events.CalibrationChanged(stack_id))
        # Which numbers of findings still hold.
        self._bus.publish(events.FindingsChanged())

    def _finding_changed(self, finding_id: str, finding: Finding | None, series: str) -> None:
        study = self._open.study_of_series(series) or self.active_study_uid
        self._record("finding", finding_id, finding, study)

    def _record_of_series(self, kind: str, key: str, value: object, series_uid: str) -> None:
        study = self._open.study_of_series(series_uid) or self.active_study_uid
        self._record(kind, key, value, study)

    def _study_of_stack(self, stack_id: str) -> str:
        place = self.place(stack_id)
        return place.study.study_instance_uid if place else self.active_study_uid

    def _record(self, kind: str, key: str, value: object, study_instance_uid: str) -> None:
        self._bus.publish(
            events.Recorded(kind=kind, id=key, value=value, study_instance_uid=study_instance_uid)
        )


def recolored(mask: Mask, colors: Mapping[int, tuple[int, int, int]]) -> Mask:
    """The mask with other segment colors, e.g. those that the reader chose."""
    segments = tuple(replace(s, color_rgb=colors.get(s.number, s.color_rgb)) for s in mask.segments)
    return replace(mask, segments=segments)
