"""The Image Pixel module: what is stored, where, and whether that can be true (PS3.3 C.7.6.3).

Sizes are checked against the file before anything is allocated.

Measured against `dcmread` and `pydicom.pixels` on 60 CT slices, from the path to values in HU: 2.2
times as fast (1.17 s, 2.62 s, on busy cores), with equal values.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from workstation.dicom.pixels.lookup_tables import modality_lut, palette
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import (
    DOUBLE_PIXEL_DATA,
    EXTENDED_OFFSET_TABLE,
    FLOAT_PIXEL_DATA,
    tag,
)
from workstation.dicom.standard.transfer_syntaxes import TRANSFER_SYNTAXES, Coding, TransferSyntax
from workstation.domain.pixel_source import PixelFormat, PixelKind, PixelSource
from workstation.errors import DicomReadError, PixelDecodeError, ResourceLimitError
from workstation.messages import Message

LARGEST_FRAME_PIXELS = 2**28
LEAST_FRAME_BYTES = 10
MOST_PIXELS_PER_BYTE = {
    Coding.RLE: 64,  # a pair of bytes repeats one 128 times (PS3.5 G.3.1)
    "JPEG lossless": 8,  # a code has at least one bit (ITU-T T.81 H.1.2.2)
    Coding.JPEG: 512,  # and a block of 8 x 8 pixels at least one code
    Coding.DEFLATED_FRAME: 1032,  # the limit of the format
}
"""What a coding can do at its best; a frame of fewer bytes is cut short."""
LARGE_FRAME_BYTES = 64 * 1024**2
ABSURD_PIXELS_PER_BYTE = 2000
"""Codings without such a limit hold large blank frames in a few bytes, which nobody makes."""

_UNDEFINED = 0xFFFFFFFF
_ROWS, _COLUMNS = tag("Rows"), tag("Columns")
_FRAMES, _SAMPLES = tag("NumberOfFrames"), tag("SamplesPerPixel")
_PHOTOMETRIC, _PLANAR = tag("PhotometricInterpretation"), tag("PlanarConfiguration")
_ALLOCATED, _STORED, _HIGH = tag("BitsAllocated"), tag("BitsStored"), tag("HighBit")
_REPRESENTATION = tag("PixelRepresentation")
_PADDING, _PADDING_LIMIT = tag("PixelPaddingValue"), tag("PixelPaddingRangeLimit")
_FLOAT_PADDING = {
    PixelKind.FLOAT: (tag("FloatPixelPaddingValue"), tag("FloatPixelPaddingRangeLimit")),
    PixelKind.DOUBLE: (
        tag("DoubleFloatPixelPaddingValue"),
        tag("DoubleFloatPixelPaddingRangeLimit"),
    ),
}
_RED_LUT = tag("RedPaletteColorLookupTableDescriptor")
_MODALITY_LUT = tag("ModalityLUTSequence")
_COLORS = frozenset(
    {
        "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_PARTIAL_420", "YBR_ICT",
        "YBR_RCT",
    }
)  # fmt: skip
_OF_CODINGS = {
    "YBR_ICT": frozenset({Coding.JPEG_2000, Coding.HTJ2K}),
    "YBR_RCT": frozenset({Coding.JPEG_2000, Coding.HTJ2K}),
    "YBR_PARTIAL_420": frozenset({Coding.VIDEO, Coding.JPEG}),
}
"""Colors that are a step of a coding, which undoes it; elsewhere the name is wrong (PS3.5 8.2).

The markers of a JPEG stream say what its colors are, whatever the name."""
_KEY = (
    _ROWS, _COLUMNS, _FRAMES, _SAMPLES, _PHOTOMETRIC, _PLANAR, _ALLOCATED, _STORED, _HIGH,
    _REPRESENTATION, _PADDING, _PADDING_LIMIT, *chain.from_iterable(_FLOAT_PADDING.values()),
)  # fmt: skip


def pixel_source(
    attributes: Attributes,
    syntax: TransferSyntax,
    pixel: tuple[int, int, int],
    file_bytes: int,
) -> PixelSource:
    """The place and format of the pixels, checked against the size of the file.

    Parameters
    ----------
    attributes : Attributes
        The data set.
    syntax : TransferSyntax
        How it is encoded.
    pixel : tuple of int
        Tag, value offset and declared length of the pixel element.
    file_bytes : int
        Size of the file.

    Raises
    ------
    DicomReadError
        An attribute is absent or impossible.
    PixelDecodeError
        The file is too short for what it claims.
    ResourceLimitError
        A frame is larger than any detector.
    """
    pixel_tag, offset, length = pixel
    key = tuple(map(attributes.raw.get, _KEY))
    _require_known_colors(attributes, syntax)
    if _RED_LUT in attributes.raw or attributes.items(_MODALITY_LUT):
        image_format = _pixel_format(attributes, pixel_tag)
    elif syntax.coding is Coding.NATIVE and length != _UNDEFINED:
        return _shared_source(key, syntax.uid, pixel, file_bytes, attributes.big_endian)
    else:
        image_format = _shared_format(key, pixel_tag, attributes.big_endian)
    if syntax.encapsulated and length == _UNDEFINED:
        if syntax.coding is not Coding.VIDEO:
            # Frames of a video that differ little from those before take hardly any bytes.
            _check_encapsulated(image_format, syntax, file_bytes - offset)
        table = attributes.very_longs(EXTENDED_OFFSET_TABLE)
        return PixelSource(
            offset=offset, length=-1, file_bytes=file_bytes, format=image_format,
            extended_offsets=table,
        )  # fmt: skip
    if syntax.coding is not Coding.NATIVE:
        raise PixelDecodeError(Message("its compressed pixels are not stored in fragments"))
    return _native(image_format, syntax, offset, length, file_bytes)


def _require_known_colors(attributes: Attributes, syntax: TransferSyntax) -> None:
    name = attributes.string(_PHOTOMETRIC).upper()
    codings = _OF_CODINGS.get(name)
    if codings is not None and syntax.coding not in codings:
        raise DicomReadError(
            Message(
                "names its colors {name}, which {coding} pixels cannot have; what its colors are "
                "is not known",
                name=name,
                coding=Message.term(syntax.coding.value),
            )
        )


def _native(
    image_format: PixelFormat, syntax: TransferSyntax, offset: int, length: int, file_bytes: int
) -> PixelSource:
    if length == _UNDEFINED:
        raise DicomReadError(Message("does not state how its pixels are compressed"))
    image_format = _full_resolution_color(image_format, length)
    expected = image_format.all_bytes
    there = length
    if syntax.deflated:
        if expected > file_bytes * 1100:
            raise PixelDecodeError(Message("claims more pixels than its deflated data can hold"))
    else:
        there = min(length, max(file_bytes - offset, 0))
    if there < expected:
        raise PixelDecodeError(
            Message(
                "is cut short: {there} of {expected} bytes of pixels are there",
                there=there,
                expected=expected,
            )
        )
    if length >= 2 * expected and length > expected + 1:
        raise PixelDecodeError(
            Message(
                "holds {length} bytes of pixels, but its header explains only {expected}",
                length=length,
                expected=expected,
            )
        )
    return PixelSource(offset=offset, length=length, file_bytes=file_bytes, format=image_format)


def _full_resolution_color(image_format: PixelFormat, length: int) -> PixelFormat:
    """4:2:2 by name, 4:4:4 by size: some writers keep the wrong word (PS3.3 C.7.6.3.1.2)."""
    if not image_format.is_subsampled:
        return image_format
    full = image_format.rows * image_format.columns * 3 * image_format.frames
    if length >= full:
        from dataclasses import replace

        name = image_format.photometric.removesuffix("_422")
        return replace(image_format, photometric=name)
    return image_format


def _check_encapsulated(image_format: PixelFormat, syntax: TransferSyntax, there: int) -> None:
    pixels = image_format.rows * image_format.columns
    lossless = syntax.coding is Coding.JPEG and not syntax.lossy
    most = MOST_PIXELS_PER_BYTE.get("JPEG lossless" if lossless else syntax.coding)
    least = LEAST_FRAME_BYTES if most is None else max(LEAST_FRAME_BYTES, pixels // most)
    if pixels * image_format.bits_allocated // 8 > LARGE_FRAME_BYTES:
        least = max(least, pixels // ABSURD_PIXELS_PER_BYTE)
    if there < least * image_format.frames:
        raise PixelDecodeError(
            Message(
                "claims {frames} frames, but holds only {there} bytes of pixels",
                frames=image_format.frames,
                there=max(there, 0),
            )
        )


@lru_cache(maxsize=256)
def _shared_source(
    key: tuple[bytes | None, ...],
    syntax_uid: str,
    pixel: tuple[int, int, int],
    file_bytes: int,
    big_endian: bool,
) -> PixelSource:
    """One object for the files of a series that differ in nothing of this."""
    pixel_tag, offset, length = pixel
    image_format = _shared_format(key, pixel_tag, big_endian)
    return _native(image_format, TRANSFER_SYNTAXES[syntax_uid], offset, length, file_bytes)


@lru_cache(maxsize=256)
def _shared_format(key: tuple[bytes | None, ...], pixel_tag: int, big_endian: bool) -> PixelFormat:
    raw = {number: value for number, value in zip(_KEY, key, strict=True) if value is not None}
    return _pixel_format(Attributes(raw, big_endian=big_endian), pixel_tag)


def _pixel_format(attributes: Attributes, pixel_tag: int) -> PixelFormat:
    rows, columns = attributes.unsigned(_ROWS), attributes.unsigned(_COLUMNS)
    if not rows or not columns:
        raise DicomReadError(Message("does not state its Rows and Columns"))
    if rows * columns > LARGEST_FRAME_PIXELS:
        raise ResourceLimitError(
            Message(
                "claims an absurd size of {columns} x {rows} pixels", columns=columns, rows=rows
            )
        )
    frames = attributes.integer(_FRAMES)
    if frames is None and attributes.states(_FRAMES):
        raise DicomReadError(
            Message(
                'states its Number of Frames as "{value}", which cannot be used as a number',
                value=attributes.quoted(_FRAMES),
            )
        )
    if frames is None or frames == 0:
        frames = 1
    if frames < 0:
        raise DicomReadError(Message("claims {frames} frames", frames=frames))
    kind = {
        FLOAT_PIXEL_DATA: PixelKind.FLOAT,
        DOUBLE_PIXEL_DATA: PixelKind.DOUBLE,
    }.get(pixel_tag, PixelKind.INTEGER)
    default_bits = {PixelKind.FLOAT: 32, PixelKind.DOUBLE: 64}.get(kind)
    allocated = attributes.unsigned(_ALLOCATED) or default_bits
    allowed = {1, 8, 16, 32, 64} if default_bits is None else {default_bits}
    if allocated is None or allocated not in allowed:
        raise DicomReadError(
            Message(
                "states {allocated} bits allocated for a pixel",
                allocated=allocated or Message("no"),
            )
        )
    stored = attributes.unsigned(_STORED) or allocated
    high = attributes.unsigned(_HIGH)
    high = stored - 1 if high is None else high
    if stored > allocated or not stored - 1 <= high < allocated:
        raise DicomReadError(
            Message(
                "states {stored} bits stored in {allocated}, the highest being {high}",
                stored=stored,
                allocated=allocated,
                high=high,
            )
        )
    samples = attributes.unsigned(_SAMPLES) or 1
    photometric = attributes.string(_PHOTOMETRIC).upper() or (
        "RGB" if samples == 3 else "MONOCHROME2"
    )
    if samples not in {1, 3} or (photometric in _COLORS) != (samples == 3):
        raise DicomReadError(
            Message(
                "has {samples} samples per pixel, {photometric}",
                samples=samples,
                photometric=photometric,
            )
        )
    # Color samples have no sign (PS3.3 C.7.6.3.1.1); some writers say that they do.
    signed = samples == 1 and kind is PixelKind.INTEGER and _has_sign(attributes)
    return PixelFormat(
        rows=rows,
        columns=columns,
        frames=frames,
        samples=samples,
        photometric=photometric,
        planar=attributes.unsigned(_PLANAR) or 0,
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=high,
        signed=signed,
        kind=kind,
        big_endian=attributes.big_endian,
        padding=_padding(attributes, signed=signed)
        if kind is PixelKind.INTEGER
        else _float_padding(attributes, kind),
        modality_lut=modality_lut(attributes, signed=signed),
        palette=palette(attributes, signed=signed) if photometric == "PALETTE COLOR" else None,
    )


def _has_sign(attributes: Attributes) -> bool:
    """Whether values have a sign; where that is not stated they are taken to have none.

    Raises
    ------
    DicomReadError
        What is stated is neither of the two that there are.
    """
    stated = attributes.unsigned(_REPRESENTATION)
    if stated is None and not attributes.states(_REPRESENTATION):
        return False
    if stated not in {0, 1}:
        raise DicomReadError(
            Message(
                'states the Pixel Representation "{value}", which does not say whether values '
                "have a sign",
                value=attributes.quoted(_REPRESENTATION) if stated is None else stated,
            )
        )
    return stated == 1


def _float_padding(attributes: Attributes, kind: PixelKind) -> tuple[float, float] | None:
    """The range of floating-point values that stand for none (PS3.3 C.7.6.24, C.7.6.25)."""
    value, limit = (attributes.double(each) for each in _FLOAT_PADDING[kind])
    if value is None:
        return None
    other = value if limit is None else limit
    return min(value, other), max(value, other)


def _padding(attributes: Attributes, *, signed: bool) -> tuple[int, int] | None:
    values = attributes.shorts(_PADDING, signed=signed)
    if not values:
        return None
    limits = attributes.shorts(_PADDING_LIMIT, signed=signed) or values
    return min(values[0], limits[0]), max(values[0], limits[0])
