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


def test_a_distance_and_angles_by_hand() -> None:
    assert calipers.distance((1, 2), (4, 6)) == 5
    assert calipers.angle_deg((0, 3), (0, 0), (5 * math.sqrt(3), 5)) == pytest.approx(60)
    assert calipers.angle_deg((2, 9), (2, 2), (7, -3)) == pytest.approx(135)
    assert calipers.angle_deg((7, -3), (2, 2), (2, 9)) == pytest.approx(135)
    assert calipers.angle_deg((1, 1), (1, 1), (5, 9)) == 0
    assert calipers.angle_deg((5, 9), (1, 1), (1, 1)) == 0


def test_a_cobb_angle_by_hand() -> None:
    """Lines that rise by 3 in 4 and fall by 4 in 3: at right angles; one without length: 0."""
    assert calipers.cobb_deg(((0, 0), (3, 4), (10, 0), (14, -3))) == pytest.approx(90)
    assert calipers.cobb_deg(((0, 0), (1, 1), (10, 0), (10, 5))) == pytest.approx(45)
    assert calipers.cobb_deg(((0, 0), (1, 1), (10, 0), (10, 0))) == 0


@pytest.mark.parametrize(
    ("drawn", "moved", "expected"),
    [
        # The end that was put last says where the axes cross.
        (((0, 0), (0, 10), (3, 4), (-2, 7)), 2, ((3, 4), (-2, 4))),
        (((0, 0), (0, 10), (3, 4), (-2, 7)), 3, ((3, 7), (-2, 7))),
        # Both on one side: the one that was put last falls onto the long axis.
        (((0, 0), (0, 10), (3, 4), (2, 7)), 2, ((0, 4), (2, 4))),
        # Beyond an end of the long axis it crosses at that end.
        (((0, 0), (0, 10), (3, 14), (-2, 7)), 2, ((3, 10), (-2, 10))),
        (((0, 0), (0, 10), (3, -4), (-2, 7)), 2, ((3, 0), (-2, 0))),
        (((2, 2), (12, 2), (5, 5), (8, -1)), 3, ((8, 5), (8, -1))),
    ],
)
def test_short_axes_by_hand(
    drawn: tuple[tuple[float, float], ...],
    moved: int,
    expected: tuple[tuple[float, float], tuple[float, float]],
) -> None:
    found = calipers.perpendicular_axes(drawn, moved)
    assert found[:2] == drawn[:2]
    assert np.array(found[2:]) == pytest.approx(np.array(expected))


@pytest.mark.parametrize(
    ("before", "start", "end", "expected"),
    [
        # A quarter of the way along, 3 to one side and 2 to the other.
        (((0, 0), (0, 8), (3, 2), (-2, 2)), (0, 0), (0, 16), ((3, 4), (-2, 4))),
        (((0, 0), (0, 8), (3, 2), (-2, 2)), (10, 10), (18, 10), ((12, 7), (12, 12))),
        # Where it crossed beyond an end it crosses at the end.
        (((0, 0), (0, 8), (3, 10), (-2, 10)), (0, 0), (0, 16), ((3, 16), (-2, 16))),
        (((0, 0), (0, 8), (3, -1), (-2, -1)), (0, 0), (0, 16), ((3, 0), (-2, 0))),
        # A long axis without length before: drawn anew.
        (((5, 5), (5, 5), (3, 2), (-2, 6)), (0, 0), (0, 16), ((3, 6), (-2, 6))),
    ],
)
def test_turned_axes_by_hand(
    before: tuple[tuple[float, float], ...],
    start: tuple[float, float],
    end: tuple[float, float],
    expected: tuple[tuple[float, float], tuple[float, float]],
) -> None:
    found = calipers.turned_axes(before, start, end)
    assert found[:2] == (start, end)
    assert np.array(found[2:]) == pytest.approx(np.array(expected))


def test_a_long_axis_that_shrinks_to_a_point_takes_the_short_one_along() -> None:
    before = ((0.0, 0.0), (0.0, 8.0), (3.0, 2.0), (-2.0, 2.0))
    assert calipers.turned_axes(before, (4.0, 4.0), (4.0, 4.0))[2:] == ((4.0, 4.0), (4.0, 4.0))


@pytest.mark.parametrize("heart", [((40, 30), (40, 70)), ((40, 70), (40, 30))])
@pytest.mark.parametrize("chest", [((50, 10), (50, 90)), ((50, 90), (50, 10))])
def test_a_cardiothoracic_ratio_has_no_direction(
    heart: tuple[tuple[float, float], tuple[float, float]],
    chest: tuple[tuple[float, float], tuple[float, float]],
) -> None:
    assert calipers.cardiothoracic_ratio((*heart, *chest)) == pytest.approx(0.5)
    wide = ((0, 0), (30, 40), (0, 0), (60, 80))
    assert calipers.cardiothoracic_ratio(wide) == pytest.approx(0.5)
    assert calipers.cardiothoracic_ratio(((0, 0), (40, 0), (0, 0), (30, 40))) == pytest.approx(0.48)
