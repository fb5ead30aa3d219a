"""Frames of segmentations: by the decoders of images, and never in part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, HTJ2KLossless, JPEG2000Lossless, JPEGLosslessSV1, JPEGLSLossless

from tests.support.dicom_phantoms import blank, put_pixels, save
from workstation.dicom.pixels.dataset_pixels import stored_frames
from workstation.errors import DicomReadError

ENCODERS: dict[UID, Callable[[Any], bytes | bytearray]] = {
    JPEGLSLossless: imagecodecs.jpegls_encode,
    JPEG2000Lossless: lambda a: imagecodecs.jpeg2k_encode(a, level=0, codecformat="j2k"),
    HTJ2KLossless: lambda a: imagecodecs.htj2k_encode(a, reversible=True),
    JPEGLosslessSV1: lambda a: imagecodecs.jpeg8_encode(a, lossless=True),
}


def labels() -> NDArray[np.uint8]:
    return np.random.default_rng(5).integers(0, 4, (3, 40, 48)).astype(np.uint8)


def label_map(path: Path, syntax: UID, *, cut: int | None = None, drop: int = 0) -> Dataset:
    streams = [bytes(ENCODERS[syntax](frame)) for frame in labels()]
    if cut is not None:
        streams[cut] = streams[cut][: len(streams[cut]) // 2]
    data_set = blank()
    put_pixels(data_set, labels()[0])
    data_set.NumberOfFrames = 3
    data_set.file_meta.TransferSyntaxUID = syntax
    data_set.PixelData = encapsulate(streams[: 3 - drop])
    data_set["PixelData"].VR = "OB"
    return pydicom.dcmread(save(data_set, path))


@pytest.mark.parametrize("syntax", ENCODERS)
def test_frames_are_those_that_were_stored(tmp_path: Path, syntax: UID) -> None:
    np.testing.assert_array_equal(stored_frames(label_map(tmp_path / "a", syntax)), labels())


@pytest.mark.parametrize("syntax", ENCODERS)
def test_a_frame_that_is_cut_short_or_absent_refuses_all(tmp_path: Path, syntax: UID) -> None:
    for number in range(3):
        with pytest.raises(DicomReadError):
            stored_frames(label_map(tmp_path / "cut", syntax, cut=number))
    with pytest.raises((DicomReadError, ValueError)):
        stored_frames(label_map(tmp_path / "absent", syntax, drop=1))


def test_uncompressed_frames(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, labels()[0])
    data_set.NumberOfFrames = 3
    data_set.PixelData = labels().tobytes()
    read = pydicom.dcmread(save(data_set, tmp_path / "a"))
    np.testing.assert_array_equal(stored_frames(read), labels())
