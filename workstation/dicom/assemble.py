"""Frames → one array: dtype chosen over the whole series, filled by threads, middle first."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray

from workstation.dicom.frame_reader import FallbackDecoder, FrameReader
from workstation.dicom.pixels import (
    is_whole,
    padding_mask,
    quantity_values,
    rgb_values,
    significant_bits,
    stored_values,
)
from workstation.domain.pixel_source import PixelFormat, PixelKind
from workstation.domain.study import FrameRef
from workstation.errors import DicomReadError, PixelDecodeError, ResourceLimitError
from workstation.jobs.cancel import CancelToken, ProgressFn

MOST_THREADS = 8
MEMORY_SHARE = 0.9
_INTEGER_TYPES = (np.dtype(np.int16), np.dtype(np.uint16), np.dtype(np.int32))

SliceFn = Callable[[int, NDArray[Any]], None]
"""Told of each finished slice, from the thread that read it: k and its values."""


class _RangeError(Exception):
    """A value does not fit the type that was chosen for the series."""


class Assembled:
    """The array of a series, and where no value was measured."""

    def __init__(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self.array: NDArray[Any] = np.empty(shape, dtype)
        self.padding: NDArray[np.bool_] | None = None
        self._lock = threading.Lock()

    def mark_padding(self, k: int, mask: NDArray[np.bool_]) -> None:
        """Keep the padding of one slice; the array for it is made when the first one comes."""
        with self._lock:
            if self.padding is None:
                self.padding = np.zeros(self.array.shape, np.bool_)
        self.padding[k] = mask


def pixel_format(frame: FrameRef) -> PixelFormat:
    """The Image Pixel module of a frame.

    Raises
    ------
    DicomReadError
        The object holds no image.
    """
    if frame.pixels is None:
        raise DicomReadError("This object holds no image.", detail=frame.sop_class_uid)
    return frame.pixels.format


def candidate_types(frames: Sequence[FrameRef]) -> tuple[np.dtype[Any], ...]:
    """Types to try for a series, smallest first; the last one holds every possible value.

    A type whose range might be passed (unsigned 16 bit with a negative intercept) is still
    tried, because real values rarely use all bits; each slice then proves that it fits.
    """
    lowest, highest = 0.0, 0.0
    for image_format, rescale in {(pixel_format(frame), frame.rescale) for frame in frames}:
        if image_format.kind is not PixelKind.INTEGER or not (
            image_format.modality_lut is not None or is_whole(rescale)
        ):
            return (np.dtype(np.float32),)
        ends = _value_range(image_format, rescale)
        lowest, highest = min(lowest, *ends), max(highest, *ends)
    safe = [
        dtype
        for dtype in _INTEGER_TYPES
        if np.iinfo(dtype).min <= lowest and highest <= np.iinfo(dtype).max
    ]
    if safe and safe[0].itemsize == 2:
        return (safe[0],)
    last = safe[0] if safe else np.dtype(np.float32)
    return tuple(dict.fromkeys((np.dtype(np.int16), np.dtype(np.int32), last)))


def _value_range(image_format: PixelFormat, rescale: tuple[float, float]) -> tuple[float, float]:
    if image_format.modality_lut is not None:
        entries = image_format.modality_lut.entries
        return float(min(entries)), float(max(entries))
    bits = image_format.bits_stored
    low, high = (
        (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if image_format.signed else (0, 2**bits - 1)
    )
    slope, intercept = rescale
    ends = low * slope + intercept, high * slope + intercept
    return min(ends), max(ends)


def middle_first(count: int) -> list[int]:
    """Slice numbers: the middle one, then every fourth, then the rest."""
    if count == 0:
        return []
    coarse = [count // 2, *range(0, count, 4)]
    return list(dict.fromkeys([*coarse, *range(count)]))


def read_gray(
    frames: Sequence[FrameRef],
    *,
    token: CancelToken,
    progress: ProgressFn,
    on_slice: SliceFn | None = None,
) -> Assembled:
    """Read gray frames of one size as quantity values.

    Parameters
    ----------
    frames : sequence of FrameRef
        In the order of the first axis.
    token : CancelToken
        Asked before each frame.
    progress : ProgressFn
        Told after each frame.
    on_slice : callable, optional
        Told of each finished frame, from a worker thread. When values turn out too large for
        the first type, frames are read and told of again.

    Returns
    -------
    Assembled
        (k, rows, columns) int16, uint16, int32 or float32.

    Raises
    ------
    DicomReadError
        A frame cannot be read.
    ResourceLimitError
        The series does not fit into memory.
    CancelledError
        The token was cancelled.
    """
    types = candidate_types(frames)
    for dtype in types:
        try:
            return _read_gray_as(dtype, frames, token, progress, on_slice)
        except _RangeError:
            continue
    raise DicomReadError("The values of a series are outside every known range.")


def _read_gray_as(
    dtype: np.dtype[Any],
    frames: Sequence[FrameRef],
    token: CancelToken,
    progress: ProgressFn,
    on_slice: SliceFn | None,
) -> Assembled:
    first = pixel_format(frames[0])
    shape = (len(frames), first.rows, first.columns)
    check_memory(shape, dtype)
    assembled = Assembled(shape, dtype)

    def fill(k: int, reader: FrameReader) -> None:
        _fill_gray(assembled, k, frames[k], reader)
        if on_slice is not None:
            on_slice(k, assembled.array[k])

    _for_each(frames, fill, token, progress, first_alone=on_slice is not None)
    return assembled


def read_color(
    frames: Sequence[FrameRef],
    *,
    token: CancelToken,
    progress: ProgressFn,
    on_slice: SliceFn | None = None,
) -> NDArray[np.uint8]:
    """Read color frames of one size.

    Returns
    -------
    (t, rows, columns, 3) uint8
        RGB.

    Raises
    ------
    DicomReadError
        A frame cannot be read.
    CancelledError
        The token was cancelled.
    """
    first = pixel_format(frames[0])
    shape = (len(frames), first.rows, first.columns, 3)
    check_memory(shape, np.dtype(np.uint8))
    array = np.empty(shape, np.uint8)

    def fill(k: int, reader: FrameReader) -> None:
        array[k] = rgb_values(reader.decode(frames[k]), reader.source.format)
        if on_slice is not None:
            on_slice(k, array[k])

    _for_each(frames, fill, token, progress, first_alone=on_slice is not None)
    return array


def check_memory(shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    """Refuse what cannot fit.

    Raises
    ------
    ResourceLimitError
        The array would take more than nine tenths of the free memory.
    """
    needed = dtype.itemsize
    for length in shape:
        needed *= length
    if needed > MEMORY_SHARE * psutil.virtual_memory().available:
        raise ResourceLimitError(
            f"This series needs {needed / 1e9:.1f} GB of memory, more than is free.",
            hint="Close other studies or programs, or open the series on a larger machine.",
        )


class _Filling:
    """Work on all frames, shared by several threads."""

    def __init__(
        self,
        frames: Sequence[FrameRef],
        fill: Callable[[int, FrameReader], None],
        token: CancelToken,
        progress: ProgressFn,
    ) -> None:
        self._frames = frames
        self._fill = fill
        self._token = token
        self._progress = progress
        self._fallback = FallbackDecoder()
        self._readers = _shared_readers(frames, self._fallback)
        self._order = iter(middle_first(len(frames)))
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._done = 0

    def one(self) -> bool:
        """Do the next frame; False when there is none or the work was stopped."""
        if self._stop.is_set() or self._token.is_cancelled:
            return False
        with self._lock:
            k = next(self._order, None)
        if k is None:
            return False
        try:
            reader = self._readers.get(self._frames[k].path)
            if reader is not None:
                self._fill(k, reader)
            else:
                with FrameReader(self._frames[k], self._fallback) as own:
                    self._fill(k, own)
        except BaseException:
            self._stop.set()
            raise
        with self._lock:
            self._done += 1
            self._progress(self._done / len(self._frames), "Reading images")
        return True

    def all(self) -> None:
        """Do frames until none is left."""
        while self.one():
            pass

    def close(self) -> None:
        """Close files and end the fall-back process."""
        self._fallback.close()
        for reader in self._readers.values():
            reader.close()


def _for_each(
    frames: Sequence[FrameRef],
    fill: Callable[[int, FrameReader], None],
    token: CancelToken,
    progress: ProgressFn,
    *,
    first_alone: bool,
) -> None:
    """Call `fill` for every frame from several threads, middle frame first.

    `first_alone` has the middle frame finished before any other is begun.
    """
    filling = _Filling(frames, fill, token, progress)
    workers = min(os.cpu_count() or 1, MOST_THREADS, len(frames))
    try:
        if first_alone:
            filling.one()
        if workers <= 1:
            filling.all()
        else:
            with ThreadPoolExecutor(workers, thread_name_prefix="dicom-decode") as pool:
                for future in [pool.submit(filling.all) for _ in range(workers)]:
                    future.result()
    finally:
        filling.close()
    token.raise_if_cancelled()


def _shared_readers(
    frames: Sequence[FrameRef], fallback: FallbackDecoder
) -> dict[str, FrameReader]:
    """One open reader for each file that holds several of the frames."""
    seen: dict[str, int] = {}
    for frame in frames:
        seen[frame.path] = seen.get(frame.path, 0) + 1
    readers: dict[str, FrameReader] = {}
    for frame in frames:
        if seen[frame.path] > 1 and frame.path not in readers and len(readers) < 64:
            readers[frame.path] = FrameReader(frame, fallback)
    return readers


def _fill_gray(assembled: Assembled, k: int, frame: FrameRef, reader: FrameReader) -> None:
    out = assembled.array[k]
    image_format = reader.source.format
    if (image_format.rows, image_format.columns) != out.shape:
        raise PixelDecodeError("The images of a series differ in size.")
    if reader.is_raw and _is_shift(out.dtype, image_format, frame.rescale):
        _read_in_place(assembled, k, frame, reader)
        return
    stored = stored_values(reader.decode(frame), image_format)
    if stored.dtype.itemsize == 2 and _is_shift(out.dtype, image_format, frame.rescale):
        out.view(stored.dtype)[...] = stored
        _shift_in_place(assembled, k, frame.rescale, image_format)
        return
    mask = padding_mask(stored, image_format)
    if mask is not None:
        assembled.mark_padding(k, mask)
    values = quantity_values(stored, frame.rescale, image_format.modality_lut)
    if out.dtype.kind in "iu" and values.size:
        limits = np.iinfo(out.dtype)
        if values.min() < limits.min or values.max() > limits.max:
            raise _RangeError
    out[...] = values


def _is_shift(
    dtype: np.dtype[Any], image_format: PixelFormat, rescale: tuple[float, float]
) -> bool:
    """Whether quantity = stored + a whole number, in two bytes: done in the volume itself."""
    return (
        dtype.kind in "iu"
        and dtype.itemsize == 2
        and image_format.bits_allocated == 16
        and image_format.kind is PixelKind.INTEGER
        and image_format.samples == 1
        and image_format.modality_lut is None
        and rescale[0] == 1.0
        and is_whole(rescale)
    )


def _read_in_place(assembled: Assembled, k: int, frame: FrameRef, reader: FrameReader) -> None:
    """Read a raw frame straight into the volume."""
    out = assembled.array[k]
    image_format = reader.source.format
    reader.read_into(frame.frame_index, out)
    if image_format.bits_stored < 16:
        stored = out.view(np.int16 if image_format.signed else np.uint16)
        np.copyto(stored, significant_bits(stored, image_format))
    _shift_in_place(assembled, k, frame.rescale, image_format)


def _shift_in_place(
    assembled: Assembled, k: int, rescale: tuple[float, float], image_format: PixelFormat
) -> None:
    """Turn stored 16-bit values, lying in the volume, into quantity values."""
    out = assembled.array[k]
    stored = out.view(np.int16 if image_format.signed else np.uint16)
    mask = padding_mask(stored, image_format)
    if mask is not None:
        assembled.mark_padding(k, mask)
    intercept = int(rescale[1])
    low, high = _value_range(image_format, rescale)
    limits = np.iinfo(out.dtype)
    if low < limits.min or high > limits.max:
        low, high = int(stored.min()) + intercept, int(stored.max()) + intercept
        if low < limits.min or high > limits.max:
            raise _RangeError
    if intercept:
        # The sum fits, so adding modulo 2^16 gives it whatever the sign of the stored type.
        unsigned = out.view(np.uint16)
        np.add(unsigned, np.uint16(intercept % 65536), out=unsigned)
