from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from workstation.plugin_api.film_evidence import (
    GRID,
    MIRRORED,
    greys_are_inverted,
    heart_features,
    is_a_half,
    lung_box,
    side_caveats,
    small_picture,
)


def pinned(**arrays: np.ndarray) -> Any:
    return SimpleNamespace(reference=arrays.__getitem__)


@pytest.mark.parametrize("shape", [(64, 96), (75, 41), (20, 33)])
def test_a_small_picture_of_a_ramp_is_a_ramp(shape: tuple[int, int]) -> None:
    """Also where cells end inside pixels: the mean of a ramp over a cell lies at its middle."""
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    picture = small_picture(3 * rows / shape[0] + columns / shape[1])
    j, i = np.mgrid[0:GRID, 0:GRID]
    # A pixel is flat: within it the mean of a cell is off by half a pixel at most.
    expected = 3 * j + i - (3 * j + i).mean()
    error = picture - expected / expected.std()
    assert np.abs(error).max() < 0.06
    assert picture.mean() == pytest.approx(0, abs=1e-5)
    assert picture.std() == pytest.approx(1, abs=1e-5)


def test_a_small_picture_of_a_part_leaves_the_rest_out() -> None:
    film = np.zeros((100, 200), dtype=np.float32)
    film[30:62, 100:164] = np.arange(64)
    film[:, :50] = 1e6
    picture = small_picture(film, (30.0, 62.0, 100.0, 164.0))
    ramp = np.arange(GRID) - (GRID - 1) / 2
    np.testing.assert_allclose(picture, np.tile(ramp / ramp.std(), (GRID, 1)), atol=1e-5)


def test_a_film_of_one_value_is_of_zeros() -> None:
    assert not small_picture(np.full((40, 40), 7.0)).any()


def test_the_box_of_the_lungs_is_wider_and_reaches_below_and_stays_in_the_film() -> None:
    field = np.zeros((200, 300), dtype=bool)
    field[50:150, 100:200] = True
    assert lung_box(field) == (40.0, 170.0, 92.0, 208.0)
    field[190, 0] = True
    assert lung_box(field) == (50 - 0.1 * 141, 200.0, 0.0, 200 + 0.08 * 200)


def test_evidence_of_a_mirrored_or_inverted_film_is_the_opposite() -> None:
    rng = np.random.default_rng(1)
    film = rng.normal(100, 20, (90, 70)).astype(np.float32)
    picture, mirrored = small_picture(film), small_picture(film[:, ::-1])
    np.testing.assert_allclose(heart_features(mirrored), -heart_features(picture), atol=1e-5)
    np.testing.assert_allclose(small_picture(255 - film), -picture, atol=1e-5)
    model = pinned(greys_weights=picture.ravel(), heart_weights=np.sign(heart_features(picture)))
    assert not greys_are_inverted(film, model)
    assert greys_are_inverted(255 - film, model)
    assert side_caveats(picture, model, left_is_right_edge=True) == ()
    assert side_caveats(mirrored, model, left_is_right_edge=True) == (MIRRORED,)
    assert side_caveats(mirrored, model, left_is_right_edge=False) == ()
    assert side_caveats(picture, model, left_is_right_edge=False) == (MIRRORED,)


def test_little_evidence_says_nothing() -> None:
    picture = small_picture(np.random.default_rng(2).normal(size=(64, 64)))
    weights = heart_features(picture)
    weights *= 0.9 / float(weights @ weights)
    for side in (True, False):
        assert side_caveats(picture, pinned(heart_weights=weights), left_is_right_edge=side) == ()


def test_any_of_the_halves_is_enough() -> None:
    film = np.tile(np.arange(40, dtype=np.float32), (40, 1))
    picture = small_picture(film)
    along = np.append(picture.ravel() / picture.size, -0.9).astype(np.float32)
    across = np.append(picture.T.ravel() / picture.size, -0.9).astype(np.float32)
    model = pinned(parts_weights=np.stack([across, along]))
    assert is_a_half(picture, model)  # 1 - 0.9 along, 0 - 0.9 across
    assert not is_a_half(small_picture(film[:, ::-1]), model)
    assert not is_a_half(picture, pinned(parts_weights=across[None]))
