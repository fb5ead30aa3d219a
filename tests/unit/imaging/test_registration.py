"""Registration finds a motion that is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.moved_heads import moved_head, rigid_motion
from workstation.errors import GeometryError
from workstation.imaging.registration import checkerboard, on_grid_of, register_rigidly


@pytest.mark.parametrize("contrast", [1.0, -0.6])
def test_a_known_motion_is_found(contrast: float) -> None:
    known = rigid_motion((6, -4, 9), (7, -5, 4))
    fixed = moved_head(np.eye(4), (3.0, 1.5, 1.5))
    other = moved_head(known, (2.0, 2.0, 2.0), contrast=contrast)
    found = register_rigidly(fixed, other)
    assert found is not None
    corners = np.array([[x, y, z, 1] for x in (-40, 40) for y in (-40, 40) for z in (-30, 30)])
    off = np.linalg.norm((corners @ (found.affine - known).T)[:, :3], axis=1)
    assert off.max() < 1.0
    assert found.rotation_deg == pytest.approx(11.5, abs=1.0)
    assert found.similarity > 0.3


def test_far_apart_volumes_meet() -> None:
    known = rigid_motion((0, 0, 4), (0, 0, 0))
    other = moved_head(known, (3.0, 2.0, 2.0))
    affine = other.geometry.affine_lps.copy()
    affine[:3, 3] += (400, -300, 900)
    other = replace(other, geometry=replace(other.geometry, affine_lps=affine))
    found = register_rigidly(moved_head(np.eye(4), (3.0, 2.0, 2.0)), other)
    assert found is not None
    wanted = known.copy()
    wanted[:3, 3] += (400, -300, 900)
    assert np.abs((found.affine - wanted) @ (20, -20, 10, 1)).max() < 1.0


def test_it_tells_how_far_it_is_and_can_be_given_up() -> None:
    fixed, other = (
        moved_head(np.eye(4), (4, 4, 4)),
        moved_head(rigid_motion((0, 0, 5), (3, 0, 0)), (4, 4, 4)),
    )
    told: list[float] = []

    def listen(fraction: float) -> bool:
        told.append(fraction)
        return len(told) < 5

    assert register_rigidly(fixed, other, go_on=listen) is None
    assert told == sorted(told)
    assert 0 <= told[0] <= 1


def test_nothing_to_go_by_is_refused() -> None:
    plain = moved_head(np.eye(4), (4, 4, 4))
    empty = replace(plain, array=np.zeros_like(plain.array))
    with pytest.raises(GeometryError, match="contrast"):
        register_rigidly(plain, empty)
    thin = replace(
        plain,
        array=plain.array[:2],
        geometry=replace(plain.geometry, shape_kji=(2, *plain.geometry.shape_kji[1:])),
    )
    with pytest.raises(GeometryError, match="four slices"):
        register_rigidly(thin, plain)


def test_values_on_the_other_grid() -> None:
    known = rigid_motion((0, 0, 90), (5, 0, 0))
    fixed, other = moved_head(np.eye(4), (5, 5, 5)), moved_head(known, (2, 2, 2))
    values = on_grid_of(fixed, other, known)
    known = np.isfinite(values)
    assert known.mean() > 0.6
    near = np.abs(values[known] - fixed.array[known])
    assert np.median(near) == 0
    assert near.mean() < 12


def test_a_checkerboard_has_both() -> None:
    first, second = np.zeros((20, 40), np.uint8), np.full((20, 40), 255, np.uint8)
    board = checkerboard(first, second, squares=8)
    assert board[0, 0] == 0
    assert board[0, 5] == 255
    assert board[5, 5] == 0
    assert 0.4 < (board == 255).mean() < 0.6
