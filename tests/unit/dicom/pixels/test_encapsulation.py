from __future__ import annotations

from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGLSLossless

from tests.support.dicom_frames import decoded_frames, header_of
from tests.support.dicom_phantoms import blank, put_pixels, ramp, save
from workstation.dicom.headers.file_header import FileHeader
from workstation.errors import DicomReadError, PixelDecodeError
from workstation.services.open_study import open_series


def cine(path: Path, *, fragments: int = 1, table: bool = True, drop: int = 0) -> FileHeader:
    data_set = blank()
    frames = ramp(5, dtype="uint16")
    put_pixels(data_set, frames[0])
    data_set.NumberOfFrames = 5
    data_set.file_meta.TransferSyntaxUID = JPEGLSLossless
    encoded = [bytes(imagecodecs.jpegls_encode(frame)) for frame in frames][: 5 - drop]
    data_set.PixelData = encapsulate(encoded, fragments_per_frame=fragments, has_bot=table)
    data_set["PixelData"].VR = "OB"
    return header_of(save(data_set, path))


@pytest.mark.parametrize("table", [True, False])
@pytest.mark.parametrize("fragments", [1, 3])
def test_frames_are_found_with_and_without_an_offset_table(
    tmp_path: Path, fragments: int, table: bool
) -> None:
    header = cine(tmp_path / "cine", fragments=fragments, table=table)
    np.testing.assert_array_equal(decoded_frames(header), ramp(5))


def test_a_missing_frame_is_an_error(tmp_path: Path) -> None:
    header = cine(tmp_path / "cine", fragments=2, table=False, drop=1)
    with pytest.raises(PixelDecodeError):
        decoded_frames(header)


def test_extended_offset_table(tmp_path: Path) -> None:
    data_set = blank()
    frames = ramp(3, dtype="uint16")
    put_pixels(data_set, frames[0])
    data_set.NumberOfFrames = 3
    data_set.file_meta.TransferSyntaxUID = JPEGLSLossless
    encoded = [bytes(imagecodecs.jpegls_encode(frame)) for frame in frames]
    padded = [each + b"\0" * (len(each) % 2) for each in encoded]
    offsets = np.cumsum([0] + [len(each) + 8 for each in padded[:-1]])
    data_set.ExtendedOffsetTable = offsets.astype("<u8").tobytes()
    data_set.ExtendedOffsetTableLengths = np.array([len(e) for e in padded], "<u8").tobytes()
    data_set.PixelData = encapsulate(encoded, has_bot=False)
    data_set["PixelData"].VR = "OB"
    header = header_of(save(data_set, tmp_path / "file"))
    assert header.pixels is not None
    assert len(header.pixels.extended_offsets) == 3
    np.testing.assert_array_equal(decoded_frames(header), frames)


@pytest.mark.parametrize("table", [True, False])
def test_more_frames_than_the_header_says_are_told(tmp_path: Path, table: bool) -> None:
    data_set = blank()
    frames = ramp(3, dtype="uint16")
    put_pixels(data_set, frames[0])
    data_set.file_meta.TransferSyntaxUID = JPEGLSLossless
    encoded = [bytes(imagecodecs.jpegls_encode(frame)) for frame in frames]
    data_set.PixelData = encapsulate(encoded, has_bot=table)
    data_set["PixelData"].VR = "OB"
    save(data_set, tmp_path / "file")
    with pytest.raises(DicomReadError):
        header_of(tmp_path / "file")


def test_more_pixels_than_the_header_explains_are_told(tmp_path: Path) -> None:
    data_set = blank()
    frames = ramp(3, dtype="uint16")
    put_pixels(data_set, frames[0])
    data_set.PixelData = frames.tobytes()
    with pytest.raises(DicomReadError, match="explains only"):
        header_of(save(data_set, tmp_path / "file"))
    data_set.PixelData = frames[0].tobytes() + bytes(40)
    padded = header_of(save(data_set, tmp_path / "padded"))
    np.testing.assert_array_equal(decoded_frames(padded)[0], frames[0])


@pytest.mark.parametrize(
    ("keyword", "value", "is_told"),
    [("Columns", 9, True), ("Rows", 7, True), ("NumberOfFrames", 2, True), ("Rows", 8, False)],
)
def test_pixels_that_the_header_leaves_over_block_volumes(
    tmp_path: Path, keyword: str, value: int, is_told: bool
) -> None:
    """Of wrong columns the picture is oblique; of wrong frames the last one is lost."""
    data_set = blank()
    frames = ramp(3 if keyword == "NumberOfFrames" else 1, dtype="uint16")
    put_pixels(data_set, frames[0])
    data_set.PixelData = frames.tobytes() + b"\0\0"
    setattr(data_set, keyword, value)
    save(data_set, tmp_path / "file")
    issues = [issue for issue in open_series(tmp_path).honesty.issues if "more pixels" in
              str(issue.message)]  # fmt: skip
    assert [issue.blocks_volume for issue in issues] == [True] * is_told
