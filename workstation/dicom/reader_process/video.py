"""Frames of a video object, decoded one after the other; it runs in the reading process only."""

from __future__ import annotations

from typing import Any

import numpy as np

from workstation.dicom.reader_process.video_decoders import NoDecoderError, frames_of
from workstation.messages import Message, words_of

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
            raise ValueError(Message("its video is larger than can be read"))
        with open(path, "rb") as file:  # noqa: PTH123 - the path is opaque here
            parts = []
            for offset, length in fragments:
                file.seek(offset)
                parts.append(file.read(length))
        self._frames = frames_of(b"".join(parts), codec)

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
            rows, columns = frame.shape[:2]
            if (rows, columns) != shape_rc:
                raise ValueError(
                    Message(
                        "its video is {columns} x {rows}, not as its header says",
                        columns=columns,
                        rows=rows,
                    )
                )
            found.append(frame)
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
        key = (request["path"], request["codec"])
        if not _open or _open[0].key != key or _open[0].next > request["start"]:
            _open[:] = [VideoStream(request["path"], request["fragments"], request["codec"])]
        stream = _open[0]
        stream.skip(request["start"] - stream.next)
        frames = stream.take(request["count"], (request["rows"], request["columns"]))
    except NoDecoderError as fault:
        return {"reason": words_of(fault), "absent": True}, b""
    except ValueError as fault:
        _open.clear()
        return {"reason": words_of(fault)}, b""
    return {"shape": list(frames.shape)}, np.ascontiguousarray(frames).tobytes()
