"""Values with more bits than their header says: signs and overlays explain them, or it is said."""

from __future__ import annotations

from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import JPEG2000, JPEG2000Lossless, JPEGLSLossless

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    compress,
    put_pixels,
    ramp,
    save,
    straight,
    write_series,
)
from workstation.dicom.pixels.pixel_values import bits_beyond
from workstation.domain.geometry import GeometryBadge
from workstation.domain.image import Image, Volume
from workstation.domain.pixel_source import PixelFormat
from workstation.services.open_study import open_series


def doubts(image: Image) -> list[str]:
    return [w for w in (str(i.message) for i in image.honesty.issues) if "Bits Stored" in w]


def written(path: Path, values: NDArray[np.uint16], stored: int, change: object = None) -> Path:
    data_set = blank()
    put_pixels(data_set, values, bits_stored=stored)
    data_set.PixelSpacing = ["1", "1"]
    if callable(change):
        change(data_set)
    return save(data_set, path)


def test_a_header_with_too_few_bits_blocks_numbers(tmp_path: Path) -> None:
    def narrow(data_set: Dataset, _k: int) -> None:
        data_set.BitsStored, data_set.HighBit = 8, 7

    phantom = SeriesPhantom(stored=ramp(3), positions=straight(3))
    write_series(tmp_path / "sound", phantom)
    assert doubts(open_series(tmp_path / "sound")) == []
    write_series(tmp_path / "narrow", phantom, narrow)
    image = open_series(tmp_path / "narrow")
    assert isinstance(image, Volume)
    assert image.honesty.badge is GeometryBadge.REFUSED
    (message,) = doubts(image)
    assert message.startswith("Files whose values have more bits than the header says")
    (issue,) = [each for each in image.honesty.issues if str(each.message) == message]
    # The slices hold 0 to 79, 100 to 179 and 200 to 279: one of them needs a ninth bit.
    assert len(issue.files) == 1


def test_a_stream_with_more_bits_than_its_header(tmp_path: Path) -> None:
    values = np.arange(32 * 32, dtype=np.uint16).reshape(32, 32) * 3
    stream = bytes(imagecodecs.jpegls_encode(values))

    def pack(data_set: Dataset) -> None:
        compress(data_set, JPEGLSLossless, [bytes(stream)])

    assert doubts(open_series(written(tmp_path / "a", values, 12, pack))) == []
    assert len(doubts(open_series(written(tmp_path / "b", values, 2, pack)))) == 1


def test_an_overlay_in_the_unused_bits_explains_them(tmp_path: Path) -> None:
    values = ramp(1)[0] | np.uint16(1 << 14)

    def overlay(data_set: Dataset) -> None:
        for element, vr, value in (
            (0x0010, "US", 8), (0x0011, "US", 10), (0x0040, "CS", "G"), (0x0050, "SS", [1, 1]),
            (0x0100, "US", 16), (0x0102, "US", 14),
        ):  # fmt: skip
            data_set.add_new((0x6000, element), vr, value)

    explained = open_series(written(tmp_path / "a", values, 12, overlay))
    assert doubts(explained) == []
    np.testing.assert_array_equal(np.squeeze(explained.array), ramp(1)[0])
    assert len(doubts(open_series(written(tmp_path / "b", values, 12)))) == 1
    other = values | np.uint16(1 << 13)
    assert len(doubts(open_series(written(tmp_path / "c", other, 12, overlay)))) == 1


@pytest.mark.parametrize(
    ("values", "stored", "high", "signed", "beyond"),
    [
        ([-3, 5], 12, 11, True, 0),
        ([0xFFD, 5], 12, 11, True, 0),
        ([0xFFD, -3], 12, 11, True, 0xF000),
        ([0x1005, 5], 12, 11, True, 0x1000),
        ([0x1005, 5], 12, 11, False, 0x1000),
        ([0xFFF, 5], 12, 11, False, 0),
        ([0x1230, 0xFFF0], 12, 15, False, 0),
        ([0x1231, 0xFFF0], 12, 15, False, 1),
        ([-32768, 32767], 16, 15, True, 0),
    ],
)
@pytest.mark.parametrize("order", ["<", ">"])
def test_bits_beyond_those_that_are_stored(
    values: list[int], stored: int, high: int, *, signed: bool, beyond: int, order: str
) -> None:
    array = np.array(values).astype(np.uint16).astype(f"{order}u2")
    image_format = PixelFormat(rows=1, columns=2, bits_stored=stored, high_bit=high, signed=signed)
    assert bits_beyond(array, image_format) == beyond


@pytest.mark.parametrize(
    ("syntax", "shown"), [(JPEG2000, [4095, 4095, 10]), (JPEG2000Lossless, [1, 2, 10])]
)
def test_what_a_lossy_stream_overshoots_by_does_not_wrap_around(
    tmp_path: Path, syntax: str, shown: list[int]
) -> None:
    # 16 bits in the stream, 12 in the header, and a code stream that could be exact.
    values = np.full((32, 32), 10, np.uint16)
    values[0, :2] = 4097, 4098
    stream = bytes(imagecodecs.jpeg2k_encode(values, codecformat="j2k", reversible=True, level=0))

    def pack(data_set: Dataset) -> None:
        compress(data_set, syntax, [bytes(stream)])

    image = open_series(written(tmp_path / "a", values, 12, pack))
    assert np.squeeze(image.array)[0, :3].tolist() == shown
    # Where nothing may be lost, such values are no overshoot, but a wrong header.
    assert len(doubts(image)) == (syntax == JPEG2000Lossless)
