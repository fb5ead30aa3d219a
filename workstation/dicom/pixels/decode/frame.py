"""The decoder of each coding, and the way out when it fails."""

from __future__ import annotations

import zlib

from workstation.dicom.pixels.decode.decoded import Decoded
from workstation.dicom.standard.transfer_syntaxes import Coding
from workstation.domain.pixel_source import PixelFormat
from workstation.errors import PixelDecodeError
from workstation.messages import Message


def decode_frame(data: bytes, coding: Coding, image_format: PixelFormat) -> Decoded:
    """Decode the bytes of one frame with the first-choice library, which frees the GIL.

    Parameters
    ----------
    data : bytes
        All fragments of the frame, joined.
    coding : Coding
        How it is stored.
    image_format : PixelFormat
        What the header says of it.

    Raises
    ------
    PixelDecodeError
        The frame is damaged, or its coding is not supported.
    """
    if coding is Coding.NATIVE:
        from workstation.dicom.pixels.decode import native

        return native.decode(data, image_format)
    if coding is Coding.RLE:
        from workstation.dicom.pixels.decode import run_length

        return run_length.decode(data, image_format)
    if coding is Coding.JPEG:
        from workstation.dicom.pixels.decode import jpeg

        return jpeg.decode(data, image_format)
    if coding is Coding.JPEG_LS:
        from workstation.dicom.pixels.decode import jpeg_ls

        return jpeg_ls.decode(data, image_format)
    if coding in {Coding.JPEG_2000, Coding.HTJ2K}:
        from workstation.dicom.pixels.decode import jpeg_2000

        return jpeg_2000.decode(data, image_format)
    if coding is Coding.DEFLATED_FRAME:
        return _deflated(data, image_format)
    raise PixelDecodeError(Message("Pixels stored as {coding} are not supported.", coding=coding))


def _deflated(data: bytes, image_format: PixelFormat) -> Decoded:
    from workstation.dicom.pixels.decode import native

    try:
        inflated = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, image_format.frame_bytes)
    except zlib.error as error:
        raise PixelDecodeError(Message("A deflated frame is damaged.")) from error
    return native.decode(inflated, image_format)
