"""Uncompressed frames (PS3.5 8.1.1, PS3.3 C.7.6.3.1.2-4)."""

from __future__ import annotations

import numpy as np

from workstation.dicom.pixels.decode.decoded import Decoded
from workstation.domain.pixel_source import PixelFormat, PixelKind
from workstation.errors import PixelDecodeError
from workstation.messages import Message


def native_dtype(image_format: PixelFormat) -> np.dtype[np.generic]:
    """The dtype of one stored value in the byte order of the file."""
    order = ">" if image_format.big_endian else "<"
    size = image_format.bits_allocated // 8
    if image_format.kind is not PixelKind.INTEGER:
        return np.dtype(f"{order}f{size}")
    return np.dtype(f"{order}{'i' if image_format.signed else 'u'}{size}")


def decode(data: bytes, image_format: PixelFormat) -> Decoded:
    """Shape the bytes of one frame.

    Raises
    ------
    PixelDecodeError
        There are fewer bytes than the frame needs.
    """
    rows, columns = image_format.rows, image_format.columns
    if len(data) < image_format.frame_bytes:
        raise PixelDecodeError(Message("A frame is cut short."))
    if image_format.bits_allocated == 1:
        bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
        return Decoded(bits[: rows * columns].reshape(rows, columns))
    values = np.frombuffer(data[: image_format.frame_bytes], native_dtype(image_format))
    if image_format.samples == 1:
        return Decoded(values.reshape(rows, columns))
    if image_format.is_subsampled:
        return Decoded(_expand_422(values, rows, columns))
    if image_format.planar == 1:
        return Decoded(np.moveaxis(values.reshape(3, rows, columns), 0, -1))
    return Decoded(values.reshape(rows, columns, 3))


def _expand_422(
    values: np.ndarray[tuple[int, ...], np.dtype[np.generic]], rows: int, columns: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    """Y Y Cb Cr for two pixels, chroma repeated (PS3.3 C.7.6.3.1.2)."""
    if columns % 2:
        raise PixelDecodeError(
            Message(
                "An image shares colors between two pixels, but the number of its columns is odd."
            )
        )
    quads = values.reshape(-1, 4)
    full = np.empty((quads.shape[0], 2, 3), dtype=values.dtype)
    full[:, :, 0] = quads[:, :2]
    full[:, :, 1] = quads[:, 2:3]
    full[:, :, 2] = quads[:, 3:4]
    return full.reshape(rows, columns, 3)
