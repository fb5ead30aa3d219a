from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from workstation.imaging import outlines


def test_lengths_and_areas_by_hand() -> None:
    assert outlines.polyline_length([(0, 0), (3, 4), (3, 10)]) == pytest.approx(11.0)
    triangle = [(1000, 2000), (1000, 2004), (1003, 2000)]
    assert outlines.polygon_area(triangle) == pytest.approx(6.0)
    assert outlines.polygon_area(triangle[::-1]) == pytest.approx(6.0)
    assert outlines.polygon_area(triangle[:2]) == 0.0
    hook = [(0, 0), (0, 4), (4, 4), (4, 2), (2, 2), (2, 0)]
    assert outlines.polygon_area(hook) == pytest.approx(12.0)


def test_crossing_outlines_are_known() -> None:
    assert outlines.crosses_itself([(0, 0), (2, 2), (0, 2), (2, 0)])
    assert not outlines.crosses_itself([(0, 0), (0, 2), (2, 2), (2, 0)])
    # Far along a line of many corners, too.
    way = [(0.0, float(c)) for c in range(400)] + [(5.0, float(c)) for c in range(399, -1, -1)]
    assert not outlines.crosses_itself(way)
    wave = [(float(c % 2), float(c)) for c in range(400)] + [(0.5, 500.0), (9.0, 500.0)]
    assert not outlines.crosses_itself([*wave, (9.0, 0.0)])
    assert outlines.crosses_itself([*wave, (0.5, 100.25), (9.0, 0.0)])
    # Sides that meet in a corner do not cross.
    assert not outlines.crosses_itself(outlines.circle_outline((5, 5), (5, 9)))
    assert not outlines.crosses_itself([(0, 0), (0, 1), (1, 0)])


def test_round_outlines() -> None:
    circle = outlines.circle_outline((10, 20), (13, 24))
    np.testing.assert_allclose(np.hypot(*(circle - (10, 20)).T), 5.0)
    ellipse = outlines.ellipse_outline((0, 0), (4, 10))
    np.testing.assert_allclose(((ellipse[:, 0] - 2) / 2) ** 2 + ((ellipse[:, 1] - 5) / 5) ** 2, 1.0)
    assert outlines.polygon_area(circle) == pytest.approx(math.pi * 25, rel=0.002)
    assert outlines.polygon_area(outlines.rectangle_outline((5, 9), (1, 2))) == 28


def test_a_spline_goes_through_its_points_and_rounds_a_circle() -> None:
    angles = np.linspace(0, 2 * np.pi, 13)[:-1]
    knots = np.column_stack([30 + 10 * np.sin(angles), 40 + 10 * np.cos(angles)])
    curve = outlines.closed_spline(knots)
    nearest = np.linalg.norm(curve[None] - knots[:, None], axis=2).min(axis=1)
    np.testing.assert_allclose(nearest, 0, atol=1e-9)
    np.testing.assert_allclose(np.hypot(*(curve - (30, 40)).T), 10, atol=0.05)
    assert outlines.polygon_area(curve) == pytest.approx(math.pi * 100, rel=0.005)
    # Moving, turning and enlarging the knots does so to the curve.
    turn = 3 * np.array([[0.6, -0.8], [0.8, 0.6]])
    np.testing.assert_allclose(outlines.closed_spline(knots @ turn + 5), curve @ turn + 5)


def test_a_spline_of_few_or_doubled_points() -> None:
    assert len(outlines.closed_spline([(0, 0), (1, 1)])) == 2
    assert outlines.closed_spline([(3, 4)] * 3).tolist() == [[3, 4]]
    doubled = outlines.closed_spline([(0, 0), (0, 0), (0, 4), (4, 4), (4, 4), (0, 0)])
    np.testing.assert_allclose(
        doubled, outlines.closed_spline([(0, 4), (4, 4), (0, 0)])[np.roll(np.arange(48), 16)]
    )
    assert np.isfinite(doubled).all()


def test_corners_that_a_stroke_needs() -> None:
    line = [(0.0, float(n)) for n in range(50)] + [(float(n), 50.0) for n in range(1, 50)]
    kept = outlines.kept_corners(line, 0.8)
    assert kept[0] == 0
    assert kept[-1] == len(line) - 1
    assert len(kept) <= 4
    thin = np.array(line)[kept]
    for point in np.array(line):
        ends = pairwise(thin)
        assert min(_away(point, a, b) for a, b in ends) <= 0.8


def _away(p: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    share = np.clip((p - a) @ (b - a) / max((b - a) @ (b - a), 1e-12), 0, 1)
    return float(np.linalg.norm(p - a - share * (b - a)))
