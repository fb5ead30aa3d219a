"""Write masks for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.finding import Finding
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask
from workstation.imaging.rectify import needs_rectifying, rectify_mask
from workstation.interchange.masks import write_nifti
from workstation.messages import Message


def with_caveats(mask: Mask, findings: Iterable[Finding], notes: Iterable[Message] = ()) -> Mask:
    """A mask whose segments say what must be known of them, for whoever receives the file.

    Parameters
    ----------
    findings : iterable of Finding
        Their caveats go to the segments that they speak of; those on other masks do not count.
    notes : iterable of Message
        Of the run that proposed the mask; they go to every segment.
    """
    of_segment: dict[int | None, list[Message]] = {}
    for finding in findings:
        if finding.mask_id == mask.id:
            of_segment.setdefault(finding.segment_number, []).extend(finding.caveats)
    everywhere = (*of_segment.get(None, ()), *notes)
    segments = tuple(
        replace(
            segment,
            caveats=tuple(
                dict.fromkeys((*segment.caveats, *of_segment.get(segment.number, ()), *everywhere))
            ),
        )
        for segment in mask.segments
    )
    return replace(mask, segments=segments)


def write_segmentation_file(mask: Mask, image: Image, path: Path, *, creator: str = "") -> str:
    """Write a DICOM SEG that was read again and compared; returns its SOP Instance UID.

    Raises
    ------
    MaskReadError
        The mask is empty, or the image was not read from DICOM.
    OutputError
        The file cannot be written or differs when read again.
    """
    return write_segmentation(mask, image, path, creator=creator).sop_instance_uid


def write_nifti_file(mask: Mask, path: Path, image: Image | None = None) -> None:
    """Write a NIfTI label image that was read again and compared.

    NIfTI knows one step between slices. Where slices of `image`, the mask's own, are missing
    or uneven beyond the limit of the geometry badge, the labels are first brought to even
    slices by nearest voxel, so that other programs show them at their place.

    Raises
    ------
    MaskReadError
        The mask has no place in the patient.
    OutputError
        The file cannot be written or differs when read again.
    """
    if isinstance(image, Volume) and image.honesty.blocks_volume and needs_rectifying(image):
        mask = rectify_mask(mask, image)
    write_nifti(mask, path)
