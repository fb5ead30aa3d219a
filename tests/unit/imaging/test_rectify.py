from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import (
    TILT_DEG,
    asymmetric_volume,
    box_mask,
    linear_field,
    tilted_volume,
)
from workstation.domain.bit_mask import BitMask
from workstation.errors import CancelledError
from workstation.imaging.rectify import (
    needs_rectifying,
    rectified_geometry,
    rectify,
    rectify_mask,
    slice_thicknesses_mm,
    source_kji,
    source_lps_mm,
)
from workstation.jobs.cancel import CancelToken


def test_a_straight_volume_is_left_alone() -> None:
    volume = asymmetric_volume()
    assert not needs_rectifying(volume)
    assert rectify(volume) is volume
    mask = box_mask(volume)
    assert rectify_mask(mask, volume) is mask
    assert rectified_geometry(volume) is volume.geometry


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("uneven", [False, True])
def test_every_voxel_has_the_value_of_its_place(uneven: bool, direction: int) -> None:
    volume = tilted_volume(uneven=uneven, direction=direction)
    straight = rectify(volume)
    assert not straight.geometry.is_sheared
    assert straight.slice_origins_lps_mm is None
    assert straight.geometry.same_grid(rectified_geometry(volume))
    grid = np.moveaxis(np.indices(straight.geometry.shape_kji), 0, -1)
    expected = linear_field(straight.geometry.to_lps_mm(grid))
    assert straight.padding is not None
    known = ~np.asarray(straight.padding)
    assert known.mean() > 0.5
    assert np.abs(straight.array - expected)[known].max() < 1e-2


@pytest.mark.parametrize("direction", [1, -1])
def test_all_of_the_source_is_kept(direction: int) -> None:
    volume = tilted_volume(direction=direction)
    straight = rectify(volume)
    corners = np.array([[k, j, i] for k in (0, 9) for j in (1, 22) for i in (1, 18)])
    for corner in corners:
        kji = straight.geometry.to_kji(volume.geometry.to_lps_mm(corner))
        assert straight.geometry.contains_kji(kji)


def test_uneven_slices_become_even_at_the_finest_step() -> None:
    straight = rectify(tilted_volume(uneven=True))
    assert straight.geometry.spacing_kji_mm[0] == pytest.approx(2.0 * np.cos(np.radians(TILT_DEG)))
    assert straight.geometry.shape_kji[0] == 15


def test_padding_spreads_but_never_shows_through() -> None:
    volume = tilted_volume()
    padding = np.zeros(volume.geometry.shape_kji, dtype=bool)
    padding[:, :4] = True
    array = np.where(padding, -1500, volume.array).astype(np.float32)
    straight = rectify(replace(volume, array=array, padding=BitMask.of(padding)))
    assert straight.padding is not None
    assert straight.array[~np.asarray(straight.padding)].min() > -1000


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("uneven", [False, True])
def test_masks_land_on_the_same_tissue(uneven: bool, direction: int) -> None:
    volume = tilted_volume(uneven=uneven, direction=direction)
    mask = box_mask(volume)
    straight = rectify_mask(mask, volume)
    assert straight.geometry is not None
    assert straight.geometry.same_grid(rectified_geometry(volume))
    for kji in np.argwhere(straight.labels == 1)[::37]:
        k, j, i = source_kji(volume, straight.geometry.to_lps_mm(kji))
        if abs(k % 1 - 0.5) < 1e-6:
            continue  # as near to the slice above as to the one below
        inside = mask.labels[
            max(0, int(np.floor(k))) : int(np.ceil(k)) + 1,
            max(0, int(np.floor(j))) : int(np.ceil(j)) + 1,
            max(0, int(np.floor(i))) : int(np.ceil(i)) + 1,
        ]
        assert (inside == 1).any()
    drift = straight.labels.astype(bool).sum() * straight.geometry.voxel_volume_mm3
    if not uneven:
        assert drift == pytest.approx(
            mask.labels.sum() * volume.geometry.voxel_volume_mm3, rel=0.01
        )


@pytest.mark.parametrize("direction", [1, -1])
def test_cursor_positions_map_back_to_the_acquired_slices(direction: int) -> None:
    volume = tilted_volume(uneven=True, direction=direction)
    assert volume.slice_origins_lps_mm is not None
    for k in (0, 3, 7, 9):
        place = volume.slice_origins_lps_mm[k] + volume.geometry.affine_lps[:3, 1:3] @ [5.0, 6.0]
        np.testing.assert_allclose(source_kji(volume, place), (k, 5, 6), atol=1e-6)


def test_cancel_stops_between_slices() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        rectify(tilted_volume(), token=token)


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("uneven", [False, True])
def test_voxels_are_placed_where_their_slice_lies(uneven: bool, direction: int) -> None:
    volume = tilted_volume(uneven=uneven, direction=direction)
    indices = np.argwhere(np.ones(volume.geometry.shape_kji))
    placed = source_lps_mm(volume, indices)
    np.testing.assert_allclose(source_kji(volume, placed), indices, atol=1e-9)
    if uneven:
        assert volume.slice_origins_lps_mm is not None
        first = np.all(indices[:, 1:] == 0, axis=1)
        np.testing.assert_allclose(placed[first], volume.slice_origins_lps_mm)
        assert not np.allclose(placed, volume.geometry.to_lps_mm(indices))
    thick = slice_thicknesses_mm(volume)
    depths = placed[np.all(indices[:, 1:] == 0, axis=1)] @ volume.geometry.normal_lps
    assert thick[1:-1] == pytest.approx((depths[2:] - depths[:-2]) / 2)
