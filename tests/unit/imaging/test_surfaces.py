from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.image_phantoms import tilted_volume
from workstation.domain.geometry import VolumeGeometry
from workstation.imaging.surfaces import Surface, segment_surface

_SHAPE = (24, 40, 36)


def _geometry(flip: tuple[int, int, int] = (1, 1, 1)) -> VolumeGeometry:
    angle = np.radians(25)
    turn = np.array(
        [[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
    )
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.array([[0, 0, 0.8], [0, 0.9, 0], [2.0, 0, 0]]) * flip
    affine[:3, 3] = (-50, 30, 700)
    return VolumeGeometry(shape_kji=_SHAPE, affine_lps=affine)


def _ball(
    geometry: VolumeGeometry, radius_mm: float
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    center = geometry.to_lps_mm((11.0, 19.0, 16.0))
    k, j, i = np.indices(geometry.shape_kji)
    points = geometry.to_lps_mm(np.stack([k, j, i], axis=-1))
    inside = np.linalg.norm(points - center, axis=-1) <= radius_mm
    return inside.astype(np.uint8) * 3, center


def _volume_mm3(surface: Surface) -> float:
    a, b, c = (surface.points[surface.triangles[:, n]].astype(float) for n in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


@pytest.mark.parametrize("flip", [(1, 1, 1), (-1, 1, 1), (1, -1, -1), (-1, -1, -1)])
def test_a_ball_lies_where_it_is_and_keeps_its_size(flip: tuple[int, int, int]) -> None:
    geometry = _geometry(flip)
    labels, center = _ball(geometry, 11.0)
    surface = segment_surface(labels, 3, geometry)
    assert surface is not None
    assert np.allclose(surface.points.mean(axis=0), center, atol=0.6)
    distance = np.linalg.norm(surface.points - center, axis=1)
    assert abs(distance.mean() - 11.0) < 0.5
    counted = float((labels == 3).sum()) * geometry.voxel_volume_mm3
    # Positive: the triangles run counterclockwise as seen from outside, in every order of axes.
    assert _volume_mm3(surface) == pytest.approx(counted, rel=0.06)


def test_tilted_grids_need_no_resampling() -> None:
    volume = tilted_volume()
    labels = np.zeros(volume.array.shape, np.uint8)
    labels[3:7, 8:16, 6:14] = 1
    surface = segment_surface(labels, 1, volume.geometry, smooth=False)
    assert surface is not None
    middle = volume.geometry.to_lps_mm((4.5, 11.5, 9.5))
    assert np.allclose(
        (surface.points.max(axis=0) + surface.points.min(axis=0)) / 2, middle, atol=0.1
    )


def test_other_segments_and_empty_ones_have_none() -> None:
    geometry = _geometry()
    labels, _ = _ball(geometry, 6.0)
    assert segment_surface(labels, 4, geometry) is None


def test_a_segment_at_the_edge_is_closed() -> None:
    geometry = _geometry()
    labels = np.ones(_SHAPE, np.uint8)
    surface = segment_surface(labels, 1, geometry, smooth=False)
    assert surface is not None
    # Half a voxel from the outermost centers; only the corners are cut.
    assert _volume_mm3(surface) == pytest.approx(labels.size * geometry.voxel_volume_mm3, rel=0.01)


def test_large_segments_are_averaged_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    geometry = _geometry()
    labels, center = _ball(geometry, 11.0)
    monkeypatch.setattr("workstation.imaging.surfaces.MOST_VOXELS", 1500)
    surface = segment_surface(labels, 3, geometry)
    assert surface is not None
    assert np.allclose(surface.points.mean(axis=0), center, atol=1.5)
    assert _volume_mm3(surface) == pytest.approx(4 / 3 * np.pi * 11.0**3, rel=0.15)
