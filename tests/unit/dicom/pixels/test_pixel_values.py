"""Sign, bits and colors by what the data say, whatever the codec passes on."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow
from pydicom.dataset import Dataset
from pydicom.pixels.utils import pack_bits
from pydicom.sequence import Sequence
from pydicom.uid import (
    JPEG2000,
    ExplicitVRBigEndian,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
)

from tests.support.dicom_phantoms import blank, compress, put_pixels, save
from workstation.dicom.pixels.decode.decoded import Decoded
from workstation.dicom.pixels.pixel_values import stored_values
from workstation.domain.image import FrameSequence
from workstation.domain.pixel_source import PixelFormat
from workstation.services.open_study import open_series

SIGNED_12 = np.arange(-2048, 2048, 4, dtype=np.int16).reshape(32, 32)


def signed_12(path: Path, syntax: str, words: NDArray[np.uint16]) -> Path:
    """A signed image of 12 bits whose words of 16 bits were encoded as they stood."""
    data_set = blank()
    put_pixels(data_set, SIGNED_12, bits_stored=12)
    if syntax == JPEGLSLossless:
        stream = bytes(imagecodecs.jpegls_encode(words))
    else:
        stream = bytes(imagecodecs.jpeg8_encode(words, lossless=True, bitspersample=16))
    compress(data_set, syntax, [stream])
    return save(data_set, path)


@pytest.mark.parametrize("syntax", [JPEGLSLossless, JPEGLosslessSV1])
@pytest.mark.parametrize("upper", [0x0FFF, 0xFFFF], ids=["clear", "extended"])
def test_the_sign_is_that_of_bits_stored_whatever_stands_above(
    tmp_path: Path, syntax: str, upper: int
) -> None:
    words = SIGNED_12.view(np.uint16) & np.uint16(upper)
    image = open_series(signed_12(tmp_path / "file", syntax, words))
    np.testing.assert_array_equal(image.array[0], SIGNED_12)


def format_of(**changes: Any) -> PixelFormat:
    return PixelFormat(**{"rows": 1, "columns": 4, "bits_stored": 12, "high_bit": 11, **changes})


@pytest.mark.parametrize(
    ("array", "precision", "changes", "expected"),
    [
        # As many bits as are stored, without a sign: the highest one is it.
        (np.array([[0, 2047, 2048, 4095]], np.uint16), 12, {"signed": True}, [0, 2047, -2048, -1]),
        # Fewer bits than the header claims.
        (np.array([[0, 511, 512, 1023]], np.uint16), 10, {"signed": True}, [0, 511, -512, -1]),
        # The codec has the sign, the header has none, and the reverse.
        (np.array([[-1, 0, 5, -4]], np.int16), 16, {}, [4095, 0, 5, 4092]),
        (np.array([[-1, 0, 5, -4]], np.int16), 12, {"signed": True}, [-1, 0, 5, -4]),
        # Whole words with the value at their upper end, or with something above it.
        (np.array([[0xFFF5, 0x0010, 0, 16]], np.uint16), 16, {"high_bit": 15}, [4095, 1, 0, 1]),
        (np.array([[0xF123, 0x1001, 2, 3]], np.uint16), 16, {}, [0x123, 1, 2, 3]),
    ],
)
def test_samples_of_a_codec(
    array: NDArray[Any], precision: int, changes: dict[str, Any], expected: list[int]
) -> None:
    values = stored_values(Decoded(array, precision), format_of(**changes))
    assert values[0].tolist() == expected


def test_what_a_lossy_codec_adds_to_the_ends_of_the_range_does_not_wrap_around() -> None:
    unsigned = Decoded(np.array([[4097, 4095, 2, 0]], np.uint16), 16, exact=False)
    assert stored_values(unsigned, format_of())[0].tolist() == [4095, 4095, 2, 0]
    signed = Decoded(np.array([[2050, -2050, 1, 0]], np.int16), 16, exact=False)
    assert stored_values(signed, format_of(signed=True))[0].tolist() == [2047, -2048, 1, 0]
    words = Decoded(np.array([[2050, 63486, 1, 0]], np.uint16), 16, exact=False)
    assert stored_values(words, format_of(signed=True))[0].tolist() == [2047, -2048, 1, 0]


# Colors

FIELDS = ((200, 30, 30), (30, 200, 30), (30, 30, 200), (180, 180, 180))


def four_fields(size: int = 32) -> NDArray[np.uint8]:
    image = np.empty((size, size, 3), np.uint8)
    half = size // 2
    for number, color in enumerate(FIELDS):
        j, i = divmod(number, 2)
        image[j * half : (j + 1) * half, i * half : (i + 1) * half] = color
    return image


def fields_of(path: Path) -> list[tuple[int, ...]]:
    image = open_series(path)
    assert isinstance(image, FrameSequence)
    return [tuple(image.array[0, j, i].tolist()) for j in (8, 24) for i in (8, 24)]


def color_file(path: Path, syntax: str, stream: bytes, photometric: str) -> Path:
    data_set = blank()
    put_pixels(data_set, four_fields())
    compress(data_set, syntax, [stream])
    data_set.PhotometricInterpretation = photometric
    return save(data_set, path)


@pytest.mark.parametrize("photometric", ["YBR_FULL_422", "YBR_FULL", "RGB"])
def test_a_marker_that_says_rgb_is_believed_to_the_end(tmp_path: Path, photometric: str) -> None:
    stream = BytesIO()
    Pillow.fromarray(four_fields()).save(stream, "JPEG", quality=100, subsampling=0, keep_rgb=True)
    assert b"Adobe" in stream.getvalue()
    found = fields_of(color_file(tmp_path / "a", JPEGBaseline8Bit, stream.getvalue(), photometric))
    np.testing.assert_allclose(found, FIELDS, atol=2)


def partial_range(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """YBR_PARTIAL_422 as the standard defined it (PS3.3-2003 C.7.6.3.1.2)."""
    forward = np.array(
        [[0.2568, 0.5041, 0.0979], [-0.1482, -0.2910, 0.4392], [0.4392, -0.3678, -0.0714]]
    )
    ybr = rgb.astype(np.float64) @ forward.T + (16, 128, 128)
    rounded: NDArray[np.uint8] = np.rint(ybr).astype(np.uint8)
    return rounded


def test_partial_range_in_jpeg_ls(tmp_path: Path) -> None:
    stream = bytes(imagecodecs.jpegls_encode(partial_range(four_fields())))
    found = fields_of(color_file(tmp_path / "a", JPEGLSLossless, stream, "YBR_PARTIAL_422"))
    np.testing.assert_allclose(found, FIELDS, atol=2)


@pytest.mark.parametrize("photometric", ["YBR_PARTIAL_422", "YBR_FULL_422"])
def test_uncompressed_colors_that_two_pixels_share(tmp_path: Path, photometric: str) -> None:
    ybr = partial_range(four_fields())
    if photometric == "YBR_FULL_422":
        ybr = np.asarray(Pillow.fromarray(four_fields()).convert("YCbCr"))
    pairs = ybr.reshape(32, 16, 2, 3)
    words = np.concatenate([pairs[..., 0], pairs[:, :, :1, 1], pairs[:, :, :1, 2]], axis=-1)
    data_set = blank()
    put_pixels(data_set, four_fields())
    data_set.PhotometricInterpretation = photometric
    data_set.PixelData = words.tobytes()
    np.testing.assert_allclose(fields_of(save(data_set, tmp_path / "a")), FIELDS, atol=2)


def test_a_signed_color_image_is_read_without_the_sign(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.asarray(Pillow.fromarray(four_fields()).convert("YCbCr")))
    data_set.PhotometricInterpretation, data_set.PixelRepresentation = "YBR_FULL", 1
    np.testing.assert_allclose(fields_of(save(data_set, tmp_path / "a")), FIELDS, atol=2)


def test_lossy_gray_keeps_its_darkest_and_brightest(tmp_path: Path) -> None:
    """Irreversible JPEG 2000 overshoots at edges; 12 bits in a code stream of 16."""
    values = np.zeros((64, 64), np.uint16)
    values[:, 32:] = 4095
    stream = bytes(imagecodecs.jpeg2k_encode(values, level=60, reversible=False, codecformat="j2k"))
    data_set = blank()
    put_pixels(data_set, values, bits_stored=12)
    compress(data_set, JPEG2000, [stream])
    image = open_series(save(data_set, tmp_path / "a"))
    assert np.abs(image.array[0].astype(int) - values).max() < 200


def test_a_codec_of_8_bits_under_a_header_of_16_keeps_its_brightness(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, four_fields())
    data_set.BitsAllocated = data_set.BitsStored = 16
    data_set.HighBit = 15
    compress(data_set, JPEGLSLossless, [bytes(imagecodecs.jpegls_encode(four_fields()))])
    np.testing.assert_allclose(fields_of(save(data_set, tmp_path / "a")), FIELDS)


@pytest.mark.parametrize("big_endian", [False, True])
def test_the_sign_survives_a_sequence_that_stands_before_it(
    tmp_path: Path, big_endian: bool
) -> None:
    """pydicom reads the sign for the sequence, and then holds a number and no bytes."""
    data_set = blank()
    put_pixels(data_set, SIGNED_12, bits_stored=12)
    region = Dataset()
    region.RegionSpatialFormat = 1
    data_set.SequenceOfUltrasoundRegions = Sequence([region])
    if big_endian:
        data_set.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
        data_set.PixelData = SIGNED_12.astype(">i2").tobytes()
    path = save(data_set, tmp_path / "a")
    image = open_series(path)
    np.testing.assert_array_equal(np.squeeze(image.array), SIGNED_12)


def test_single_bits_in_big_endian_words_keep_their_order(tmp_path: Path) -> None:
    """Frames of 63 bits, which begin within bytes and words (PS3.5 8.1.1)."""
    bits = (np.arange(3 * 7 * 9) % 5 == 0).astype(np.uint8).reshape(3, 7, 9)
    data_set = blank()
    put_pixels(data_set, bits[0])
    data_set.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    data_set.BitsAllocated = data_set.BitsStored = 1
    data_set.HighBit, data_set.NumberOfFrames = 0, 3
    data_set.PixelData = np.frombuffer(pack_bits(bits), "<u2").byteswap().tobytes()
    data_set["PixelData"].VR = "OW"
    np.testing.assert_array_equal(open_series(save(data_set, tmp_path / "a")).array, bits)
