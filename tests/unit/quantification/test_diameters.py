"""Axes of lesions as a reader draws them, and what is said where a part is missing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage.morphology import disk

from tests.support.masks import a_mask, a_volume, geometry, segment
from workstation.domain import coding
from workstation.quantification import diameters
from workstation.quantification.diameters import (
    largest_part,
    long_short_axis,
    without_cavities,
)
from workstation.quantification.field_of_view import Place, cut_by_image
from workstation.quantification.segments import measure_segments, to_measurements

STEP = 0.5


def disc(radius: float, hole: float = 0.0) -> NDArray[np.bool_]:
    j, i = np.mgrid[-15:15:STEP, -15:15:STEP]
    r = np.hypot(j, i)
    ring: NDArray[np.bool_] = (r <= radius) & ((r > hole) | (hole == 0))
    return ring


def axes(plane: NDArray[np.bool_]) -> tuple[float, float]:
    found = long_short_axis(plane[np.newaxis], (STEP, STEP))
    assert found is not None
    return found.long_axis_mm, found.short_axis_mm


@pytest.mark.parametrize("hole", [3.5, 4.5, 6.5, 8.5])
def test_a_cavity_shortens_no_axis(hole: float) -> None:
    assert axes(disc(10, hole)) == pytest.approx(axes(disc(10)), abs=1e-5)


def test_a_cavity_with_a_broken_wall_shortens_hardly_any_axis() -> None:
    ring = disc(10, 8)
    ring[30:, 29:32] = False
    assert axes(ring) == pytest.approx(axes(disc(10)), abs=1.1)


def test_an_ellipse_has_its_two_axes() -> None:
    j, i = np.mgrid[-15:15:STEP, -15:15:STEP]
    assert axes((j / 4) ** 2 + (i / 10) ** 2 <= 1) == pytest.approx((20, 8), abs=0.6)


@pytest.mark.parametrize("turned", [False, True])
def test_the_long_axis_spans_all_outlines_of_a_slice(turned: bool) -> None:
    """Two pixels that join in another slice: from the far side of one to that of the other."""
    plane = np.zeros((20, 24), bool)
    plane[5, 3] = plane[5, 15] = True
    if turned:
        plane = plane[::-1, ::-1]
    found = long_short_axis(plane[np.newaxis], (2.0, 0.7))
    assert found is not None
    assert found.long_axis_mm == pytest.approx(13 * 0.7, abs=1e-6)


def test_the_axes_are_those_of_the_largest_part() -> None:
    labels = np.zeros((6, 8, 10), np.uint8)
    labels[2, 1:4, 1:4] = 1
    labels[2, 6, 8] = 1
    volume = a_volume(geometry())
    mask = a_mask(labels, volume.geometry, [segment(1)])
    (row,) = measure_segments(volume, mask)
    alone = labels.copy()
    alone[2, 6, 8] = 0
    (right,) = measure_segments(volume, a_mask(alone, volume.geometry, [segment(1)]))
    assert row.long_axis_mm == right.long_axis_mm
    assert str(row.axis_caveat) == "of the largest of 2 parts"
    caveats = {m.concept: str(m.caveat) for m in to_measurements(row, mask)}
    assert "2 parts" in caveats[coding.LONG_AXIS]
    assert "parts" not in caveats[coding.VOLUME]


def test_parts_that_touch_at_a_corner_are_one() -> None:
    mask = np.zeros((2, 3, 3), bool)
    mask[0, 0, 0] = mask[1, 1, 1] = True
    assert largest_part(mask)[1] == 1


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ((slice(0, 3), slice(2, 4), slice(2, 4)), "first or last slice"),
        ((slice(4, 6), slice(2, 4), slice(2, 4)), "first or last slice"),
        ((slice(2, 3), slice(0, 4), slice(2, 4)), "side of the image"),
        ((slice(2, 3), slice(2, 4), slice(2, 10)), "side of the image"),
        ((slice(0, 3), slice(0, 4), slice(2, 4)), "ends and the sides"),
        ((slice(2, 3), slice(2, 4), slice(2, 4)), ""),
    ],
)
def test_what_reaches_the_border_says_so(box: tuple[slice, ...], words: str) -> None:
    said = cut_by_image(box, (6, 8, 10), slices=True)
    assert words in str(said[0]) if words else said == ()


def test_frames_in_time_have_no_ends() -> None:
    assert cut_by_image((slice(0, 6), slice(2, 4), slice(2, 4)), (6, 8, 10), slices=False) == ()


def test_a_part_of_an_image_is_judged_within_the_whole() -> None:
    place = Place((2, 2, 2), (6, 8, 10))
    assert place.of((slice(0, 1), slice(0, 2), slice(0, 2))) == (
        slice(2, 3),
        slice(2, 4),
        slice(2, 4),
    )


def test_a_cut_organ_says_so_beside_its_volume() -> None:
    labels = np.zeros((6, 8, 10), np.uint8)
    labels[:, 2:4, 2:4] = 1
    volume = a_volume(geometry())
    mask = a_mask(labels, volume.geometry, [segment(1)])
    (row,) = measure_segments(volume, mask)
    caveats = {m.concept: str(m.caveat) for m in to_measurements(row, mask)}
    assert "first or last slice" in caveats[coding.VOLUME]


def test_what_closes_a_wall_is_a_disc_in_millimeters() -> None:
    np.testing.assert_array_equal(diameters._ellipse(2, 2), disk(2))
    np.testing.assert_array_equal(diameters._ellipse(4, 4), disk(4))
    assert diameters._ellipse(1, 3).astype(int).tolist() == [
        [0, 0, 0, 1, 0, 0, 0],
        [1, 1, 1, 1, 1, 1, 1],
        [0, 0, 0, 1, 0, 0, 0],
    ]
    assert diameters._ellipse(3, 1).astype(int).tolist() == diameters._ellipse(1, 3).T.tolist()


@pytest.mark.parametrize(("gap", "filled"), [(1, True), (3, True), (7, False)])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_cavity_is_filled_up_to_the_border_of_the_image(
    gap: int, filled: bool, turns: int
) -> None:
    """A frame of 5 pixels of 1 mm around a hole, which a gap in one wall opens."""
    plane = np.ones((23, 25), bool)
    plane[5:-5, 5:-5] = False
    plane[:5, 10 : 10 + gap] = False
    plane = np.rot90(plane, turns)
    whole = without_cavities(plane, (1.0, 1.0))
    assert whole.shape == plane.shape
    assert (whole | plane == whole).all()
    assert bool(whole[11, 11]) is filled
    inside = np.rot90(whole, -turns)[5:-5, 5:-5]
    assert bool(inside.all()) is filled
    if not filled:
        np.testing.assert_array_equal(whole, plane)


def test_a_plane_without_cavities_stays_as_it_is() -> None:
    for plane in (np.ones((5, 6), bool), disc(10), np.eye(7, dtype=bool)):
        np.testing.assert_array_equal(without_cavities(plane, (0.5, 0.5)), plane)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_widest_place_may_lie_at_a_step(mirrored: bool) -> None:
    """A strip of 0.5 that grows to 6 at once and then falls to a point, along 10."""
    outline = np.array([(0, 0), (0.5, 0), (0.5, 4), (6, 4), (0, 10), (0, 0)], dtype=np.float64)
    if mirrored:
        outline[:, 1] = 10 - outline[:, 1]
    ends = np.array([(0.0, 0.0), (0.0, 10.0)])
    width, chord = diameters._perpendicular_chord([outline], ends)
    assert width == pytest.approx(6, abs=1e-5)
    assert sorted(chord[:, 0].tolist()) == pytest.approx([0, 6], abs=1e-5)
    assert chord[:, 1].tolist() == pytest.approx([6 if mirrored else 4] * 2, abs=1e-5)


def test_of_two_parts_of_a_chord_the_longer_counts() -> None:
    """Two bars of 2 and 3 across, 4 apart: no chord bridges the gap."""
    lower = np.array([(0, 0), (2, 0), (2, 10), (0, 10), (0, 0)], dtype=np.float64)
    upper = lower * np.array([1.5, 1.0]) + np.array([6.0, 0.0])
    ends = np.array([(0.0, 0.0), (0.0, 10.0)])
    width, chord = diameters._perpendicular_chord([lower, upper], ends)
    assert width == pytest.approx(3)
    assert sorted(chord[:, 0].tolist()) == pytest.approx([6, 9])


@pytest.mark.parametrize(
    ("points", "length"),
    [
        ([(0, 0), (3, 4)], 5.0),
        ([(0, 0), (3, 0), (3, 4), (0, 4)], 5.0),
        ([(2, 2)], 0.0),
        ([(0, 0), (1, 1), (4, 4)], math.sqrt(32)),
    ],
)
def test_the_farthest_pair(points: list[tuple[float, float]], length: float) -> None:
    found, ends = diameters._farthest_pair(np.array(points, dtype=np.float64))
    assert found == pytest.approx(length)
    assert math.dist(*ends) == pytest.approx(length)


def test_the_slice_of_the_longest_axis_is_named() -> None:
    mask = np.zeros((4, 9, 9), bool)
    mask[1, 2, 2:5] = True
    mask[2, 4, 1:8] = True
    mask[3, 4, 1:8] = True
    found = long_short_axis(mask, (0.5, 0.5))
    assert found is not None
    assert found.slice_index == 2
    assert found.long_axis_mm == pytest.approx(7 * 0.5)
    assert sorted(found.long_ends_ji[:, 1].tolist()) == pytest.approx([0.5, 7.5])
    assert found.long_ends_ji[:, 0].tolist() == pytest.approx([4, 4])
    assert long_short_axis(np.zeros((2, 3, 3), bool), (1.0, 1.0)) is None
