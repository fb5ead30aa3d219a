"""Mutations that know how a DICOM file is built: elements, sequences, fragments."""

from __future__ import annotations

import random
import struct
from dataclasses import replace

from tests.fuzz import byte_mutations
from tests.fuzz.elements import PIXELS, Element, Layout, layout_of
from tests.fuzz.mutant import Harm, Mutant, Mutate

_NUMBERS = (
    b"NaN", b"inf", b"-inf", b"1e308", b"-1e308", b"1e-320", b"0", b"-1", b"1,5", b"1\\2\\3\\4",
    b"99999999999999999999", b"", b" ", b"0x10", b"1e", b"--3", b"\xd9\xa3", b"1.5mm",
    b"2147483648",    b"-2147483649", b"1e5", b"0.0000001", b"nan(1)", b"1_0", b"1\0",
)  # fmt: skip
_TEXTS = (
    b"<b>x</b><img src='file:///etc/passwd'>", b"\x07\x1b[31m\r\n\t", b"A" * 60_000, b"",
    b"\xff\xfe\xfd", b"\x1b$B\x21", b"../../etc/passwd", b"\0\0\0", b"=1+1", b"\\\\\\\\",
    "\u202eabc".encode(), b"%s%n{0}{x}", b"^^^^^", b"A\\B\\C",
)  # fmt: skip
_CHARACTER_SETS = (
    b"idna", b"ISO_IR 192", b"ISO 2022 IR 87", b"\\ISO 2022 IR 149", b"GB18030", b"utf-7",
    b"punycode", b"rot13", b"zlib", b"ISO_IR 999", b"\\\\", b"hex", b"undefined", b"utf-16",
)  # fmt: skip
_TEXT_VRS = (b"AE", b"AS", b"CS", b"DA", b"DS", b"DT", b"IS", b"LO", b"LT", b"PN", b"SH", b"ST",
             b"TM", b"UI", b"UT", b"UC", b"UR")  # fmt: skip
_ALL_VRS = (*_TEXT_VRS, b"US", b"SS", b"UL", b"SL", b"FL", b"FD", b"AT", b"OB", b"OW", b"SQ",
            b"UN", b"ZZ", b"\0\0")  # fmt: skip
_UIDS = (b"", b"1.2.3", b"not a uid", b"1." * 200, b"1.2.840.10008.1.2.4.50", b"../x",
         b"1.2.840.10008.5.1.4.1.1.2", b"1.2.840.10008.5.1.4.1.1.88.11")  # fmt: skip
_SIZES = (0, 1, 2, 3, 7, 255, 256, 4096, 32767, 32768, 65534, 65535)
_SIZE_TAGS = (
    (0x0028, 0x0002), (0x0028, 0x0004), (0x0028, 0x0006), (0x0028, 0x0008), (0x0028, 0x0010),
    (0x0028, 0x0011), (0x0028, 0x0100), (0x0028, 0x0101), (0x0028, 0x0102), (0x0028, 0x0103),
)  # fmt: skip
_DEEPEST = 3000
_ITEM_HEAD = b"\xfe\xff\x00\xe0"


def mutate_dicom(data: bytes, chance: random.Random) -> Mutant:
    """One mutation, seldom two or three."""
    count = chance.choices((1, 2, 3), (8, 1, 1))[0]
    made = Mutant(data, "")
    for number in range(count):
        one = byte_mutations.one_of(_MUTATIONS, made.content, chance)
        harm = one.harm if count == 1 else Harm.UNKNOWN
        made = Mutant(one.content, f"{made.words}; {one.words}" if number else one.words, harm)
    return made


def _elements(layout: Layout) -> list[Element]:
    """Elements that have a value of their own, of the data set and its items."""
    return [
        each for each in layout.elements if each.tag[0] not in {0xFFFE, 2} and not each.of_pixels
    ]


def _pick(layout: Layout, chance: random.Random) -> Element | None:
    found = [each for each in _elements(layout) if each.tag != PIXELS]
    return chance.choice(found) if found else None


def _with_value(data: bytes, layout: Layout, element: Element, value: bytes) -> bytes:
    """The file with another value; its length is set, what is around it is not."""
    value = value[: 65534 if element.length_bytes == 2 else None]
    value += b" " * (len(value) % 2)
    form = "I" if element.length_bytes == 4 else "H"
    length = struct.pack(layout.order + form, len(value))
    return data[: element.length_at] + length + value + data[element.end :]


def hostile_value(data: bytes, chance: random.Random) -> Mutant:
    """A value that makes no sense, by its value representation."""
    layout = layout_of(data)
    element = _pick(layout, chance)
    if element is None:
        return byte_mutations.change_block(data, chance)
    value = _hostile(data, layout, element, chance)
    words = f"{element.tag[0]:04X},{element.tag[1]:04X} is {value[:40]!r}"
    return Mutant(_with_value(data, layout, element, value), words)


def _hostile(data: bytes, layout: Layout, element: Element, chance: random.Random) -> bytes:
    vr = element.vr
    old = data[element.value : element.end]
    if element.tag == (0x0008, 0x0005):
        return chance.choice(_CHARACTER_SETS)
    if vr in {b"US", b"SS"}:
        return b"".join(
            struct.pack(layout.order + "H", chance.choice(_SIZES))
            for _ in range(len(old) // 2 or 1)
        )
    if vr in {b"FL", b"FD"}:
        form = "f" if vr == b"FL" else "d"
        size = struct.calcsize(form)
        numbers = (float("nan"), float("inf"), -1.0, 0.0, 1e30, 1e-30)
        kept = bytearray(old or bytes(size))
        at = size * chance.randrange(len(kept) // size or 1)
        kept[at : at + size] = struct.pack(layout.order + form, chance.choice(numbers))
        return bytes(kept)
    if vr == b"UI":
        return chance.choice(_UIDS)
    if vr in {b"DS", b"IS", b"AS", b"DA", b"TM", b"DT"} or _looks_numeric(old):
        parts = old.split(b"\\")
        parts[chance.randrange(len(parts))] = chance.choice(_NUMBERS)
        return chance.choice((b"\\".join(parts), chance.choice(_NUMBERS)))
    return chance.choice((*_TEXTS, *_NUMBERS))


def _looks_numeric(value: bytes) -> bool:
    """Of implicit files, which state no value representation."""
    return bool(value) and all(each in b"0123456789.-+eE\\ " for each in value)


def hostile_size(data: bytes, chance: random.Random) -> Mutant:
    """Another number of rows, columns, bits, samples or frames."""
    layout = layout_of(data)
    found = [each for each in _elements(layout) if each.tag in _SIZE_TAGS]
    if not found:
        return hostile_value(data, chance)
    element = chance.choice(found)
    value = struct.pack(layout.order + "H", chance.choice(_SIZES))
    if element.tag == (0x0028, 0x0008):
        value = chance.choice((b"0", b"-1", b"2", b"99999", b"2147483647", b"1.5", b"NaN"))
    elif element.tag == (0x0028, 0x0004):
        value = chance.choice((b"MONOCHROME1", b"RGB", b"YBR_FULL", b"PALETTE COLOR", b"X", b""))
    words = f"{element.tag[0]:04X},{element.tag[1]:04X} is {value!r}"
    return Mutant(_with_value(data, layout, element, value), words)


def change_length(data: bytes, chance: random.Random) -> Mutant:
    """A length says something else than what is there."""
    layout = layout_of(data)
    if not layout.elements:
        return byte_mutations.change_block(data, chance)
    element = chance.choice(layout.elements)
    form = layout.order + ("I" if element.length_bytes == 4 else "H")
    most = 2 ** (8 * element.length_bytes) - 1
    length = element.end - element.value
    new = chance.choice((0, 1, length + 1, length - 1, length + 2, length - 2, length * 2,
                         most, most - 1, most // 2))  # fmt: skip
    packed = struct.pack(form, min(max(new, 0), most))
    words = f"{element.tag[0]:04X},{element.tag[1]:04X} claims {new} instead of {length} bytes"
    harm = Harm.STREAM if element.of_pixels else Harm.UNKNOWN
    return Mutant(data[: element.length_at] + packed + data[element.value :], words, harm)


def swap_vr(data: bytes, chance: random.Random) -> Mutant:
    """Another value representation, with the bytes of the old one."""
    layout = layout_of(data)
    explicit = [each for each in _elements(layout) if each.vr]
    if not explicit:
        return hostile_value(data, chance)
    element = chance.choice(explicit)
    new = chance.choice(_ALL_VRS)
    at = element.start + 4
    words = f"{element.tag[0]:04X},{element.tag[1]:04X} is {new!r} instead of {element.vr!r}"
    return Mutant(data[:at] + new + data[at + 2 :], words)


def move_element(data: bytes, chance: random.Random) -> Mutant:
    """An element is there twice, elsewhere, or not at all."""
    layout = layout_of(data)
    element, other = _pick(layout, chance), _pick(layout, chance)
    if element is None or other is None:
        return byte_mutations.change_block(data, chance)
    name = f"{element.tag[0]:04X},{element.tag[1]:04X}"
    whole = data[element.start : element.end]
    kind = chance.choice(("doubled", "moved", "left out"))
    if kind == "doubled":
        return Mutant(data[: other.start] + whole + data[other.start :], f"{name} is there twice")
    left = data[: element.start] + data[element.end :]
    if kind == "left out":
        return Mutant(left, f"{name} is left out")
    at = other.start - (len(whole) if other.start > element.start else 0)
    return Mutant(left[:at] + whole + left[at:], f"{name} is moved")


def nest_deep(data: bytes, chance: random.Random) -> Mutant:
    """A sequence within a sequence, many times."""
    layout = layout_of(data)
    element = _pick(layout, chance)
    if element is None or layout.big_endian:
        return byte_mutations.change_block(data, chance)
    depth = chance.choice((3, 9, 40, 400, _DEEPEST))
    tag = struct.pack("<HH", *chance.choice(((0x0008, 0x1140), (0x5200, 0x9230), (0x0040, 0xA730))))
    head = b"\xff" * 4 if layout.implicit else b"SQ\0\0\xff\xff\xff\xff"
    opening = tag + head + _ITEM_HEAD + b"\xff" * 4
    closing = b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0"
    nested = opening * depth + closing * chance.choice((depth, depth, depth // 2))
    at = element.start
    return Mutant(data[:at] + nested + data[at:], f"{depth} sequences nested at {at}")


def _pixel_part(data: bytes) -> tuple[Layout, tuple[Element, ...]]:
    layout = layout_of(data)
    return layout, tuple(each for each in layout.fragments if each.end > each.value)


def flip_in_stream(data: bytes, chance: random.Random) -> Mutant:
    """Bits within the compressed stream."""
    _, fragments = _pixel_part(data)
    if not fragments:
        return hostile_size(data, chance)
    fragment = chance.choice(fragments)
    made = byte_mutations.flip_bits_in(data, chance, fragment.value, fragment.end)
    return replace(made, words=f"stream: {made.words}", harm=Harm.STREAM)


def cut_fragment(data: bytes, chance: random.Random) -> Mutant:
    """A stream that ends early in a file that is whole."""
    layout, fragments = _pixel_part(data)
    if not fragments:
        return cut_pixels(data, chance)
    fragment = chance.choice(fragments)
    size = fragment.end - fragment.value
    kept = chance.choice((size // 2, size - 2, chance.randrange(size))) & ~1
    content = _with_value(data, layout, fragment, data[fragment.value : fragment.value + kept])
    return Mutant(content, f"stream: {kept} of {size} bytes are left", Harm.CUT)


def cut_pixels(data: bytes, chance: random.Random) -> Mutant:
    """The file ends within the pixels."""
    layout = layout_of(data)
    pixels = layout.tag(PIXELS)
    if pixels is None or pixels.value >= len(data):
        return byte_mutations.cut(data, chance)
    end = chance.randrange(pixels.value, len(data))
    return Mutant(data[:end], f"cut within the pixels, at {end} of {len(data)}", Harm.CUT)


_MUTATIONS: tuple[Mutate, ...] = (
    *byte_mutations.PLAIN, hostile_value, hostile_value, hostile_value, hostile_size, hostile_size,
    change_length, swap_vr, move_element, nest_deep, flip_in_stream, flip_in_stream, cut_fragment,
    cut_pixels,
)  # fmt: skip
