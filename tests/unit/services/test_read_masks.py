"""A folder in place of a mask file: the one mask in it is read, several are named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.masks import a_mask, a_volume, asymmetric_labels, geometry, segment
from workstation.errors import MaskReadError
from workstation.interchange.masks import write_nifti
from workstation.services.read_masks import read_masks


def a_folder(folder: Path, names: tuple[str, ...]) -> Path:
    folder.mkdir()
    labels = asymmetric_labels(geometry().shape_kji)
    mask = a_mask(labels, geometry(), [segment(1), segment(2)])
    for name in names:
        write_nifti(mask, folder / name)
    (folder / "notes.txt").write_text("not a mask")
    return folder


def test_the_only_mask_of_a_folder_is_read(tmp_path: Path) -> None:
    (mask,) = read_masks(a_folder(tmp_path / "masks", ("a.nii.gz",)), a_volume())
    np.testing.assert_array_equal(mask.labels, asymmetric_labels(geometry().shape_kji))


def test_of_several_masks_none_is_guessed(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "masks", ("a.nii.gz", "b.nii.gz"))
    with pytest.raises(MaskReadError, match=r"2 masks: a\.nii\.gz, b\.nii\.gz") as refused:
        read_masks(folder, a_volume())
    assert str(refused.value.hint) == "Choose one of them."


def test_a_folder_without_a_mask_says_so(tmp_path: Path) -> None:
    with pytest.raises(MaskReadError, match="holds no mask"):
        read_masks(a_folder(tmp_path / "masks", ()), a_volume())
