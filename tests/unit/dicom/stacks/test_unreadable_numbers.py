"""What a file states and cannot be read is not absent: it is said, and nothing rests on it."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import SecondaryCaptureImageStorage

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    put_pixels,
    put_raw,
    ramp,
    save,
    straight,
)
from tests.support.dicom_phantoms import write_series as write
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.domain.geometry import GeometryBadge, GeometryIssueCode
from workstation.domain.image import FrameSequence, Radiograph, Volume
from workstation.services.open_study import open_series, scan


def ct(
    folder: Path, keyword: str, value: bytes, *, vr: str = "DS", only: int | None = None
) -> Volume:
    def change(data_set: Dataset, k: int) -> None:
        if only is None or k == only:
            put_raw(data_set, keyword, vr, value)

    write(folder, SeriesPhantom(stored=ramp(), positions=straight(6)), change)
    image = open_series(folder)
    assert isinstance(image, Volume)
    return image


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("RescaleIntercept", b"-1024,0"),
        ("RescaleSlope", b"1,0"),
        ("RescaleIntercept", b"-1024\\-1000"),
        ("RescaleSlope", b"1e308"),
        ("RescaleSlope", b"inf"),
        ("RescaleSlope", b"NaN"),
        ("RescaleSlope", b"0"),
        ("RescaleSlope", b"one"),
        ("RescaleSlope", b"1_0"),
        ("RescaleSlope", b""),
    ],
)
def test_no_unit_rests_on_a_rescale_that_is_no_number(
    tmp_path: Path, keyword: str, value: bytes
) -> None:
    volume = ct(tmp_path, keyword, value)
    assert volume.quantity == "US"
    (issue,) = volume.honesty.issues
    assert issue.code is GeometryIssueCode.UNREADABLE
    if value:
        assert keyword[7:] in str(issue.message)
        assert value.decode() in str(issue.message)


def test_a_rescale_in_binary_is_no_number(tmp_path: Path) -> None:
    volume = ct(tmp_path, "RescaleIntercept", struct.pack("<d", -1024.0), vr="FD")
    assert volume.quantity == "US"
    assert volume.honesty.badge is GeometryBadge.CAUTION


def test_one_slice_of_unknown_scale_takes_the_unit_from_all(tmp_path: Path) -> None:
    volume = ct(tmp_path, "RescaleIntercept", b"-1024,0", only=2)
    assert volume.quantity == "US"
    assert len(volume.honesty.issues[0].files) == 1


def test_one_slice_without_a_rescale_takes_the_unit_from_all(tmp_path: Path) -> None:
    def change(data_set: Dataset, k: int) -> None:
        if k == 2:
            del data_set.RescaleSlope, data_set.RescaleIntercept

    paths = write(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)), change)
    volume = open_series(tmp_path)
    assert volume.quantity == "US"
    (issue,) = volume.honesty.issues
    assert str(issue.message).startswith("1 of 6 images")
    assert issue.files == (str(paths[2]),)


def test_hounsfield_units_need_a_rescale(tmp_path: Path) -> None:
    def change(data_set: Dataset, _k: int) -> None:
        del data_set.RescaleSlope, data_set.RescaleIntercept
        data_set.RescaleType = "HU"

    write(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)), change)
    assert open_series(tmp_path).quantity == "US"


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("ImagePositionPatient", b"0\\0\\1,5"),
        ("ImagePositionPatient", b"0\\0"),
        ("ImagePositionPatient", b"0\\0\\1e300"),
        ("PixelSpacing", b"0,5\\0,5"),
        ("PixelSpacing", b"0.5"),
        ("PixelSpacing", b"1_0\\1_0"),
        ("PixelSpacing", b"1e-300\\1e-300"),
        ("ImageOrientationPatient", b"1\\0\\0\\0\\1\\0,0"),
    ],
)
def test_no_place_rests_on_what_is_no_number(tmp_path: Path, keyword: str, value: bytes) -> None:
    def change(data_set: Dataset, _k: int) -> None:
        put_raw(data_set, keyword, "DS", value)

    write(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)), change)
    image = open_series(tmp_path)
    assert image.honesty.badge is GeometryBadge.REFUSED
    said = " ".join(str(issue.message) for issue in image.honesty.issues)
    assert value.decode()[:20] in said


@pytest.mark.parametrize("spacing", [(5e-4, 5e-4), (300.0, 300.0)])
def test_a_voxel_that_is_a_unit_off_blocks_volumes(
    tmp_path: Path, spacing: tuple[float, float]
) -> None:
    phantom = SeriesPhantom(stored=ramp(), positions=straight(6), spacing_ji_mm=spacing)
    write(tmp_path, phantom)
    image = open_series(tmp_path)
    assert GeometryIssueCode.IMPLAUSIBLE in [issue.code for issue in image.honesty.issues]
    assert image.honesty.blocks_volume


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("ImagerPixelSpacing", b"0,14\\0,14"),
        ("EstimatedRadiographicMagnificationFactor", b"1,5"),
        ("PixelSpacing", b"0,1\\0,1"),
    ],
)
def test_a_film_with_an_unreadable_scale_has_none(
    tmp_path: Path, keyword: str, value: bytes
) -> None:
    data_set = blank()
    data_set.Modality = "DX"
    data_set.ImagerPixelSpacing = ["0.14", "0.14"]
    put_pixels(data_set, np.zeros((8, 8), np.uint16))
    put_raw(data_set, keyword, "DS", value)
    save(data_set, tmp_path / "film")
    image = open_series(tmp_path)
    assert isinstance(image, Radiograph)
    assert image.geometry.spacing_ji_mm is None
    assert value.decode() in " ".join(str(issue.message) for issue in image.honesty.issues)


def test_values_that_are_no_numbers_are_told_and_left_out(tmp_path: Path) -> None:
    values = np.arange(64, dtype=np.float32).reshape(8, 8)
    values[0, :3] = np.nan, np.inf, -np.inf
    data_set = blank()
    data_set.Modality = "DX"
    put_pixels(data_set, np.zeros((8, 8), np.uint16))
    del data_set.PixelData, data_set.BitsStored, data_set.HighBit, data_set.PixelRepresentation
    data_set.BitsAllocated = 32
    data_set.FloatPixelData = values.tobytes()
    save(data_set, tmp_path / "map")
    image = open_series(tmp_path)
    assert isinstance(image, Radiograph | FrameSequence)
    assert np.isfinite(image.array).all()
    assert GeometryIssueCode.NOT_FINITE in [issue.code for issue in image.honesty.issues]
    assert image.honesty.blocks_volume
    assert image.array.reshape(8, 8)[1].tolist() == values[1].tolist()


def test_several_values_are_not_one_number() -> None:
    number = tag("EchoTime")
    assert Attributes({number: b"4.6\\9.2 "}).number(number) is None
    assert Attributes({number: b"4.6 "}).number(number) == 4.6
    assert Attributes({number: b"4.6\\9.2 "}).first_number(number) == 4.6


@pytest.mark.parametrize(
    ("value", "right"),
    [
        (struct.pack("<d", 1000.0), 1000.0),
        (struct.pack("<f", 0.5), 0.5),
        (struct.pack("<f", 2816.0), 2816.0),
        (b"1000", 1000.0),
        (b"999.4 ", 999.4),
        (b"\0" * 8, 0.0),
        (b"abc", None),
    ],
)
def test_a_double_may_stand_as_text(value: bytes, right: float | None) -> None:
    number = tag("DiffusionBValue")
    assert Attributes({number: value}).double(number) == right


def test_a_private_element_belongs_to_the_creator_of_its_block() -> None:
    raw = {0x70530010: b"SOMEBODY ELSE 01", 0x70530011: b"Philips PET Private Group "}
    raw |= {0x70531000: b"123", 0x70531100: b"0.5 "}
    attributes = Attributes(raw)
    assert attributes.private("Philips PET Private Group", 0x7053, 0x00) == 0x70531100
    assert attributes.private("Philips PET Private Group", 0x7053, 0x09) is None


def signed_ct(folder: Path, representation: int | None) -> None:
    def change(data_set: Dataset, _k: int) -> None:
        if representation is None:
            del data_set.PixelRepresentation
        else:
            data_set.PixelRepresentation = representation

    stored = (ramp().astype(np.int32) - 600).astype(np.int16)
    write(folder, SeriesPhantom(stored=stored, positions=straight(6)), change)


def test_no_unit_rests_on_values_of_an_unstated_sign(tmp_path: Path) -> None:
    """-600 would be 64 936, and 63 912 of the unit."""
    signed_ct(tmp_path, None)
    image = open_series(tmp_path)
    assert image.quantity == "US"
    assert GeometryIssueCode.UNREADABLE in [issue.code for issue in image.honesty.issues]


def test_a_sign_that_is_neither_is_refused(tmp_path: Path) -> None:
    signed_ct(tmp_path, 257)
    report = scan(tmp_path)
    assert not report.studies
    assert {str(each.reason) for each in report.skipped} == {
        'states the Pixel Representation "257", which does not say whether values have a sign'
    }


@pytest.mark.parametrize(("limit", "known"), [(None, 8 * 9), (-1000.0, 8 * 8)])
def test_floating_point_padding_is_no_value(
    tmp_path: Path, limit: float | None, known: int
) -> None:
    values = np.arange(80, dtype=np.float32).reshape(8, 10)
    values[:, 0], values[:, 1] = -9999.0, -5000.0
    data_set = blank()
    data_set.Modality = "DX"
    put_pixels(data_set, np.zeros((8, 10), np.uint16))
    del data_set.PixelData, data_set.BitsStored, data_set.HighBit, data_set.PixelRepresentation
    data_set.BitsAllocated = 32
    data_set.FloatPixelData = values.tobytes()
    data_set.FloatPixelPaddingValue = -9999.0
    if limit is not None:
        data_set.FloatPixelPaddingRangeLimit = limit
    save(data_set, tmp_path / "map")
    image = open_series(tmp_path)
    assert isinstance(image, Radiograph)
    assert image.padding is not None
    assert np.count_nonzero(~np.asarray(image.padding)) == known


def test_a_number_of_frames_that_is_no_number_is_refused(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, ramp(1)[0])
    put_raw(data_set, "NumberOfFrames", "IS", b"3,0 ")
    report = scan(save(data_set, tmp_path / "a"))
    assert 'Number of Frames as "3,0"' in str(report.skipped[0].reason)


def test_a_window_that_is_no_number_is_told(tmp_path: Path) -> None:
    def change(data_set: Dataset, _k: int) -> None:
        put_raw(data_set, "WindowCenter", "DS", b"40,5")
        data_set.WindowWidth = "400"

    write(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)), change)
    image = open_series(tmp_path)
    told = [issue for issue in image.honesty.issues if issue.code is GeometryIssueCode.DISPLAY]
    assert 'Window Center "40,5"' in str(told[0].message)
    assert not image.honesty.blocks_volume


@pytest.mark.parametrize(
    ("intercept", "kind", "quantity"),
    [("0", None, "US"), ("-1024", None, "HU"), ("0", "HU", "HU")],
)
def test_a_captured_screen_of_a_ct_is_in_no_hounsfield_units(
    tmp_path: Path, intercept: str, kind: str | None, quantity: str
) -> None:
    def change(data_set: Dataset, _k: int) -> None:
        data_set.SOPClassUID = SecondaryCaptureImageStorage
        data_set.RescaleIntercept = intercept
        if kind is not None:
            data_set.RescaleType = kind

    write(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)), change)
    assert open_series(tmp_path).quantity == quantity
