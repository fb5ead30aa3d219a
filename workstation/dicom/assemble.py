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
    hopeful = np.dtype(np.int16 if lowest >= np.iinfo(np.int16).min else np.int32)
    last = safe[0] if safe else np.dtype(np.float32)
    return (hopeful, last) if hopeful != last else (last,)


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

    _for_each(frames, fill, token, progress)
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

    _for_each(frames, fill, token, progress)
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


def _for_each(
    frames: Sequence[FrameRef],
    fill: Callable[[int, FrameReader], None],
    token: CancelToken,
    progress: ProgressFn,
) -> None:
    """Call `fill` for every frame from several threads, middle frame first."""
    fallback = FallbackDecoder()
    shared = _shared_readers(frames, fallback)
    order = iter(middle_first(len(frames)))
    lock = threading.Lock()
    stop = threading.Event()
    done = 0

    def work() -> None:
        nonlocal done
        while not stop.is_set() and not token.is_cancelled:
            with lock:
                k = next(order, None)
            if k is None:
                return
            try:
                reader = shared.get(frames[k].path)
                if reader is not None:
                    fill(k, reader)
                else:
                    with FrameReader(frames[k], fallback) as own:
                        fill(k, own)
            except BaseException:
                stop.set()
                raise
            with lock:
                done += 1
                progress(done / len(frames), "Reading images")

    workers = min(os.cpu_count() or 1, MOST_THREADS, len(frames))
    try:
        if workers <= 1:
            work()
        else:
            with ThreadPoolExecutor(workers, thread_name_prefix="dicom-decode") as pool:
                for future in [pool.submit(work) for _ in range(workers)]:
                    future.result()
    finally:
        fallback.close()
        for reader in shared.values():
            reader.close()
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
    if _is_in_place(reader, out.dtype, frame.rescale):
        _fill_in_place(assembled, k, frame, reader)
        return
    stored = stored_values(reader.decode(frame), image_format)
    mask = padding_mask(stored, image_format)
    if mask is not None:
        assembled.mark_padding(k, mask)
    values = quantity_values(stored, frame.rescale, image_format.modality_lut)
    if out.dtype.kind in "iu" and values.size:
        limits = np.iinfo(out.dtype)
        if values.min() < limits.min or values.max() > limits.max:
            raise _RangeError
    out[...] = values


def _is_in_place(reader: FrameReader, dtype: np.dtype[Any], rescale: tuple[float, float]) -> bool:
    """Whether a frame can be read straight into the volume and rescaled there."""
    image_format = reader.source.format
    return (
        reader.is_raw
        and dtype.itemsize == 2
        and image_format.bits_allocated == 16
        and image_format.kind is PixelKind.INTEGER
        and image_format.samples == 1
        and image_format.modality_lut is None
        and rescale[0] == 1.0
        and rescale[1].is_integer()
    )


def _fill_in_place(assembled: Assembled, k: int, frame: FrameRef, reader: FrameReader) -> None:
    out = assembled.array[k]
    image_format = reader.source.format
    reader.read_into(frame.frame_index, out)
    stored = out.view(np.int16 if image_format.signed else np.uint16)
    if image_format.bits_stored < 16:
        np.copyto(stored, significant_bits(stored, image_format))
    mask = padding_mask(stored, image_format)
    if mask is not None:
        assembled.mark_padding(k, mask)
    intercept = int(frame.rescale[1])
    low, high = _value_range(image_format, frame.rescale)
    limits = np.iinfo(out.dtype)
    if low < limits.min or high > limits.max:
        low, high = int(stored.min()) + intercept, int(stored.max()) + intercept
        if low < limits.min or high > limits.max:
            raise _RangeError
    if intercept:
        # The sum fits, so adding modulo 2^16 gives it whatever the sign of the stored type.
        unsigned = out.view(np.uint16)
        np.add(unsigned, np.uint16(intercept % 65536), out=unsigned)
