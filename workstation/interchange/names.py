"""Which files are NIfTI or NRRD images, by their names; nothing is opened."""

from __future__ import annotations

from pathlib import Path

NIFTI_SUFFIXES = (".nii", ".nii.gz")
NRRD_SUFFIXES = (".nrrd", ".nhdr")


def is_volume_file(path: Path) -> bool:
    """Whether the name is one of a NIfTI or NRRD file."""
    return path.is_file() and path.name.lower().endswith(NIFTI_SUFFIXES + NRRD_SUFFIXES)
