"""RLE Lossless (PS3.5 G): PackBits segments, unpacked by imagecodecs."""

from __future__ import annotations

import struct

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from workstation.dicom.pixels.decode.decoded import Decoded, UnusableFrameError
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError
from workstation.messages import Message

_HEADER_BYTES = 64
_MOST_SEGMENTS = 15


def decode(data: bytes, image_format: PixelFormat) -> Decoded:
    """Decode one frame.

    Raises
    ------
    PixelDecodeError
        The segments are damaged or do not fill the frame.
    UnusableFrameError
        Pixels of one bit are not stored so.
    """
    size = image_format.bits_allocated // 8
    if not size:
        raise UnusableFrameError(Message("RLE holds whole bytes, but the header says single bits."))
    shape = (image_format.rows, image_format.columns)
    segments = _segments(data, image_format.samples * size)
    planes = np.empty((image_format.samples, size, *shape), np.uint8)
    for number, segment in enumerate(segments):
        # Segments of one sample come with the most significant byte first (PS3.5 G.2).
        sample, place = divmod(number, size)
        planes[sample, size - 1 - place] = _unpacked(segment, shape)
    values = np.moveaxis(planes, 1, -1).copy().view(f"<u{size}")[..., 0]
    return Decoded(values[0] if image_format.samples == 1 else np.moveaxis(values, 0, -1))


def _segments(data: bytes, expected: int) -> list[bytes]:
    if len(data) < _HEADER_BYTES:
        raise PixelDecodeError(Message("An RLE frame is cut short."))
    count, *offsets = struct.unpack_from("<16I", data)
    if count != expected or count > _MOST_SEGMENTS:
        raise PixelDecodeError(Message("An RLE frame has the wrong number of segments."))
    ends = [*offsets[1:count], len(data)]
    bounds = list(zip(offsets, ends, strict=False))[:count]
    if any(not _HEADER_BYTES <= start <= end <= len(data) for start, end in bounds):
        raise PixelDecodeError(Message("An RLE frame has damaged segment offsets."))
    return [data[start:end] for start, end in bounds]


def _unpacked(segment: bytes, shape: tuple[int, int]) -> NDArray[np.uint8]:
    pixels = shape[0] * shape[1]
    try:
        unpacked = imagecodecs.packbits_decode(segment)
    except (imagecodecs.PackbitsError, ValueError, RuntimeError) as error:
        raise PixelDecodeError(
            Message("An RLE frame is damaged."), detail=type(error).__name__
        ) from error
    if len(unpacked) < pixels:
        raise PixelDecodeError(Message("An RLE frame does not fill its image."))
    return np.frombuffer(unpacked, np.uint8)[:pixels].reshape(shape)
