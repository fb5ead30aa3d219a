"""A light walk over the elements of an ordinary DICOM file (PS3.5 7).

It reads little-endian files with a File Meta group, keeps the wanted values as bytes and
stops at the pixels. It allocates nothing on the word of a file, never recurses, and gives up
(returns None) on whatever is not plain; such files are read by pydicom in a child process.

Measured against `pydicom.dcmread(specific_tags=..., stop_before_pixels=True)` on 119 real CT
files: 18 times as fast (128 ms, 2296 ms, on busy cores).
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.standard.tags import (
    OF_FILE_META,
    PIXEL_DATA,
    PIXEL_TAGS,
    WANTED,
    WANTED_SEQUENCES,
)
from workstation.dicom.standard.transfer_syntaxes import (
    IMPLICIT_LE,
    TRANSFER_SYNTAXES,
    TransferSyntax,
)

FIRST_READ = 8192
LARGEST_HEADER = 4 * 1024 * 1024
DEEPEST_SEQUENCE = 32
MOST_SIZES = 256
MOST_LAYOUTS_OF_A_SIZE = 4
_UNDEFINED = 0xFFFFFFFF
_TRANSFER_SYNTAX_UID = 0x00020010
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_LONG_VRS = frozenset(
    {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"}
)
_SHORT_VRS = frozenset(
    {
        b"AE",
        b"AS",
        b"AT",
        b"CS",
        b"DA",
        b"DS",
        b"DT",
        b"FD",
        b"FL",
        b"IS",
        b"LO",
        b"LT",
        b"PN",
        b"SH",
        b"SL",
        b"SS",
        b"ST",
        b"TM",
        b"UI",
        b"UL",
        b"US",
    }
)
_explicit_head = struct.Struct("<HH2sH").unpack_from
_implicit_head = struct.Struct("<HHI").unpack_from
_long_length = struct.Struct("<I").unpack_from


class Walked(NamedTuple):
    """What one walk found: wanted values, and where the pixel value lies.

    `pixel_length` is 0xFFFFFFFF for encapsulated pixels.
    """

    syntax: TransferSyntax
    raw: dict[int, bytes]
    pixel_tag: int
    pixel_offset: int
    pixel_length: int
    file_bytes: int


class _NotPlainError(Exception):
    """The file is for pydicom to read."""


class _Window:
    """The beginning of a file, read on as far as it is needed."""

    __slots__ = ("data", "fd", "size")

    def __init__(self, fd: int, size: int) -> None:
        self.fd = fd
        self.size = size
        self.data = os.read(fd, FIRST_READ)

    def grow(self, end: int) -> None:
        """Have the bytes before `end` at hand, and some more."""
        if end > self.size or end > LARGEST_HEADER:
            raise _NotPlainError
        self.data += os.pread(
            self.fd, max(end, 2 * len(self.data)) - len(self.data), len(self.data)
        )
        if len(self.data) < end:
            raise _NotPlainError

    def between(self, start: int, end: int) -> bytes:
        """The bytes of one value."""
        if end > len(self.data):
            self.grow(end)
        return self.data[start:end]


class _Layout(NamedTuple):
    """Where everything stands in files whose element heads are equal, byte for byte.

    A walk goes by tags, VRs, lengths and the transfer syntax alone; where all of those are equal
    it would find the same places, so that they need not be looked for again.
    """

    places: NDArray[np.intp]
    heads: bytes
    syntax: TransferSyntax
    tags: tuple[int, ...]
    values: struct.Struct
    pixels: tuple[int, int, int]

    def read(self, window: _Window) -> Walked | None:
        """What a walk would find; None where the file is laid out in another way."""
        end = self.pixels[1]
        if end > window.size:
            return None
        if end > len(window.data):
            window.grow(end)
        data = window.data
        if np.frombuffer(data, np.uint8)[self.places].tobytes() != self.heads:
            return None
        raw = dict(zip(self.tags, self.values.unpack_from(data), strict=True))
        return Walked(self.syntax, raw, *self.pixels, window.size)


class Walker:
    """Walks files one after another, faster where they are laid out like one before."""

    def __init__(self) -> None:
        self._layouts: dict[int, tuple[_Layout, ...]] = {}

    def walk(self, path: str) -> Walked | None:
        """Walk the header of a plain file.

        Returns
        -------
        Walked or None
            None when the file is not plain and must be read in the child process.

        Raises
        ------
        OSError
            The file cannot be opened or read.
        """
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_BINARY", 0))
        try:
            window = _Window(fd, os.fstat(fd).st_size)
            if window.data[128:132] != b"DICM":
                return None
            try:
                return self._walk(window)
            except _NotPlainError:
                return None
        finally:
            os.close(fd)

    def _walk(self, window: _Window) -> Walked | None:
        # Pixels of one series are of one size, and headers of one size are laid out alike, but for
        # numbers that take a digit more where another takes one less.
        known = self._layouts.get(window.size, ())
        for layout in known:
            walked = layout.read(window)
            if walked is not None:
                return walked
        trail = _Trail()
        raw: dict[int, bytes] = {}
        syntax, position = _file_meta(window, trail, raw)
        walked = _data_set(window, syntax, position, trail, raw)
        met = trail.layout(window, walked)
        if met is not None and (known or len(self._layouts) < MOST_SIZES):
            # The newest first: files of one series often follow each other.
            self._layouts[window.size] = (met, *known[: MOST_LAYOUTS_OF_A_SIZE - 1])
        return walked


class _Trail:
    """The heads that a walk has met, and the values that it has kept."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = [(128, 132)]
        self._wanted: list[tuple[int, int, int]] = []
        self._is_fixed = True

    def head(self, start: int, stop: int) -> None:
        """A head, or another stretch that decides where the walk goes on."""
        self._spans.append((start, stop))

    def value(self, tag: int, start: int, stop: int) -> None:
        """A value that was kept."""
        self._wanted.append((tag, start, stop))

    def leave(self) -> None:
        """Something whose inner heads were not noted."""
        self._is_fixed = False

    def layout(self, window: _Window, walked: Walked) -> _Layout | None:
        """The layout of the file, where its heads are all that decides on it."""
        if not self._is_fixed or walked.pixel_offset > len(window.data):
            return None
        return _Layout(
            np.concatenate([np.arange(start, stop) for start, stop in self._spans]),
            b"".join(window.data[start:stop] for start, stop in self._spans),
            walked.syntax,
            tuple(tag for tag, _start, _stop in self._wanted),
            _values_at([(start, stop) for _tag, start, stop in self._wanted]),
            (walked.pixel_tag, walked.pixel_offset, walked.pixel_length),
        )


def _values_at(places: Sequence[tuple[int, int]]) -> struct.Struct:
    """What cuts values out of a header in one call; a walk meets them in ascending order."""
    position, parts = 0, []
    for start, stop in places:
        parts.append(f"{start - position}x{stop - start}s")
        position = stop
    return struct.Struct("".join(parts))


def walk(path: str) -> Walked | None:
    """Walk the header of one plain file; see `Walker.walk`."""
    return Walker().walk(path)


def _file_meta(window: _Window, trail: _Trail, raw: dict[int, bytes]) -> tuple[TransferSyntax, int]:
    """The transfer syntax, and where the data set begins; UIDs of the object go to `raw`."""
    position, uid = 132, ""
    while True:
        if position + 12 > len(window.data):
            window.grow(position + 12)
        group, element, vr, length = _explicit_head(window.data, position)
        if group != 2:
            break
        start = position
        value = position + 8
        if vr in _LONG_VRS:
            length = _long_length(window.data, value)[0]
            value += 4
        elif vr not in _SHORT_VRS:
            raise _NotPlainError
        position = value + length
        if position > len(window.data):
            window.grow(position)
        tag = (group << 16) | element
        is_syntax = tag == _TRANSFER_SYNTAX_UID
        trail.head(start, position if is_syntax else value)
        if is_syntax:
            uid = window.data[value:position].strip(b" \0").decode("latin-1")
        elif tag in OF_FILE_META:
            raw[OF_FILE_META[tag]] = window.data[value:position]
            trail.value(OF_FILE_META[tag], value, position)
    syntax = TRANSFER_SYNTAXES.get(uid)
    if syntax is None or syntax.big_endian or syntax.deflated:
        raise _NotPlainError
    return syntax, position


def _data_set(
    window: _Window,
    syntax: TransferSyntax,
    position: int,
    trail: _Trail,
    raw: dict[int, bytes],
) -> Walked:
    """Wanted values, onto those of the File Meta group: what the data set states goes first."""
    explicit = syntax.uid != IMPLICIT_LE
    data = window.data
    end = len(data) - 12
    last = 0
    while True:
        if position > end:
            window.grow(position + 12)
            data = window.data
            end = len(data) - 12
        if explicit:
            group, element, vr, length = _explicit_head(data, position)
            value = position + 8
            if vr in _LONG_VRS:
                length = _long_length(data, value)[0]
                value += 4
            elif vr not in _SHORT_VRS:
                raise _NotPlainError
        else:
            group, element, length = _implicit_head(data, position)
            vr = b""
            value = position + 8
        tag = (group << 16) | element
        if tag <= last or group < 8:
            raise _NotPlainError
        last = tag
        trail.head(position, value)
        if tag in PIXEL_TAGS:
            return _at_pixels(Walked(syntax, raw, tag, value, length, window.size))
        if length == _UNDEFINED:
            trail.leave()
            position = _skip_undefined(window, tag, vr, value, explicit=explicit)
        else:
            position = value + length
            if length and tag in WANTED:
                raw[tag] = window.between(value, position)
                trail.value(tag, value, position)
            elif length and tag in WANTED_SEQUENCES:
                raise _NotPlainError
        if data is not window.data:
            data = window.data
            end = len(data) - 12


def _at_pixels(walked: Walked) -> Walked:
    """The finished walk; pixels of undefined length must be encapsulated.

    An odd length is not plain: it may be two letters of a value representation.
    """
    fragments = walked.syntax.encapsulated and walked.pixel_tag == PIXEL_DATA
    if walked.pixel_length % 2 and walked.pixel_length != _UNDEFINED:
        raise _NotPlainError
    if walked.pixel_length == _UNDEFINED and not fragments:
        raise _NotPlainError
    return walked


def _skip_undefined(window: _Window, tag: int, vr: bytes, value: int, *, explicit: bool) -> int:
    """The position behind an element of undefined length, which must be a sequence."""
    if tag in WANTED_SEQUENCES or (explicit and vr != b"SQ"):
        raise _NotPlainError
    return _after_sequence(window, value, explicit=explicit)


def _after_sequence(window: _Window, position: int, *, explicit: bool) -> int:
    """The position behind a sequence of undefined length, counting open sequences and items."""
    closers = [_SEQUENCE_END]
    while closers:
        if len(closers) > 2 * DEEPEST_SEQUENCE:
            raise _NotPlainError
        if position + 12 > len(window.data):
            window.grow(position + 12)
        group, element, length = _implicit_head(window.data, position)
        tag = (group << 16) | element
        value = position + 8
        if tag == closers[-1]:
            closers.pop()
            position = value
            continue
        if closers[-1] == _SEQUENCE_END:
            if tag != _ITEM:
                raise _NotPlainError
            if length == _UNDEFINED:
                closers.append(_ITEM_END)
                position = value
            else:
                position = value + length
            continue
        vr = window.data[position + 4 : position + 6]
        if explicit:
            value, length = _explicit_length(window.data, position, vr)
        if length == _UNDEFINED:
            if explicit and vr != b"SQ":
                raise _NotPlainError
            closers.append(_SEQUENCE_END)
            position = value
        else:
            position = value + length
    return position


def _explicit_length(data: bytes, position: int, vr: bytes) -> tuple[int, int]:
    """Where the value of an explicit element begins, and its length."""
    if vr in _LONG_VRS:
        return position + 12, _long_length(data, position + 8)[0]
    if vr not in _SHORT_VRS:
        raise _NotPlainError
    return position + 8, int.from_bytes(data[position + 6 : position + 8], "little")
