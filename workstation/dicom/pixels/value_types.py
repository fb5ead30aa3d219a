"""The type of a volume, chosen over all its frames, never by the first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from workstation.dicom.pixels.pixel_values import is_whole
from workstation.domain.pixel_source import PixelFormat, PixelKind
from workstation.domain.study import FrameRef
from workstation.errors import DicomReadError
from workstation.messages import Message

_INTEGER_TYPES = (np.dtype(np.int16), np.dtype(np.uint16), np.dtype(np.int32))


def pixel_format(frame: FrameRef) -> PixelFormat:
    """The Image Pixel module of a frame.

    Raises
    ------
    DicomReadError
        The object holds no image.
    """
    if frame.pixels is None:
        raise DicomReadError(Message("This object holds no image."), detail=frame.sop_class_uid)
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
        ends = value_range(image_format, rescale)
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


def value_range(image_format: PixelFormat, rescale: tuple[float, float]) -> tuple[float, float]:
    """Lowest and highest quantity value that the bits of an image can hold."""
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
