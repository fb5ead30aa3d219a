"""The sample thorax holds what it says."""

from pathlib import Path

import numpy as np
import pytest

from workstation.domain.image import Volume
from workstation.imaging.thorax_phantom import (
    DEFAULT_NODULES,
    PlantedNodule,
    make_thorax,
    thorax_geometry,
)
from workstation.services.demo_study import write_demo_study
from workstation.services.open_study import open_series


def test_tissues_have_their_attenuation() -> None:
    phantom = make_thorax(noise_hu=0)

    def value(x: float, y: float, z: float) -> int:
        k, j, i = np.rint(phantom.geometry.to_kji((x, y, z))).astype(int)
        return int(phantom.array[k, j, i])

    assert value(-165, -150, 0) == pytest.approx(-1000, abs=30)  # air before the chest
    assert value(0, 4, 80) == pytest.approx(-1000, abs=30)  # trachea
    assert value(-120, 30, 0) == pytest.approx(-860, abs=30)  # right lung
    assert value(32, -28, -40) == pytest.approx(40, abs=10)  # heart
    assert value(0, 82, float(phantom.geometry.affine_lps[2, 3]) - 30 + 28 * 4) > 150  # vertebra


@pytest.mark.parametrize("nodule", DEFAULT_NODULES, ids=lambda n: f"{n.diameter_mm:g} mm")
def test_a_nodule_has_the_volume_of_its_ball(nodule: PlantedNodule) -> None:
    grid = thorax_geometry((150, 320, 320))
    phantom = make_thorax(grid, noise_hu=0)
    center, diameter = nodule.center_lps_mm, nodule.diameter_mm
    points = grid.to_lps_mm(np.argwhere(phantom.array > (-860 + 45) / 2))
    inside = np.linalg.norm(points - np.array(center), axis=1) < diameter / 2 + 2
    volume = inside.sum() * grid.voxel_volume_mm3
    # Within the error of counting voxels of this size.
    assert volume == pytest.approx(np.pi / 6 * diameter**3, rel=0.08)


def test_the_sample_series_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    phantom = write_demo_study(tmp_path / "study")
    volume = open_series(tmp_path / "study")
    assert isinstance(volume, Volume)
    np.testing.assert_array_equal(volume.array, phantom.array)
    np.testing.assert_allclose(volume.geometry.affine_lps, phantom.geometry.affine_lps, atol=1e-4)
    assert volume.honesty.badge == "ok"
    assert volume.quantity == "HU"
    assert [w.explanation for w in volume.windows] == ["LUNG", "MEDIASTINUM"]
