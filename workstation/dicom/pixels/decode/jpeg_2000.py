"""JPEG 2000 and High-Throughput JPEG 2000, by OpenJPEG in imagecodecs.

The binding to OpenJPH would be faster for the latter, but it drops the errors of damaged blocks
and hands over a picture as if it were whole; it also wraps what overshoots the sample range.
"""

from __future__ import annotations

import os

import imagecodecs
import numpy as np

from workstation.dicom.pixels.codestream import Codestream, jpeg_2000_codestream
from workstation.dicom.pixels.decode.completeness import jpeg_2000_stream
from workstation.dicom.pixels.decode.decoded import Decoded
from workstation.dicom.pixels.decode.frame_size import check_size
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError
from workstation.messages import Message

# A frame of this size is worth several threads of its own.
LARGE_FRAME_PIXELS = 2_000_000


def decode(data: bytes, image_format: PixelFormat) -> Decoded:
    """Decode one JPEG 2000 or HTJ2K frame.

    Raises
    ------
    UnusableFrameError
        The frame is cut short, or is not the image that the header announces.
    PixelDecodeError
        The frame is damaged.
    """
    stream, whole = _checked(data, image_format)
    threads = (os.cpu_count() or 1) if stream.rows * stream.columns > LARGE_FRAME_PIXELS else 1
    try:
        array = np.asarray(imagecodecs.jpeg2k_decode(whole, numthreads=threads))
    except (imagecodecs.Jpeg2kError, ValueError, RuntimeError) as error:
        raise PixelDecodeError(
            Message("A JPEG 2000 frame is damaged."), detail=type(error).__name__
        ) from error
    return Decoded(array, stream.precision, exact=stream.reversible)


def _checked(data: bytes, image_format: PixelFormat) -> tuple[Codestream, bytes]:
    stream = jpeg_2000_codestream(data)
    check_size(stream, image_format, "JPEG 2000")
    return stream, jpeg_2000_stream(data)
