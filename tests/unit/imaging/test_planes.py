from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nibabel
import numpy as np
import pytest

from tests.support.image_phantoms import (
    all_orders,
    asymmetric_volume,
    box_mask,
    reoriented,
    rotation,
    smooth_volume,
)
from workstation.domain.bit_mask import BitMask
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.domain.range_mask import RangeMask
from workstation.errors import GeometryError
from workstation.imaging.planes import (
    PlaneName,
    acquisition_plane,
    extract_mask_plane,
    extract_plane,
    extract_slab,
    plane_affine,
    plane_count,
    plane_point_lps_mm,
    plane_position,
    plane_shape,
    plane_step_mm,
)

ANATOMICAL = (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL)


def test_radiological_convention_by_hand() -> None:
    volume = asymmetric_volume()
    axial = extract_plane(volume, PlaneName.AXIAL, 2)
    assert axial.letters == ("R", "L", "A", "P")
    assert axial.values[0, 0] == 200  # right, anterior
    assert axial.values[-1, -1] == 279
    coronal = extract_plane(volume, PlaneName.CORONAL, 1)
    assert coronal.letters == ("R", "L", "H", "F")
    assert coronal.values[0, 0] == 510  # right, head
    assert coronal.values[-1, -1] == 19
    sagittal = extract_plane(volume, PlaneName.SAGITTAL, 4)
    assert sagittal.letters == ("A", "P", "H", "F")
    assert sagittal.values[0, 0] == 504  # front, head
    assert sagittal.values[-1, -1] == 74
    assert sagittal.spacing_rc_mm == pytest.approx((3.0, 1.5))


@pytest.mark.parametrize("plane", ANATOMICAL)
def test_every_storage_order_shows_the_same(plane: PlaneName) -> None:
    volume = asymmetric_volume()
    for axes, flips in all_orders():
        turned = reoriented(volume, axes, flips)
        assert plane_count(turned, plane) == plane_count(volume, plane)
        for index in (0, plane_count(volume, plane) - 1):
            expected, found = (extract_plane(v, plane, index) for v in (volume, turned))
            np.testing.assert_array_equal(found.values, expected.values)
            np.testing.assert_allclose(found.affine_lps, expected.affine_lps, atol=1e-9)
            assert found.letters == expected.letters
            assert found.spacing_rc_mm == pytest.approx(expected.spacing_rc_mm)


def test_six_real_orders_of_one_image_show_the_same(shared_data: Path) -> None:
    shown = []
    paths = sorted((shared_data / "nifti" / "orientations").glob("*.nii*"))
    assert len(paths) >= 6
    for path in paths:
        image = nibabel.Nifti1Image.from_filename(path)
        values = np.asarray(image.dataobj, dtype=np.float32)
        ras = np.diag([-1.0, -1.0, 1.0, 1.0]) @ image.affine
        affine = ras[:, [2, 1, 0, 3]]
        array = np.ascontiguousarray(values.transpose(2, 1, 0))
        shape = (array.shape[0], array.shape[1], array.shape[2])
        volume = Volume(
            array=array,
            geometry=VolumeGeometry(shape_kji=shape, affine_lps=affine),
            quantity="US",
            source=asymmetric_volume().source,
        )
        shown.append([extract_plane(volume, p, plane_count(volume, p) // 3) for p in ANATOMICAL])
    for cuts in shown[1:]:
        for expected, found in zip(shown[0], cuts, strict=True):
            np.testing.assert_array_equal(found.values, expected.values)
            assert found.letters == expected.letters


@pytest.mark.parametrize("plane", list(PlaneName))
def test_pixels_are_where_the_affine_says(plane: PlaneName) -> None:
    volume = smooth_volume(rotation=rotation(12, -20, 7))
    for axes, flips in all_orders()[::7]:
        turned = reoriented(volume, axes, flips)
        cut = extract_plane(turned, plane, 3)
        for row, column in ((0, 0), (2, 5), (cut.values.shape[0] - 1, 1)):
            point = cut.to_lps_mm(row, column)
            k, j, i = np.rint(turned.geometry.to_kji(point)).astype(int)
            assert turned.array[k, j, i] == cut.values[row, column]
            assert plane_position(turned.geometry, plane, point) == pytest.approx((3, row, column))
            np.testing.assert_allclose(
                plane_point_lps_mm(turned.geometry, plane, 3, row, column), point
            )


def test_masks_are_cut_like_the_image() -> None:
    volume = asymmetric_volume()
    for axes, flips in all_orders()[::5]:
        turned = reoriented(volume, axes, flips)
        mask = box_mask(turned)
        for plane in ANATOMICAL:
            for index in range(plane_count(turned, plane)):
                inside = extract_mask_plane(mask, plane, index) == 1
                values = extract_plane(turned, plane, index).values[inside]
                expected = turned.array[mask.labels == 1]
                assert np.isin(values, expected).all()


def test_oblique_planes_get_secondary_letters() -> None:
    volume = smooth_volume(rotation=rotation(20, 0, 0))
    letters = extract_plane(volume, PlaneName.AXIAL, 0).letters
    assert letters[:2] == ("R", "L")
    assert letters[2][0] == "A"
    assert len(letters[2]) == 2


@pytest.mark.parametrize(
    ("axes", "expected"),
    [((0, 1, 2), "axial"), ((1, 0, 2), "coronal"), ((2, 0, 1), "sagittal")],
)
def test_acquisition_plane(axes: tuple[int, ...], expected: str) -> None:
    turned = reoriented(asymmetric_volume(), axes, (True, False, True))
    assert acquisition_plane(turned.geometry).value == expected


def test_slab_projects_whole_planes() -> None:
    volume = asymmetric_volume()
    for mode, value in (("max", 300), ("min", 100), ("mean", 200)):
        cut = extract_slab(volume, PlaneName.AXIAL, 2, thickness_mm=6.0, mode=mode)
        assert cut.values[0, 0] == value
    thin = extract_slab(volume, PlaneName.AXIAL, 2, thickness_mm=1.0)
    assert thin.values[0, 0] == 200
    with pytest.raises(ValueError, match="mode"):
        extract_slab(volume, PlaneName.AXIAL, 2, thickness_mm=6.0, mode="median")


def test_step_and_count() -> None:
    volume = asymmetric_volume()
    assert plane_step_mm(volume.geometry, PlaneName.AXIAL) == pytest.approx(3.0)
    assert plane_step_mm(volume.geometry, PlaneName.SAGITTAL) == pytest.approx(1.0)
    with pytest.raises(GeometryError):
        extract_plane(volume, PlaneName.AXIAL, 6)
    with pytest.raises(GeometryError):
        extract_plane(volume, PlaneName.AXIAL, -1)


@pytest.mark.parametrize(("mode", "value"), [("max", 30), ("min", 10), ("mean", 20)])
def test_padding_takes_no_part_in_a_slab(mode: str, value: float) -> None:
    """Three planes of 10, 20 and 30; padding of -2000, or of 3000, in one or all of them."""
    volume = asymmetric_volume()
    array = np.zeros((3, 4, 5), np.int16)
    array[:] = np.array([10, 20, 30])[:, None, None]
    padded = np.zeros(array.shape, bool)
    padded[1, 0, 0] = padded[:, 1, 1] = padded[0, 2, 2] = True
    array[padded] = 3000 if mode == "max" else -2000
    grid = replace(volume.geometry, shape_kji=array.shape)
    slabbed = replace(
        volume, array=array, geometry=grid, padding=BitMask.of(padded), slice_origins_lps_mm=None
    )
    cut = extract_slab(slabbed, PlaneName.NATIVE, 1, thickness_mm=100.0, mode=mode)
    assert cut.values[3, 3] == cut.values[0, 0] == value
    assert cut.values[2, 2] == {"max": 30, "min": 20, "mean": 25}[mode]
    assert cut.padding is not None
    assert np.argwhere(cut.padding).tolist() == [[1, 1]]


def test_a_plane_that_is_not_there_names_those_that_are() -> None:
    volume = asymmetric_volume()
    with pytest.raises(GeometryError) as found:
        extract_plane(volume, PlaneName.AXIAL, 6)
    assert str(found.value.message) == "There is no plane 6; this volume has 6 in this direction."
    assert str(found.value.hint) == "Choose a plane from 0 to 5."
    assert extract_plane(volume, PlaneName.AXIAL, 5).values.shape == (8, 10)


@pytest.mark.parametrize("plane", list(PlaneName))
def test_rows_and_columns_of_a_plane(plane: PlaneName) -> None:
    for axes, flips in all_orders()[::7]:
        volume = reoriented(asymmetric_volume(), axes, flips)
        assert plane_shape(volume.geometry, plane) == extract_plane(volume, plane, 0).values.shape


@pytest.mark.parametrize("plane", list(PlaneName))
@pytest.mark.parametrize("thickness_mm", [0.0, 6.0, 100.0])
def test_padding_is_cut_as_the_values_are(plane: PlaneName, thickness_mm: float) -> None:
    """Padding is where the value is a multiple of three, in a slab where that of all planes is."""
    for axes, flips in all_orders()[::5]:
        plain = reoriented(asymmetric_volume(), axes, flips)
        volume = replace(plain, padding=BitMask.of(plain.array % 3 == 0))
        count = plane_count(volume, plane)
        half = int(thickness_mm / 2 / plane_step_mm(volume.geometry, plane) + 1e-6)
        for index in range(count):
            cut = extract_slab(volume, plane, index, thickness_mm=thickness_mm)
            taken = range(max(0, index - half), min(count - 1, index + half) + 1)
            planes = np.stack([extract_plane(plain, plane, n).values for n in taken])
            padded = (planes % 3 == 0).all(axis=0)
            found = np.zeros(padded.shape, bool) if cut.padding is None else cut.padding
            np.testing.assert_array_equal(found, padded)
            highest = np.where(planes % 3 == 0, -1, planes).max(axis=0)
            np.testing.assert_array_equal(cut.values[~padded], highest[~padded])


@pytest.mark.parametrize(
    ("thickness_mm", "planes"), [(0.0, 1), (5.9, 1), (6.0, 3), (11.9, 3), (12.0, 5), (1e4, 6)]
)
def test_planes_within_half_the_thickness_are_taken(thickness_mm: float, planes: int) -> None:
    """Planes 3 mm apart, of 0, 100, ... 500; at the ends fewer are there."""
    volume = asymmetric_volume()
    cut = extract_slab(volume, PlaneName.AXIAL, 3, thickness_mm=thickness_mm, mode="min")
    assert cut.values[0, 0] == {1: 300, 3: 200, 5: 100, 6: 0}[planes]
    last = extract_slab(volume, PlaneName.AXIAL, 5, thickness_mm=thickness_mm, mode="mean")
    assert last.values[0, 0] == {1: 500, 3: 450, 5: 400, 6: 250}[planes]
    first = extract_slab(volume, PlaneName.AXIAL, 0, thickness_mm=thickness_mm)
    assert first.values[0, 0] == {1: 0, 3: 100, 5: 200, 6: 500}[planes]


def test_a_mask_without_a_place_gives_its_slice() -> None:
    mask = replace(box_mask(asymmetric_volume()), geometry=None)
    for index in range(6):
        np.testing.assert_array_equal(
            extract_mask_plane(mask, PlaneName.AXIAL, index), mask.labels[index]
        )
    for index in (-1, 6):
        with pytest.raises(GeometryError):
            extract_mask_plane(mask, PlaneName.AXIAL, index)
    placed = box_mask(asymmetric_volume())
    with pytest.raises(GeometryError):
        extract_mask_plane(placed, PlaneName.SAGITTAL, 10)


def test_planes_of_a_tilted_gantry_lie_nearer_than_their_step_is_long() -> None:
    affine = np.array([[0, 0, 1, 5], [3, 2, 0, 6], [4, 0, 0, 7], [0, 0, 0, 1]], dtype=float)
    grid = VolumeGeometry(shape_kji=(3, 4, 5), affine_lps=affine)
    assert plane_step_mm(grid, PlaneName.NATIVE) == pytest.approx(4)
    made = plane_affine(grid, PlaneName.NATIVE, 2)
    assert made.tolist() == [[0, 1, 5], [2, 0, 12], [0, 0, 15], [0, 0, 1]]


@pytest.mark.parametrize("plane", list(PlaneName))
def test_padding_that_is_known_by_its_value_is_cut_too(plane: PlaneName) -> None:
    plain = reoriented(asymmetric_volume(), (2, 0, 1), (True, False, True))
    padding = RangeMask(plain.array)
    for k in range(plain.array.shape[0]):
        padding.set_range(k, 150, 349)
    volume = replace(plain, padding=padding)
    for index in range(plane_count(volume, plane)):
        cut = extract_plane(volume, plane, index)
        assert cut.padding is not None
        inside = (cut.values >= 150) & (cut.values <= 349)
        np.testing.assert_array_equal(cut.padding, inside)
