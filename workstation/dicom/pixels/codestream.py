"""What the head of a compressed frame says about itself, read before anything is decoded.

Measured against pydicom's parsers: 4 µs (2 µs) for the head of a JPEG, 1.5 µs (1.8 µs) for one of
JPEG 2000. Those are private, or name precision and sign only; size, components, color transform
and whether a wavelet loses nothing decide here whether a frame is decoded at all.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from workstation.errors import PixelDecodeError
from workstation.messages import Message

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_LS_FRAME = 0xF7
_STANDALONE = frozenset(range(0xD0, 0xD8)) | {0x01, 0xFF}


class Codestream(NamedTuple):
    """Size and sample format of a compressed frame.

    `adobe_transform` is the color transform flag of an Adobe marker, None without one;
    `reversible` is whether a JPEG 2000 wavelet loses nothing.
    """

    rows: int
    columns: int
    components: int
    precision: int
    signed: bool = False
    lossless_jpeg: bool = False
    adobe_transform: int | None = None
    jfif: bool = False
    reversible: bool = True


def jpeg_codestream(data: bytes) -> Codestream:
    """The frame header of a JPEG or JPEG-LS image (ITU-T T.81 B.2.2, T.87 C.2.2).

    Raises
    ------
    PixelDecodeError
        No frame header is found.
    """
    position, adobe, jfif = data.find(b"\xff\xd8") + 2, None, False
    if position < 2:
        raise PixelDecodeError(Message("A compressed frame does not begin as JPEG."))
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            position += 1
            continue
        marker = data[position + 1]
        if marker in _STANDALONE:
            position += 1 if marker == 0xFF else 2
            continue
        length = struct.unpack_from(">H", data, position + 2)[0]
        body = position + 4
        if (marker in _START_OF_FRAME or marker == _JPEG_LS_FRAME) and body + 6 <= len(data):
            precision, rows, columns, components = struct.unpack_from(">BHHB", data, body)
            return Codestream(
                rows, columns, components, precision,
                lossless_jpeg=marker in {0xC3, 0xC7, 0xCB, 0xCF},
                adobe_transform=adobe, jfif=jfif,
            )  # fmt: skip
        if marker == 0xEE and data[body : body + 5] == b"Adobe" and body + 12 <= len(data):
            adobe = data[body + 11]
        elif marker == 0xE0 and data[body : body + 4] == b"JFIF":
            jfif = True
        position += 2 + length
    raise PixelDecodeError(Message("A JPEG frame has no frame header."))


def jpeg_2000_codestream(data: bytes) -> Codestream:
    """The SIZ segment of a JPEG 2000 image (ITU-T T.800 A.5.1).

    Raises
    ------
    PixelDecodeError
        No SIZ segment is found.
    """
    start = data.find(b"\xff\x4f\xff\x51")
    if start < 0 or start + 43 > len(data):
        raise PixelDecodeError(Message("A compressed frame does not begin as JPEG 2000."))
    width, height, left, top = struct.unpack_from(">IIII", data, start + 8)
    components = struct.unpack_from(">H", data, start + 40)[0]
    depth = data[start + 42]
    # COD: the last of its first ten bytes is the wavelet transform; 1 is reversible (A.6.1).
    style = data.find(b"\xff\x52", start)
    reversible = style < 0 or style + 14 > len(data) or data[style + 13] == 1
    return Codestream(
        height - top,
        width - left,
        components,
        (depth & 0x7F) + 1,
        signed=bool(depth & 0x80),
        reversible=reversible,
    )
