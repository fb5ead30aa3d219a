"""Segmentations as files for other programs: DICOM SEG and NIfTI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from workstation.domain.finding import FindingStatus
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask, Segment
from workstation.language import shown, tr
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.session.workspace import Workspace
from workstation.ui.segmenting.controller import SegmentController

SEG_NAME = "segmentation.dcm"
NIFTI_NAME = "segmentation.nii.gz"


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """What is to be written: the mask without what was rejected, its image, and the rejected."""

    mask: Mask
    image: Image
    rejected: tuple[Segment, ...]


class SegmentExport(QObject):
    """Writes the segmentation that is edited by a job.

    Parameters
    ----------
    ask_path : callable
        Asks where to write a file, given a name; None when cancelled.
    """

    def __init__(
        self,
        workspace: Workspace,
        controller: SegmentController,
        ask_path: Callable[[str], Path | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._controller = controller
        self._ask_path = ask_path

    def ask(self, name: str) -> None:
        """Ask where to and write; `name` is `SEG_NAME` or `NIFTI_NAME`."""
        # What is asked about is written, whatever is shown or edited by the time of the answer.
        chosen = self._choose(name)
        if isinstance(chosen, str):
            self._controller.told.emit(chosen)
            return
        path = self._ask_path(name)
        if path is None:
            return
        words = tr("Exported: {name}", name=path.name)
        if chosen.rejected:
            names = ", ".join(shown(segment.label) for segment in chosen.rejected)
            words += tr("; left out as rejected: {names}", names=names)
        self._controller.work(
            Message("Exporting the segmentation"),
            _write_nifti if name == NIFTI_NAME else _write_seg,
            (chosen.mask, chosen.image, path, self._workspace.reader),
            lambda _written: self._controller.told.emit(words),
        )

    def _choose(self, name: str) -> _Chosen | str:
        """What to write, or why there is nothing to be written."""
        chosen, image = self._controller.chosen, self._controller.image
        if chosen is None or image is None:
            return tr("Choose a segment of the segmentation to export.")
        if self._controller.editing.is_busy:
            return tr("Wait until the segmentation is no longer worked on.")
        mask, segment = chosen
        if mask not in self._controller.masks():
            return tr("“{label}” belongs to another image.", label=segment.label)
        if name == NIFTI_NAME and not isinstance(image, Volume):
            return tr("NIfTI holds volumes only: export a DICOM SEG of this image.")
        rejected = self._rejected_segments(mask)
        kept = frozenset(s.number for s in mask.segments) - frozenset(s.number for s in rejected)
        if rejected and not kept:
            return tr("Every segment was rejected: nothing was exported.")
        self._workspace.segmentation.share(mask.id)
        told = self._with_caveats(mask)
        return _Chosen(told.keep(kept) if rejected else told, image, rejected)

    def _with_caveats(self, mask: Mask) -> Mask:
        """The mask with what its findings and the run that proposed it say of it."""
        from workstation.services.export_masks import with_caveats

        findings = self._workspace.findings_here
        runs = self._workspace.results_of(self._workspace.active_study_uid)
        notes = [note for run in runs if run.mask and run.mask.id == mask.id for note in run.notes]
        return with_caveats(mask, findings, notes)

    def _rejected_segments(self, mask: Mask) -> tuple[Segment, ...]:
        """Segments whose finding the reader rejected: no result leaves with them."""
        found = ((s, self._workspace.finding_of_segment(mask.id, s)) for s in mask.segments)
        return tuple(s for s, f in found if f and f.status is FindingStatus.REJECTED)


def _write_seg(
    mask: Mask, image: Image, path: Path, creator: str, *, token: CancelToken, progress: ProgressFn
) -> None:
    from workstation.services.export_masks import write_segmentation_file

    token.raise_if_cancelled()
    progress(0.0, Message("Exporting the segmentation"))
    write_segmentation_file(mask, image, path, creator=creator)


def _write_nifti(
    mask: Mask, image: Image, path: Path, _creator: str, *, token: CancelToken, progress: ProgressFn
) -> None:
    from workstation.services.export_masks import write_nifti_file

    token.raise_if_cancelled()
    progress(0.0, Message("Exporting the segmentation"))
    write_nifti_file(mask, path, image)
