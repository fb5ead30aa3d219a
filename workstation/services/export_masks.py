"""Write masks for other programs."""

from __future__ import annotations

from pathlib import Path

from workstation.dicom.seg_write import write_segmentation
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask
from workstation.imaging.rectify import needs_rectifying, rectify_mask
from workstation.interchange.masks import write_nifti


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
