"""JPEG-LS, lossless and near-lossless, by CharLS in imagecodecs."""

from __future__ import annotations

import imagecodecs
import numpy as np

from workstation.dicom.pixels.codestream import jpeg_codestream
from workstation.dicom.pixels.decode.completeness import jpeg_ls_stream
from workstation.dicom.pixels.decode.decoded import Decoded
from workstation.dicom.pixels.decode.frame_size import check_size
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError
from workstation.messages import Message


def decode(data: bytes, image_format: PixelFormat) -> Decoded:
    """Decode one frame.

    Raises
    ------
    UnusableFrameError
        The frame is cut short, or is not the image that the header announces.
    PixelDecodeError
        The frame is damaged.
    """
    stream = jpeg_codestream(data)
    check_size(stream, image_format, "JPEG-LS")
    whole = jpeg_ls_stream(data)
    try:
        array = np.asarray(imagecodecs.jpegls_decode(whole))
    except (imagecodecs.JpeglsError, ValueError, RuntimeError) as error:
        raise PixelDecodeError(
            Message("A JPEG-LS frame is damaged."), detail=type(error).__name__
        ) from error
    return Decoded(array, stream.precision, exact=_near(whole) == 0)


def _near(stream: bytes) -> int:
    """The largest error of a sample, from the first scan header (ITU-T T.87 C.2.3)."""
    start = stream.find(b"\xff\xda") + 4
    place = start + 1 + 2 * stream[start] if start < len(stream) else len(stream)
    return stream[place] if place < len(stream) else 0
