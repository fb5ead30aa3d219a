"""Frames of a video object, decoded one after the other by FFmpeg through PyAV.

It runs in the reading process only. FFmpeg is given the bytes of the fragments and nothing
else: it may open no other file or address, and only the containers and the codec that the
transfer syntax allows (PS3.5 8.2.5-8.2.9, A.4.5-A.4.8).
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from typing import Any

import numpy as np

_CONTAINERS = "mpegvideo,mpeg,mpegts,h264,hevc,mov,mp4,m4a,3gp,3g2,mj2"
_RAW = {"mpeg2video": "mpegvideo", "h264": "h264", "hevc": "hevc"}
_LARGEST_STREAM = 4 * 1024**3


class VideoStream:
    """A video that is being decoded from its beginning.

    Raises
    ------
    ValueError
        It is no video of the codec that its transfer syntax names.
    """

    def __init__(self, path: str, fragments: list[list[int]], codec: str) -> None:
        self.key = (path, codec)
        self.next = 0
        if sum(length for _, length in fragments) > _LARGEST_STREAM:
            raise ValueError("its video is larger than can be read")
        with open(path, "rb") as file:  # noqa: PTH123 - the path is opaque here
            parts = []
            for offset, length in fragments:
                file.seek(offset)
                parts.append(file.read(length))
        self._data = b"".join(parts)
        self._frames = self._decoded(codec)

    def _decoded(self, codec: str) -> Iterator[Any]:
        av: Any = importlib.import_module("av")
        options = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "none"}
        try:
            container = av.open(io.BytesIO(self._data), options=options)
        except av.FFmpegError:
            # An elementary stream is too short to be recognized, or begins with filler.
            container = av.open(io.BytesIO(self._data), format=_RAW[codec], options=options)
        streams = container.streams.video
        if not streams or streams[0].codec_context.name != codec:
            raise ValueError("its video is not of the kind that its transfer syntax names")
        streams[0].thread_type = "AUTO"
        yield from container.decode(streams[0])

    def skip(self, count: int) -> None:
        """Decode frames without keeping them."""
        for _ in range(count):
            if next(self._frames, None) is None:
                return
            self.next += 1

    def take(self, count: int, shape_rc: tuple[int, int]) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The next frames, (t, rows, columns, 3) RGB; fewer at the end.

        Raises
        ------
        ValueError
            A frame has another size than the header says.
        """
        found = []
        for frame in self._frames:
            if (frame.height, frame.width) != shape_rc:
                raise ValueError(
                    f"its video is {frame.width} x {frame.height}, not as its header says"
                )
            found.append(frame.to_ndarray(format="rgb24"))
            self.next += 1
            if len(found) == count:
                break
        if not found:
            return np.zeros((0, *shape_rc, 3), np.uint8)
        return np.stack(found)


_open: list[VideoStream] = []


def decode_video(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Decode `count` frames from `start` on; the stream stays open for the request after.

    Returns
    -------
    tuple of dict and bytes
        Shape and RGB values; or a `reason`.
    """
    try:
        av: Any = importlib.import_module("av")
    except ImportError:
        return {"reason": "no library for video is installed", "absent": True}, b""
    try:
        key = (request["path"], request["codec"])
        if not _open or _open[0].key != key or _open[0].next > request["start"]:
            _open[:] = [VideoStream(request["path"], request["fragments"], request["codec"])]
        stream = _open[0]
        stream.skip(request["start"] - stream.next)
        frames = stream.take(request["count"], (request["rows"], request["columns"]))
    except ValueError as fault:
        _open.clear()
        return {"reason": str(fault)}, b""
    except av.FFmpegError as fault:
        _open.clear()
        return {"reason": f"its video is damaged ({type(fault).__name__})"}, b""
    return {"shape": list(frames.shape)}, np.ascontiguousarray(frames).tobytes()
