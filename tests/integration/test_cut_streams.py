"""Frames that end early, in every coding: refused in words, never shown as if they were whole."""

from __future__ import annotations

import itertools
import re
import struct
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from openjpeg.utils import encode_array
from PIL import Image as Pillow
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from tests.support.dicom_phantoms import SeriesPhantom, blank, image_data_set, put_pixels, save
from workstation.dicom.pixels.decode import jpeg_2000
from workstation.domain.image import Image, Volume
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import DicomReadError, PixelDecodeError
from workstation.services.open_study import load, open_series, scan

DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
Encode = Callable[[NDArray[np.uint16]], bytes]


def noise(rows: int = 96, columns: int = 80, seed: int = 1) -> NDArray[np.uint16]:
    """A ramp with noise, 12 bits: every part of the stream says something."""
    random = np.random.default_rng(seed)
    j, i = np.indices((rows, columns))
    values = 1000 + 8 * j + 3 * i + random.integers(0, 60, (rows, columns))
    noisy: NDArray[np.uint16] = values.astype(np.uint16)
    return noisy


def rle(values: NDArray[np.uint16]) -> bytes:
    data_set = blank()
    put_pixels(data_set, values, bits_stored=12)
    data_set.compress(RLELossless)
    fragment: bytes = data_set.PixelData
    (length,) = struct.unpack_from("<I", fragment, 8 + 4 + 4)
    return fragment[20 : 20 + length] if length > 8 else fragment[28:]


def deflated(values: NDArray[np.uint16]) -> bytes:
    return bytes(imagecodecs.deflate_encode(values.astype("<u2").tobytes(), raw=True))


CODINGS: dict[str, tuple[str, Encode]] = {
    "lossless 14": (
        JPEGLossless, lambda v: bytes(imagecodecs.ljpeg_encode(v, bitspersample=12))
    ),
    "lossless 14 SV1": (
        JPEGLosslessSV1,
        lambda v: bytes(
            imagecodecs.jpeg8_encode(v, lossless=True, predictor=1, bitspersample=12)
        ),
    ),
    "extended": (
        JPEGExtended12Bit, lambda v: bytes(imagecodecs.jpeg8_encode(v, bitspersample=12))
    ),
    "baseline": (
        JPEGBaseline8Bit, lambda v: bytes(imagecodecs.jpeg8_encode((v >> 4).astype(np.uint8)))
    ),
    "JPEG-LS": (JPEGLSLossless, lambda v: bytes(imagecodecs.jpegls_encode(v))),
    "JPEG 2000": (JPEG2000Lossless, lambda v: encode_array(v, bits_stored=12)),
    "HTJ2K": (HTJ2KLossless, lambda v: bytes(imagecodecs.htj2k_encode(v, reversible=True))),
    "RLE": (RLELossless, rle),
    "deflated frame": (DEFLATED_FRAMES, deflated),
}  # fmt: skip


def write(path: Path, coding: str, frames: list[bytes], *, count: int = 1) -> Path:
    data_set = blank()
    values = noise()
    eight = coding == "baseline"
    put_pixels(
        data_set,
        (values >> 4).astype(np.uint8) if eight else values,
        bits_stored=8 if eight else 12,
    )
    if count > 1:
        data_set.NumberOfFrames = count
    syntax = CODINGS[coding][0]
    known = JPEGLSLossless if syntax == DEFLATED_FRAMES else UID(syntax)
    data_set.file_meta.TransferSyntaxUID = known
    data_set.PixelData = encapsulate(frames)
    data_set["PixelData"].VR = "OB"
    save(data_set, path)
    if syntax == DEFLATED_FRAMES:  # which pydicom does not know yet
        named = syntax.encode().ljust(len(known), b"\0")
        path.write_bytes(path.read_bytes().replace(known.encode(), named, 1))
    return path


def is_refused(path: Path) -> bool:
    """Whether nothing of a file is shown; it is left out with a reason, or loading it fails."""
    report = scan(path)
    if not report.studies:
        assert report.skipped[0].reason
        return True
    ((study, series),) = report.all_series()
    try:
        load(series.stacks[0], study, series)
    except DicomReadError:
        return True
    return False


@pytest.mark.parametrize("coding", CODINGS)
def test_a_whole_frame_opens(tmp_path: Path, coding: str) -> None:
    assert not is_refused(write(tmp_path / "whole", coding, [CODINGS[coding][1](noise())]))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.995])
@pytest.mark.parametrize(
    ("coding", "tail"),
    # Cut off, and with an end marker set again where the coding has one.
    [(coding, b"") for coding in CODINGS]
    + [(coding, b"\xff\xd9") for coding in CODINGS if coding not in {"RLE", "deflated frame"}],
)
def test_a_frame_that_ends_early_is_refused(
    tmp_path: Path, coding: str, share: float, tail: bytes
) -> None:
    whole = CODINGS[coding][1](noise())
    cut = whole[: int((len(whole) - 2) * share)] + tail
    assert is_refused(write(tmp_path / "cut", coding, [cut]))


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("share", [0.4, 0.9, 0.99])
def test_a_file_that_ends_early_is_refused(tmp_path: Path, coding: str, share: float) -> None:
    path = write(tmp_path / "file", coding, [CODINGS[coding][1](noise())])
    whole = path.read_bytes()
    start = whole.rindex(b"\xe0\x7f\x10\x00")
    path.write_bytes(whole[: start + int((len(whole) - start) * share)])
    assert is_refused(path)


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("less", [2, 4])
def test_a_fragment_that_is_stated_shorter_than_it_is_is_refused(
    tmp_path: Path, coding: str, less: int
) -> None:
    path = write(tmp_path / "file", coding, [CODINGS[coding][1](noise())])
    data = bytearray(path.read_bytes())
    item = data.index(b"\xfe\xff\x00\xe0", data.rindex(b"\xe0\x7f\x10\x00") + 20)
    (length,) = struct.unpack_from("<I", data, item + 4)
    struct.pack_into("<I", data, item + 4, length - less)
    path.write_bytes(bytes(data))
    assert is_refused(path)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_frame_in_the_middle_of_a_clip_that_ends_early_is_refused(
    tmp_path: Path, coding: str
) -> None:
    encode = CODINGS[coding][1]
    frames = [encode(noise(seed=number)) for number in range(3)]
    assert not is_refused(write(tmp_path / "whole", coding, frames, count=3))
    frames[1] = frames[1][: len(frames[1]) // 2]
    assert is_refused(write(tmp_path / "cut", coding, frames, count=3))


def test_a_progressive_frame_that_lacks_a_part_of_any_scan_is_refused(tmp_path: Path) -> None:
    stream = BytesIO()
    Pillow.fromarray((noise() >> 4).astype(np.uint8)).save(stream, "JPEG", progressive=True)
    whole = stream.getvalue()
    assert not is_refused(write(tmp_path / "whole", "baseline", [whole]))
    scans = [place for place in range(len(whole)) if whole[place : place + 2] == b"\xff\xda"]
    assert len(scans) > 3
    for number, start in enumerate(scans[1:], 1):
        # Tables of the next scan stand before it: leave them whole, and take coded data away.
        tables = whole.rindex(b"\xff\xc4", 0, start)
        broken = whole[: tables - 12] + whole[tables:]
        assert is_refused(write(tmp_path / f"cut{number}", "baseline", [broken])), number


def test_a_frame_that_lacks_a_part_between_two_restart_markers_is_refused(tmp_path: Path) -> None:
    stream = BytesIO()
    picture = Pillow.fromarray((noise() >> 4).astype(np.uint8))
    picture.save(stream, "JPEG", restart_marker_rows=2)
    whole = stream.getvalue()
    assert not is_refused(write(tmp_path / "whole", "baseline", [whole]))
    restarts = [found.start() for found in re.finditer(rb"\xff[\xd0-\xd7]", whole)]
    assert len(restarts) == 5
    for number, (start, end) in enumerate(itertools.pairwise(restarts)):
        broken = whole[: start + (end - start) // 2] + whole[end:]
        assert is_refused(write(tmp_path / f"cut{number}", "baseline", [broken])), number


def test_damage_in_a_block_that_a_decoder_finds_is_not_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A binding that only prints the error of a block hands over a picture all the same."""
    whole = CODINGS["HTJ2K"][1](noise())
    image_format = PixelFormat(rows=96, columns=80, bits_stored=12, high_bit=11)
    random = np.random.default_rng(3)
    dropped: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", dropped.append)
    refused = 0
    for _ in range(60):
        broken = bytearray(whole)
        for place in random.integers(len(whole) // 2, len(whole) - 2, 4):
            broken[place] = int(random.integers(0, 256))
        try:
            jpeg_2000.decode(bytes(broken), image_format)
        except PixelDecodeError:
            refused += 1
    assert refused > 5
    assert dropped == []


def test_a_missing_delimiter_alone_does_no_harm(tmp_path: Path) -> None:
    values = noise()
    path = write(tmp_path / "file", "lossless 14 SV1", [CODINGS["lossless 14 SV1"][1](values)])
    whole = path.read_bytes()
    assert whole.endswith(b"\xfe\xff\xdd\xe0\0\0\0\0")
    path.write_bytes(whole[:-8])
    image: Image = open_series(path)
    np.testing.assert_array_equal(image.array[0], values)


def test_a_code_stream_without_its_end_marker_lacks_nothing(tmp_path: Path) -> None:
    values = noise()
    for coding in ("JPEG 2000", "HTJ2K"):
        stream = CODINGS[coding][1](values)
        assert stream.endswith(b"\xff\xd9")
        image = open_series(write(tmp_path / coding[:2], coding, [stream[:-2]]))
        np.testing.assert_array_equal(image.array[0], values)


def test_one_cut_slice_leaves_the_others_open_and_is_named(tmp_path: Path) -> None:
    stored = np.stack([noise(seed=number) for number in range(5)])
    phantom = SeriesPhantom(
        stored=stored, positions=np.array([[0.0, 0.0, 2.5 * k] for k in range(5)])
    )
    for k in range(5):
        data_set = image_data_set(phantom, k)
        data_set.file_meta.TransferSyntaxUID = JPEGLosslessSV1
        stream = CODINGS["lossless 14 SV1"][1](stored[k])
        data_set.PixelData = encapsulate([stream[: len(stream) // 2] if k == 2 else stream])
        data_set["PixelData"].VR = "OB"
        data_set.BitsStored, data_set.HighBit = 12, 11
        save(data_set, tmp_path / f"{k}")
    (skipped,) = scan(tmp_path).skipped
    assert skipped.path.endswith("2")
    assert "cut short" in str(skipped.reason)
    volume = open_series(tmp_path)
    assert isinstance(volume, Volume)
    np.testing.assert_array_equal(volume.array, stored[[0, 1, 3, 4]].astype(int) - 1024)
    assert volume.honesty.blocks_volume


def test_a_deflated_data_set_that_ends_early_is_refused(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, noise(), bits_stored=12)
    data_set.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    path = save(data_set, tmp_path / "file")
    whole = path.read_bytes()
    for share in (0.5, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert is_refused(path)


def test_a_stream_that_is_slow_to_fail_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CharLS takes seconds for a stream without its end marker, and cannot be stopped."""
    stream = CODINGS["JPEG-LS"][1](noise())
    path = write(tmp_path / "cut", "JPEG-LS", [stream[: len(stream) // 2]])

    def decode(_data: bytes) -> None:
        raise AssertionError("the stream is decoded")

    monkeypatch.setattr(imagecodecs, "jpegls_decode", decode)
    assert "cut short" in str(scan(path).skipped[0].reason)
    # A clip is not looked at when it is scanned.
    clip = write(tmp_path / "clip", "JPEG-LS", [stream[: len(stream) // 2]] * 2, count=2)
    with pytest.raises(PixelDecodeError, match="cut short"):
        open_series(clip)
