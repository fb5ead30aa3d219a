from __future__ import annotations

import numpy as np
import pytest

from tests.support.render_phantoms import MARKER_CENTER_KJI, marked_volume
from workstation.imaging.ray_pick import pick, ray_samples
from workstation.imaging.volume_preset import Projection

_OPAQUE = ((150.0, 0.0), (400.0, 0.9))


def _everything(points: np.ndarray) -> np.ndarray:
    return np.ones(len(points), bool)


def test_samples_come_nearest_first_and_stay_inside() -> None:
    volume = marked_volume()
    toward = np.array([0.0, -1.0, 0.0])
    points = ray_samples(volume.geometry, volume.geometry.center_lps_mm, toward)
    assert points[0] @ toward > points[-1] @ toward
    assert np.ptp(points[:, 1]) == pytest.approx(60.0, abs=1.1)
    assert np.ptp(points[:, 0]) == 0


def test_the_near_face_of_a_block_is_picked() -> None:
    volume = marked_volume()
    center = volume.geometry.to_lps_mm(MARKER_CENTER_KJI)
    for toward, axis, face in (((0, -1, 0), 1, -30 + 5.5), ((0, 1, 0), 1, -30 + 15.5)):
        points = ray_samples(volume.geometry, center, np.array(toward, float))
        at = pick(volume, points, _OPAQUE, Projection.COMPOSITE, keeps=_everything)
        assert at is not None
        # Linear values rise from the last dark voxel: the face lies within that step.
        assert points[at, axis] == pytest.approx(face, abs=1.6)


def test_what_is_clipped_is_not_picked() -> None:
    volume = marked_volume()
    center = volume.geometry.to_lps_mm(MARKER_CENTER_KJI)
    points = ray_samples(volume.geometry, center, np.array([0.0, -1.0, 0.0]))

    def behind(where: np.ndarray) -> np.ndarray:
        return np.asarray(where[:, 1] >= -20.0)

    at = pick(volume, points, _OPAQUE, Projection.COMPOSITE, keeps=behind)
    assert at is not None
    assert points[at, 1] == pytest.approx(-20.0, abs=1.1)


def test_empty_rays_pick_nothing() -> None:
    volume = marked_volume()
    away = volume.geometry.to_lps_mm((3, 3, 3))
    points = ray_samples(volume.geometry, away, np.array([0.0, -1.0, 0.0]))
    assert len(points) > 10
    assert pick(volume, points, _OPAQUE, Projection.COMPOSITE, keeps=_everything) is None


def test_a_maximum_projection_picks_the_largest_value() -> None:
    volume = marked_volume()
    volume.array[22, 13, 38] = 1500
    start = volume.geometry.to_lps_mm((22, 13, 38))
    points = ray_samples(volume.geometry, start, np.array([0.0, -1.0, 0.0]))
    at = pick(volume, points, ((0, 0), (1, 1)), Projection.MAXIMUM, keeps=_everything)
    assert at is not None
    assert points[at] == pytest.approx(start, abs=0.51)
