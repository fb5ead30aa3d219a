"""Which files are NIfTI, NRRD or MetaImage images, by their names; nothing is opened."""

from __future__ import annotations

from pathlib import Path

NIFTI_SUFFIXES = (".nii", ".nii.gz")
NRRD_SUFFIXES = (".nrrd", ".nhdr")
META_SUFFIXES = (".mha", ".mhd")


def is_volume_file(path: Path) -> bool:
    """Whether the name is one of a NIfTI, NRRD or MetaImage file."""
    suffixes = NIFTI_SUFFIXES + NRRD_SUFFIXES + META_SUFFIXES
    return path.is_file() and path.name.lower().endswith(suffixes)
