"""Where voxels lie, and what they hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.support.masks import geometry
from tests.support.vectors import known
from workstation.domain.geometry import VolumeGeometry


@pytest.mark.parametrize("sheared", [False, True])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_point_lies_inside_up_to_the_faces_of_the_outer_voxels(axis: int, sheared: bool) -> None:
    grid = geometry(sheared=sheared)
    length = grid.shape_kji[axis]
    for place, inside in (
        (-0.5, True),
        (-0.51, False),
        (-1.0, False),
        (length - 0.51, True),
        (length - 0.49, False),
        (length, False),
    ):
        point = np.array([2.0, 3.0, 4.0])
        point[axis] = place
        assert grid.contains_kji(point) is inside, place


def test_a_point_comes_back_from_the_patient() -> None:
    grid = geometry(sheared=True)
    points = np.random.default_rng(4).uniform(-3, 12, (20, 3))
    there = grid.to_lps_mm(points)
    by_hand = points @ grid.affine_lps[:3, :3].T + grid.affine_lps[:3, 3]
    np.testing.assert_allclose(there, by_hand, atol=1e-9)
    np.testing.assert_allclose(grid.to_kji(there), points, atol=1e-9)


@pytest.mark.parametrize(("given", "expected", "tolerance"), known("voxel_volume_affine_sheared"))
@pytest.mark.parametrize("direction", [1, -1])
def test_a_tilted_gantry_makes_voxels_smaller(
    given: dict[str, Any], expected: dict[str, float], tolerance: float, direction: int
) -> None:
    """By the determinant, whichever way the gantry leans."""
    affine = np.eye(4)
    columns = np.array(given["affine3x3"])
    affine[:3, :3] = columns[:, [2, 1, 0]]
    affine[2, 1] *= direction
    grid = VolumeGeometry(shape_kji=(4, 5, 6), affine_lps=affine)
    assert grid.is_sheared
    assert grid.voxel_volume_mm3 == pytest.approx(expected["det_mm3"], abs=tolerance)
    assert grid.spacing_kji_mm[0] == pytest.approx(expected["normal_spacing_mm"], abs=1e-6)
