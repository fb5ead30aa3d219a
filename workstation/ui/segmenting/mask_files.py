"""Masks from files over the images that are open: SEG, RTSTRUCT, NIfTI, NRRD, MetaImage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from workstation.domain.image import Image
from workstation.domain.mask import Mask
from workstation.errors import MaskReadError
from workstation.language import tr
from workstation.messages import Message, joined
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.session.events import StudiesClosing
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.tools.editing import SegmentEditing
from workstation.ui.services import WindowServices
from workstation.ui.shell.job_controller import JobController

if TYPE_CHECKING:
    from workstation.services.load_masks import LoadedMasks

MOST_NOTES = 6


def _load(
    path: Path,
    places: Sequence[StackPlace],
    active_id: str,
    load: Callable[[StackPlace, CancelToken, ProgressFn], Image],
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> LoadedMasks:
    # Its libraries are slow to import, and few open such files.
    from workstation.services.load_masks import load_masks

    return load_masks(path, places, active_id, load, token=token, progress=progress)


def _load_series(
    labels: StackPlace,
    below: StackPlace,
    load: Callable[[StackPlace, CancelToken, ProgressFn], Image],
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> LoadedMasks:
    from workstation.services.load_masks import load_label_series

    return load_label_series(labels, below, load, token=token, progress=progress)


class MaskFiles(QObject):
    """Reads mask files in the background and shows them; the window listens."""

    told = Signal(str)
    failed = Signal(object)
    """WorkstationError."""
    stack_wanted = Signal(str)
    """The stack that new masks lie on."""

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        editing: SegmentEditing,
        jobs: JobController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._services = services
        self._editing = editing
        self._jobs = jobs
        self._read: dict[Path, frozenset[str]] = {}
        workspace.subscribe(StudiesClosing, lambda _event: self._read.clear())

    def read_from(self, path: Path) -> frozenset[str]:
        """Ids of the masks that a file gave; none where it has not been read."""
        return self._read.get(path, frozenset())

    def open_paths(self, paths: Sequence[Path], active: StackPlace | None) -> None:
        """Read files and lay their masks over the images that they were made on.

        Parameters
        ----------
        active : StackPlace or None
            What files that name no image are meant for.
        """
        for path in paths:
            job = self._jobs.create(
                _load,
                path,
                self._workspace.places,
                active.stack.id if active is not None else "",
                self._image,
            )
            job.done.connect(self._show)
            job.failed.connect(self.failed)
            job.start()
        if paths:
            self.told.emit(tr("Reading {name}…", name=paths[0].name))

    def open_series(self, labels: StackPlace, below: StackPlace) -> None:
        """Read an open series whose values are labels, and lay it over another one."""
        job = self._jobs.create(_load_series, labels, below, self._image)
        job.done.connect(self._show)
        job.failed.connect(self.failed)
        job.start()
        self.told.emit(tr("Reading {name}…", name=labels.series.description))

    def _image(self, place: StackPlace, token: CancelToken, progress: ProgressFn) -> Image:
        return self._services.load(
            place.stack,
            place.study,
            place.series,
            token=token,
            progress=progress,
            on_slice=lambda _k, _values: None,
        )

    def _show(self, loaded: LoadedMasks) -> None:
        place = self._workspace.place(loaded.stack_id)
        if place is None or place.stack.content != loaded.content:
            self.told.emit(
                tr(
                    "{name} is not shown: its series was closed while it was read.",
                    name=loaded.name,
                )
            )
            return
        known = {mask.id: self._known(mask) for mask in loaded.masks}
        self._read[loaded.path] = frozenset(each or own for own, each in known.items())
        new = [mask for mask in loaded.masks if not known[mask.id]]
        if not new:
            self.told.emit(tr("{name} is shown already.", name=loaded.name))
            self.stack_wanted.emit(loaded.stack_id)
            return
        for mask in new:
            self._workspace.segmentation.take_in(
                mask, Message("Open mask {name}", name=loaded.name)
            )
        self._editing.choose(new[0].id, new[0].segments[0].number if new[0].segments else 0)
        self.stack_wanted.emit(loaded.stack_id)
        count = sum(len(mask.segments) for mask in new)
        self.told.emit(tr("{name} is shown; segments: {count}", count=count, name=loaded.name))
        if loaded.notes:
            self.failed.emit(_partly(loaded))

    def _known(self, mask: Mask) -> str:
        """The id of the mask that is there already from the same file; empty where none."""
        return next(
            (
                known_mask.id
                for known_mask in self._workspace.masks_of(mask.series_instance_uid)
                if known_mask.provenance.inputs == mask.provenance.inputs
                and [s.label for s in known_mask.segments] == [s.label for s in mask.segments]
                and np.array_equal(known_mask.labels, mask.labels)
            ),
            "",
        )


def _partly(loaded: LoadedMasks) -> MaskReadError:
    """What of a file is not shown as it is."""
    told: list[Message] = [*loaded.notes[:MOST_NOTES]]
    more = len(loaded.notes) - len(told)
    if more > 0:
        told.append(Message("and {count} more", count=more))
    return MaskReadError(
        Message("{name} is not shown as it is in the file.", name=loaded.name),
        hint=joined("\n", told),
    )
