"""Frames → one array, in the type that holds the whole series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray

from workstation.dicom.pixels.frame_pool import for_each_frame
from workstation.dicom.pixels.frame_reader import FrameReader
from workstation.dicom.pixels.gray_frames import Assembled, OutOfRangeError, fill_gray
from workstation.dicom.pixels.pixel_values import rgb_values
from workstation.dicom.pixels.value_types import candidate_types, pixel_format
from workstation.domain.study import FrameRef
from workstation.errors import DicomReadError, PixelDecodeError, ResourceLimitError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn

MEMORY_SHARE = 0.9

SliceFn = Callable[[int, NDArray[Any]], None]
"""Told of each finished slice, from the thread that read it: k and its values."""


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
        except OutOfRangeError:
            continue
    raise DicomReadError(Message("The values of a series are outside every known range."))


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
        fill_gray(assembled, k, frames[k], reader)
        if on_slice is not None:
            on_slice(k, assembled.array[k])

    assembled.second_choice = for_each_frame(
        frames, fill, token, progress, first_alone=on_slice is not None
    )
    return assembled


def read_color(
    frames: Sequence[FrameRef],
    *,
    token: CancelToken,
    progress: ProgressFn,
    on_slice: SliceFn | None = None,
) -> Assembled:
    """Read color frames of one size.

    Returns
    -------
    Assembled
        (t, rows, columns, 3) uint8 RGB.

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
    assembled = Assembled(shape, np.dtype(np.uint8))
    array = assembled.array

    def fill(k: int, reader: FrameReader) -> None:
        values = rgb_values(reader.decode(frames[k]), reader.source.format)
        if values.shape != array[k].shape:
            raise PixelDecodeError(Message("The images of a series differ in size."))
        assembled.memory.bring_in(k)
        array[k] = values
        if on_slice is not None:
            on_slice(k, array[k])

    assembled.second_choice = for_each_frame(
        frames, fill, token, progress, first_alone=on_slice is not None
    )
    return assembled


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
            Message(
                "This series needs {needed:.1f} GB of memory, more than is free.",
                needed=needed / 1000000000.0,
            ),
            hint=Message(
                "Close other studies or programs, or open the series on a larger machine."
            ),
        )
