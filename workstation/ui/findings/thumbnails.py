"""Small pictures of findings, made in the background and kept while they are true."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from workstation.domain.finding import Finding
from workstation.domain.image import Image
from workstation.domain.mask import Mask
from workstation.errors import WorkstationError
from workstation.measuring.calibrating import calibrated_image
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.segmentation.placing import lies_on
from workstation.services.key_images import finding_thumbnail
from workstation.session.events import LabelsChanged, MasksChanged, StudiesClosed
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.shell.job_controller import JobController, Lane
from workstation.viewer.pixels import to_qimage

_SOON_MS = 120
_AT_ONCE = 6
_MOST_KEPT = 400

_Made = list[tuple[Hashable, str, NDArray[np.uint8] | None]]


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A picture that somebody looks for, with everything that it is made of."""

    key: Hashable
    finding: Finding
    image: Image
    masks: tuple[Mask, ...]


def _make(wanted: list[_Wanted], *, token: CancelToken, progress: ProgressFn) -> _Made:
    """Pictures, or None where there is none to be made."""
    del progress
    made: _Made = []
    for each in wanted:
        token.raise_if_cancelled()
        try:
            pixels = finding_thumbnail(each.image, each.masks, each.finding)
        except WorkstationError:
            pixels = None
        made.append((each.key, each.finding.id, pixels))
    return made


class FindingThumbnails(QObject):
    """Pictures of those findings that somebody looks at.

    A picture is of this study, this stack of images, this place and this state of the outline;
    where any of it is another, it is made anew and nothing is shown meanwhile.

    Parameters
    ----------
    image_of : callable
        The pixels of a stack by its id; None where nothing shows it.
    """

    changed = Signal(str)
    """Finding id whose picture is there by now."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobController,
        image_of: Callable[[str], Image | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._image_of = image_of
        self._kept: OrderedDict[Hashable, QImage | None] = OrderedDict()
        self._wanted: OrderedDict[str, Finding] = OrderedDict()
        self._edits: dict[str, int] = {}
        self._all_edits = 0
        self._since = 0
        """How often everything was closed: what was begun before is of somebody else."""
        self._is_making = False
        self._timer = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._timer.timeout.connect(self._begin)
        workspace.subscribe(StudiesClosed, lambda _event: self._forget())
        workspace.subscribe(MasksChanged, lambda _event: self._masks_changed())
        workspace.subscribe(LabelsChanged, self._labels_changed)

    def picture(self, finding: Finding) -> QImage | None:
        """The picture of a finding as it is now; None while there is none, which makes one."""
        place = self._workspace.stack_of_finding(finding)
        if place is None:
            return None
        key = self._key(finding, place)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if self._image_of(place.stack.id) is not None:
            self._wanted[finding.id] = finding
            if not self._timer.isActive() and not self._is_making:
                self._timer.start()
        return None

    def _key(self, finding: Finding, place: StackPlace) -> Hashable:
        # Versions of masks are counted anew after a step back: edits are counted here.
        return (
            place.study.study_instance_uid,
            place.stack.id,
            place.stack.content,
            finding.id,
            (finding.mask_id, finding.segment_number),
            (self._all_edits, self._edits.get(finding.mask_id, 0)),
            (finding.position_lps_mm, finding.position_ji, finding.seen_on),
        )

    def _begin(self) -> None:
        """Make the pictures that were looked for last."""
        if self._is_making or not self._wanted:
            return
        found: list[_Wanted] = []
        while self._wanted and len(found) < _AT_ONCE:
            _, finding = self._wanted.popitem()
            present = self._workspace.findings.get(finding.id)
            place = self._workspace.stack_of_finding(present) if present is not None else None
            if present is None or place is None:
                continue
            image, key = self._image_of(place.stack.id), self._key(present, place)
            if image is not None and key not in self._kept:
                found.append(self._ordered(key, present, place, image))
        self._wanted.clear()
        if not found:
            return
        self._is_making = True
        job = self._jobs.create(_make, found, lane=Lane.BACKGROUND)
        since = self._since
        job.done.connect(lambda made: self._take(made, since))
        job.finished.connect(self._go_on)
        job.start()

    def _ordered(self, key: Hashable, finding: Finding, place: StackPlace, image: Image) -> _Wanted:
        mask = self._workspace.segmentation.get(finding.mask_id)
        if mask is not None:
            self._workspace.segmentation.share(mask.id)
            mask = self._workspace.segmentation.get(finding.mask_id)
        image = calibrated_image(image, self._workspace.calibrations.get(place.stack.id))
        masks = (mask,) if mask is not None and lies_on(mask, image) else ()
        return _Wanted(key, finding, image, masks)

    def _take(self, made: _Made, since: int) -> None:
        if since != self._since:
            return
        for key, finding_id, pixels in made:
            self._kept[key] = None if pixels is None else to_qimage(pixels)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            self.changed.emit(finding_id)

    def _go_on(self) -> None:
        self._is_making = False
        if self._wanted:
            self._timer.start()

    def _forget(self) -> None:
        self._since += 1
        self._kept.clear()
        self._wanted.clear()
        self._edits.clear()

    def _masks_changed(self) -> None:
        self._all_edits += 1

    def _labels_changed(self, event: LabelsChanged) -> None:
        if event.committed:
            self._edits[event.mask_id] = self._edits.get(event.mask_id, 0) + 1
