from __future__ import annotations

import math

import numpy as np
import pytest

from workstation.imaging.regions import box_pixels, ellipse_pixels, polygon_pixels


def as_set(pixels: tuple[np.ndarray, np.ndarray]) -> set[tuple[int, int]]:
    found = list(zip(pixels[0].tolist(), pixels[1].tolist(), strict=True))
    assert len(found) == len(set(found))
    return set(found)


def test_centers_decide() -> None:
    inside = {(r, c) for r in (1, 2, 3) for c in (2, 3, 4)}
    assert as_set(box_pixels((0.6, 1.2), (3.4, 4.8), (9, 9))) == inside
    assert (
        as_set(polygon_pixels([(0.6, 1.2), (0.6, 4.8), (3.4, 4.8), (3.4, 1.2)], (9, 9))) == inside
    )
    assert as_set(box_pixels((0.1, 0.1), (0.9, 0.9), (9, 9))) == set()
    assert as_set(polygon_pixels([(0.1, 0.1), (0.9, 0.1), (0.5, 0.9)], (9, 9))) == set()
    assert as_set(box_pixels((1, 1), (1, 1), (9, 9))) == {(1, 1)}


def test_nothing_outside_of_the_picture() -> None:
    assert as_set(box_pixels((-5, -5), (1.5, 1.5), (3, 3))) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    whole = polygon_pixels([(-9, -9), (-9, 20), (20, 20), (20, -9)], (3, 4))
    assert len(as_set(whole)) == 12
    assert as_set(polygon_pixels([(-9, -9), (-9, -5), (-5, -5)], (3, 4))) == set()


def test_a_polygon_against_every_center_by_winding() -> None:
    rng = np.random.default_rng(11)
    for _ in range(20):
        corners = rng.uniform(-2, 30, (9, 2))
        found = as_set(polygon_pixels(corners, (28, 28)))
        expected = {(r, c) for r in range(28) for c in range(28) if _odd(corners, r, c)}
        assert found == expected


def _odd(corners: np.ndarray, row: int, column: int) -> bool:
    inside = False
    for (r0, c0), (r1, c1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if (r0 > row) != (r1 > row) and column < (c1 - c0) * (row - r0) / (r1 - r0) + c0:
            inside = not inside
    return inside


def test_an_outline_that_crosses_itself_holds_its_two_wings() -> None:
    bow = [(0.5, 0.5), (8.5, 8.5), (0.5, 8.5), (8.5, 0.5)]
    found = as_set(polygon_pixels(bow, (10, 10)))
    assert {(4, 1), (4, 7)} <= found
    assert not {(1, 4), (7, 4)} & found


def test_ellipses_fill_their_area() -> None:
    rows, _ = ellipse_pixels((10, 10), (50, 70), (100, 100))
    assert len(rows) == pytest.approx(math.pi * 20 * 30, rel=0.02)
    assert as_set(ellipse_pixels((4, 4), (4, 6), (9, 9))) == {(4, 4), (4, 5), (4, 6)}
