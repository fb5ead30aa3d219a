"""Outlines of structures: duplicates, overlaps, holes, planes other than the slices."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from workstation.imaging.outline_fill import Outline, fill_outlines, inside_polygon

SHAPE = (9, 20, 24)


def box(k: float, top: float, bottom: float, left: float, right: float, **more: bool) -> Outline:
    corners = np.array([(top, left), (top, right), (bottom, right), (bottom, left)]) - 0.5
    return Outline(k, corners, **more)


def counts(*outlines: Outline) -> list[int]:
    return [int(plane.sum()) for plane in fill_outlines(outlines, SHAPE).labels]


def of(**by_slice: int) -> list[int]:
    return [by_slice.get(f"k{k}", 0) for k in range(SHAPE[0])]


def test_an_outline_stored_twice_counts_once() -> None:
    assert counts(box(2, 3, 8, 4, 10), box(2, 3, 8, 4, 10)) == of(k2=30)


def test_outlines_that_overlap_add_up() -> None:
    assert counts(box(2, 0, 10, 0, 10), box(2, 0, 10, 5, 15)) == of(k2=150)


def test_an_outline_within_another_is_a_hole_and_one_within_that_is_not() -> None:
    nested = (box(2, 0, 12, 0, 12), box(2, 2, 10, 2, 10), box(2, 4, 8, 4, 8))
    assert counts(*nested) == of(k2=144 - 64 + 16)
    assert counts(*nested, *nested) == of(k2=144 - 64 + 16)


def test_exclusive_outlines_toggle() -> None:
    pair = (box(2, 0, 10, 0, 10, exclusive=True), box(2, 0, 10, 5, 15, exclusive=True))
    assert counts(*pair) == of(k2=100)


def test_two_planes_of_one_slice_are_no_hole_of_each_other() -> None:
    """Contours finer than the slices: the plane nearest to the slice is taken."""
    fine = [box(k / 2, 2, 12, 2, 12 - k % 2) for k in range(4, 11)]
    filled = fill_outlines(fine, SHAPE)
    assert [int(plane.sum()) for plane in filled.labels] == of(k2=100, k3=100, k4=100, k5=100)
    assert not filled.between


def test_planes_between_the_slices_are_told() -> None:
    filled = fill_outlines([box(k + 0.4, 2, 12, 2, 12) for k in (2, 3, 4)], SHAPE)
    assert [int(plane.sum()) for plane in filled.labels] == of(k2=100, k3=100, k4=100)
    assert filled.between


def test_planes_twice_as_far_apart_as_slices_fill_those_between() -> None:
    filled = fill_outlines([box(k, 2, 12, 2, 12) for k in (2, 4, 6)], SHAPE)
    assert [int(plane.sum()) for plane in filled.labels][2:7] == [100] * 5
    assert filled.step == 2.0
    assert not filled.gaps


def test_two_planes_far_apart_are_not_bridged() -> None:
    filled = fill_outlines([box(k, 2, 12, 2, 12) for k in (1, 7)], SHAPE)
    assert [int(plane.sum()) for plane in filled.labels] == of(k1=100, k7=100)
    assert filled.gaps


@pytest.mark.parametrize(
    ("outlines", "sideways", "beyond"),
    [
        ([box(2, 2, 8, -4, 6)], True, False),
        ([box(2, 2, 8, 20, 30)], True, False),
        ([box(2, 2, 8, 0, 24)], False, False),
        ([box(8, 2, 8, 2, 6), box(9, 2, 8, 2, 6)], False, True),
        ([box(-2, 2, 8, 2, 6), box(-1, 2, 8, 2, 6), box(0, 2, 8, 2, 6)], False, True),
    ],
)
def test_what_lies_outside_is_told(outlines: list[Outline], sideways: bool, beyond: bool) -> None:
    filled = fill_outlines(outlines, SHAPE)
    assert (filled.sideways, filled.beyond) == (sideways, beyond)
    assert filled.labels.any()


def test_a_disc_holds_the_pixels_whose_centers_it_holds() -> None:
    """A disc, counted by its pixel centers."""
    angle = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    line: NDArray[np.float64] = np.stack([9.3 + 6 * np.sin(angle), 11.1 + 6 * np.cos(angle)], 1)
    j, i = np.mgrid[: SHAPE[1], : SHAPE[2]]
    inside = (j - 9.3) ** 2 + (i - 11.1) ** 2 < 36
    assert abs(counts(Outline(3, line))[3] - int(inside.sum())) <= 1


def test_a_part_of_the_picture_is_filled_like_the_whole() -> None:
    """Corners on pixel centers are decided alike, wherever the part begins."""
    generator = np.random.default_rng(4)
    for _ in range(50):
        corners = np.rint(generator.uniform(-5, 25, (9, 2)))
        whole = inside_polygon(corners, (20, 20))
        part = inside_polygon(corners, (9, 7), (6, 8))
        np.testing.assert_array_equal(part, whole[6:15, 8:15])


def test_rings_in_rings_beside_others_of_their_kind() -> None:
    def ring(row: float, column: float, half: float) -> Outline:
        signs = np.array([(-1, -1), (-1, 1), (1, 1), (1, -1)], np.float64)
        return Outline(0.0, np.array([row, column]) + half * signs)

    outlines = [ring(10, c, h) for c in (10, 30) for h in (8.5, 5.5, 2.5)]
    filled = fill_outlines(outlines, (1, 21, 41)).labels[0]
    # Centers at most 8 from the middle are in the outer square, at most 5 in its hole, 2 in both.
    expected = [int(abs(x) <= 2 or 5 < abs(x) <= 8) for x in range(-10, 11)]
    assert filled[10, :21].tolist() == expected
    assert filled[10, 20:].tolist() == expected


def test_planes_halfway_between_slices_fill_as_many_slices_as_there_are_planes() -> None:
    filled = fill_outlines([box(k + 0.5, 2, 12, 2, 12) for k in (1, 2, 3)], SHAPE)
    assert [int(plane.sum()) for plane in filled.labels] == of(k2=100, k3=100, k1=100)
    wide = fill_outlines([box(k, 2, 12, 2, 12) for k in (3, 5)] + [box(7, 2, 12, 2, 12)], SHAPE)
    assert int(wide.labels.sum()) == 100 * 3 * 2


@pytest.mark.parametrize(
    ("first", "last", "slices"), [(2.4, 3.6, 1), (1.6, 3.4, 2), (1.9, 4.1, 3), (2.3, 2.7, 0)]
)
def test_planes_finer_than_slices_hold_the_slices_whose_middles_they_hold(
    first: float, last: float, slices: int
) -> None:
    fine = [box(k, 2, 12, 2, 12) for k in np.arange(first, last + 0.01, 0.1)]
    assert int(fill_outlines(fine, SHAPE).labels.sum()) == 100 * slices


@pytest.mark.parametrize(
    ("planes", "missing"), [((1, 2, 4), True), ((1, 2, 3), False), ((1, 2, 6, 7), False)]
)
def test_a_slice_that_was_passed_over_stays_empty_and_is_told(
    planes: tuple[int, ...], missing: bool
) -> None:
    filled = fill_outlines([box(k, 2, 12, 2, 12) for k in planes], SHAPE)
    assert [int(plane.sum()) for plane in filled.labels] == of(**{f"k{k}": 100 for k in planes})
    assert (filled.missing, filled.step) == (missing, None)
