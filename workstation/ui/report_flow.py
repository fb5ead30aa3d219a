"""From the reviewed state of the workspace to a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workstation.jobs.cancel import CancelToken, ProgressFn
from workstation.segmentation.placing import lies_on
from workstation.session.workspace import Workspace
from workstation.tools.calibrating import calibrated_image
from workstation.ui.job_controller import JobController
from workstation.ui.models.measurements_table import report_lines
from workstation.ui.services import ReportOrder, WindowServices
from workstation.viewer.language import tr


class ReportFlow(QObject):
    """Writes drafts and signed reports by a job."""

    written = Signal(object, str)
    """Path, document hash."""
    failed = Signal(object)

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

    def order(self, path: Path, *, signed_by: str, letter_size: bool) -> ReportOrder | None:
        """What the report of the active study would be made of; None without an image."""
        workspace = self._workspace
        place, image = workspace.active, workspace.active_image
        if place is None or image is None:
            return None
        # Pictures carry the scale by which their lengths were read.
        image = calibrated_image(image, workspace.calibrations.of(place.stack.id))
        study = place.study.study_instance_uid
        note = workspace.acknowledgement(place.stack.id)
        active = place.series.series_instance_uid
        for mask in workspace.masks_of(active):
            workspace.segmentation.share(mask.id)
        return ReportOrder(
            path=path,
            image=image,
            study=place.study,
            findings=workspace.findings_here,
            masks=tuple(m for m in workspace.masks_of(active) if lies_on(m, image)),
            runs=workspace.results_of(study),
            risks=workspace.risks,
            draft=workspace.draft(study),
            marks=tuple(m for m in workspace.key_images if m.stack_id == place.stack.id),
            signed_by=signed_by,
            geometry_acknowledged_by=note.by if note else "",
            letter_size=letter_size,
            lengths=report_lines(workspace, study),
        )

    def write(self, order: ReportOrder) -> None:
        """Write it; `written` or `failed` tells the end."""
        job = self._jobs.create(self._write, order)
        job.done.connect(lambda digest: self.written.emit(order.path, digest))
        job.failed.connect(self.failed)
        job.start()

    def _write(self, order: ReportOrder, *, token: CancelToken, progress: ProgressFn) -> str:
        token.raise_if_cancelled()
        progress(0.0, tr("Writing the report"))
        return self._services.write_report(order)
