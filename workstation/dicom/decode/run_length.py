"""RLE Lossless (PS3.5 G), by pylibjpeg-rle."""

from __future__ import annotations

import numpy as np
from rle.utils import decode_pixel_data

from workstation.dicom.decode.decoded import Decoded
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError


def decode(data: bytes, image_format: PixelFormat) -> Decoded:
    """Decode one frame.

    Raises
    ------
    PixelDecodeError
        The segments are damaged or do not fill the frame.
    """
    bytes_per_value = image_format.bits_allocated // 8
    try:
        values = decode_pixel_data(
            data,
            version=2,
            rows=image_format.rows,
            columns=image_format.columns,
            samples_per_pixel=image_format.samples,
            bits_allocated=image_format.bits_allocated,
        )
    except (ValueError, RuntimeError, OverflowError) as error:
        raise PixelDecodeError("An RLE frame is damaged.", detail=type(error).__name__) from error
    flat = np.frombuffer(values, dtype=f"<u{bytes_per_value}")
    shape = (image_format.samples, image_format.rows, image_format.columns)
    if flat.size != np.prod(shape):
        raise PixelDecodeError("An RLE frame does not fill its image.")
    planes = flat.reshape(shape)
    return Decoded(planes[0] if image_format.samples == 1 else np.moveaxis(planes, 0, -1))
