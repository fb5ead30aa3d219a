from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import (
    asymmetric_volume,
    linear_field,
    smooth_volume,
    tilted_volume,
)
from workstation.domain.bit_mask import BitMask
from workstation.imaging.render_volume import (
    block_any,
    block_maximum,
    block_mean,
    coarser_geometry,
    decimation,
    prepare_render_volume,
)


def test_small_volumes_stay_as_they_are() -> None:
    volume = asymmetric_volume()
    ready = prepare_render_volume(volume)
    assert ready.factors_kji == (1, 1, 1)
    assert not ready.is_decimated
    assert np.array_equal(ready.array, volume.array)
    assert np.allclose(ready.geometry.affine_lps, volume.geometry.affine_lps)


def test_the_finest_axes_are_averaged_first_and_alike() -> None:
    geometry = asymmetric_volume().geometry  # 6 x 8 x 10 voxels of 3.0 x 1.5 x 1.0 mm
    assert decimation(geometry, 480) == (1, 1, 1)
    assert decimation(geometry, 300) == (1, 1, 2)
    # 1.5 mm and 2.0 mm differ by more than a third: the finer one goes first.
    assert decimation(geometry, 200) == (1, 2, 2)


def test_blocks_lie_where_their_voxels_lie() -> None:
    volume = asymmetric_volume()
    k, j, i = np.indices(volume.array.shape)
    points = volume.geometry.to_lps_mm(np.stack([k, j, i], axis=-1))
    field = replace(volume, array=linear_field(points).astype(np.float32))
    factors = (2, 2, 2)
    coarse = block_mean(field.array, factors)
    geometry = coarser_geometry(field.geometry, factors)
    assert coarse.shape == geometry.shape_kji == (3, 4, 5)
    k, j, i = np.indices(coarse.shape)
    expected = linear_field(geometry.to_lps_mm(np.stack([k, j, i], axis=-1)))
    assert np.allclose(coarse, expected, atol=1e-2)


def test_a_block_over_the_edge_repeats_the_last_voxel() -> None:
    array = np.array([[[10, 20, 60]]], np.int16)
    assert block_mean(array, (1, 1, 2)).tolist() == [[[15, 60]]]


def test_the_largest_voxel_can_stand_for_a_block() -> None:
    array = np.array([[[10, 20, 60]], [[90, 0, -5]], [[1, 2, 3]]], np.int16)
    assert block_maximum(array, (1, 1, 2)).tolist() == [[[20, 60]], [[90, -5]], [[2, 3]]]
    assert block_maximum(array, (2, 1, 2)).tolist() == [[[90, 60]], [[2, 3]]]
    volume = asymmetric_volume()
    ready = prepare_render_volume(volume, most_voxels=300, maximum=True)
    assert ready.array.max() == volume.array.max()
    assert ready.array.shape == ready.geometry.shape_kji


def test_values_without_a_unit_type_become_whole_numbers_and_back() -> None:
    volume = smooth_volume()
    array = volume.array.astype(np.float32) / 7
    array[0, 0, 0] = np.nan
    ready = prepare_render_volume(replace(volume, array=array))
    assert ready.array.dtype == np.uint16
    back = ready.array * ready.scale + ready.offset
    known = np.isfinite(array)
    assert np.abs(back - array)[known].max() <= ready.scale
    assert ready.array[0, 0, 0] == 0


def test_padding_becomes_the_lowest_value_that_was_measured() -> None:
    volume = asymmetric_volume()
    array = volume.array.copy()
    array[2, 3, 4] = 30000
    padding = np.zeros(array.shape, bool)
    padding[2, 3, 4] = True
    ready = prepare_render_volume(replace(volume, array=array, padding=BitMask.of(padding)))
    assert ready.array[2, 3, 4] == 0
    assert ready.array.max() < 30000


def test_sheared_grids_are_refused() -> None:
    with pytest.raises(ValueError, match="sheared"):
        prepare_render_volume(tilted_volume())


def test_a_block_is_inside_when_one_voxel_is() -> None:
    labels = np.zeros((2, 2, 4), np.uint8)
    labels[1, 0, 3], labels[0, 0, 0] = 5, 6
    shown = np.zeros(256, bool)
    shown[5] = True
    assert block_any(labels, shown, (2, 2, 2)).tolist() == [[[False, True]]]
