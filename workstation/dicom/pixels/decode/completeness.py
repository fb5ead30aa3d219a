"""Whether a compressed frame is all there, found out before and after it is decoded.

Decoders of JPEG fill what is missing and say nothing; a cut frame must not pass for a whole one.
"""

from __future__ import annotations

import re
import struct
from typing import Any

from numpy.typing import NDArray

from workstation.dicom.pixels.decode.decoded import UnusableFrameError
from workstation.messages import Message

_START_OF_SCAN = b"\xff\xda"
_END_OF_IMAGE = b"\xff\xd9"
# Within coded data 0xFF is followed by 0x00 or by a fill byte; anything else is a marker.
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_RESTARTS = range(0xD0, 0xD8)
_START_OF_TILE_PART = 0xFF90
_TILE_PART_HEADER = struct.Struct(">HHHIBB")
_MOST_TILES = 65535
# No run of equal bits in it, so that no code of a scan takes it for what zero bits mean.
_FILLER = b"\xa5\x5a\xc3\x69" * 16


def jpeg_ls_stream(data: bytes) -> bytes:
    """A JPEG-LS frame up to its end-of-image marker.

    Coded data hold no 0xFF before a byte above 0x7F (ITU-T T.87 A.1), so the first marker after
    the first scan header that ends an image is the one looked for. CharLS finds every gap before
    it, but takes seconds where it is absent.

    Raises
    ------
    UnusableFrameError
        There is none: the frame is cut short.
    """
    start = data.find(_START_OF_SCAN)
    end = data.find(_END_OF_IMAGE, start) if start >= 0 else -1
    if end < 0:
        raise UnusableFrameError(Message("A JPEG-LS frame is cut short."))
    return data[: end + 2]


def check_jpeg_end(data: bytes) -> None:
    """Look for the end marker of a JPEG frame.

    Raises
    ------
    UnusableFrameError
        There is none behind the coded data: the frame is cut short.
    """
    if not 0 <= data.rfind(_START_OF_SCAN) < data.rfind(_END_OF_IMAGE):
        jpeg_scan_ends(data)


def jpeg_scan_ends(data: bytes) -> list[int]:
    """Where coded data end in a JPEG frame: the offset of each marker that follows some.

    The last one is the end-of-image marker (ITU-T T.81 B.1.1).

    Raises
    ------
    UnusableFrameError
        The frame ends before that marker.
    """
    ends: list[int] = []
    position = 2
    coded = False
    while found := _MARKER.search(data, position):
        marker = found[1][0]
        if coded:
            ends.append(found.start())
        position = found.end()
        if marker == 0xD9:
            if coded or ends:
                return ends
            break
        if marker in _RESTARTS:
            continue
        if position + 2 > len(data):
            break
        position += struct.unpack_from(">H", data, position)[0]
        coded = marker == 0xDA
    raise UnusableFrameError(Message("A JPEG frame is cut short: it has no end marker."))


def with_filler(data: bytes, ends: list[int]) -> bytes:
    """A JPEG frame with some bytes more at the end of all its coded data.

    A decoder that has had all its samples by then skips them; one that has not takes them for
    coded data, and its picture becomes another.
    """
    parts = []
    start = 0
    for end in ends:
        parts += [data[start:end], _FILLER]
        start = end
    parts.append(data[start:])
    return b"".join(parts)


def may_lack_samples(data: bytes, array: NDArray[Any]) -> bool:
    """Whether a decoded lossless frame ends as one whose coded data ended before it.

    libjpeg reads zero bits then, in the row that it is in, and makes up the rows below with equal
    samples. Zero bits always stand for the same difference from the predicted value: a last
    sample with another one was read from the file.

    Parameters
    ----------
    data : bytes
        The frame.
    array : (rows, columns)
        Its samples.

    Returns
    -------
    bool
        Also true where it cannot be told so simply.
    """
    coded = _coded_differences(data)
    if coded is None or array.ndim != 2 or min(array.shape) < 2:
        return True
    selection, difference = coded
    diagonal, above, left, last = (int(v) for v in array[-2:, -2:].ravel())
    predicted = {
        1: left,
        2: above,
        3: diagonal,
        4: left + above - diagonal,
        5: left + ((above - diagonal) >> 1),
        6: above + ((left - diagonal) >> 1),
        7: (left + above) >> 1,
    }.get(selection, last)
    return left == last or (last - predicted - difference) % 65536 == 0


def _coded_differences(data: bytes) -> tuple[int, int] | None:
    """The predictor, and the difference that a run of zero bits stands for.

    ITU-T T.81 H.1.2.1, H.1.2.2. None where more than one component, restarts or a point transform
    make it no single one.
    """
    categories: dict[int, int] = {}
    position = 2
    while found := _MARKER.search(data, position):
        marker, position = found[1][0], found.end()
        if position + 8 > len(data) or marker == 0xDD:
            return None
        if marker == 0xDA:
            components, _, table, selection, _, transform = data[position + 2 : position + 8]
            category = categories.get(table >> 4)
            if components != 1 or transform & 15 or category is None:
                return None
            return selection, (0 if category == 0 else 1 - (1 << category))
        length = struct.unpack_from(">H", data, position)[0]
        if marker == 0xC4:
            _first_symbols(data[position + 2 : position + length], categories)
        position += length
    return None


def _first_symbols(tables: bytes, found: dict[int, int]) -> None:
    """The symbol of the shortest code of each Huffman table: that of zero bits alone."""
    position = 0
    while position + 17 < len(tables):
        found[tables[position]] = tables[position + 17]
        position += 17 + sum(tables[position + 1 : position + 17])


def jpeg_2000_stream(data: bytes) -> bytes:
    """A JPEG 2000 or HTJ2K code stream with all its tile-parts, ended by its marker.

    Each tile-part states its length (ITU-T T.800 A.4.2); an end marker that was left out is put
    in its place, because nothing is missing without it.

    Raises
    ------
    UnusableFrameError
        A tile-part reaches beyond the data, or a tile is absent.
    """
    start = data.find(b"\xff\x4f\xff\x51")
    if start < 0 or start + 42 > len(data):
        raise UnusableFrameError(Message("A compressed frame does not begin as JPEG 2000."))
    position = _first_tile_part(data, start + 2)
    wanted = _tiles(data, start + 8)
    parts: dict[int, list[int]] = {}
    while data[position : position + 2] == b"\xff\x90" and position + 12 <= len(data):
        _, _, tile, length, _part, count = _TILE_PART_HEADER.unpack_from(data, position)
        seen = parts.setdefault(tile, [0, 0])
        seen[0] += 1
        seen[1] = max(seen[1], count)
        if length == 0:  # the last tile-part: up to the end of the stream
            end = data.rfind(_END_OF_IMAGE)
            if end < position:
                break
            position = end
            continue
        if length < 14 or position + length > len(data):
            break
        position += length
    else:
        ended = data[position : position + 2] == _END_OF_IMAGE
        if len(parts) == wanted and all(
            count <= there and (count or ended) for there, count in parts.values()
        ):
            return data[start:position] + _END_OF_IMAGE
    raise UnusableFrameError(Message("A JPEG 2000 frame is cut short."))


def _first_tile_part(data: bytes, position: int) -> int:
    """The offset of the first tile-part, behind the segments of the main header."""
    while position + 4 <= len(data):
        marker, length = struct.unpack_from(">HH", data, position)
        if marker == _START_OF_TILE_PART:
            return position
        if marker < 0xFF00:
            break
        position += 2 + length
    return len(data)


def _tiles(data: bytes, position: int) -> int:
    """The number of tiles of a SIZ segment whose reference grid begins at `position`."""
    right, bottom, _x, _y, width, height, left, top = struct.unpack_from(">8I", data, position)
    if not width or not height or right <= left or bottom <= top:
        raise UnusableFrameError(Message("A JPEG 2000 frame has an impossible size."))
    tiles = -(-(right - left) // width) * -(-(bottom - top) // height)
    if tiles > _MOST_TILES:
        raise UnusableFrameError(Message("A JPEG 2000 frame has an impossible size."))
    return int(tiles)
