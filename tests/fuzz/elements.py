"""Where the elements of a DICOM file lie, by a reading of its bytes that trusts nothing."""

from __future__ import annotations

import struct
from dataclasses import dataclass

LONG_VRS = frozenset(
    {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"}
)
PIXELS = (0x7FE0, 0x0010)
_ITEM, _ITEM_END, _SEQUENCE_END = (0xFFFE, 0xE000), (0xFFFE, 0xE00D), (0xFFFE, 0xE0DD)
_UNDEFINED = 0xFFFFFFFF
_IMPLICIT = b"1.2.840.10008.1.2\0"
_BIG = b"1.2.840.10008.1.2.2\0"


@dataclass(frozen=True, slots=True)
class Element:
    """One element, item or fragment: [start, value) is its head, [value, end) its value.

    The value of sequences and items is left to the elements inside them: they end at `value`.
    """

    tag: tuple[int, int]
    vr: bytes
    start: int
    value: int
    end: int
    length_at: int
    length_bytes: int
    of_pixels: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The elements of a file in their order, nested ones among them."""

    elements: tuple[Element, ...]
    big_endian: bool
    implicit: bool

    @property
    def order(self) -> str:
        return ">" if self.big_endian else "<"

    def tag(self, tag: tuple[int, int]) -> Element | None:
        """The first element of a tag."""
        return next((each for each in self.elements if each.tag == tag), None)

    @property
    def fragments(self) -> tuple[Element, ...]:
        """Items of encapsulated pixel data, without the offset table."""
        items = [each for each in self.elements if each.of_pixels and each.tag == _ITEM]
        return tuple(items[1:])


def layout_of(data: bytes) -> Layout:
    """The elements of a sound file; a deflated one has those of its File Meta group only."""
    position = 132 if data[128:132] == b"DICM" else 0
    head = data[position : position + 400]
    implicit, big = _IMPLICIT in head, _BIG in head
    deflated = b"1.2.840.10008.1.2.1.99" in head
    elements: list[Element] = []
    in_pixels = False
    while position + 8 <= len(data):
        of_meta = data[position : position + 2] == b"\x02\x00"
        if deflated and not of_meta:
            break
        element = _element(
            data, position, implicit=implicit and not of_meta, big=big and not of_meta
        )
        if element is None:
            break
        if in_pixels:
            element = _of_pixels(data, element)
            in_pixels = element.tag != _SEQUENCE_END
        elif element.tag == PIXELS and element.end == element.value:
            in_pixels = True
        elements.append(element)
        position = element.end
    return Layout(tuple(elements), big, implicit)


def _element(data: bytes, position: int, *, implicit: bool, big: bool) -> Element | None:
    order = ">" if big else "<"
    group, number = struct.unpack_from(order + "HH", data, position)
    tag = (group, number)
    vr = b""
    length_at, length_bytes = position + 4, 4
    if group != _ITEM[0] and not implicit:
        vr = data[position + 4 : position + 6]
        length_at, length_bytes = (position + 8, 4) if vr in LONG_VRS else (position + 6, 2)
    if length_at + length_bytes > len(data):
        return None
    length = struct.unpack_from(order + ("I" if length_bytes == 4 else "H"), data, length_at)[0]
    value = length_at + length_bytes
    nested = group == _ITEM[0] or vr == b"SQ" or length == _UNDEFINED
    end = value if nested else value + length
    if end > len(data):
        return None
    return Element(tag, vr, position, value, end, length_at, length_bytes)


def _of_pixels(data: bytes, element: Element) -> Element:
    length = int.from_bytes(data[element.length_at : element.value], "little")
    end = min(element.value + length, len(data)) if element.tag == _ITEM else element.value
    return Element(
        element.tag, b"", element.start, element.value, end, element.length_at, 4, of_pixels=True
    )
