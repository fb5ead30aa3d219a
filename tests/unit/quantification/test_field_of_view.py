"""Which segments are cut by the border of their image, to the voxel."""

from __future__ import annotations

import pytest

from workstation.quantification.field_of_view import Place, cut_by_image

SHAPE = (6, 8, 10)
ENDS = "reaches the first or last slice; what lies beyond is not measured"
SIDE = "reaches the side of the image; what lies beyond is not measured"
BOTH = "reaches the ends and the sides of the image; what lies beyond is not measured"


def box(k: tuple[int, int], j: tuple[int, int], i: tuple[int, int]) -> tuple[slice, ...]:
    return slice(*k), slice(*j), slice(*i)


@pytest.mark.parametrize(
    ("k", "j", "i", "words"),
    [
        ((1, 5), (1, 7), (1, 9), None),
        ((0, 5), (1, 7), (1, 9), ENDS),
        ((1, 6), (1, 7), (1, 9), ENDS),
        ((1, 5), (0, 7), (1, 9), SIDE),
        ((1, 5), (1, 8), (1, 9), SIDE),
        ((1, 5), (1, 7), (0, 9), SIDE),
        ((1, 5), (1, 7), (1, 10), SIDE),
        ((0, 1), (0, 1), (4, 5), BOTH),
        ((5, 6), (4, 5), (9, 10), BOTH),
    ],
)
def test_the_border_is_reached_by_its_outermost_voxel(
    k: tuple[int, int], j: tuple[int, int], i: tuple[int, int], words: str | None
) -> None:
    found = cut_by_image(box(k, j, i), SHAPE, slices=True)
    assert [str(each) for each in found] == ([] if words is None else [words])


def test_what_has_one_slice_or_frames_in_time_has_no_ends() -> None:
    one = box((0, 1), (2, 3), (2, 3))
    assert cut_by_image(one, (1, 8, 10), slices=True) == ()
    assert cut_by_image(box((0, 6), (2, 3), (2, 3)), SHAPE, slices=False) == ()
    assert [
        str(each) for each in cut_by_image(box((0, 6), (0, 3), (2, 3)), SHAPE, slices=False)
    ] == [SIDE]
    assert [
        str(each) for each in cut_by_image(box((0, 1), (2, 3), (2, 3)), (2, 8, 10), slices=True)
    ] == [ENDS]


def test_a_part_lies_in_the_whole_by_its_first_voxel() -> None:
    place = Place((2, 3, 4), SHAPE)
    assert place.of(box((0, 1), (1, 2), (2, 5))) == box((2, 3), (4, 5), (6, 9))
