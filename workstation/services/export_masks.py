"""Write masks for other programs."""

from __future__ import annotations

from pathlib import Path

from workstation.dicom.seg_write import write_segmentation
from workstation.domain.image import Image
from workstation.domain.mask import Mask
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


def write_nifti_file(mask: Mask, path: Path) -> None:
    """Write a NIfTI label image that was read again and compared.

    Raises
    ------
    MaskReadError
        The mask has no place in the patient.
    OutputError
        The file cannot be written or differs when read again.
    """
    write_nifti(mask, path)
