"""Affines and pixels equal dcm2niix and SimpleITK wherever those two are right."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from benchmarks.geometry_comparison import compare, volumes
from workstation.domain.image import Volume
from workstation.services.open_study import open_series

needs_tools = pytest.mark.skipif(
    shutil.which("dcm2niix") is None or shutil.which("dcmdjpls") is None,
    reason="dcm2niix and dcmtk are not installed",
)

_FOLDERS = (
    "awkward",
    "ct_abdomen_organs_totalseg",
    "ct_chest_tumour_ibsi1_rtstruct",
    "ct_head_phantom_philips",
    "enhanced_multiframe",
    "mr_brain_tumour_pgbm001",
    "petctmr_sarcoma_sts_019",
)


@needs_tools
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("folder", _FOLDERS)
def test_volumes_equal_both_programs_or_differ_for_a_known_reason(
    shared_data: Path, folder: str
) -> None:
    compared = [compare(*entry) for entry in volumes(shared_data / folder)]
    assert compared
    for each in compared:
        if each.stack.geometry.issues == () or "mixed" in each.stack.geometry.issues[0].code:
            assert each.simpleitk.agrees, each.name
            assert each.dcm2niix.agrees, each.name
        else:
            assert each.reason() or (each.simpleitk.agrees and each.dcm2niix.agrees), each.name
            assert each.simpleitk.value == 0, each.name


@needs_tools
def test_sheared_grid_equals_the_straightened_copy_of_dcm2niix(
    shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "awkward" / "ct_gantry_tilt_4slices"
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    target.mkdir()
    for path in folder.iterdir():
        subprocess.run(["dcmdjpls", str(path), str(source / path.name)], check=True)
    command = ["dcm2niix", "-z", "n", "-b", "n", "-o", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (straight,) = target.glob("*Tilt*.nii")
    image: Any = nibabel.load(straight)
    theirs = np.asarray(image.get_fdata())
    affine = np.diag([-1.0, -1.0, 1.0, 1.0]) @ image.affine
    ours = open_series(folder)
    assert isinstance(ours, Volume)
    i, j = np.meshgrid(*(np.arange(n) for n in theirs.shape[:2]), indexing="ij")
    for k in range(theirs.shape[2]):
        places = np.stack([i, j, np.full_like(i, k), np.ones_like(i)], axis=-1) @ affine.T
        indices = np.moveaxis(ours.geometry.to_kji(places[..., :3]), -1, 0)
        indices[0] = np.rint(indices[0])
        sampled = map_coordinates(ours.array.astype(float), indices, order=1, cval=np.nan)
        inside = np.isfinite(sampled)
        # dcm2niix cuts decimals off where we keep them.
        assert np.abs(sampled - theirs[:, :, k])[inside].mean() < 0.5
