from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from workstation.imaging.curved import centerline_frames

RADIUS, PITCH, TURNS = 30.0, 20.0, 1.5


def helix(count: int) -> NDArray[np.float64]:
    t = np.linspace(0, 2 * np.pi * TURNS, count)
    return np.stack([RADIUS * np.cos(t), RADIUS * np.sin(t), PITCH * t / (2 * np.pi)], axis=1)


def test_a_helix_has_its_known_length() -> None:
    line = centerline_frames(helix(60), 0.5)
    expected = TURNS * np.hypot(2 * np.pi * RADIUS, PITCH)
    assert line.length_mm == pytest.approx(expected, rel=2e-4)
    gaps = np.linalg.norm(np.diff(line.points, axis=0), axis=1)
    np.testing.assert_allclose(gaps, line.step_mm, rtol=2e-3)
    assert line.step_mm == pytest.approx(0.5, abs=0.01)


def test_frames_are_right_handed_and_turn_as_little_as_possible() -> None:
    line = centerline_frames(helix(60), 0.5)
    frames = np.stack([line.tangents, line.first, line.second], axis=1)
    products = np.einsum("nij,nkj->nik", frames, frames)
    np.testing.assert_allclose(products, np.broadcast_to(np.eye(3), products.shape), atol=1e-9)
    assert (np.linalg.det(frames) > 0.999).all()
    # A frame that turns around the line by nothing changes along the tangent only.
    change = np.diff(line.first, axis=0)
    turning = np.abs(np.sum(change * (line.second[1:] + line.second[:-1]) / 2, axis=1))
    bending = np.linalg.norm(np.diff(line.tangents, axis=0), axis=1)
    assert turning.max() < 0.02 * bending.max()


def test_a_straight_line_has_one_frame() -> None:
    line = centerline_frames([(0, 0, 0), (0, 0, 10), (0, 0, 10), (0, 0, 40)], 1.0)
    assert line.length_mm == pytest.approx(40)
    np.testing.assert_allclose(line.first, np.tile([1.0, 0, 0], (41, 1)), atol=1e-9)
    np.testing.assert_allclose(line.across(90.0), np.tile([0, 1.0, 0], (41, 1)), atol=1e-9)
    two = centerline_frames([(1, 2, 3), (4, 6, 3)], 1.0)
    assert two.length_mm == pytest.approx(5)
    with pytest.raises(ValueError, match="two different points"):
        centerline_frames([(1, 2, 3), (1, 2, 3)], 1.0)
