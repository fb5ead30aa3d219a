"""Files as other programs write them: named segments, layers, MetaImage, doubtful NIfTI."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813 - the library's own spelling

from tests.support.masks import a_volume, asymmetric_labels, geometry
from workstation.domain.geometry import GeometryBadge, GeometryIssueCode, VolumeGeometry
from workstation.domain.image import Volume
from workstation.errors import InputError, MaskReadError
from workstation.interchange.images import read_image
from workstation.interchange.masks import read_label_images
from workstation.interchange.named_segments import named_segments
from workstation.interchange.nifti_place import affine_lps_of_nifti, affine_ras_for_nifti
from workstation.services.open_files import ImageFiles
from workstation.session.phases import phases_of


def itk(array: np.ndarray, *, vector: bool = False) -> sitk.Image:
    """An image on the grid of the phantoms."""
    affine = geometry().affine_lps[:3]
    image = sitk.GetImageFromArray(array, isVector=vector)
    spacing = np.linalg.norm(affine[:, 2::-1], axis=0)
    image.SetSpacing([float(v) for v in spacing])
    image.SetDirection([float(v) for v in (affine[:, 2::-1] / spacing).ravel()])
    image.SetOrigin([float(v) for v in affine[:, 3]])
    return image


def named(image: sitk.Image, rows: list[tuple[str, int, int]]) -> sitk.Image:
    for number, (name, value, layer) in enumerate(rows):
        image.SetMetaData(f"Segment{number}_Name", name)
        image.SetMetaData(f"Segment{number}_LabelValue", str(value))
        image.SetMetaData(f"Segment{number}_Layer", str(layer))
        image.SetMetaData(f"Segment{number}_Color", "0.5 0.25 1")
    return image


def test_names_and_colors_of_segments_are_kept(tmp_path: Path) -> None:
    labels = asymmetric_labels(geometry().shape_kji)
    rows = [("Liver", 1, 0), ("Kidney left", 2, 0), ("Empty", 7, 0)]
    sitk.WriteImage(named(itk(labels), rows), str(tmp_path / "a.seg.nrrd"))
    (mask,) = read_label_images(tmp_path / "a.seg.nrrd", a_volume())
    np.testing.assert_array_equal(mask.labels, labels)
    assert [(s.number, s.label) for s in mask.segments] == [
        (1, "Liver"),
        (2, "Kidney left"),
        (7, "Empty"),
    ]
    assert mask.segments[0].color_rgb == (128, 64, 255)


def test_layers_of_segments_are_masks_that_may_overlap(tmp_path: Path) -> None:
    first = asymmetric_labels(geometry().shape_kji)
    second = np.ones_like(first)
    image = itk(np.stack([first, second], axis=-1), vector=True)
    rows = [("Liver", 1, 0), ("Vessel", 2, 0), ("Body", 1, 1)]
    sitk.WriteImage(named(image, rows), str(tmp_path / "a.seg.nrrd"))
    below, above = read_label_images(tmp_path / "a.seg.nrrd", a_volume())
    np.testing.assert_array_equal(below.labels, first)
    np.testing.assert_array_equal(above.labels, second)
    assert [s.label for s in above.segments] == ["Body"]


def test_layers_without_words_are_refused_for_what_they_are(tmp_path: Path) -> None:
    image = itk(np.zeros((6, 8, 10, 2), np.uint8), vector=True)
    sitk.WriteImage(image, str(tmp_path / "a.nrrd"))
    with pytest.raises(MaskReadError, match="2 volumes"):
        read_label_images(tmp_path / "a.nrrd", a_volume())


def test_damaged_words_of_segments_are_passed_over() -> None:
    tags = {"Segment0_Name": "A", "Segment0_LabelValue": "x", "Segment1_Color": "red"}
    (only,) = named_segments(tags)
    assert (only.value, only.name, only.color_rgb) == (2, "", None)


@pytest.mark.parametrize("suffix", [".mha", ".mhd", ".nrrd"])
def test_files_of_itk_lie_where_itk_puts_them(tmp_path: Path, suffix: str) -> None:
    values = np.arange(480, dtype=np.int16).reshape(6, 8, 10)
    sitk.WriteImage(itk(values), str(tmp_path / f"a{suffix}"))
    volume = read_image(tmp_path / f"a{suffix}")
    np.testing.assert_array_equal(volume.array, values)
    np.testing.assert_allclose(volume.geometry.affine_lps, geometry().affine_lps, atol=1e-6)
    assert volume.honesty.badge is GeometryBadge.OK
    report = ImageFiles().scan([tmp_path / f"a{suffix}"])
    assert report.read == 1


def test_a_space_that_is_no_patient_is_told(tmp_path: Path) -> None:
    header = (
        "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 2 2 2\nspace: 3D-right-handed\n"
        "space directions: (1,0,0) (0,1,0) (0,0,1)\nencoding: raw\n\n"
    )
    (tmp_path / "a.nrrd").write_bytes(header.encode() + bytes(8))
    assert read_image(tmp_path / "a.nrrd").honesty.badge is GeometryBadge.CAUTION


def nifti(
    path: Path, sform: np.ndarray | None, qform: np.ndarray | None, codes: tuple[int, int]
) -> None:
    image = nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), np.diag([1.0, 1.0, 2.0, 1.0]))
    image.header.set_zooms((1.0, 1.0, 2.0))
    image.set_qform(qform, code=codes[1])
    header = image.header
    header["sform_code"] = codes[0]
    if sform is not None:
        for row, name in zip(sform, ("srow_x", "srow_y", "srow_z"), strict=False):
            header[name] = row
    header["pixdim"][1:4] = (1.0, 1.0, 2.0)
    nibabel.save(nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), None, header), path)


PLAIN = np.diag([1.0, 1.0, 2.0, 1.0])
MOVED = PLAIN + np.array([[0, 0, 0, 30.0], [0] * 4, [0] * 4, [0] * 4])


@pytest.mark.parametrize(
    ("sform", "qform", "codes", "size", "x", "words"),
    [
        (np.diag([1.2, 1.2, 2.4, 1.0]), PLAIN, (4, 1), (2, 1, 1), 0.0, "disagree"),
        (np.zeros((4, 4)), PLAIN, (1, 1), (2, 1, 1), 0.0, "no matrix"),
        (np.diag([1.2, 1.2, 2.4, 1.0]), None, (1, 0), (2.4, 1.2, 1.2), 0.0, "the latter holds"),
        (MOVED, PLAIN, (4, 1), (2, 1, 1), 0.0, "qform is used"),
        (MOVED, PLAIN, (1, 1), (2, 1, 1), -30.0, "sform is used"),
        (PLAIN, PLAIN, (1, 1), (2, 1, 1), 0.0, ""),
    ],
)
def test_of_two_matrices_the_one_that_keeps_lengths_is_used_and_told(
    tmp_path: Path,
    sform: np.ndarray,
    qform: np.ndarray | None,
    codes: tuple[int, int],
    size: tuple[float, float, float],
    x: float,
    words: str,
) -> None:
    nifti(tmp_path / "a.nii", sform, qform, codes)
    volume = read_image(tmp_path / "a.nii")
    assert volume.geometry.spacing_kji_mm == pytest.approx(size)
    assert volume.geometry.affine_lps[0, 3] == pytest.approx(x)
    said = " ".join(str(issue.message) for issue in volume.honesty.issues)
    assert words in said if words else said == ""


def test_an_unknown_unit_is_told(tmp_path: Path) -> None:
    image = nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), PLAIN)
    image.header["xyzt_units"] = 4
    nibabel.save(image, tmp_path / "a.nii")
    (issue,) = read_image(tmp_path / "a.nii").honesty.issues
    assert "unit of length" in str(issue.message)


def test_phases_of_a_file_are_volumes_of_one_series(tmp_path: Path) -> None:
    values = np.arange(4 * 5 * 6 * 3, dtype=np.int16).reshape(4, 5, 6, 3)
    nibabel.save(nibabel.Nifti1Image(values, PLAIN), tmp_path / "a.nii")
    files = ImageFiles()
    report = files.scan([tmp_path / "a.nii"])
    ((study, series),) = report.all_series()
    assert [str(stack.label) for stack in series.stacks] == [
        "time point 1",
        "time point 2",
        "time point 3",
    ]
    for number, stack in enumerate(series.stacks):
        image = files.load(stack, study, series)
        assert isinstance(image, Volume)
        np.testing.assert_array_equal(image.array, values[..., number].transpose(2, 1, 0))
    assert read_image(tmp_path / "a.nii", layer=2).source.description == "a.nii, 3/3"
    with pytest.raises(InputError, match="3 volumes"):
        read_image(tmp_path / "a.nii", layer=3)


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda path, raw: path.with_name("a.nii.gz").write_bytes(raw), "not compressed"),
        (lambda path, raw: path.with_name("a.nii").write_bytes(gzip.compress(raw)), "end in .gz"),
    ],
)
def test_a_name_that_belies_the_compression_is_told(
    tmp_path: Path, write: object, words: str
) -> None:
    nibabel.save(nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), PLAIN), tmp_path / "b.nii")
    assert callable(write)
    write(tmp_path / "b.nii", (tmp_path / "b.nii").read_bytes())
    (path,) = (p for p in tmp_path.iterdir() if p.name.startswith("a"))
    with pytest.raises(InputError, match=words):
        read_image(path)


@pytest.mark.parametrize("field", ["vox_offset", "scl_slope", "scl_inter"])
def test_infinities_in_a_header_are_refused(tmp_path: Path, field: str) -> None:
    image = nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), PLAIN)
    nibabel.save(image, tmp_path / "a.nii")
    raw = bytearray((tmp_path / "a.nii").read_bytes())
    place = {"vox_offset": 108, "scl_slope": 112, "scl_inter": 116}[field]
    raw[112:116] = np.float32(2).tobytes()
    raw[place : place + 4] = np.float32(np.inf).tobytes()
    (tmp_path / "a.nii").write_bytes(bytes(raw))
    with pytest.raises(InputError):
        read_image(tmp_path / "a.nii")


def test_values_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    values = np.ones((4, 5, 6), np.float32)
    values[0, 0, :2] = np.nan, np.inf
    nibabel.save(nibabel.Nifti1Image(values, PLAIN), tmp_path / "a.nii")
    volume = read_image(tmp_path / "a.nii")
    assert np.isfinite(volume.array).all()
    assert volume.honesty.blocks_volume
    assert volume.padding is not None
    assert int(np.asarray(volume.padding).sum()) == 2


@pytest.mark.parametrize("suffix", ["nrrd", "mha"])
def test_a_header_that_ends_its_reader_by_a_signal_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"v.{suffix}"
    sitk.WriteImage(itk(np.arange(480, dtype=np.int16).reshape(6, 8, 10)), str(path))
    sound = read_image(path)
    assert sound.array[5, 7, 9] == 479
    old = b"encoding: raw" if suffix == "nrrd" else b"NDims = 3"
    path.write_bytes(path.read_bytes().replace(old, b"a" * 60_000 if suffix == "nrrd" else b""))
    with pytest.raises(InputError, match="cannot be read as an image"):
        read_image(path)


def test_a_key_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "v.mha"
    image = itk(np.zeros((6, 8, 10), np.int16))
    image.SetMetaData("Reader", "x")
    sitk.WriteImage(image, str(path))
    path.write_bytes(path.read_bytes().replace(b"Reader", b"R\xffader"))
    with pytest.raises(InputError, match="cannot be read as an image"):
        read_image(path)


def test_a_name_with_odd_bytes_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"v\xff\xfe.nrrd")
    sitk.WriteImage(itk(np.arange(480, dtype=np.int16).reshape(6, 8, 10)), str(tmp_path / "v.nrrd"))
    (tmp_path / "v.nrrd").rename(path)
    assert read_image(path).array[5, 7, 9] == 479


@pytest.mark.parametrize(
    ("stated", "factor", "cautions"),
    [
        ('space units: "um" "um" "um"', 1e-3, 0),
        ('space units: "mm" "mm" "mm"', 1.0, 0),
        ('space units: "cm" "cm" "cm"', 10.0, 0),
        ('space units: "inch" "inch" "inch"', 1.0, 1),
        ('space units: "mm" "mm" "um"', 1.0, 1),
        ("# no unit", 1.0, 0),
    ],
)
def test_the_unit_of_length_of_a_nrrd_counts(
    tmp_path: Path, stated: str, factor: float, cautions: int
) -> None:
    path = tmp_path / "a.nrrd"
    sitk.WriteImage(itk(np.zeros(geometry().shape_kji, np.int16)), str(path))
    head, _, body = path.read_bytes().partition(b"\n\n")
    head = head.replace(b"encoding: raw", b"encoding: raw\n" + stated.encode())
    path.write_bytes(head + b"\n\n" + body)
    image = read_image(path)
    wanted = geometry().affine_lps.copy()
    wanted[:3] *= factor
    np.testing.assert_allclose(image.geometry.affine_lps, wanted, atol=1e-5)
    told = [i for i in image.honesty.issues if i.code is GeometryIssueCode.UNCALIBRATED]
    assert len(told) == cautions


def test_labels_of_a_coarser_grid_that_leave_the_image_are_told(tmp_path: Path) -> None:
    """Voxels of twice the size, of which the last rows lie beside the image."""
    volume = a_volume()
    slices, rows, columns = geometry().shape_kji
    labels = np.ones((slices // 2, rows, columns // 2), np.uint8)
    affine = geometry().affine_lps.copy()
    affine[:3, 3] += affine[:3, :3].sum(axis=1) / 2
    affine[:3, :3] *= 2
    image = sitk.GetImageFromArray(labels)
    spacing = np.linalg.norm(affine[:3, 2::-1], axis=0)
    image.SetSpacing([float(v) for v in spacing])
    image.SetDirection([float(v) for v in (affine[:3, 2::-1] / spacing).ravel()])
    image.SetOrigin([float(v) for v in affine[:3, 3]])
    sitk.WriteImage(image, str(tmp_path / "l.nrrd"))
    (mask,) = read_label_images(tmp_path / "l.nrrd", volume)
    another, beyond = mask.segments[0].caveats
    assert "another grid" in str(another)
    assert str(beyond).startswith(f"{100 * (rows - -(-rows // 2)) / rows:.1f} % of the segment")


def test_an_image_in_place_of_a_mask_is_refused_for_what_it_is(tmp_path: Path) -> None:
    shape = geometry().shape_kji
    gray = np.random.default_rng(3).integers(0, 256, shape).astype(np.uint8)
    sitk.WriteImage(itk(gray), str(tmp_path / "t1.nrrd"))
    with pytest.raises(MaskReadError, match="looks like an image"):
        read_label_images(tmp_path / "t1.nrrd", a_volume())


def test_an_atlas_of_many_labels_is_a_mask(tmp_path: Path) -> None:
    shape = geometry().shape_kji
    runs = np.arange(int(np.prod(shape))) // 4 + 1
    atlas = runs.reshape(shape).astype(np.uint16)
    assert len(np.unique(atlas)) > 100
    sitk.WriteImage(itk(atlas), str(tmp_path / "atlas.nrrd"))
    (mask,) = read_label_images(tmp_path / "atlas.nrrd", a_volume())
    np.testing.assert_array_equal(mask.labels, atlas)


@pytest.mark.parametrize("size", [1e308, 1e7, 1e-9])
def test_voxels_of_a_size_that_cannot_be_are_refused(tmp_path: Path, size: float) -> None:
    image = itk(np.ones((3, 4, 5), np.int16))
    image.SetSpacing((1.0, size, 3.0))
    sitk.WriteImage(image, str(tmp_path / "a.mha"))
    with pytest.raises(InputError, match="cannot be"):
        read_image(tmp_path / "a.mha")


@pytest.mark.parametrize("size", [1e-4, 500.0, 1500.0])
def test_voxels_of_a_size_that_no_person_has_are_told(tmp_path: Path, size: float) -> None:
    image = itk(np.ones((3, 4, 5), np.int16))
    image.SetSpacing((1.0, size, 3.0))
    sitk.WriteImage(image, str(tmp_path / "a.nrrd"))
    (issue,) = read_image(tmp_path / "a.nrrd").honesty.issues
    assert issue.code is GeometryIssueCode.IMPLAUSIBLE
    assert issue.blocks_volume


@pytest.mark.parametrize("suffix", [".nrrd", ".mha"])
@pytest.mark.parametrize("components", [3, 4])
def test_colors_are_refused_for_what_they_are(tmp_path: Path, suffix: str, components: int) -> None:
    path = tmp_path / f"a{suffix}"
    colors = np.full((*geometry().shape_kji, components), 90, np.uint8)
    sitk.WriteImage(itk(colors, vector=True), str(path))
    with pytest.raises(InputError, match="colors"):
        read_image(path)
    with pytest.raises(InputError, match="colors"):
        read_label_images(path, a_volume())


def test_an_axis_that_is_named_a_color_is_one_of_any_type(tmp_path: Path) -> None:
    path = tmp_path / "a.nrrd"
    sitk.WriteImage(itk(np.zeros((*geometry().shape_kji, 3), np.uint16), vector=True), str(path))
    path.write_bytes(path.read_bytes().replace(b"kinds: vector", b"kinds: RGB-color"))
    with pytest.raises(InputError, match="colors"):
        read_image(path)


@pytest.mark.parametrize("kind", [b"vector", b"list"])
def test_components_are_not_called_time_points(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "a.nrrd"
    sitk.WriteImage(itk(np.zeros((*geometry().shape_kji, 2), np.float32), vector=True), str(path))
    path.write_bytes(path.read_bytes().replace(b"kinds: vector", b"kinds: " + kind))
    ((_, series),) = ImageFiles().scan([path]).all_series()
    assert [str(stack.label) for stack in series.stacks] == ["component 1", "component 2"]
    assert phases_of(series, series.stacks[0]) == ()


def test_what_is_doubtful_about_the_place_of_labels_is_told(tmp_path: Path) -> None:
    """Two matrices of the scanner, 5 mm apart, and the image on that of the sform."""
    labels = asymmetric_labels(geometry().shape_kji)
    affine = affine_ras_for_nifti(geometry().affine_lps)
    image = nibabel.Nifti1Image(labels.transpose(2, 1, 0), affine)
    other = affine.copy()
    other[0, 3] += 5.0
    image.set_sform(affine, code=1)
    image.set_qform(other, code=1)
    nibabel.save(image, tmp_path / "a.nii")
    (mask,) = read_label_images(tmp_path / "a.nii", a_volume())
    np.testing.assert_array_equal(mask.labels, labels)
    assert all("place the image differently" in str(s.caveats[0]) for s in mask.segments)


def test_labels_that_state_no_place_say_so(tmp_path: Path) -> None:
    labels = np.zeros((6, 8, 10), np.uint8)
    labels[2, 3, 4] = 1
    image = nibabel.Nifti1Image(labels.transpose(2, 1, 0), None)
    nibabel.save(image, tmp_path / "a.nii")
    affine = affine_lps_of_nifti(np.asarray(image.header.get_base_affine()))
    like = a_volume(VolumeGeometry(shape_kji=(6, 8, 10), affine_lps=affine))
    (mask,) = read_label_images(tmp_path / "a.nii", like)
    np.testing.assert_array_equal(mask.labels, labels)
    assert "does not state how the image lies" in str(mask.segments[0].caveats[0])


def test_names_of_one_number_stand_together_and_say_so(tmp_path: Path) -> None:
    labels = asymmetric_labels(geometry().shape_kji)
    rows = [("Liver", 1, 0), ("Spleen", 1, 0), ("Kidney", 2, 0), ("Vessel", 1, 4)]
    sitk.WriteImage(named(itk(labels), rows), str(tmp_path / "a.seg.nrrd"))
    (mask,) = read_label_images(tmp_path / "a.seg.nrrd", a_volume())
    both, kidney = mask.segments
    assert (str(both.label), kidney.label, kidney.caveats) == ("Liver / Spleen", "Kidney", ())
    assert "the name may be another's" in str(both.caveats[0])
    assert [str(each) for each in mask.notes] == [
        '"Vessel" is left out: the file has no layer for it.'
    ]
