"""Video objects that are encoded for the purpose: frame k shows grey level 16 k."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import UID, VideoEndoscopicImageStorage

from tests.support.dicom_phantoms import blank, put_pixels, save
from workstation.dicom.pixels import video
from workstation.dicom.reader_process.video_decoders import by_opencv, by_pyav
from workstation.domain.geometry import GeometryIssueCode
from workstation.domain.image import FrameSequence
from workstation.errors import DicomReadError
from workstation.services.open_study import load, read_frame, scan

av: Any = pytest.importorskip("av")

COUNT, ROWS, COLUMNS = 14, 64, 96
PREFIX = "1.2.840.10008.1.2.4."
KINDS = [
    ("100", "mpeg2video", "mpeg2video"),
    ("102", "libx264", "h264"),
    ("102", "libx264", "mp4"),
    ("104", "libx264", "mpegts"),
    ("107", "libx265", "hevc"),
]


def encoded(codec: str, container: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream = target.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = COLUMNS, ROWS, "yuv420p"
        stream.bit_rate = 2_000_000
        if codec == "libx265":
            stream.options = {"x265-params": "log-level=none"}
        for k in range(COUNT):
            grey = np.full((ROWS, COLUMNS, 3), 16 * k, np.uint8)
            grey[:, COLUMNS // 2 :] = 255 - 16 * k
            target.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        target.mux(stream.encode())
    return out.getvalue()


def video_file(folder: Path, suffix: str, stream: bytes, *, fragments: int = 1) -> Path:
    data_set = blank(VideoEndoscopicImageStorage)
    data_set.Modality = "ES"
    put_pixels(data_set, np.zeros((ROWS, COLUMNS, 3), np.uint8))
    data_set.PhotometricInterpretation = "YBR_PARTIAL_420"
    data_set.NumberOfFrames, data_set.FrameTime, data_set.CineRate = COUNT, "40", 25
    data_set.file_meta.TransferSyntaxUID = UID(PREFIX + suffix)
    stream += b"\0" * (len(stream) % 2)
    data_set.PixelData = encapsulate([stream], fragments_per_frame=fragments, has_bot=False)
    data_set["PixelData"].VR = "OB"
    return save(data_set, folder / "video.dcm")


def opened(path: Path) -> FrameSequence:
    ((study, series),) = scan(path).all_series()
    image = load(series.stacks[0], study, series)
    assert isinstance(image, FrameSequence)
    return image


@pytest.fixture(params=["av", "cv2"])
def decoder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The library that decodes; the other one is not there for the reading process."""
    name: str = request.param
    if name == "cv2":
        hidden = tmp_path / "hidden"
        (hidden / "av").mkdir(parents=True)
        (hidden / "av" / "__init__.py").write_text("raise ImportError('not installed')")
        before = os.environ.get("PYTHONPATH", "")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(p for p in (str(hidden), before) if p))
    return name


@pytest.mark.usefixtures("decoder")
@pytest.mark.parametrize(("suffix", "codec", "container"), KINDS)
def test_frame_k_shows_its_grey_level(
    tmp_path: Path, suffix: str, codec: str, container: str
) -> None:
    image = opened(video_file(tmp_path, suffix, encoded(codec, container)))
    assert image.array.shape == (COUNT, ROWS, COLUMNS, 3)
    assert image.frame_time_ms == 40
    assert image.source.lossy
    left = image.array[:, 8:-8, 8 : COLUMNS // 2 - 8].mean(axis=(1, 2))
    right = image.array[:, 8:-8, COLUMNS // 2 + 8 : -8].mean(axis=(1, 2))
    expected = 16.0 * np.arange(COUNT)[:, np.newaxis]
    np.testing.assert_allclose(left, np.repeat(expected, 3, axis=1), atol=4)
    np.testing.assert_allclose(right, np.repeat(255 - expected, 3, axis=1), atol=4)


def test_a_stream_in_many_fragments_is_one_stream(tmp_path: Path) -> None:
    path = video_file(tmp_path, "102.1", encoded("libx264", "h264"), fragments=7)
    assert opened(path).array.shape[0] == COUNT


@pytest.mark.usefixtures("decoder")
def test_one_frame_is_decoded_alone(tmp_path: Path) -> None:
    path = video_file(tmp_path, "100", encoded("mpeg2video", "mpeg2video"))
    ((_study, series),) = scan(path).all_series()
    values = read_frame(series.stacks[0], 9)
    assert values[30, 20].mean() == pytest.approx(144, abs=4)


def test_a_long_video_is_kept_outside_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(video, "LARGEST_IN_MEMORY", 1000)
    monkeypatch.setattr(video, "_BATCH_BYTES", 5 * ROWS * COLUMNS * 3)
    image = opened(video_file(tmp_path, "102", encoded("libx264", "h264")))
    assert isinstance(image.array, np.memmap)
    assert image.array[13, 30, 20].mean() == pytest.approx(208, abs=4)


@pytest.mark.usefixtures("decoder")
@pytest.mark.parametrize(
    ("stream", "words"),
    [
        (b"\0\0\1" * 400, "cannot be decoded"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n" * 20, "cannot be decoded"),
        (None, "not of the kind"),
    ],
)
def test_what_is_no_such_video_is_refused(tmp_path: Path, stream: bytes | None, words: str) -> None:
    # None: an H.264 stream in a file that says MPEG-2.
    path = video_file(tmp_path, "100", stream or encoded("libx264", "mp4"))
    with pytest.raises(DicomReadError, match=words):
        opened(path)


@pytest.mark.usefixtures("decoder")
def test_a_video_that_ends_early_shows_what_there_is(tmp_path: Path) -> None:
    stream = encoded("mpeg2video", "mpeg2video")
    image = opened(video_file(tmp_path, "100", stream[: len(stream) // 2]))
    there = image.array.shape[0]
    assert 1 <= there < COUNT
    (issue,) = [i for i in image.honesty.issues if i.code is GeometryIssueCode.PIXELS]
    assert f"{there} of {COUNT}" in str(issue.message)


@pytest.mark.usefixtures("decoder")
def test_another_size_than_the_header_says_is_refused(tmp_path: Path) -> None:
    import pydicom

    path = video_file(tmp_path, "102", encoded("libx264", "h264"))
    data_set = pydicom.dcmread(path)
    data_set.Rows = 60
    data_set.save_as(path)
    with pytest.raises(DicomReadError, match="not as its header says"):
        opened(path)


@pytest.mark.parametrize(("suffix", "codec", "container"), KINDS)
def test_both_libraries_show_the_same_colors(suffix: str, codec: str, container: str) -> None:
    del suffix
    data, name = encoded(codec, container), codec.replace("libx264", "h264")
    name = name.replace("libx265", "hevc")
    for one, other in zip(by_pyav(data, name), by_opencv(data, name), strict=True):
        assert np.abs(one.astype(int) - other).max() <= 3


def test_the_library_that_is_hidden_is_not_used(decoder: str, tmp_path: Path) -> None:
    path = video_file(tmp_path, "100", encoded("mpeg2video", "mpeg2video"))
    assert opened(path).array.shape[0] == COUNT
    found = subprocess.run(
        [sys.executable, "-c", "from workstation.dicom.reader_process import video_decoders as v;"
         "print(v._decoder().__name__)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.strip() == {"av": "by_pyav", "cv2": "by_opencv"}[decoder]
