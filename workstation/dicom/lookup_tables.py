"""Modality, VOI and palette lookup tables of a file (PS3.3 C.11.1, C.11.2, C.7.9)."""

from __future__ import annotations

from dataclasses import replace

from workstation.dicom.attributes import Attributes
from workstation.dicom.tags import tag
from workstation.domain.pixel_source import LookupTable
from workstation.errors import DicomReadError
from workstation.words import said

_MODALITY_LUT, _VOI_LUT = tag("ModalityLUTSequence"), tag("VOILUTSequence")
_DESCRIPTOR, _DATA = tag("LUTDescriptor"), tag("LUTData")
_EXPLANATION = tag("LUTExplanation")
_COLORS = ("Red", "Green", "Blue")


def modality_lut(attributes: Attributes, *, signed: bool) -> LookupTable | None:
    """The Modality LUT; None when values are rescaled or used as they are."""
    item = attributes.item(_MODALITY_LUT)
    return None if item is None else _table(item, _DESCRIPTOR, _DATA, signed=signed)


def voi_luts(attributes: Attributes, *, signed: bool) -> tuple[LookupTable, ...]:
    """Every VOI LUT of an image, with its explanation, in file order."""
    items = attributes.items(_VOI_LUT)
    tables = [(item, _table(item, _DESCRIPTOR, _DATA, signed=signed)) for item in items]
    return tuple(
        replace(table, name=item.text(_EXPLANATION)) for item, table in tables if table is not None
    )


def palette(attributes: Attributes) -> tuple[LookupTable, LookupTable, LookupTable]:
    """The red, green and blue palettes.

    Raises
    ------
    DicomReadError
        A palette is absent or too short.
    """
    red, green, blue = (_color(attributes, name) for name in _COLORS)
    return red, green, blue


def _color(attributes: Attributes, name: str) -> LookupTable:
    descriptor = tag(f"{name}PaletteColorLookupTableDescriptor")
    segmented = tag(f"Segmented{name}PaletteColorLookupTableData")
    if segmented in attributes.raw:
        count, first, bits = _described(attributes, descriptor, signed=False)
        words = attributes.shorts(segmented) if bits > 8 else tuple(attributes.raw[segmented])
        entries = _expand(words)[:count]
        if len(entries) < count:
            raise DicomReadError(said("has a palette that is too short"))
        return LookupTable(first=first, bits=bits, entries=tuple(entries))
    table = _table(attributes, descriptor, tag(f"{name}PaletteColorLookupTableData"), signed=False)
    if table is None:
        raise DicomReadError(said("is a palette image without its palettes"))
    return table


def _described(attributes: Attributes, descriptor: int, *, signed: bool) -> tuple[int, int, int]:
    values = attributes.shorts(descriptor)
    if len(values) < 3:
        raise DicomReadError(said("has a lookup table without its description"))
    count, first, bits = values[0] or 65536, values[1], values[2]
    if signed and first > 32767:
        first -= 65536
    return count, first, bits


def _table(
    attributes: Attributes, descriptor: int, data: int, *, signed: bool
) -> LookupTable | None:
    value = attributes.raw.get(data)
    if not value:
        return None
    count, first, bits = _described(attributes, descriptor, signed=signed)
    # Tables of 8 bits are packed two to a word or widened to one a word.
    if len(value) >= 2 * count:
        entries = attributes.shorts(data)[:count]
    elif len(value) >= count and bits <= 8:
        entries = tuple(value[:count])
    else:
        raise DicomReadError(said("has a lookup table that is too short"))
    if bits > 8 and entries and max(entries) < 256 and attributes.raw.get(descriptor):
        bits = 8 if _is_palette(descriptor) else bits
    return LookupTable(first=first, bits=bits, entries=entries)


def _is_palette(descriptor: int) -> bool:
    return descriptor != _DESCRIPTOR


def _expand(words: tuple[int, ...]) -> list[int]:
    """Segmented palette data as plain entries (PS3.3 C.7.9.2)."""
    entries: list[int] = []
    position = 0
    while position + 1 < len(words) and len(entries) <= 65536:
        opcode, length = words[position], words[position + 1]
        if opcode == 0:
            entries.extend(words[position + 2 : position + 2 + length])
            position += 2 + length
        elif opcode == 1:
            if not entries or position + 2 >= len(words):
                raise DicomReadError(said("has a damaged segmented palette"))
            start, stop = entries[-1], words[position + 2]
            entries.extend(
                round(start + (stop - start) * (step + 1) / length) for step in range(length)
            )
            position += 3
        else:
            raise DicomReadError(said("has a segmented palette with indirect segments"))
    return entries
