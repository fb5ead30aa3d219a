from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from workstation.imaging.whole_organs import cut_ends, not_whole, unseen_voxels
from workstation.messages import Message

AFFINE = np.eye(4)
AFFINE[:3, :3] = np.fliplr(np.diag([1.0, 1.0, 2.0]))
"""k to the head, j to the back, i to the left."""


def ball(center: tuple[float, float, float]) -> NDArray[np.bool_]:
    k, j, i = np.mgrid[0:40, 0:80, 0:80]
    z, y, x = center
    found: NDArray[np.bool_] = (2 * (k - z)) ** 2 + (j - y) ** 2 + (i - x) ** 2 <= 30**2
    return found


def words(ends: tuple[Message, ...]) -> tuple[str, ...]:
    return tuple(str(end) for end in ends)


@pytest.mark.parametrize(
    ("center", "ends"),
    [
        ((20, 40, 40), ()),
        ((38, 40, 40), ("upper end",)),
        ((2, 40, 40), ("lower end",)),
        ((20, 40, 70), ("left side",)),
        ((20, 12, 40), ("front",)),
    ],
)
def test_the_ends_at_which_a_ball_is_cut(
    center: tuple[float, float, float], ends: tuple[str, ...]
) -> None:
    assert words(cut_ends(ball(center), AFFINE)) == ends


def test_a_cap_that_just_touches_the_last_slice_is_still_whole() -> None:
    """A ball of 30 mm whose last 2 mm lie beyond has lost 0.1 % of its volume."""
    assert cut_ends(ball((26, 40, 40)), AFFINE) == ()


def test_a_slab_of_a_straight_body_is_cut_at_both_ends() -> None:
    slab = np.zeros((16, 50, 50), dtype=bool)
    slab[:, 10:40, 10:40] = True
    assert words(cut_ends(slab, AFFINE)) == ("upper end", "lower end")


def test_ends_follow_the_patient_and_not_the_array() -> None:
    flipped = AFFINE.copy()
    flipped[:3, 0] *= -1
    assert words(cut_ends(ball((38, 40, 40)), flipped)) == ("lower end",)


def test_the_border_of_a_round_field_of_view_is_a_border() -> None:
    unseen = np.zeros((40, 80, 80), dtype=bool)
    unseen[:, :, 60:] = True
    inside = ball((20, 40, 40)) & ~unseen
    assert words(cut_ends(inside, AFFINE, unseen)) == ("border of what was scanned",)


def test_slices_of_padding_are_beyond_the_image() -> None:
    unseen = np.zeros((40, 80, 80), dtype=bool)
    unseen[24:] = True
    inside = ball((20, 40, 40)) & ~unseen
    assert words(cut_ends(inside, AFFINE, unseen)) == ("upper end",)
    # Also where the arrays are a part of the image, with a slice around the structure.
    inner = ((False, False), (False, False), (False, False))
    assert words(cut_ends(inside[:25], AFFINE, unseen[:25], borders=inner)) == ("upper end",)


def test_on_a_film_the_edges_are_named() -> None:
    field = np.zeros((60, 50), dtype=bool)
    field[20:, 10:30] = True
    assert words(cut_ends(field, None)) == ("lower edge",)


def test_inner_sections_of_a_part_are_no_borders() -> None:
    inside = np.ones((4, 4, 4), dtype=bool)
    inner = ((False, False), (False, False), (False, True))
    assert words(cut_ends(inside, AFFINE, borders=inner)) == ("left side",)


def test_what_is_said_of_a_cut_organ() -> None:
    assert str(not_whole("Left lung", (Message("upper end"), Message("back")))) == (
        "cut at the upper end, back of the image: not the whole Left lung, "
        "so that no size of it is given"
    )
    assert not not_whole("Left lung", ())


def test_slices_filled_with_one_value_are_unseen_unless_they_may_be_air() -> None:
    volume = np.arange(6 * 4 * 5).reshape(6, 4, 5) - 1000
    assert unseen_voxels(volume, None) is None
    padding = np.zeros(volume.shape, dtype=bool)
    padding[2, 1, 1] = True
    assert unseen_voxels(volume, padding) is padding
    volume[4:] = -3024
    unseen = unseen_voxels(volume, padding)
    assert unseen is not None
    np.testing.assert_array_equal(unseen[4:], True)
    np.testing.assert_array_equal(unseen[:4], padding[:4])
    volume[4:] = volume[:4].min()
    assert unseen_voxels(volume, None) is None
    assert unseen_voxels(np.zeros((3, 2, 2)), None) is None
