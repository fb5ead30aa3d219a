"""From the reviewed state of the workspace to a PDF."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workstation.domain.finding import FindingStatus
from workstation.domain.mask import Mask
from workstation.domain.report import KeyImage
from workstation.domain.study import Study, WindowSetting
from workstation.language import ENGLISH
from workstation.measuring.calibrating import calibrated_image, honesty_by_hand
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.segmentation.placing import lies_on
from workstation.session.annotations import KeyImageMark
from workstation.session.calibrations import ManualCalibration
from workstation.session.events import StudiesClosed
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.asking.report_settings import ReportSettings
from workstation.ui.measuring.table_model import report_lines
from workstation.ui.services import ReportOrder, WindowServices, WrittenReport
from workstation.ui.shell.job_controller import JobController

if TYPE_CHECKING:
    from workstation.services.report_preview import PreviewedReport

_MOST_SERIES = 8
"""Of which pictures are kept for previews."""


@dataclass(frozen=True, slots=True, eq=False)
class _Elsewhere:
    """A stack with key images that is not the one that is looked at."""

    place: StackPlace
    marks: tuple[KeyImageMark, ...]
    masks: tuple[Mask, ...]
    calibration: ManualCalibration | None
    acknowledged_by: str

    def key(self, order: ReportOrder) -> Hashable:
        """What its pictures depend on."""
        rejected = tuple(
            (f.mask_id, f.segment_number)
            for f in order.findings
            if f.status is FindingStatus.REJECTED
        )
        # Labels that were handed out are never painted into: an edit makes others.
        labels = tuple(id(mask.labels) for mask in self.masks)
        stack = self.place.stack
        return (
            (stack.id, stack.content, tuple(repr(mark) for mark in self.marks), labels),
            (repr(self.calibration), self.acknowledged_by, order.language, rejected),
        )


def states_the_same(one: ReportOrder, other: ReportOrder) -> bool:
    """Whether two orders are of one image of one study, and would print the same."""
    return _statement(one) == _statement(other)


def _statement(order: ReportOrder) -> tuple[object, ...]:
    masks = (*order.masks, *order.other_masks)
    return (
        order.study.study_instance_uid,
        order.study.patient,
        order.image.source,
        order.findings,
        tuple(sorted((mask.id, mask.version) for mask in masks)),
        tuple(id(run) for run in order.runs),
        order.risks,
        order.draft,
        order.marks,
        order.lengths,
        order.drawn,
        order.drawn_elsewhere,
        order.geometry_acknowledged_by,
        order.acknowledged,
        order.rescaled,
        order.signed_by,
        order.earlier,
    )


def _as_calibrated(workspace: Workspace, study: Study) -> Study:
    """The study without doubts about pixel sizes that were set by hand since."""
    series = tuple(
        replace(
            each,
            stacks=tuple(
                replace(
                    stack,
                    geometry=honesty_by_hand(stack.geometry, workspace.calibrations.get(stack.id)),
                )
                for stack in each.stacks
            ),
        )
        for each in study.series
    )
    return replace(study, series=series)


def _acknowledged(workspace: Workspace, study: Study) -> tuple[tuple[str, str], ...]:
    """Stack id and who took note of its geometry, of the stacks of a study."""
    stacks = (stack.id for series in study.series for stack in series.stacks)
    notes = ((stack_id, workspace.acknowledgement(stack_id)) for stack_id in stacks)
    return tuple((stack_id, note.by) for stack_id, note in notes if note is not None)


class ReportFlow(QObject):
    """Writes drafts and signed reports by a job."""

    written = Signal(object, object, str)
    """Path, WrittenReport, Study Instance UID."""
    failed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        parent: QObject | None = None,
        *,
        window_of: Callable[[str], WindowSetting | None] = lambda _stack_id: None,
    ) -> None:
        super().__init__(parent)
        self._window_of = window_of
        self._workspace = workspace
        self._services = services
        self._jobs = jobs
        self._signing: set[str] = set()
        self._pictures: OrderedDict[Hashable, tuple[tuple[KeyImage, ...], tuple[Mask, ...]]] = (
            OrderedDict()
        )
        """Key images of other series; their masks are held, so that none takes their identity."""
        workspace.subscribe(StudiesClosed, lambda _event: self._pictures.clear())

    def is_signing(self, study_instance_uid: str) -> bool:
        """Whether a signed report of a study is being written: its version is not known yet."""
        return study_instance_uid in self._signing

    def order(
        self,
        path: Path,
        *,
        signed_by: str,
        letter_size: bool,
        language: str = ENGLISH,
        settings: ReportSettings = ReportSettings(),  # noqa: B008 - frozen
    ) -> ReportOrder | None:
        """What the report of the active study would be made of; None without an image."""
        workspace = self._workspace
        place, image = workspace.active, workspace.active_image
        if place is None or image is None:
            return None
        # Pictures carry the scale by which their lengths were read.
        image = calibrated_image(image, workspace.calibrations.get(place.stack.id))
        study = place.study.study_instance_uid
        whole = workspace.whole_study(place.study)
        note = workspace.acknowledgement(place.stack.id)
        active = place.series.series_instance_uid
        on_image = [m for m in workspace.masks_of(active) if lies_on(m, image)]
        drawn = [a for a in workspace.annotations if a.study_instance_uid == study]
        here = tuple(a for a in drawn if a.stack_id == place.stack.id)
        for mask in workspace.masks:
            workspace.segmentation.share(mask.id)
        return ReportOrder(
            path=path,
            image=image,
            study=_as_calibrated(workspace, whole),
            findings=workspace.findings_here,
            masks=tuple(on_image),
            other_masks=tuple(m for m in workspace.masks if m not in on_image),
            runs=workspace.results_of(study),
            risks=workspace.risks,
            draft=workspace.draft(study),
            marks=tuple(m for m in workspace.key_images if m.stack_id == place.stack.id),
            signed_by=signed_by,
            signed_role=settings.role,
            header=settings.header,
            logo=settings.logo,
            geometry_acknowledged_by=note.by if note else "",
            acknowledged=_acknowledged(workspace, whole),
            letter_size=letter_size,
            language=language,
            earlier=workspace.last_signed(study),
            lengths=report_lines(workspace, study),
            drawn=here,
            drawn_elsewhere=len(drawn) - len(here),
            window=self._window_of(place.stack.id),
            marks_away=sum(
                m.study_instance_uid == study and workspace.place(m.stack_id) is None
                for m in workspace.key_images
            ),
            rescaled=tuple(finding.id for finding in workspace.rescaled_findings),
        )

    def _elsewhere(self, order: ReportOrder) -> tuple[_Elsewhere, ...]:
        """Key images of the study on other stacks than the one that the order is of."""
        workspace, study = self._workspace, order.study.study_instance_uid
        of_study = (m for m in workspace.key_images if m.study_instance_uid == study)
        marks = [m for m in of_study if m not in order.marks]
        found = []
        for stack_id in dict.fromkeys(m.stack_id for m in marks):
            place, note = workspace.place(stack_id), workspace.acknowledgement(stack_id)
            if place is not None:
                found.append(
                    _Elsewhere(
                        place,
                        tuple(m for m in marks if m.stack_id == stack_id),
                        workspace.masks_of(place.series.series_instance_uid),
                        workspace.calibrations.get(stack_id),
                        note.by if note else "",
                    )
                )
        return tuple(found)

    def write(self, order: ReportOrder) -> None:
        """Write it; `written` or `failed` tells the end."""
        job = self._jobs.create(self._write, order, self._elsewhere(order))
        study = order.study.study_instance_uid
        kept_under = self._services.kept_under(study)
        if order.signed_by:
            self._signing.add(study)

        def tell(report: WrittenReport) -> None:
            if self._services.kept_under(study) != kept_under:
                # Other files with the same UIDs are open by now: nothing was signed of them.
                report = replace(report, signed=None)
            self.written.emit(order.path, report, study)

        job.done.connect(tell)
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._signing.discard(study))
        job.start()

    def elsewhere(self, order: ReportOrder) -> tuple[_Elsewhere, ...]:
        """What a preview of an order needs of other series; to be asked on the main thread."""
        return self._elsewhere(order)

    def preview(
        self,
        order: ReportOrder,
        elsewhere: tuple[_Elsewhere, ...],
        *,
        token: CancelToken,
        progress: ProgressFn,
    ) -> PreviewedReport:
        """The pages of an order, on any thread; other series are read once for their pictures."""
        del progress
        away: list[KeyImage] = []
        for each in elsewhere:
            key = each.key(order)
            if key not in self._pictures:
                other = self._other(order, each, token)
                made = tuple(self._services.picture_of_mark(other, mark) for mark in each.marks)
                self._pictures[key] = made, each.masks
                while len(self._pictures) > _MOST_SERIES:
                    self._pictures.popitem(last=False)
            away += self._pictures[key][0]
        token.raise_if_cancelled()
        return self._services.preview_report(replace(order, pictures_away=tuple(away)))

    def _write(
        self,
        order: ReportOrder,
        elsewhere: tuple[_Elsewhere, ...],
        *,
        token: CancelToken,
        progress: ProgressFn,
    ) -> WrittenReport:
        progress(0.0, Message("Writing the report"))
        others = tuple(self._other(order, each, token) for each in elsewhere)
        token.raise_if_cancelled()
        return self._services.write_report(replace(order, others=others))

    def _other(self, order: ReportOrder, each: _Elsewhere, token: CancelToken) -> ReportOrder:
        token.raise_if_cancelled()
        place = each.place
        image = self._services.load(
            place.stack, place.study, place.series,
            token=token, progress=no_progress, on_slice=None,
        )  # fmt: skip
        image = calibrated_image(image, each.calibration)
        return replace(
            order,
            image=image,
            masks=tuple(m for m in each.masks if lies_on(m, image)),
            marks=each.marks,
            geometry_acknowledged_by=each.acknowledged_by,
        )
