"""Opens one image file and gives its frames, decoded, one at a time or from many threads."""

from __future__ import annotations

import os
import threading
import time
import zlib
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.isolation.sandbox import (
    DECODE_MEMORY_BYTES,
    DECODE_SECONDS,
    DECODED_PIXELS_PER_SECOND,
    ReaderProcess,
    Reply,
)
from workstation.dicom.pixels.decode.decoded import Decoded, UnusableFrameError
from workstation.dicom.pixels.decode.frame import decode_frame
from workstation.dicom.pixels.decode.frame_size import check_shape
from workstation.dicom.pixels.encapsulation import Fragment, frame_fragments
from workstation.dicom.standard.transfer_syntaxes import TRANSFER_SYNTAXES, Coding
from workstation.domain.pixel_source import PixelSource
from workstation.domain.study import FrameRef
from workstation.errors import DicomReadError, PixelDecodeError
from workstation.messages import Message

LONG_FAILURE_S = 1.0
LARGE_SAMPLES = 2**25
"""Frames beyond this are decoded in a process of their own, whose memory is bounded."""
LARGE_SECONDS = 20.0
"""Added to their time limit: no other decoder is asked, and the machine may be busy."""
LEAST_LARGE_MEMORY_BYTES = 512 * 1024**2
# OpenJPEG holds 32-bit planes twice, the result and its bytes beside them.
LARGE_MEMORY_BYTES_PER_SAMPLE = 24


class FallbackDecoder:
    """Decodes frames in child processes: what the first-choice library could not, and large ones.

    Started when needed.
    """

    def __init__(self) -> None:
        self._process = ReaderProcess(memory_bytes=DECODE_MEMORY_BYTES, seconds=DECODE_SECONDS)
        self._lock = threading.Lock()
        self.used: set[str] = set()
        """Paths of files that only the second library could decode."""

    def decode(self, frame: FrameRef, source: PixelSource) -> Decoded:
        """Decode one frame with pydicom's plugins.

        Raises
        ------
        PixelDecodeError
            None of them can, or the frame has another size than its header says.
        """
        request = {"job": "decode", "path": frame.path, "frame": frame.frame_index}
        with self._lock:
            reply, payload = self._process.ask(request, more_seconds=_more_seconds(source))
        array = _answered(reply, payload, source)
        self.used.add(frame.path)
        is_rgb = reply["photometric"] == "RGB" != source.format.photometric
        return Decoded(array, is_rgb=is_rgb)

    def decode_large(
        self, path: str, fragments: list[Fragment], coding: Coding, source: PixelSource
    ) -> Decoded:
        """Decode one large frame with the first-choice library, in a process of bounded memory.

        Raises
        ------
        PixelDecodeError
            It is damaged, or takes more memory or time than its size can explain.
        """
        described = asdict(replace(source.format, modality_lut=None, palette=None))
        request = {
            "job": "decode_large",
            "path": path,
            "fragments": fragments,
            "coding": coding.value,
            "format": described,
        }
        samples = source.format.rows * source.format.columns * source.format.samples
        memory = LEAST_LARGE_MEMORY_BYTES + samples * LARGE_MEMORY_BYTES_PER_SAMPLE
        with self._lock, ReaderProcess(memory_bytes=memory, seconds=DECODE_SECONDS) as process:
            more = LARGE_SECONDS + _more_seconds(source)
            reply, payload = process.ask(request, more_seconds=more)
        array = _answered(reply, payload, source)
        return Decoded(array, reply["precision"], is_rgb=reply["is_rgb"], exact=reply["exact"])

    def close(self) -> None:
        """End the child process."""
        self._process.close()


def _more_seconds(source: PixelSource) -> float:
    return source.format.rows * source.format.columns / DECODED_PIXELS_PER_SECOND


def _answered(reply: Reply, payload: bytes, source: PixelSource) -> NDArray[Any]:
    """The array of an answer, if it is the image that the header announces."""
    if "reason" in reply:
        raise PixelDecodeError(
            Message("The pixels of an image cannot be decoded."),
            hint=Message("The file may be damaged; ask the sender for it again."),
            detail=str(reply["reason"]),
        )
    array: NDArray[Any] = np.frombuffer(payload, np.dtype(reply["dtype"])).reshape(reply["shape"])
    check_shape(array, source.format)
    return array


class FrameReader:
    """Frames of one file. Safe to use from several threads at once.

    Parameters
    ----------
    frame : FrameRef
        Any frame of the file.
    fallback : FallbackDecoder
        Asked when the first-choice decoder fails.

    Raises
    ------
    DicomReadError
        The file is gone, cannot be opened, or has changed since it was scanned.
    """

    def __init__(self, frame: FrameRef, fallback: FallbackDecoder) -> None:
        if frame.pixels is None:
            raise DicomReadError(Message("This object holds no image."), detail=frame.sop_class_uid)
        self.source = frame.pixels
        self._syntax = TRANSFER_SYNTAXES[frame.transfer_syntax_uid]
        self._fallback = fallback
        self._fragments: list[list[Fragment]] | None = None
        self._inflated: bytes | None = None
        self._lock = threading.Lock()
        try:
            self._fd = os.open(frame.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise DicomReadError(
                Message("An image file cannot be opened any more."),
                hint=Message("Check that the disk or share is still there, and scan again."),
                detail=error.strerror or "",
            ) from error
        if os.fstat(self._fd).st_size != self.source.file_bytes:
            os.close(self._fd)
            raise DicomReadError(
                Message("An image file has changed since it was scanned."),
                hint=Message("Scan the folder again."),
            )

    def __enter__(self) -> FrameReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)

    @property
    def is_raw(self) -> bool:
        """Whether frames stand in the file as little-endian values that need no decoding."""
        return (
            self.source.length >= 0
            and not self._syntax.deflated
            and not self.source.format.big_endian
        )

    def read_into(self, index: int, out: NDArray[Any]) -> None:
        """Read a raw frame into a contiguous array, without a copy in between.

        Raises
        ------
        PixelDecodeError
            The file ends too early.
        """
        start = self.source.offset + index * self.source.format.frame_bytes
        view = out.data.cast("B")
        done = 0
        while done < len(view):
            count = os.preadv(self._fd, [view[done:]], start + done)
            if count == 0:
                raise PixelDecodeError(Message("An image file is cut short."))
            done += count

    def decode(self, frame: FrameRef) -> Decoded:
        """One frame as its codec gives it.

        Raises
        ------
        PixelDecodeError
            The frame is damaged or absent.
        """
        coding = self._syntax.coding
        if self._syntax.encapsulated and self.source.length < 0 and self._is_large():
            fragments = self._fragments_of(frame.frame_index)
            large = self._fallback.decode_large(frame.path, fragments, coding, self.source)
            return large._replace(exact=large.exact and not self._syntax.lossy)
        start = time.thread_time()
        try:
            data = self._frame_bytes(frame.frame_index)
            decoded = decode_frame(data, coding, self.source.format)
            check_shape(decoded.array, self.source.format)
        except UnusableFrameError:
            raise
        except PixelDecodeError:
            # A frame that was long in failing is damaged; a second decoder would hang as well.
            if not self._syntax.encapsulated or time.thread_time() - start > LONG_FAILURE_S:
                raise
            return self._fallback.decode(frame, self.source)
        # A stream that could be exact is cut to a size in a syntax that allows it.
        return decoded._replace(exact=decoded.exact and not self._syntax.lossy)

    def _is_large(self) -> bool:
        image_format = self.source.format
        return image_format.rows * image_format.columns * image_format.samples > LARGE_SAMPLES

    def _frame_bytes(self, index: int) -> bytes:
        if not 0 <= index < self.source.format.frames:
            raise PixelDecodeError(Message("An image has fewer frames than its index says."))
        if self.source.length < 0:
            return b"".join(self._read_at(*fragment) for fragment in self._fragments_of(index))
        size = self.source.format.frame_bytes
        if self.source.format.bits_allocated == 1:
            return self._packed_bits(index)
        if self.source.format.swapped_words:
            return self._unswapped(index)
        if self._syntax.deflated:
            start = self.source.offset + index * size
            return self._inflate()[start : start + size]
        return self._read_at(self.source.offset + index * size, size)

    def _unswapped(self, index: int) -> bytes:
        """Eight-bit values of a big-endian file whose 16-bit words are byte-swapped."""
        size = self.source.format.frame_bytes
        return self._of_words(index * size, (index + 1) * size)

    def _of_words(self, start: int, end: int) -> bytes:
        """Bytes of the pixels whose 16-bit words are byte-swapped, from `start` to `end`."""
        first, last = start - start % 2, end + end % 2
        data = self._read_at(self.source.offset + first, last - first)
        words = np.frombuffer(data[: len(data) // 2 * 2], np.uint8).reshape(-1, 2)
        return words[:, ::-1].tobytes()[start - first : end - first]

    def _packed_bits(self, index: int) -> bytes:
        """One-bit frames follow each other without padding (PS3.5 8.1.1)."""
        pixels = self.source.format.rows * self.source.format.columns
        first, last = index * pixels, (index + 1) * pixels
        start = self.source.offset + first // 8
        size = (last + 7) // 8 - first // 8
        if self.source.format.swapped_words:
            data = self._of_words(first // 8, first // 8 + size)
        elif self._syntax.deflated:
            data = self._inflate()[start : start + size]
        else:
            data = self._read_at(start, size)
        bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
        return np.packbits(bits[first % 8 : first % 8 + pixels], bitorder="little").tobytes()

    def _read_at(self, offset: int, size: int) -> bytes:
        return os.pread(self._fd, size, offset)

    def _fragments_of(self, index: int) -> list[Fragment]:
        fragments = self._frame_fragments()
        if index >= len(fragments):
            raise PixelDecodeError(Message("An image has fewer frames than its header says."))
        return fragments[index]

    def _frame_fragments(self) -> list[list[Fragment]]:
        with self._lock:
            if self._fragments is None:
                self._fragments = frame_fragments(self._read_at, self.source)
            return self._fragments

    def _inflate(self) -> bytes:
        """The inflated data set, no longer than its pixels need."""
        with self._lock:
            if self._inflated is None:
                whole = self._read_at(0, self.source.file_bytes)
                start = _end_of_meta(whole)
                needed = self.source.offset + self.source.length
                try:
                    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
                    self._inflated = inflater.decompress(whole[start:], needed)
                except zlib.error as error:
                    raise PixelDecodeError(Message("A deflated image is damaged.")) from error
            return self._inflated


def _end_of_meta(data: bytes) -> int:
    """Offset behind the File Meta group: its length is the value of (0002,0000)."""
    if data[132:136] != b"\x02\x00\x00\x00":
        raise PixelDecodeError(Message("A deflated image has no length of its File Meta group."))
    return 144 + int.from_bytes(data[140:144], "little")
