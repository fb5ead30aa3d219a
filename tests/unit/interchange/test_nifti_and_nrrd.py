"""NIfTI and NRRD in and out, on sheared and permuted grids."""

from itertools import permutations, product
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813 - the library's own spelling
from numpy.typing import NDArray
from PIL import Image as PilImage

from tests.support.image_phantoms import smooth_volume
from tests.support.masks import a_mask, a_volume, asymmetric_labels, geometry, segment
from workstation.domain.geometry import GeometryIssueCode, VolumeGeometry
from workstation.errors import InputError, MaskReadError, ResourceLimitError
from workstation.interchange.images import read_image
from workstation.interchange.masks import read_label_images, write_nifti
from workstation.interchange.nifti_place import affine_ras_for_nifti
from workstation.interchange.pictures import read_film


@pytest.mark.parametrize("sheared", [False, True])
def test_a_mask_comes_back_voxel_for_voxel(tmp_path: Path, sheared: bool) -> None:
    grid = geometry(sheared=sheared)
    volume = a_volume(grid)
    mask = a_mask(asymmetric_labels(grid.shape_kji), grid, [segment(1), segment(2)])
    write_nifti(mask, tmp_path / "m.nii.gz")
    (again,) = read_label_images(tmp_path / "m.nii.gz", volume)
    np.testing.assert_array_equal(again.labels, mask.labels)
    assert [s.number for s in again.segments] == [1, 2]


def test_an_independent_reader_places_the_mask_alike(tmp_path: Path) -> None:
    grid = geometry()
    labels = asymmetric_labels(grid.shape_kji)
    write_nifti(a_mask(labels, grid, [segment(1), segment(2)]), tmp_path / "m.nii")
    image = sitk.ReadImage(str(tmp_path / "m.nii"))
    for k, j, i in np.argwhere(labels):
        point = grid.to_lps_mm((k, j, i))
        index = image.TransformPhysicalPointToIndex([float(v) for v in point])
        assert image[index] == labels[k, j, i]


@pytest.mark.parametrize("axes", list(permutations(range(3))))
@pytest.mark.parametrize("flips", list(product((False, True), repeat=3)))
def test_any_axis_order_lands_on_the_same_voxels(
    tmp_path: Path, axes: tuple[int, int, int], flips: tuple[bool, bool, bool]
) -> None:
    grid = geometry()
    volume = a_volume(grid)
    labels = asymmetric_labels(grid.shape_kji)
    turned = labels.transpose(axes)
    affine = grid.affine_lps[:, [*axes, 3]].copy()
    for axis, flip in enumerate(flips):
        if flip:
            turned = np.flip(turned, axis)
            affine[:3, 3] += affine[:3, axis] * (turned.shape[axis] - 1)
            affine[:3, axis] *= -1
    shape = turned.shape
    other = VolumeGeometry(shape_kji=(shape[0], shape[1], shape[2]), affine_lps=affine)
    written = a_mask(np.ascontiguousarray(turned), other, [segment(1), segment(2)])
    write_nifti(written, tmp_path / "m.nii")
    np.testing.assert_array_equal(read_label_images(tmp_path / "m.nii", volume)[0].labels, labels)


def test_a_mask_half_a_voxel_away_is_refused(tmp_path: Path) -> None:
    grid = geometry()
    affine = grid.affine_lps.copy()
    affine[:3, 3] += affine[:3, 2] / 2
    moved = VolumeGeometry(shape_kji=grid.shape_kji, affine_lps=affine)
    labels = asymmetric_labels(grid.shape_kji)
    write_nifti(a_mask(labels, moved, [segment(1), segment(2)]), tmp_path / "m.nii")
    with pytest.raises(MaskReadError, match="do not coincide"):
        read_label_images(tmp_path / "m.nii", a_volume(grid))


def test_a_probability_image_is_no_mask(tmp_path: Path) -> None:
    image = nibabel.Nifti1Image(np.full((4, 4, 4), 0.3, np.float32), np.eye(4))
    nibabel.save(image, tmp_path / "p.nii")
    volume = read_image(tmp_path / "p.nii")
    with pytest.raises(MaskReadError, match="whole label numbers"):
        read_label_images(tmp_path / "p.nii", volume)


def test_scaled_values_are_scaled(tmp_path: Path) -> None:
    image = nibabel.Nifti1Image(np.arange(24, dtype=np.int16).reshape(2, 3, 4), np.eye(4))
    image.header.set_slope_inter(0.5, -3)
    image.header.set_data_dtype(np.int16)
    nibabel.save(image, tmp_path / "s.nii")
    volume = read_image(tmp_path / "s.nii")
    loaded = nibabel.load(tmp_path / "s.nii")
    assert isinstance(loaded, nibabel.Nifti1Image)
    expected = np.asarray(loaded.get_fdata()).transpose(2, 1, 0)
    np.testing.assert_allclose(volume.array, expected, atol=1e-3)


@pytest.mark.parametrize("keep", [0, 3, 100, 348, 360])
def test_a_file_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    grid = geometry()
    path = tmp_path / "m.nii"
    write_nifti(a_mask(asymmetric_labels(grid.shape_kji), grid, [segment(1), segment(2)]), path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError):
        read_image(path)


def test_a_header_that_claims_terabytes_is_refused(tmp_path: Path) -> None:
    header = nibabel.Nifti1Header()
    header.set_data_shape((30000, 30000, 30000))
    header.set_data_dtype(np.int16)
    with (tmp_path / "big.nii").open("wb") as file:
        header.write_to(file)
        file.write(b"\0" * 100)
    with pytest.raises(ResourceLimitError):
        read_image(tmp_path / "big.nii")


def test_one_image_in_six_axis_orders(shared_data: Path) -> None:
    files = sorted((shared_data / "nifti" / "orientations").glob("*.nii.gz"))
    assert len(files) == 6
    volumes = [read_image(path) for path in files]
    first = volumes[0]
    random = np.random.default_rng(3)
    picks = random.integers(0, np.array(first.geometry.shape_kji), size=(200, 3))
    points = first.geometry.to_lps_mm(picks)
    expected = first.array[tuple(picks.T)]
    for volume in volumes[1:]:
        indices = np.rint(volume.geometry.to_kji(points)).astype(int)
        inside = np.all((indices >= 0) & (indices < volume.geometry.shape_kji), axis=1)
        assert inside.mean() > 0.95
        found = volume.array[tuple(indices[inside].T)]
        np.testing.assert_allclose(found, expected[inside], rtol=1e-5)


def test_a_film_has_no_millimeters(tmp_path: Path) -> None:
    from PIL import Image

    pixels = np.arange(600, dtype=np.uint8).reshape(20, 30)
    Image.fromarray(pixels).save(tmp_path / "film.png")
    film = read_film(tmp_path / "film.png")
    np.testing.assert_array_equal(film.array, pixels)
    assert film.geometry.spacing_ji_mm is None
    assert film.honesty.badge == "refused"
    (tmp_path / "bad.png").write_bytes(b"\x89PNG not really")
    with pytest.raises(InputError):
        read_film(tmp_path / "bad.png")
    color = np.zeros((9, 9, 3), np.uint8)
    color[..., 0] = 200
    Image.fromarray(color).save(tmp_path / "color.png")
    with pytest.raises(InputError, match="color"):
        read_film(tmp_path / "color.png")


@pytest.mark.parametrize(("unit", "per_mm"), [("meter", 0.001), ("mm", 1.0), ("micron", 1000.0)])
def test_lengths_are_millimeters_whatever_the_unit(
    tmp_path: Path, unit: str, per_mm: float
) -> None:
    affine = np.diag([0.7 * per_mm, 0.8 * per_mm, 2.5 * per_mm, 1.0])
    image = nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), affine)
    image.header.set_xyzt_units(unit)
    nibabel.save(image, tmp_path / "a.nii")
    spacing = read_image(tmp_path / "a.nii").geometry.spacing_kji_mm
    assert spacing == pytest.approx((2.5, 0.8, 0.7), rel=1e-6)


def test_a_file_without_orientation_says_so(tmp_path: Path) -> None:
    image = nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), np.eye(4))
    nibabel.save(image, tmp_path / "placed.nii")
    assert read_image(tmp_path / "placed.nii").honesty.issues == ()
    image.set_sform(None, 0)
    image.set_qform(None, 0)
    nibabel.save(image, tmp_path / "a.nii")
    header = "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 2 2 2\nspacings: 1 1 1\n"
    header += "encoding: raw\n\n"
    (tmp_path / "a.nrrd").write_bytes(header.encode() + bytes(8))
    for name in ("a.nii", "a.nrrd"):
        (issue,) = read_image(tmp_path / name).honesty.issues
        assert issue.code is GeometryIssueCode.NO_POSITION


@pytest.mark.parametrize("dtype", [np.complex64, [("R", "u1"), ("G", "u1"), ("B", "u1")]])
def test_colors_and_complex_numbers_are_refused(tmp_path: Path, dtype: Any) -> None:
    nibabel.save(nibabel.Nifti1Image(np.zeros((4, 5, 6), dtype), np.eye(4)), tmp_path / "a.nii")
    with pytest.raises(InputError):
        read_image(tmp_path / "a.nii")


def test_a_photographed_film_stands_as_its_camera_says(tmp_path: Path) -> None:
    exif = PilImage.Exif()
    exif[274] = 6  # orientation: turn by 90 degrees clockwise to show
    PilImage.new("L", (40, 20)).save(tmp_path / "film.jpg", exif=exif)
    assert read_film(tmp_path / "film.jpg").array.shape == (40, 20)


def _saved(labels: NDArray[np.uint8], affine_lps: NDArray[np.float64], path: Path) -> Path:
    nibabel.save(
        nibabel.Nifti1Image(labels.transpose(2, 1, 0), affine_ras_for_nifti(affine_lps)), path
    )
    return path


def test_segments_finer_than_the_voxels_of_the_image_are_not_lost_in_silence(
    tmp_path: Path,
) -> None:
    like = smooth_volume(shape=(20, 30, 30), spacing=(3.0, 2.0, 2.0))
    affine = like.geometry.affine_lps @ np.diag([1 / 3, 0.5, 0.5, 1.0])
    fine = np.zeros((60, 60, 60), np.uint8)
    fine[20:40, 20:40, 20:40] = 1
    fine[10, 11, 11] = 2
    (mask,) = read_label_images(_saved(fine, affine, tmp_path / "fine.nii.gz"), like)
    assert np.unique(mask.labels).tolist() == [0, 1]
    large, tiny = mask.segments
    assert (large.number, tiny.number) == (1, 2)
    assert "nothing of it is left" in str(tiny.caveats[-1])
    assert not any("nothing of it is left" in str(each) for each in large.caveats)


def test_what_lies_outside_is_counted_for_each_segment(tmp_path: Path) -> None:
    like = smooth_volume(shape=(20, 30, 30), spacing=(3.0, 2.0, 2.0))
    affine = like.geometry.affine_lps.copy()
    affine[:3, 3] -= affine[:3, 2] * 10
    labels = np.zeros((20, 30, 30), np.uint8)
    labels[5:10, 5:10, 15:25] = 1
    labels[5:10, 5:10, 2:5] = 2
    labels[5:10, 12:15, 8:16] = 3
    (mask,) = read_label_images(_saved(labels, affine, tmp_path / "aside.nii.gz"), like)
    told = {each.number: [str(caveat) for caveat in each.caveats] for each in mask.segments}
    assert told[1] == []
    assert told[2] == ["100.0 % of the segment lies outside of this image and is left out."]
    assert told[3] == ["25.0 % of the segment lies outside of this image and is left out."]
