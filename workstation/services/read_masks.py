"""Read masks of any format onto the grid of an image."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from workstation.dicom.objects.rtstruct_read import (
    contoured_series_uid,
    is_structure_set,
    read_structure_set,
)
from workstation.dicom.objects.seg_read import (
    is_segmentation,
    read_segmentation,
    segmented_series_uid,
)
from workstation.dicom.objects.source_check import referenced_instances
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask, new_id
from workstation.domain.provenance import Provenance
from workstation.domain.same_patient import contradict
from workstation.errors import MaskReadError
from workstation.interchange.masks import as_labels, numbered_segments, read_label_images
from workstation.interchange.names import is_volume_file
from workstation.interchange.regrid import labels_on_grid
from workstation.messages import Message, joined
from workstation.services.open_study import open_series, scan

_MOST_NAMED = 6
LABEL_SERIES = "DICOM series of labels"
"""Method of masks that were read from one."""


def read_masks(path: Path, like: Image) -> tuple[Mask, ...]:
    """Masks of a SEG, RTSTRUCT, NIfTI, NRRD or MetaImage file, or of a DICOM series of labels.

    Parameters
    ----------
    path : Path
        A file, or a folder with one mask file, or with a DICOM series whose values are labels.
    like : Volume, Radiograph or FrameSequence
        The image that the mask was made on.

    Returns
    -------
    tuple of Mask
        More than one where segments overlap.

    Raises
    ------
    MaskReadError
        The path is no mask, is damaged, or does not lie on the image.
    """
    if not path.exists():
        raise MaskReadError(
            Message("{name} does not exist.", name=path.name), hint=Message("Check the path.")
        )
    if path.is_dir():
        return _from_folder(path, like)
    if is_volume_file(path):
        if not isinstance(like, Volume):
            raise MaskReadError(Message("NIfTI and NRRD masks need a volume to lie on."))
        return read_label_images(path, like)
    _require_readable(path)
    if is_segmentation(path):
        return read_segmentation(path, like)
    if is_structure_set(path):
        return read_structure_set(path, like)
    raise MaskReadError(
        Message("{name} is not a mask that can be read.", name=path.name),
        hint=Message(
            "Masks are DICOM SEG, RTSTRUCT, NIfTI, NRRD, MetaImage, or a series of labels."
        ),
    )


def referenced_series(path: Path) -> str:
    """Series Instance UID that a SEG or RTSTRUCT was made on; empty when it names none."""
    if not path.is_file() or is_volume_file(path):
        return ""
    if is_segmentation(path):
        return segmented_series_uid(path)
    return contoured_series_uid(path) if is_structure_set(path) else ""


def referenced_images(path: Path) -> frozenset[str]:
    """SOP Instance UIDs of the images that a SEG or RTSTRUCT was made on; empty of others."""
    if not path.is_file() or is_volume_file(path):
        return frozenset()
    return referenced_instances(path)


def _require_readable(path: Path) -> None:
    """Judge a DICOM file in a child process with limits before it is read here.

    Raises
    ------
    MaskReadError
        The file is damaged, too large, or no DICOM.
    """
    report = scan(path)
    if report.skipped:
        raise MaskReadError(
            joined("", (path.name, " ", report.skipped[0].reason, ".")),
            hint=Message(
                "Masks are DICOM SEG, RTSTRUCT, NIfTI, NRRD, MetaImage, or a series of labels."
            ),
        )


def _from_folder(folder: Path, like: Image) -> tuple[Mask, ...]:
    """The series of labels in a folder, or the one mask file that it holds instead."""
    report = scan(folder)
    stacks = [stack for _study, series in report.all_series() for stack in series.stacks]
    if len(stacks) > 1:
        raise MaskReadError(
            Message(
                "The folder {name} holds {count} series or stacks of images; which of them holds "
                "the labels is not known.",
                name=folder.name,
                count=len(stacks),
            ),
            hint=Message("Choose a folder with that series alone."),
        )
    if stacks:
        return (_from_series(folder, like),)
    objects = [Path(path) for study in report.studies for _name, path in study.other_objects]
    masks = [path for path in objects if is_segmentation(path) or is_structure_set(path)]
    masks += [path for path in sorted(folder.iterdir()) if path.is_file() and is_volume_file(path)]
    if len(masks) == 1:
        return read_masks(masks[0], like)
    if masks:
        raise MaskReadError(
            Message(
                "The folder {name} holds {count} masks: {names}.",
                name=folder.name,
                count=len(masks),
                names=", ".join(path.name for path in masks[:_MOST_NAMED])
                + (" …" if len(masks) > _MOST_NAMED else ""),
            ),
            hint=Message("Choose one of them."),
        )
    raise MaskReadError(
        Message("The folder {name} holds no mask.", name=folder.name),
        hint=Message(
            "Masks are DICOM SEG, RTSTRUCT, NIfTI, NRRD, MetaImage, or a series of labels."
        ),
    )


def _from_series(folder: Path, like: Image) -> Mask:
    image = open_series(folder)
    if not isinstance(image, Volume):
        raise MaskReadError(Message("The folder does not hold a series of labels for a volume."))
    return labels_of_series(image, like, folder.name)


def labels_of_series(image: Volume, like: Image, name: str) -> Mask:
    """A mask from a series whose values are labels, on the grid of the image that they number.

    Parameters
    ----------
    name : str
        Of the series, for messages.

    Raises
    ------
    MaskReadError
        The values are no labels, or the series is of another patient or place.
    """
    if not isinstance(like, Volume):
        raise MaskReadError(Message("A series of labels needs a volume to lie on."))
    if contradict(image.source.patient, like.source.patient):
        raise MaskReadError(
            Message("The mask is of another patient than the image."),
            hint=Message("Choose the series that the mask was made on."),
        )
    labels = as_labels(np.asarray(image.array), name)
    carried = labels_on_grid(labels, image.geometry, like, name)
    caveats = (*_doubts(image, like), *carried.caveats)
    return Mask(
        labels=carried.labels,
        geometry=like.geometry,
        segments=tuple(
            replace(each, caveats=(*caveats, *carried.lost.get(each.number, ())))
            for each in numbered_segments(carried.labels, also=carried.lost)
        ),
        provenance=Provenance(
            method=LABEL_SERIES,
            version="1",
            inputs=(image.source.series_instance_uid,),
        ),
        id=new_id(),
        series_instance_uid=like.source.series_instance_uid,
        sop_instance_uids=like.source.sop_instance_uids,
        frame_indices=like.source.frame_indices,
    )


def _doubts(labels: Volume, like: Volume) -> tuple[Message, ...]:
    """What is not known of where a series of labels lies, in sentences."""
    doubts = tuple(issue.message for issue in labels.honesty.issues)
    frames = {labels.geometry.frame_of_reference_uid, like.geometry.frame_of_reference_uid}
    if "" in frames or len(frames) == 1:
        return doubts
    other = Message(
        "The series of labels has another frame of reference than the image, and nothing says that "
        "their positions can be compared."
    )
    return (other, *doubts)
