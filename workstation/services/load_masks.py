"""Masks from files onto the images that are open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask
from workstation.domain.study import StackKind
from workstation.errors import MaskReadError
from workstation.interchange.images import read_layers
from workstation.interchange.names import is_volume_file
from workstation.interchange.regrid import is_same_grid
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.services.read_masks import (
    labels_of_series,
    read_masks,
    referenced_images,
    referenced_series,
)
from workstation.session.open_studies import StackPlace

LoadFn = Callable[[StackPlace, CancelToken, ProgressFn], Image]


@dataclass(frozen=True, slots=True, eq=False)
class LoadedMasks:
    """Masks of one file, and the stack that they lie on; `content` is its print.

    What is open under the name of the stack may be another thing by the time they are read.
    """

    path: Path
    stack_id: str
    content: str
    masks: tuple[Mask, ...]
    title: str = ""
    """Where the file is one of a series; else its own name stands for it."""

    @property
    def name(self) -> str:
        """What readers know it by."""
        return self.title or self.path.name

    @property
    def notes(self) -> tuple[Message, ...]:
        """What of the file is not shown as it is, in sentences."""
        found = [note for mask in self.masks for note in mask.notes]
        found += [
            Message("{label}: {caveat}", label=segment.label, caveat=caveat)
            for mask in self.masks
            for segment in mask.segments
            for caveat in segment.caveats
        ]
        return tuple(found)


def load_masks(
    path: Path,
    places: Sequence[StackPlace],
    active_id: str,
    load: LoadFn,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> LoadedMasks:
    """Read a mask file onto the open image that it was made on.

    Parameters
    ----------
    path : Path
        SEG, RTSTRUCT, NIfTI, NRRD or MetaImage. The latter three name no image: they lie on the
        one of the study whose grid they have, else on the one that is looked at.
    places : sequence of StackPlace
        Everything that is open.
    active_id : str
        The stack that is looked at: masks that name no series lie on it.
    load : callable
        Gives the image of a stack.

    Raises
    ------
    MaskReadError
        The file is no mask, is damaged, or fits no image that is open.
    """
    progress(0.0, Message("Reading {name}", name=path.name))
    uid = referenced_series(path)
    candidates = _candidates(places, active_id, uid)
    if is_volume_file(path):
        candidates = _on_its_grid(path, places, candidates)
    if uid and len(candidates) > 1:
        # Phases and echoes share a series; the images that the file names tell which is meant.
        named = referenced_images(path)
        candidates.sort(key=lambda place: -_images_of(place, named))
    if not candidates:
        raise (
            MaskReadError(
                Message("{name} was made on a series that is not open.", name=path.name),
                hint=Message("Open the study that it belongs to first."),
            )
            if uid
            else MaskReadError(
                Message("{name} does not say which series it was made on.", name=path.name),
                hint=Message("Show that series first, then open the file again."),
            )
        )
    fault: MaskReadError | None = None
    for place in candidates:
        token.raise_if_cancelled()
        try:
            masks = read_masks(path, load(place, token, progress))
            return LoadedMasks(path, place.stack.id, place.stack.content, masks)
        except MaskReadError as error:
            fault = fault or error
    if fault is None:
        raise ValueError("a candidate was neither read nor refused")
    raise fault


def load_label_series(
    labels: StackPlace,
    below: StackPlace,
    load: LoadFn,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> LoadedMasks:
    """Read an open series whose values are labels as a mask of another one.

    A single label has the name of the series.

    Raises
    ------
    MaskReadError
        The values are no labels, or do not lie on the image.
    """
    name = name_of(labels)
    progress(0.0, Message("Reading {name}", name=name))
    image = load(labels, token, progress)
    if not isinstance(image, Volume):
        raise MaskReadError(Message("{name} is no volume.", name=name))
    mask = labels_of_series(image, load(below, token, progress), name)
    if len(mask.segments) == 1:
        mask = replace(mask, segments=(replace(mask.segments[0], label=name),))
    path = Path(labels.stack.frames[0].path)
    return LoadedMasks(path, below.stack.id, below.stack.content, (mask,), name)


def name_of(labels: StackPlace) -> str:
    """What readers know a series by: its description, else its number."""
    return labels.series.description or f"{labels.series.modality} {labels.series.number or ''}"


def _images_of(place: StackPlace, named: Collection[str]) -> int:
    return len({frame.sop_instance_uid for frame in place.stack.frames} & {*named})


def _on_its_grid(
    path: Path, places: Sequence[StackPlace], looked_at: list[StackPlace]
) -> list[StackPlace]:
    """The stack that is looked at, where it has the grid of a file; else others of its study."""
    if not looked_at:
        return looked_at
    grid = read_layers(path).geometry

    def fits(place: StackPlace) -> bool:
        affine = place.stack.affine_lps
        return (
            affine is not None
            and place.stack.kind is StackKind.VOLUME
            and is_same_grid(
                grid, VolumeGeometry(shape_kji=place.stack.shape_kji, affine_lps=affine)
            )
        )

    study = looked_at[0].study.study_instance_uid
    others = [each for each in places if each.study.study_instance_uid == study]
    found = [each for each in (*looked_at, *others) if fits(each)]
    return list({each.stack.id: each for each in found}.values()) or looked_at


def _candidates(places: Sequence[StackPlace], active_id: str, uid: str) -> list[StackPlace]:
    """Stacks that a mask may lie on, the one that is looked at first, then the largest."""
    fitting = [
        place
        for place in places
        if (place.series.series_instance_uid == uid if uid else place.stack.id == active_id)
    ]
    return sorted(
        fitting, key=lambda place: (place.stack.id != active_id, -len(place.stack.frames))
    )
