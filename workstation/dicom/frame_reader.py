"""Opens one image file and gives its frames, decoded, one at a time or from many threads."""

from __future__ import annotations

import os
import threading
import time
import zlib
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.decode.decoded import Decoded
from workstation.dicom.decode.frame import decode_frame
from workstation.dicom.encapsulation import Fragment, frame_fragments
from workstation.dicom.sandbox import (
    DECODE_MEMORY_BYTES,
    DECODE_SECONDS,
    DECODED_PIXELS_PER_SECOND,
    ReaderProcess,
)
from workstation.dicom.transfer_syntaxes import TRANSFER_SYNTAXES
from workstation.domain.pixel_source import PixelSource
from workstation.domain.study import FrameRef
from workstation.errors import DicomReadError, PixelDecodeError
from workstation.words import said

LONG_FAILURE_S = 1.0


class FallbackDecoder:
    """Decodes in a child process what the first-choice library could not; started when needed."""

    def __init__(self) -> None:
        self._process = ReaderProcess(memory_bytes=DECODE_MEMORY_BYTES, seconds=DECODE_SECONDS)
        self._lock = threading.Lock()
        self.used: set[str] = set()

    def decode(self, frame: FrameRef, source: PixelSource) -> Decoded:
        """Decode one frame with pydicom's plugins or SimpleITK.

        Raises
        ------
        PixelDecodeError
            None of them can, or the frame has another size than its header says.
        """
        request = {"job": "decode", "path": frame.path, "frame": frame.frame_index}
        with self._lock:
            pixels = source.format.rows * source.format.columns
            more = pixels / DECODED_PIXELS_PER_SECOND
            reply, payload = self._process.ask(request, more_seconds=more)
        if "reason" in reply:
            raise PixelDecodeError(
                said("The pixels of an image cannot be decoded."),
                hint=said("The file may be damaged; ask the sender for it again."),
                detail=str(reply["reason"]),
            )
        array = np.frombuffer(payload, np.dtype(reply["dtype"])).reshape(reply["shape"])
        if array.shape[:2] != (source.format.rows, source.format.columns):
            raise PixelDecodeError(said("A decoded frame has another size than its header says."))
        self.used.add(str(reply["decoder"]))
        return Decoded(array)

    def close(self) -> None:
        """End the child process."""
        self._process.close()


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
            raise DicomReadError(said("This object holds no image."), detail=frame.sop_class_uid)
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
                said("An image file cannot be opened any more."),
                hint=said("Check that the disk or share is still there, and scan again."),
                detail=error.strerror or "",
            ) from error
        if os.fstat(self._fd).st_size != self.source.file_bytes:
            os.close(self._fd)
            raise DicomReadError(
                said("An image file has changed since it was scanned."),
                hint=said("Scan the folder again."),
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
                raise PixelDecodeError(said("An image file is cut short."))
            done += count

    def decode(self, frame: FrameRef) -> Decoded:
        """One frame as its codec gives it.

        Raises
        ------
        PixelDecodeError
            The frame is damaged or absent.
        """
        start = time.monotonic()
        try:
            data = self._frame_bytes(frame.frame_index)
            coding = self._syntax.coding
            decoded = decode_frame(data, coding, self.source.format)
            expected = (self.source.format.rows, self.source.format.columns)
            samples = decoded.array.shape[2] if decoded.array.ndim == 3 else 1
            if decoded.array.shape[:2] == expected and samples == self.source.format.samples:
                return decoded
        except PixelDecodeError:
            # A frame that was long in failing is damaged; a second decoder would hang as well.
            if not self._syntax.encapsulated or time.monotonic() - start > LONG_FAILURE_S:
                raise
        return self._fallback.decode(frame, self.source)

    def _frame_bytes(self, index: int) -> bytes:
        if not 0 <= index < self.source.format.frames:
            raise PixelDecodeError(said("An image has fewer frames than its index says."))
        if self.source.length < 0:
            fragments = self._frame_fragments()
            if index >= len(fragments):
                raise PixelDecodeError(said("An image has fewer frames than its header says."))
            return b"".join(self._read_at(*fragment) for fragment in fragments[index])
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
        start, end = index * size, (index + 1) * size
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
        whole = self._inflate() if self._syntax.deflated else None
        data = self._read_at(start, size) if whole is None else whole[start : start + size]
        bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
        return np.packbits(bits[first % 8 : first % 8 + pixels], bitorder="little").tobytes()

    def _read_at(self, offset: int, size: int) -> bytes:
        return os.pread(self._fd, size, offset)

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
                    raise PixelDecodeError(said("A deflated image is damaged.")) from error
            return self._inflated


def _end_of_meta(data: bytes) -> int:
    """Offset behind the File Meta group: its length is the value of (0002,0000)."""
    if data[132:136] != b"\x02\x00\x00\x00":
        raise PixelDecodeError(said("A deflated image has no length of its File Meta group."))
    return 144 + int.from_bytes(data[140:144], "little")
