"""What headers of NRRD, MetaImage and NIfTI state, where the libraries guess or pass it over."""

from __future__ import annotations

import struct
from pathlib import Path

import nibabel
import numpy as np
import pytest

from workstation.domain.geometry import GeometryBadge
from workstation.domain.image import Volume
from workstation.errors import InputError
from workstation.interchange.images import read_image

VALUES = np.arange(24, dtype="<i2").reshape(2, 3, 4)
META = "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
MATRIX = "TransformMatrix = 1 0 0 0 1 0 0 0 1\n"
NRRD = "NRRD0005\ntype: short\ndimension: 3\nsizes: 4 3 2\nendian: little\nencoding: raw\n"
LPS = "space: left-posterior-superior\nspace directions: (1,0,0) (0,2,0) (0,0,3)\n"


def meta(folder: Path, fields: str, *, data: bytes = VALUES.tobytes()) -> Path:
    path = folder / "a.mha"
    head = f"{META}{fields}DimSize = 4 3 2\nElementType = MET_SHORT\nElementDataFile = LOCAL\n"
    path.write_bytes(head.encode() + data)
    return path


def nrrd(folder: Path, fields: str, *, data: bytes = VALUES.tobytes()) -> Path:
    path = folder / "a.nrrd"
    path.write_bytes(f"{NRRD}{fields}\n".encode() + data)
    return path


def said(image: Volume) -> str:
    return " ".join(str(issue.message) for issue in image.honesty.issues)


@pytest.mark.parametrize(
    ("fields", "factor"),
    [("", 1.0), ("DistanceUnits = mm\n", 1.0), ("DistanceUnits = cm\n", 10.0),
     ("DistanceUnits = um\n", 1e-3), ("DistanceUnits = ?\n", 1.0)],
)  # fmt: skip
def test_the_unit_of_length_of_a_metaimage_counts(
    tmp_path: Path, fields: str, factor: float
) -> None:
    image = read_image(
        meta(tmp_path, f"{MATRIX}{fields}ElementSpacing = 1 2 3\nOffset = 10 20 30\n")
    )
    assert image.geometry.spacing_kji_mm == pytest.approx((3 * factor, 2 * factor, factor))
    assert image.geometry.affine_lps[:3, 3] == pytest.approx(
        [10 * factor, 20 * factor, 30 * factor]
    )


def test_an_unknown_unit_of_a_metaimage_is_told(tmp_path: Path) -> None:
    image = read_image(meta(tmp_path, f"{MATRIX}ElementSpacing = 1 2 3\nDistanceUnits = in\n"))
    assert "unit of length is not known (in)" in said(image)


@pytest.mark.parametrize("name", ["space units", "Space Units", "SPACE UNITS"])
def test_names_of_nrrd_fields_are_not_case_sensitive(tmp_path: Path, name: str) -> None:
    image = read_image(nrrd(tmp_path, f'{LPS}{name}: "cm" "cm" "cm"\n'))
    assert image.geometry.spacing_kji_mm == pytest.approx((30, 20, 10))


def test_stated_scales_of_a_metaimage_are_applied(tmp_path: Path) -> None:
    scale = "ElementToIntensityFunctionSlope = 2\nElementToIntensityFunctionOffset = -1024\n"
    image = read_image(meta(tmp_path, f"{MATRIX}ElementSpacing = 1 2 3\n{scale}"), modality="CT")
    np.testing.assert_array_equal(image.array, VALUES * 2.0 - 1024)


def test_a_range_of_former_values_is_told(tmp_path: Path) -> None:
    image = read_image(nrrd(tmp_path, f"{LPS}old min: -1024\nold max: 3071\n"))
    assert "from -1024 to 3071 were scaled" in said(image)


@pytest.mark.parametrize(
    "fields",
    ["", "spacings: nan 1 1\n", "thicknesses: 1 1 1\n", "axis mins: 0 0 0\naxis maxs: 4 6 10\n",
     "space: left-posterior-superior\nspace directions: (1,0,0) (0,2,0) none\n"],
)  # fmt: skip
def test_an_unstated_size_of_a_nrrd_blocks_volumes(tmp_path: Path, fields: str) -> None:
    image = read_image(nrrd(tmp_path, fields))
    assert image.honesty.blocks_volume
    assert "does not state the size of a voxel" in said(image)


@pytest.mark.parametrize("fields", ["spacings: 1 2 3\n", LPS])
def test_a_stated_size_of_a_nrrd_does_not(tmp_path: Path, fields: str) -> None:
    assert not read_image(nrrd(tmp_path, fields)).honesty.blocks_volume


def test_sizes_of_a_nrrd_with_components_are_those_of_its_axes_of_space(tmp_path: Path) -> None:
    path = tmp_path / "a.nrrd"
    head = (
        "NRRD0005\ntype: short\ndimension: 4\nsizes: 2 4 3 2\nendian: little\nencoding: raw\n"
        "kinds: list domain domain domain\nspacings: nan 1 2 3\n\n"
    )
    path.write_bytes(head.encode() + np.arange(48, dtype="<i2").tobytes())
    image = read_image(path)
    assert not image.honesty.blocks_volume
    assert image.geometry.spacing_kji_mm == pytest.approx((3, 2, 1))


@pytest.mark.parametrize(
    ("fields", "is_blocked"),
    [("", True), (MATRIX, True), ("ElementSize = 1 2 3\n", False),
     ("ElementSpacing = 1 2 3\n", False)],
)  # fmt: skip
def test_an_unstated_size_of_a_metaimage_blocks_volumes(
    tmp_path: Path, fields: str, is_blocked: bool
) -> None:
    assert read_image(meta(tmp_path, fields)).honesty.blocks_volume == is_blocked


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_a_size_of_nothing_in_a_nifti_blocks_volumes(tmp_path: Path, zero: float) -> None:
    path = tmp_path / "a.nii"
    nibabel.save(nibabel.Nifti1Image(VALUES.transpose(2, 1, 0), None), path)
    head = bytearray(path.read_bytes())
    assert not read_image(path).honesty.blocks_volume
    head[80:92] = struct.pack("<fff", 1.0, 1.0, zero)
    path.write_bytes(bytes(head))
    assert read_image(path).honesty.blocks_volume


def test_a_nifti_with_sizes_in_its_matrix_needs_no_others(tmp_path: Path) -> None:
    path = tmp_path / "a.nii"
    nibabel.save(nibabel.Nifti1Image(VALUES.transpose(2, 1, 0), np.diag([1, 2, 3, 1.0])), path)
    head = bytearray(path.read_bytes())
    head[80:92] = bytes(12)
    head[252:254] = bytes(2)  # qform_code
    path.write_bytes(bytes(head))
    image = read_image(path)
    assert not image.honesty.blocks_volume
    assert image.geometry.spacing_kji_mm == pytest.approx((3, 2, 1))


@pytest.mark.parametrize(
    "fields",
    ["ElementSpacing = 1,5 1,5 2,5\n", "ElementSpacing = 1 2 3\nOffset = -31,5 20 30\n",
     "ElementSpacing = 1 2 3_0\n"],
)  # fmt: skip
def test_decimal_commas_of_a_metaimage_are_refused(tmp_path: Path, fields: str) -> None:
    with pytest.raises(InputError, match="cannot be used as numbers"):
        read_image(meta(tmp_path, MATRIX + fields))


def test_decimal_commas_of_a_nrrd_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be used as numbers"):
        read_image(nrrd(tmp_path, "spacings: 1,5 1,5 2,5\n"))


@pytest.mark.parametrize("words", ["LPS", "RAI", "???"])
def test_letters_without_a_matrix_place_no_metaimage(tmp_path: Path, words: str) -> None:
    """ITK takes no directions from them."""
    image = read_image(meta(tmp_path, f"AnatomicalOrientation = {words}\nElementSpacing = 1 2 3\n"))
    assert image.honesty.badge is GeometryBadge.CAUTION
    assert "does not state how the image lies" in said(image)


@pytest.mark.parametrize("suffix", ["mha", "nrrd", "nii", "mhd", "nhdr"])
@pytest.mark.parametrize("spare", [0, 1, 24])
def test_values_that_the_header_leaves_over_block_volumes(
    tmp_path: Path, suffix: str, spare: int
) -> None:
    data = VALUES.tobytes() + bytes(spare)
    (tmp_path / "a.raw").write_bytes(data)
    if suffix == "mha":
        path = meta(tmp_path, f"{MATRIX}ElementSpacing = 1 2 3\n", data=data)
    elif suffix == "nrrd":
        path = nrrd(tmp_path, LPS, data=data)
    elif suffix == "nii":
        path = tmp_path / "a.nii"
        nibabel.save(nibabel.Nifti1Image(VALUES.transpose(2, 1, 0), np.eye(4)), path)
        path.write_bytes(path.read_bytes() + bytes(spare))
    elif suffix == "mhd":
        path = tmp_path / "a.mhd"
        path.write_text(
            f"{META}{MATRIX}ElementSpacing = 1 2 3\nDimSize = 4 3 2\nElementType = MET_SHORT\n"
            "ElementDataFile = a.raw\n"
        )
    else:
        path = tmp_path / "a.nhdr"
        path.write_text(f"{NRRD}{LPS}data file: a.raw\n")
    image = read_image(path)
    assert image.honesty.blocks_volume == (spare > 3)
    assert image.array.ravel()[-1] == VALUES.ravel()[-1]


def test_one_volume_of_several_says_which_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.nii"
    both = np.stack([VALUES, VALUES + 100], axis=-1).transpose(2, 1, 0, 3)
    nibabel.save(nibabel.Nifti1Image(both, np.eye(4)), path)
    image = read_image(path, layer=1)
    np.testing.assert_array_equal(image.array, VALUES + 100)
    assert "holds 2 volumes at one place; this is number 2" in said(image)
    assert not image.honesty.blocks_volume


def test_a_header_that_is_skipped_is_explained(tmp_path: Path) -> None:
    (tmp_path / "a.raw").write_bytes(b"\0" * 348 + VALUES.tobytes())
    path = tmp_path / "a.mhd"
    path.write_text(
        f"{META}{MATRIX}HeaderSize = 348\nElementSpacing = 1 2 3\nDimSize = 4 3 2\n"
        "ElementType = MET_SHORT\nElementDataFile = a.raw\n"
    )
    image = read_image(path)
    assert image.honesty.badge is GeometryBadge.OK
    np.testing.assert_array_equal(image.array, VALUES)
