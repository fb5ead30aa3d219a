from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support.vectors import known
from workstation.imaging import calipers


def test_angles() -> None:
    assert calipers.angle_deg((0, 1), (0, 0), (1, 0)) == pytest.approx(90)
    assert calipers.angle_deg((0, 1), (0, 0), (0, -1)) == pytest.approx(180)
    assert calipers.angle_deg((0, 1), (0, 0), (1e-9, 1)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("degrees", [0, 12.5, 45, 89, 90, 91, 150, 180])
def test_a_cobb_angle_is_the_smaller_one_however_it_was_drawn(degrees: float) -> None:
    radians = math.radians(degrees)
    second = ((50.0, 3.0), (50 + 7 * math.sin(radians), 3 + 7 * math.cos(radians)))
    expected = min(degrees, 180 - degrees)
    first_line = ((5.0, 5.0), (5.0, 25.0))
    for first in (first_line, first_line[::-1]):
        for other in (second, second[::-1]):
            assert calipers.cobb_deg((*first, *other)) == pytest.approx(expected, abs=1e-9)
    assert calipers.cobb_deg(((1, 1), (1, 1), (2, 2), (3, 3))) == 0


@pytest.mark.parametrize(("given", "expected", "tolerance"), known("cobb_angle"))
def test_published_vectors_of_a_cobb_angle(
    given: dict[str, tuple[float, float]], expected: float, tolerance: float
) -> None:
    lines = []
    for name, start in (("upper_endplate_vec", (3.0, 5.0)), ("lower_endplate_vec", (40.0, 9.0))):
        across, down = given[name]
        lines += [start, (start[0] + 30 * down, start[1] + 30 * across)]
    assert calipers.cobb_deg(lines) == pytest.approx(expected, abs=tolerance)


def test_the_short_axis_is_perpendicular_and_inside() -> None:
    rng = np.random.default_rng(3)
    for _ in range(200):
        drawn = [(float(r), float(c)) for r, c in rng.uniform(-50, 50, (4, 2))]
        for moved in (2, 3):
            start, end, first, last = (
                np.array(p) for p in calipers.perpendicular_axes(drawn, moved)
            )
            long, short = end - start, last - first
            assert abs(long @ short) <= 1e-8 * np.linalg.norm(long) * (1 + np.linalg.norm(short))
            for tip in (first, last):
                share = (tip - start) @ long / (long @ long)
                assert -1e-9 <= share <= 1 + 1e-9
            # One end on each side of the long axis, or on it.
            sides = [long[0] * (t - start)[1] - long[1] * (t - start)[0] for t in (first, last)]
            assert sides[0] * sides[1] <= 1e-6


def test_an_end_of_the_short_axis_stays_where_it_was_put() -> None:
    found = calipers.perpendicular_axes(((0, 0), (0, 10), (9, 9), (-2, 4)), moved=3)
    assert list(found) == [(0, 0), (0, 10), (9.0, 4.0), (-2.0, 4.0)]
    assert calipers.perpendicular_axes(((0, 0), (0, 10), (3, 4), (2, 7)))[2:] == ((3, 7), (0, 7))
    assert calipers.perpendicular_axes(((5, 5), (5, 5), (1, 1), (2, 2)))[3] == (5, 5)


def test_a_turned_long_axis_takes_the_short_one_along() -> None:
    before = ((0.0, 0.0), (0.0, 10.0), (3.0, 4.0), (-2.0, 4.0))
    after = calipers.turned_axes(before, (0.0, 0.0), (20.0, 0.0))
    lengths = [calipers.distance(after[n], after[n + 1]) for n in (0, 2)]
    assert lengths == pytest.approx([20, 5])
    assert after == tuple(calipers.perpendicular_axes(after))
    assert (after[2][0], after[3][0]) == pytest.approx((8, 8))


def test_a_cardiothoracic_ratio_counts_what_lies_along_the_chest() -> None:
    level = calipers.cardiothoracic_ratio(((40, 30), (40, 70), (50, 10), (50, 90)))
    assert level == pytest.approx(0.5)
    # Borders at different heights, and a patient who leans: nothing changes.
    steep = ((35.0, 30.0), (48.0, 70.0), (50.0, 10.0), (50.0, 90.0))
    assert calipers.cardiothoracic_ratio(steep) == pytest.approx(0.5)
    turn = np.array([[0.96, -0.28], [0.28, 0.96]])
    leaning = [(float(r), float(c)) for r, c in np.array(steep) @ turn.T]
    assert calipers.cardiothoracic_ratio(leaning) == pytest.approx(0.5)
    assert calipers.cardiothoracic_ratio(((0, 0), (0, 5), (1, 1), (1, 1))) is None
