"""Video objects: MPEG-2, H.264 and HEVC streams as frames (PS3.5 A.4.5-A.4.8).

A long video is kept in a file that is gone when it is closed, not in memory.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.isolation.sandbox import (
    DECODE_MEMORY_BYTES,
    DECODE_SECONDS,
    DECODED_PIXELS_PER_SECOND,
    ReaderProcess,
)
from workstation.dicom.pixels.assemble import check_memory
from workstation.dicom.pixels.encapsulation import all_fragments
from workstation.dicom.standard.transfer_syntaxes import TRANSFER_SYNTAXES, Coding
from workstation.domain.pixel_source import PixelSource
from workstation.domain.study import FrameRef
from workstation.errors import DicomReadError, ResourceLimitError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn

LARGEST_IN_MEMORY = 1024**3
_BATCH_BYTES = 32 * 1024**2
_DISK_SHARE = 0.5


def is_video(frame: FrameRef) -> bool:
    """Whether a frame is part of a video stream."""
    return TRANSFER_SYNTAXES[frame.transfer_syntax_uid].coding is Coding.VIDEO


def codec_of(transfer_syntax_uid: str) -> str:
    """The FFmpeg name of the codec of a video transfer syntax."""
    name = TRANSFER_SYNTAXES[transfer_syntax_uid].name
    return "mpeg2video" if "MPEG-2" in name else "hevc" if "HEVC" in name else "h264"


def read_video(
    frames: Sequence[FrameRef],
    *,
    token: CancelToken,
    progress: ProgressFn,
    on_slice: Callable[[int, NDArray[Any]], None] | None = None,
) -> NDArray[np.uint8]:
    """Decode every frame of a video.

    Parameters
    ----------
    frames : sequence of FrameRef
        Of one file, in order.
    token : CancelToken
        Asked between batches.
    progress : ProgressFn
        Told after each batch.
    on_slice : callable, optional
        Told number and values of each frame.

    Returns
    -------
    (t, rows, columns, 3) uint8
        RGB; fewer frames than the header claims where the stream ends early.

    Raises
    ------
    DicomReadError
        The video cannot be decoded, or no library for it is installed.
    ResourceLimitError
        There is no room for it, neither in memory nor on the disk.
    CancelledError
        The token was cancelled.
    """
    source = _source(frames[0])
    rows, columns = source.format.rows, source.format.columns
    array = _room((len(frames), rows, columns, 3))
    batch = max(1, _BATCH_BYTES // (rows * columns * 3))
    done = 0
    with _process() as process:
        request = _request(frames[0], source)
        while done < len(frames):
            token.raise_if_cancelled()
            count = min(batch, len(frames) - done)
            got = _ask(process, request, done, count, source)
            array[done : done + len(got)] = got
            for k in range(done, done + len(got)):
                if on_slice is not None:
                    on_slice(k, array[k])
            done += len(got)
            progress(done / len(frames), Message("Decoding video"))
            if len(got) < count:
                break
    if not done:
        raise DicomReadError(Message("The video holds no frame that can be decoded."))
    return array[:done]


def read_video_frame(frame: FrameRef) -> NDArray[np.uint8]:
    """One frame of a video, (rows, columns, 3) RGB; those before it are decoded, too.

    Raises
    ------
    DicomReadError
        It cannot be decoded.
    """
    source = _source(frame)
    with _process() as process:
        found = _ask(process, _request(frame, source), frame.frame_index, 1, source)
    if not len(found):
        raise DicomReadError(Message("The video has fewer frames than its header says."))
    only: NDArray[np.uint8] = found[0]
    return only


def _process() -> ReaderProcess:
    return ReaderProcess(memory_bytes=DECODE_MEMORY_BYTES, seconds=DECODE_SECONDS)


def _source(frame: FrameRef) -> PixelSource:
    if frame.pixels is None:
        raise DicomReadError(Message("This object holds no video."), detail=frame.sop_class_uid)
    return frame.pixels


def _request(frame: FrameRef, source: PixelSource) -> dict[str, Any]:
    with open(frame.path, "rb") as file:  # noqa: PTH123 - the path is opaque here
        fragments = all_fragments(lambda at, n: os.pread(file.fileno(), n, at), source)
    return {
        "job": "video",
        "path": frame.path,
        "fragments": fragments,
        "codec": codec_of(frame.transfer_syntax_uid),
        "rows": source.format.rows,
        "columns": source.format.columns,
    }


def _ask(
    process: ReaderProcess, request: dict[str, Any], start: int, count: int, source: PixelSource
) -> NDArray[np.uint8]:
    # Where a process starts in the middle, it decodes what lies before.
    pixels = source.format.rows * source.format.columns * (start + count)
    reply, payload = process.ask(
        {**request, "start": start, "count": count},
        more_seconds=pixels / DECODED_PIXELS_PER_SECOND,
    )
    if reply.get("absent"):
        raise DicomReadError(
            Message("Video cannot be shown: no library for it is installed."),
            hint=Message("Install Lightbox again with its dependencies, or: pip install av"),
        )
    if "reason" in reply:
        raise DicomReadError(
            Message("The video cannot be decoded: {reply}.", reply=reply["reason"]),
            hint=Message("The file may be damaged; ask the sender for it again."),
        )
    shape = tuple(int(n) for n in reply["shape"])
    expected = (source.format.rows, source.format.columns, 3)
    if len(shape) != 4 or shape[1:] != expected or shape[0] > count:
        raise DicomReadError(Message("A decoded video has another size than its header says."))
    return np.frombuffer(payload, np.uint8).reshape(shape)


def _room(shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """An array for the frames: in memory, or in a file without a name when it is long."""
    size = int(np.prod(shape, dtype=np.int64))
    if size <= LARGEST_IN_MEMORY:
        check_memory(shape, np.dtype(np.uint8))
        return np.empty(shape, np.uint8)
    folder = tempfile.gettempdir()
    if size > _DISK_SHARE * shutil.disk_usage(folder).free:
        raise ResourceLimitError(
            Message(
                "This video needs {size:.0f} GB when it is decoded, more than there is room for.",
                size=size / 1000000000.0,
            )
        )
    with tempfile.TemporaryFile(dir=folder) as file:
        file.truncate(size)
        return np.memmap(file, np.uint8, "r+", shape=shape)
