"""JPEG-LS, lossless and near-lossless, by CharLS in imagecodecs."""

from __future__ import annotations

import imagecodecs
import numpy as np

from workstation.dicom.codestream import jpeg_codestream
from workstation.dicom.decode.decoded import Decoded
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError
from workstation.words import said


def decode(data: bytes, image_format: PixelFormat) -> Decoded:
    """Decode one frame.

    Raises
    ------
    PixelDecodeError
        The frame has another size than the header says, or is damaged.
    """
    stream = jpeg_codestream(data)
    if (stream.rows, stream.columns) != (image_format.rows, image_format.columns):
        raise PixelDecodeError(said("A JPEG-LS frame has another size than its header says."))
    try:
        array = np.asarray(imagecodecs.jpegls_decode(data))
    except (imagecodecs.JpeglsError, ValueError, RuntimeError) as error:
        raise PixelDecodeError(
            said("A JPEG-LS frame is damaged."), detail=type(error).__name__
        ) from error
    return Decoded(array, stream.precision)
