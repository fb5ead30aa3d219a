"""Any part of a packed mask is the part of the array that was packed."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from workstation.domain.bit_mask import BitMask

SHAPE = (3, 5, 21)
COLUMNS = (
    slice(None),
    *range(-3, 21, 4),
    slice(3, 19),
    slice(8, 16),
    slice(7, 8),
    slice(5, 5),
    slice(-4, None),
    slice(None, None, 2),
    slice(None, None, -1),
)
BOXES = (
    *itertools.product(
        (slice(None), 1, -1, slice(1, 3)),
        (slice(None), 0, slice(2, 4), slice(None, None, -1)),
        COLUMNS,
    ),
    (2,),
    (0, slice(1, 2)),
)


def random_mask() -> NDArray[np.bool_]:
    return np.random.default_rng(4).random(SHAPE) < 0.4


@pytest.mark.parametrize("box", BOXES, ids=str)
def test_any_box_is_the_box_of_the_array(box: tuple[int | slice, ...]) -> None:
    mask = random_mask()
    found = BitMask.of(mask)[box]
    np.testing.assert_array_equal(found, mask[box])
    assert found.dtype == np.bool_


def test_slices_are_set_one_by_one() -> None:
    mask = random_mask()
    packed = BitMask(SHAPE)
    assert not np.asarray(packed).any()
    for k in (2, 0, 1):
        packed.set_slice(k, mask[k])
    np.testing.assert_array_equal(np.asarray(packed), mask)
    np.testing.assert_array_equal(packed[1], mask[1])


def test_flat_positions() -> None:
    mask = random_mask()
    places = np.arange(0, mask.size, 7)
    np.testing.assert_array_equal(BitMask.of(mask).take(places), mask.reshape(-1)[::7])


def test_it_takes_an_eighth_of_a_byte_per_voxel() -> None:
    assert BitMask((4, 8, 512)).nbytes == 4 * 8 * 512 // 8


def test_masks_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="slice"):
        BitMask(SHAPE).set_slice(0, np.zeros((5, 20), np.bool_))
    with pytest.raises(ValueError, match="three axes"):
        BitMask((3, 4))
