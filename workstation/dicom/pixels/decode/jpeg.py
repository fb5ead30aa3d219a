"""JPEG baseline, extended (12 bit), progressive and lossless, by libjpeg-turbo in imagecodecs."""

from __future__ import annotations

from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from workstation.dicom.pixels.codestream import Codestream, jpeg_codestream
from workstation.dicom.pixels.decode.completeness import (
    check_jpeg_end,
    jpeg_scan_ends,
    may_lack_samples,
    with_filler,
)
from workstation.dicom.pixels.decode.decoded import Decoded, UnusableFrameError
from workstation.dicom.pixels.decode.frame_size import check_size
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError
from workstation.messages import Message

_ADOBE_YCC = 1


def decode(data: bytes, image_format: PixelFormat) -> Decoded:
    """Decode one frame.

    Raises
    ------
    UnusableFrameError
        The frame is cut short, or has another size than the header says.
    PixelDecodeError
        The frame is damaged.
    """
    stream = jpeg_codestream(data)
    check_size(stream, image_format, "JPEG")
    check_jpeg_end(data)
    space = _color_space(stream, image_format)
    array = _decoded(data, space)
    if not stream.lossless_jpeg or may_lack_samples(data, array):
        again = _decoded(with_filler(data, jpeg_scan_ends(data)), space)
        if not np.array_equal(array, again):
            raise UnusableFrameError(Message("A JPEG frame is cut short: pixels are missing."))
    is_rgb = stream.components == 3 and _becomes_rgb(stream, image_format)
    return Decoded(array, stream.precision, is_rgb=is_rgb, exact=stream.lossless_jpeg)


def _decoded(data: bytes, space: str | None) -> NDArray[Any]:
    wanted = None if space is None else "RGB"
    try:
        return np.asarray(imagecodecs.jpeg8_decode(data, colorspace=space, outcolorspace=wanted))
    except (imagecodecs.Jpeg8Error, ValueError, RuntimeError) as error:
        raise PixelDecodeError(
            Message("A JPEG frame is damaged."), detail=type(error).__name__
        ) from error


def _color_space(stream: Codestream, image_format: PixelFormat) -> str | None:
    """What the codec is told about three components: lossless ones stay as they are."""
    if stream.components != 3:
        return None
    convert = not stream.lossless_jpeg and _is_ycc(stream, image_format)
    return "YCBCR" if convert else "RGB"


def _becomes_rgb(stream: Codestream, image_format: PixelFormat) -> bool:
    """Whether decoded samples are RGB.

    Where a marker says what they are, it is believed to the end, and the photometric
    interpretation does not turn the same samples again.
    """
    return not (stream.lossless_jpeg and _is_ycc(stream, image_format))


def _is_ycc(stream: Codestream, image_format: PixelFormat) -> bool:
    """Whether samples are YCbCr: Adobe's flag, then JFIF, then the photometric interpretation."""
    if stream.adobe_transform is not None:
        return stream.adobe_transform == _ADOBE_YCC
    return stream.jfif or image_format.photometric.startswith("YBR")
