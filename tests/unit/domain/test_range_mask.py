"""A mask by value is the mask that the comparison gives, whatever is asked of it."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from workstation.domain.bit_mask import BitMask
from workstation.domain.range_mask import RangeMask

SHAPE = (4, 5, 21)
COLUMNS = (slice(None), 0, -3, slice(3, 19), slice(8, 16), slice(5, 5), slice(None, None, -2))
BOXES = (
    *itertools.product(
        (slice(None), 1, -1, slice(1, 3), slice(2, 2)),
        (slice(None), 0, slice(2, 4), slice(None, None, -1)),
        COLUMNS,
    ),
    (2,),
    (0, slice(1, 2)),
)
RANGES = {
    "one value in all slices": [(7, 7)] * 4,
    "one range in all slices": [(2, 7)] * 4,
    "a range for each slice, none in one": [(3, 3), (1, 0), (-90, 200), (0, 70000)],
}


def made(ranges: list[tuple[int, int]]) -> tuple[RangeMask, NDArray[np.bool_]]:
    values = np.random.default_rng(5).integers(-4, 10, SHAPE).astype(np.int16)
    mask = RangeMask(values)
    for k, (lowest, highest) in enumerate(ranges):
        if lowest <= highest:
            mask.set_range(k, lowest, highest)
    wanted = np.stack(
        [
            (plane >= low) & (plane <= high)
            for plane, (low, high) in zip(values, ranges, strict=True)
        ]
    )
    return mask, wanted


@pytest.mark.parametrize("ranges", RANGES.values(), ids=RANGES)
@pytest.mark.parametrize("box", BOXES, ids=str)
def test_any_box_is_the_box_of_the_comparison(
    ranges: list[tuple[int, int]], box: tuple[int | slice, ...]
) -> None:
    mask, wanted = made(ranges)
    found = mask[box]
    np.testing.assert_array_equal(found, wanted[box])
    assert found.dtype == np.bool_


@pytest.mark.parametrize("ranges", RANGES.values(), ids=RANGES)
def test_all_ways_to_ask_agree(ranges: list[tuple[int, int]]) -> None:
    mask, wanted = made(ranges)
    places = np.arange(0, wanted.size, 3)
    np.testing.assert_array_equal(np.asarray(mask), wanted)
    np.testing.assert_array_equal(mask.take(places), wanted.reshape(-1)[::3])
    np.testing.assert_array_equal(mask.packed, BitMask.of(wanted).packed)
    np.testing.assert_array_equal(np.asarray(mask), wanted)


def test_a_slice_without_a_range_has_none_of_it() -> None:
    assert not np.asarray(RangeMask(np.zeros(SHAPE, np.int16))).any()
