from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import affine_transform

from tests.support.image_phantoms import (
    TILT_DEG,
    asymmetric_volume,
    box_mask,
    linear_field,
    tilted_volume,
)
from workstation.domain.bit_mask import BitMask
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.errors import CancelledError, ResourceLimitError
from workstation.imaging.rectify import (
    needs_rectifying,
    rectified_geometry,
    rectify,
    rectify_mask,
    slice_thicknesses_mm,
    source_kji,
    source_lps_mm,
)
from workstation.processes.cancel import CancelToken


def test_a_straight_volume_is_left_alone() -> None:
    volume = asymmetric_volume()
    assert not needs_rectifying(volume)
    assert rectify(volume) is volume
    mask = box_mask(volume)
    assert rectify_mask(mask, volume) is mask
    assert rectified_geometry(volume) is volume.geometry


def test_two_slices_lie_where_they_are_stated() -> None:
    """Slices at 10 and 17 mm, whatever step the grid has."""
    plain = asymmetric_volume()
    grid = VolumeGeometry(shape_kji=(2, 8, 10), affine_lps=plain.geometry.affine_lps)
    origins = np.array([(-20.0, -30.0, 10.0), (-20.0, -30.0, 17.0)])
    volume = replace(plain, array=plain.array[:2], geometry=grid, slice_origins_lps_mm=origins)
    placed = source_lps_mm(volume, [(0, 0, 0), (0.5, 0, 0), (1, 2, 3)])
    np.testing.assert_allclose(placed, [(-20, -30, 10), (-20, -30, 13.5), (-17, -27, 17)])
    np.testing.assert_allclose(source_kji(volume, placed), [(0, 0, 0), (0.5, 0, 0), (1, 2, 3)])


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


def leaning(columns: list[list[float]], dtype: str, **more: object) -> Volume:
    """Noise on a grid by its steps from slice to slice, row to row and column to column."""
    affine = np.eye(4)
    affine[:3, :3] = np.array(columns).T
    affine[:3, 3] = (3.0, -4.0, 9.0)
    values = np.random.default_rng(8).integers(-900, 900, (5, 12, 10)).astype(dtype)
    grid = VolumeGeometry(shape_kji=(5, 12, 10), affine_lps=affine)
    return replace(asymmetric_volume(), array=values, geometry=grid, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("dtype", ["int16", "float32"])
@pytest.mark.parametrize(
    ("step", "shape", "corner"),
    [
        ((0.0, 0.9, 4.0), (5, 20, 10), (3.0, -4.0)),
        ((0.0, -0.9, 4.0), (5, 20, 10), (3.0, -8.0)),
        ((0.6, 0.0, 4.0), (5, 12, 13), (3.0, -4.0)),
        ((-0.6, 0.4, 4.0), (5, 16, 13), (0.0, -4.0)),
    ],
)
def test_leaning_slices_are_laid_straight_as_scipy_does(
    step: tuple[float, float, float],
    shape: tuple[int, int, int],
    corner: tuple[float, float],
    dtype: str,
) -> None:
    """Rows of 0.5 mm, columns of 1 mm; the grid grows by as many pixels as the slices lean."""
    volume = leaning([list(step), [0, 0.5, 0], [1.0, 0, 0]], dtype)
    straight = rectify(volume)
    assert straight.geometry.shape_kji == shape
    assert straight.geometry.affine_lps[:3, 3] == pytest.approx((*corner, 9.0))
    assert straight.geometry.spacing_kji_mm == pytest.approx((4, 0.5, 1))
    back = np.linalg.inv(volume.geometry.affine_lps) @ straight.geometry.affine_lps
    expected = affine_transform(
        volume.array.astype(np.float64), back[:3, :3], back[:3, 3], output_shape=shape, order=1,
        mode="nearest",
    )  # fmt: skip
    assert straight.padding is not None
    known = ~np.asarray(straight.padding)
    tolerance = 0.51 if dtype == "int16" else 1e-3
    assert straight.array.dtype == dtype
    assert np.abs(straight.array - expected)[known].max() <= tolerance
    places = np.moveaxis(np.indices(shape), 0, -1) @ back[:3, :3].T + back[:3, 3]
    inside = np.all((places >= -1e-6) & (places <= np.array([4, 11, 9]) + 1e-6), axis=-1)
    np.testing.assert_array_equal(known, inside)
    assert (straight.array[~known] == volume.array.min()).all()


def test_one_slice_stays_as_it_is() -> None:
    volume = leaning([[0, 0.9, 4.0], [0, 0.5, 0], [1.0, 0, 0]], "int16")
    one = replace(
        volume, array=volume.array[:1], geometry=replace(volume.geometry, shape_kji=(1, 12, 10))
    )
    assert rectify(one) is one
    assert rectified_geometry(one) is one.geometry
    mask = box_mask(one)
    assert rectify_mask(mask, one) is mask


def uneven(depths: list[float]) -> Volume:
    """Slices of one value each, 0, 100, 200, ..., at depths in mm."""
    count = len(depths)
    affine = np.eye(4)
    step = (depths[-1] - depths[0]) / (count - 1)
    affine[:3, :3] = np.array([[0, 0, step], [0, 1.0, 0], [1.0, 0, 0]]).T
    values = np.zeros((count, 4, 5), np.float32) + 100 * np.arange(count)[:, None, None]
    origins = np.array([[0.0, 0.0, depth] for depth in depths])
    return replace(
        asymmetric_volume(),
        array=values.astype(np.float32),
        geometry=VolumeGeometry(shape_kji=(count, 4, 5), affine_lps=affine),
        slice_origins_lps_mm=origins,
    )


def test_uneven_slices_are_mixed_by_their_distance() -> None:
    straight = rectify(uneven([0.0, 1.0, 3.0, 4.0]))
    assert straight.array[:, 0, 0].tolist() == [0, 100, 150, 200, 300]
    assert straight.geometry.spacing_kji_mm[0] == pytest.approx(1)
    wide = rectify(uneven([10.0, 12.0, 15.0]))
    assert wide.array[:, 2, 2].tolist() == pytest.approx([0, 100, 500 / 3])
    assert wide.geometry.affine_lps[2, 3] == 10


def test_masks_take_the_nearest_of_uneven_slices() -> None:
    volume = uneven([0.0, 1.0, 4.0])
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    labels[1] = 1
    straight = rectify_mask(replace(box_mask(volume), labels=labels), volume)
    assert straight.labels[:, 0, 0].tolist() == [0, 1, 1, 0, 0]
    with pytest.raises(ValueError, match="grid"):
        rectify_mask(replace(box_mask(volume), labels=labels[:2], geometry=None), volume)


def test_places_beside_uneven_slices() -> None:
    volume = uneven([0.0, 1.0, 4.0])
    for z, k in ((0, 0), (0.5, 0.5), (1, 1), (2.5, 1.5), (4, 2), (7, 3), (-2, -2)):
        assert source_kji(volume, (2.0, 3.0, z)) == pytest.approx((k, 3, 2))
        assert source_lps_mm(volume, (k, 3, 2)) == pytest.approx((2, 3, z))
    assert slice_thicknesses_mm(volume).tolist() == [1, 2, 3]
    assert slice_thicknesses_mm(asymmetric_volume()).tolist() == [3] * 6


def test_slices_out_of_order_and_absurdly_uneven_ones_are_refused() -> None:
    volume = uneven([0.0, 1.0, 4.0])
    origins = np.array([[0, 0, 0.0], [0, 0, 4.0], [0, 0, 1.0]])
    with pytest.raises(ValueError, match="sorted"):
        rectify(replace(volume, slice_origins_lps_mm=origins))
    far = np.array([[0, 0, 0.0], [0, 4e8, 1.0], [0, 8e8, 2.0]])
    with pytest.raises(ResourceLimitError):
        rectify(replace(volume, slice_origins_lps_mm=far))
