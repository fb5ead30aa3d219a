"""Whether a compressed frame is all there."""

from __future__ import annotations

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray

from workstation.dicom.pixels.decode import jpeg, jpeg_2000
from workstation.dicom.pixels.decode.completeness import (
    check_jpeg_end,
    jpeg_2000_stream,
    jpeg_ls_stream,
    jpeg_scan_ends,
    may_lack_samples,
)
from workstation.dicom.pixels.decode.decoded import UnusableFrameError
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError

END = b"\xff\xd9"


def noise(rows: int = 40, columns: int = 48) -> NDArray[np.uint16]:
    j, i = np.indices((rows, columns))
    values = 900 + 11 * j + 5 * i + np.random.default_rng(2).integers(0, 90, (rows, columns))
    noisy: NDArray[np.uint16] = values.astype(np.uint16)
    return noisy


@pytest.mark.parametrize("predictor", range(1, 8))
def test_a_lossless_frame_that_ends_early_is_found_whatever_its_predictor(predictor: int) -> None:
    values = noise()
    image_format = PixelFormat(rows=40, columns=48)
    whole = bytes(
        imagecodecs.jpeg8_encode(values, lossless=True, predictor=predictor, bitspersample=16)
    )
    np.testing.assert_array_equal(jpeg.decode(whole, image_format).array, values)
    shown = 0
    for lost in (*range(1, 40), *range(40, len(whole) - 700, 61)):
        try:
            array = jpeg.decode(whole[: -2 - lost] + END, image_format).array
        except UnusableFrameError:
            continue
        # Cut within the code of the very last sample: no other one can be wrong.
        shown += 1
        np.testing.assert_array_equal(array.ravel()[:-1], values.ravel()[:-1])
    assert shown <= 2


def test_a_lossless_frame_whose_tables_are_gone_is_refused() -> None:
    """A second decoder in this process ended the program on such streams."""
    whole = bytes(imagecodecs.jpeg8_encode(noise(), lossless=True, bitspersample=16))
    table = whole.index(b"\xff\xc4")
    for damaged in (
        whole[:table] + b"\x7f" + whole[table + 1 :],
        whole[: table + 5] + b"\xff" * 16 + whole[table + 21 :],
    ):
        with pytest.raises(PixelDecodeError):
            jpeg.decode(damaged, PixelFormat(rows=40, columns=48))


def test_most_whole_frames_are_decoded_once() -> None:
    again = 0
    for seed in range(40):
        values = np.random.default_rng(seed).integers(0, 4096, (16, 16)).astype(np.uint16)
        stream = bytes(imagecodecs.jpeg8_encode(values, lossless=True, bitspersample=16))
        again += may_lack_samples(stream, values)
    assert again < 8


def test_the_end_is_looked_for_behind_the_coded_data() -> None:
    stream = bytes(imagecodecs.jpeg8_encode((noise() >> 4).astype(np.uint8)))
    assert jpeg_scan_ends(stream) == [len(stream) - 2]
    # A thumbnail in an application segment ends, too.
    thumbnail = b"\xff\xe5\x00\x06\xff\xda" + END
    cut = stream[:2] + thumbnail + stream[2:-2]
    for check in (check_jpeg_end, jpeg_scan_ends):
        with pytest.raises(UnusableFrameError):
            check(cut)
        check(cut + END + b"\0\0")
    with pytest.raises(UnusableFrameError):
        jpeg_ls_stream(bytes(imagecodecs.jpegls_encode(noise()))[:-2])


def test_padding_behind_the_end_of_jpeg_ls_is_left_out() -> None:
    stream = bytes(imagecodecs.jpegls_encode(noise()))
    assert jpeg_ls_stream(stream + b"\0") == stream
    # An encoder that pads with a longer marker.
    assert jpeg_ls_stream(stream[:-2] + b"\xff" + END) == stream[:-2] + b"\xff" + END


def test_every_tile_of_a_code_stream_is_asked_for() -> None:
    stream = bytes(imagecodecs.htj2k_encode(noise(), reversible=True, tile=(16, 16)))
    assert jpeg_2000_stream(stream) == stream
    parts = [
        place for place in range(len(stream)) if stream[place : place + 4] == b"\xff\x90\0\x0a"
    ]
    assert len(parts) == 9
    image_format = PixelFormat(rows=40, columns=48)
    np.testing.assert_array_equal(jpeg_2000.decode(stream[:-2], image_format).array, noise())
    for broken in (
        stream[: parts[-1]] + END,
        stream[: parts[3]] + stream[parts[4] :],
        stream[: parts[4] + 6] + b"\x00\xff\xff\xff" + stream[parts[4] + 10 :],
        stream[: parts[0]] + END,
        stream[:60],
    ):
        with pytest.raises(UnusableFrameError):
            jpeg_2000.decode(broken, image_format)


@pytest.mark.parametrize("length", [0, 1, 2, 3, 10, 40, 43, 60])
def test_scraps_are_refused_in_words(length: int) -> None:
    stream = bytes(imagecodecs.jpeg2k_encode(noise(), codecformat="j2k"))
    with pytest.raises(UnusableFrameError):
        jpeg_2000_stream(stream[:length])
    lossless = bytes(imagecodecs.jpeg8_encode(noise(), lossless=True, bitspersample=16))
    with pytest.raises(UnusableFrameError):
        jpeg_scan_ends(lossless[:length])
