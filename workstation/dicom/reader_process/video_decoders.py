"""Video streams as RGB frames: by PyAV where it is installed, else by OpenCV.

Both hand the stream to FFmpeg, which is given bytes and nothing else: it may open no other file
or address, and only the containers and codecs that the transfer syntaxes allow (PS3.5 8.2.5-8.2.9,
A.4.5-A.4.8). The wheels of OpenCV bring an FFmpeg under the LGPL; those of PyAV bring encoders
under the GPL, too, so that it is an extra.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.messages import Message

Frames = Iterator[NDArray[np.uint8]]

_CONTAINERS = "mpegvideo,mpeg,mpegts,h264,hevc,mov,mp4,m4a,3gp,3g2,mj2"
_RAW = {"mpeg2video": "mpegvideo", "h264": "h264", "hevc": "hevc"}
_OTHER_KIND = Message("its video is not of the kind that its transfer syntax names")
_FOURCC = {
    "mpeg2video": {"mpg2", "mpeg", "mp2v"},
    "h264": {"h264", "avc1"},
    "hevc": {"hevc", "hev1", "hvc1"},
}


class NoDecoderError(Exception):
    """No library for video is installed."""


def frames_of(data: bytes, codec: str) -> Frames:
    """Every frame of a stream, (rows, columns, 3) RGB, one after the other.

    Parameters
    ----------
    data : bytes
        The stream, in a container or as it is.
    codec : str
        "mpeg2video", "h264" or "hevc".

    Raises
    ------
    ValueError
        It is damaged, or no video of this codec; also while frames are taken.
    NoDecoderError
        No library for video is installed.
    """
    return _decoder()(data, codec)


def _decoder() -> Callable[[bytes, str], Frames]:
    for module, decoder in (("av", by_pyav), ("cv2", by_opencv)):
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
            return decoder
    raise NoDecoderError(Message("no library for video is installed"))


def by_pyav(data: bytes, codec: str) -> Frames:
    """Frames as PyAV decodes them."""
    av: Any = importlib.import_module("av")
    options = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "none"}
    try:
        try:
            container = av.open(io.BytesIO(data), options=options)
        except av.FFmpegError:
            # An elementary stream is too short to be recognized, or begins with filler.
            container = av.open(io.BytesIO(data), format=_RAW[codec], options=options)
        streams = container.streams.video
        if not streams or streams[0].codec_context.name != codec:
            raise ValueError(_OTHER_KIND)
        streams[0].thread_type = "AUTO"
        for frame in container.decode(streams[0]):
            yield frame.to_ndarray(format="rgb24")
    except av.FFmpegError as fault:
        raise ValueError(
            Message("its video is damaged ({fault})", fault=type(fault).__name__)
        ) from fault


def by_opencv(data: bytes, codec: str) -> Frames:
    """Frames as OpenCV decodes them with its FFmpeg."""
    # FFmpeg's options reach it through the environment only.
    os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = (
        f"format_whitelist;{_CONTAINERS}|protocol_whitelist;none"
    )
    cv2: Any = importlib.import_module("cv2")
    # OpenCV does not keep the buffer alive, and reads from it until the end.
    buffer = io.BytesIO(data)
    capture = cv2.VideoCapture()
    try:
        # What goes wrong is told by words of ours.
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        if not capture.open(buffer, cv2.CAP_FFMPEG, []):
            raise ValueError(Message("its video is damaged"))
        capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 0)
        name = int(capture.get(cv2.CAP_PROP_FOURCC)).to_bytes(4, "little").decode("latin-1")
        if name.lower() not in _FOURCC[codec]:
            raise ValueError(_OTHER_KIND)
        while True:
            there, frame = capture.read()
            if not there:
                return
            yield np.ascontiguousarray(frame[:, :, ::-1])
    except cv2.error as fault:
        raise ValueError(Message("its video is damaged")) from fault
    finally:
        capture.release()
        del buffer
