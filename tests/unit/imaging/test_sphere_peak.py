from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import rotation, smooth_volume
from workstation.domain.bit_mask import BitMask
from workstation.imaging.sphere_peak import RADIUS_MM, sphere_peak, sphere_weights


def test_the_sphere_holds_one_milliliter() -> None:
    assert 4 / 3 * np.pi * RADIUS_MM**3 == pytest.approx(1000)
    geometry = smooth_volume(rotation=rotation(20, -30, 40)).geometry
    offsets, weights = sphere_weights(geometry.affine_lps[:3, :3])
    # Weights are shares of voxels: undone, they give back the volume.
    milliliters = weights.sum() / weights.max() * geometry.voxel_volume_mm3 / 1000
    assert milliliters == pytest.approx(1.0, rel=0.02)
    assert np.linalg.norm(offsets @ geometry.affine_lps[:3, :3].T, axis=1).max() < RADIUS_MM + 3
    np.testing.assert_allclose(weights @ offsets, 0, atol=1e-9)


def test_known_answers_on_an_oblique_grid() -> None:
    volume = smooth_volume(shape=(20, 40, 48), rotation=rotation(20, -30, 40))
    kji = np.indices(volume.array.shape).reshape(3, -1).T
    points = volume.geometry.to_lps_mm(kji).reshape(*volume.array.shape, 3)
    field = 5 + points @ np.array([0.2, -0.3, 0.1])
    linear = replace(volume, array=field.astype(np.float32))
    center = np.array([[10, 20, 24]])
    assert sphere_peak(linear, center) == pytest.approx(float(field[10, 20, 24]), abs=1e-4)
    more = np.array([[10, 20, 24], [9, 18, 22], [11, 21, 25]])
    expected = max(field[tuple(c)] for c in more)
    assert sphere_peak(linear, more) == pytest.approx(float(expected), abs=1e-4)
    # A hot ball of radius 3 mm in nothing fills 4/3 pi 27 / 1000 of the sphere.
    middle = points[10, 20, 24]
    ball = (np.linalg.norm(points - middle, axis=-1) <= 3.0).astype(np.float32) * 10
    found = sphere_peak(replace(volume, array=ball), center)
    assert found == pytest.approx(10 * 4 / 3 * np.pi * 27 / 1000, rel=0.2)


def test_spheres_that_leave_the_volume_or_touch_padding_do_not_count() -> None:
    volume = smooth_volume()
    assert sphere_peak(volume, np.array([[0, 0, 0]])) is None
    assert sphere_peak(volume, np.zeros((0, 3), dtype=np.int64)) is None
    padding = np.zeros(volume.array.shape, dtype=bool)
    padding[12, 20, 24] = True
    padded = replace(volume, padding=BitMask.of(padding))
    assert sphere_peak(padded, np.array([[12, 20, 25]])) is None
    assert sphere_peak(padded, np.array([[12, 10, 10]])) is not None
