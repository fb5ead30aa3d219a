"""JPEG baseline, extended (12 bit), progressive and lossless, by libjpeg-turbo in imagecodecs."""

from __future__ import annotations

from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from workstation.dicom.codestream import Codestream, jpeg_codestream
from workstation.dicom.decode.decoded import Decoded
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError
from workstation.words import said

_ADOBE_YCC = 1


def decode(data: bytes, image_format: PixelFormat) -> Decoded:
    """Decode one frame.

    Raises
    ------
    PixelDecodeError
        The frame has another size than the header says, or is damaged.
    """
    stream = jpeg_codestream(data)
    if (stream.rows, stream.columns) != (image_format.rows, image_format.columns):
        raise PixelDecodeError(said("A JPEG frame has another size than its header says."))
    convert = stream.components == 3 and not stream.lossless_jpeg and _is_ycc(stream, image_format)
    try:
        if stream.components == 3:
            space = "YCBCR" if convert else "RGB"
            array = imagecodecs.jpeg8_decode(data, colorspace=space, outcolorspace="RGB")
        else:
            array = imagecodecs.jpeg8_decode(data)
    except (imagecodecs.Jpeg8Error, ValueError, RuntimeError) as error:
        if not stream.lossless_jpeg:
            raise PixelDecodeError(
                said("A JPEG frame is damaged."), detail=type(error).__name__
            ) from error
        array = _lossless(data)
    return Decoded(np.asarray(array), stream.precision, is_rgb=convert)


def _lossless(data: bytes) -> NDArray[Any]:
    try:
        return np.asarray(imagecodecs.ljpeg_decode(data))
    except (imagecodecs.LjpegError, ValueError, RuntimeError) as error:
        raise PixelDecodeError(
            said("A lossless JPEG frame is damaged."), detail=type(error).__name__
        ) from error


def _is_ycc(stream: Codestream, image_format: PixelFormat) -> bool:
    """Whether samples are YCbCr: Adobe's flag, then JFIF, then the photometric interpretation."""
    if stream.adobe_transform is not None:
        return stream.adobe_transform == _ADOBE_YCC
    return stream.jfif or image_format.photometric.startswith("YBR")
