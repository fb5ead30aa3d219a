"""Masks for other programs lie where the tissue lies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.support.image_phantoms import asymmetric_volume, box_mask
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.interchange.images import read_grid
from workstation.messages import Message
from workstation.services.export_masks import write_nifti_file


def test_a_nifti_mask_of_missing_slices_lies_at_its_place(tmp_path: Path) -> None:
    whole = asymmetric_volume()
    affine = whole.geometry.affine_lps
    depths = np.array([0, 1, 2, 6, 7, 8]) * 3.0
    origins = affine[:3, 3] + np.outer(depths, (0, 0, 1))
    mean = affine.copy()
    mean[2, 0] = depths[-1] / 5
    missing = GeometryIssue(
        code=GeometryIssueCode.MISSING_SLICES,
        message=Message("Slices are missing."),
        blocks_volume=True,
    )
    volume = replace(
        whole,
        geometry=replace(whole.geometry, affine_lps=mean),
        honesty=GeometryHonesty(issues=(missing,)),
        slice_origins_lps_mm=origins,
    )
    mask = box_mask(volume)
    labels = np.zeros_like(mask.labels)
    labels[4, 2, 3] = mask.segments[0].number
    mask = replace(mask, labels=labels)
    write_nifti_file(mask, tmp_path / "m.nii.gz", volume)
    labels, grid = read_grid(tmp_path / "m.nii.gz")
    world = grid.to_lps_mm(np.argwhere(labels > 0))
    here = origins[4] + 2 * affine[:3, 1] + 3 * affine[:3, 2]
    np.testing.assert_allclose(world, [here], atol=1e-3)
