from __future__ import annotations

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, rotation, smooth_volume
from workstation.imaging.mpr_axes import TURNING_PLANES, MprAxes
from workstation.imaging.planes import PlaneName


def test_planes_stay_at_right_angles_however_they_are_turned() -> None:
    volume = smooth_volume(rotation=rotation(10, 25, -8))
    axes = MprAxes.along(volume.geometry, volume.geometry.center_lps_mm)
    for turn in range(30):
        axes = axes.turned(TURNING_PLANES[turn % 3], 7.0 + 3 * turn)
    normals = np.stack([axes.bases[p].onward for p in TURNING_PLANES])
    np.testing.assert_allclose(normals @ normals.T, np.eye(3), atol=1e-9)
    for basis in axes.bases.values():
        frame = np.stack([basis.right, basis.down, basis.onward])
        np.testing.assert_allclose(frame @ frame.T, np.eye(3), atol=1e-9)


def test_turning_within_the_axial_plane_is_clockwise_and_leaves_it_alone() -> None:
    volume = asymmetric_volume()
    axes = MprAxes.along(volume.geometry, volume.geometry.center_lps_mm)
    turned = axes.turned(PlaneName.AXIAL, 30.0)
    assert turned.bases[PlaneName.AXIAL] is axes.bases[PlaneName.AXIAL]
    assert axes.line_rc(PlaneName.AXIAL, PlaneName.CORONAL)[0] == pytest.approx(0)
    row, column = turned.line_rc(PlaneName.AXIAL, PlaneName.CORONAL)
    # Clockwise on the screen: its right end goes down.
    assert np.sign(column) * row == pytest.approx(0.5)
    np.testing.assert_allclose(
        turned.bases[PlaneName.CORONAL].right,
        [np.cos(np.radians(30)), np.sin(np.radians(30)), 0],
        atol=1e-12,
    )
    np.testing.assert_allclose(turned.bases[PlaneName.CORONAL].down, [0, 0, -1], atol=1e-12)
    assert turned.tilt_deg(volume.geometry, PlaneName.CORONAL) == pytest.approx(30)
    assert turned.tilt_deg(volume.geometry, PlaneName.AXIAL) == pytest.approx(0)
