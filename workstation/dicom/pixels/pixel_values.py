"""Decoded frame → stored values → quantity or RGB (PS3.3 C.7.6.3, C.11.1).

Order: unused bits off, sign extended, padding found on stored values, modality transform.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.pixels.decode.decoded import Decoded
from workstation.domain.pixel_source import LookupTable, PixelFormat, PixelKind

# PS3.3 C.7.6.3.1.2, inverse of the YBR_FULL equations.
_FULL_RANGE = frozenset({"YBR_FULL", "YBR_FULL_422"})
# Luma from 16 to 235 and chroma from 16 to 240 (ITU-R BT.601), stretched to the full range.
_PARTIAL_RANGE = frozenset({"YBR_PARTIAL", "YBR_PARTIAL_422", "YBR_PARTIAL_420"})
_BLACK = np.array((16, 128, 128), np.float32)
_STRETCH = np.array((255 / 219, 255 / 224, 255 / 224), np.float32)
_CR_TO_R, _CB_TO_G, _CR_TO_G, _CB_TO_B = 1.402, -0.344136286, -0.714136286, 1.772


def stored_values(decoded: Decoded, image_format: PixelFormat) -> NDArray[Any]:
    """Values as stored, signed or unsigned as the header says.

    Parameters
    ----------
    decoded : Decoded
        A frame from a codec.
    image_format : PixelFormat
        The Image Pixel module.

    Returns
    -------
    (rows, columns) or (rows, columns, 3)
        In the machine's byte order.
    """
    array = decoded.array
    if image_format.kind is not PixelKind.INTEGER or image_format.bits_allocated == 1:
        return array.astype(array.dtype.newbyteorder("="), copy=False)
    size = image_format.bits_allocated // 8
    target = np.dtype(f"{'i' if image_format.signed else 'u'}{size}")
    if decoded.precision is None:
        values = array.astype(array.dtype.newbyteorder("="), copy=False)
        values = values if values.dtype.itemsize == size else values.astype(target)
        return significant_bits(values.view(target), image_format)
    return _of_codec(array, decoded, image_format, target)


def _of_codec(
    array: NDArray[Any], decoded: Decoded, image_format: PixelFormat, target: np.dtype[Any]
) -> NDArray[Any]:
    """Samples of a codec as stored values: the sign and the bits are those of the header.

    Encoders pass on the bits of the stored word as they find them: a signed value of 12 bits
    comes as 12 bits without a sign, or as 16 bits with the upper ones clear, or as 16 bits with
    the sign in them. The lowest Bits Stored bits are the value in all of them (PS3.5 8.1.1,
    8.2); where the codec has fewer bits than the header claims, its highest one is the sign.
    """
    bits = min(decoded.precision or image_format.bits_stored, image_format.bits_stored)
    if decoded.precision == image_format.bits_allocated and image_format.high_bit >= bits:
        # Whole words were encoded: the value stands where High Bit says.
        return significant_bits(array.astype(target, copy=False), image_format)
    spare = 8 * target.itemsize - bits
    codec_signed = array.dtype.kind == "i"
    if spare == 0 or (codec_signed == image_format.signed and decoded.precision == bits):
        return array.astype(target, copy=False)
    if not decoded.exact and decoded.precision is not None and decoded.precision > bits:
        array = _within(array, bits, decoded.precision, signed=image_format.signed)
    values: NDArray[Any] = array.astype(target, copy=False)
    if image_format.signed:
        values = (values << spare) >> spare
    else:
        values = values & target.type((1 << bits) - 1)
    return values


def _within(array: NDArray[Any], bits: int, precision: int, *, signed: bool) -> NDArray[Any]:
    """Samples of a lossy codec, limited to the range of their bits instead of wrapping around.

    A signed value whose sign was not extended in the code stream is left: its upper half is
    negative, and only a stream with negative samples shows that the sign is in them.
    """
    if not signed:
        limited: NDArray[Any] = np.clip(array, 0, (1 << bits) - 1)
        return limited
    wide: NDArray[Any] = array.astype(np.int64)
    if array.dtype.kind == "u":
        half = 1 << (precision - 1)
        wide = (wide ^ half) - half
    if wide.size and wide.min() < 0:
        array = np.clip(wide, -(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    return array


def significant_bits(values: NDArray[Any], image_format: PixelFormat) -> NDArray[Any]:
    """Bits from High Bit down, Bits Stored of them; the rest (overlays) is dropped."""
    left = image_format.bits_allocated - 1 - image_format.high_bit
    right = image_format.bits_allocated - image_format.bits_stored
    if right == 0:
        return values
    shifted: NDArray[Any] = (values << left) >> right
    return shifted


def bits_beyond(array: NDArray[Any], image_format: PixelFormat) -> int:
    """Bits that some value has outside of Bits Stored, other than its sign; 0 for none.

    They are left out of the values; an overlay may lie in them (PS3.5 8.1.2, retired), or Bits
    Stored is wrong.

    Parameters
    ----------
    array : integers of any shape
        As they stand in the file, or as a codec gives them.
    """
    if array.dtype.kind not in "iu" or array.size == 0 or image_format.bits_allocated == 1:
        return 0
    width, high = 8 * array.dtype.itemsize, image_format.high_bit
    words = np.ascontiguousarray(array).view(f"{array.dtype.byteorder}u{array.dtype.itemsize}")
    used = ((1 << image_format.bits_stored) - 1) << (high + 1 - image_format.bits_stored)
    beyond = int(np.bitwise_or.reduce(words, axis=None)) & ~used
    if image_format.signed and high < width - 1 and beyond >> (high + 1):
        upper = words.astype(f"=u{array.dtype.itemsize}").view(f"=i{array.dtype.itemsize}") >> high
        if ((upper == 0) | (upper == -1)).all():
            beyond &= (1 << (high + 1)) - 1
    return beyond


def padding_mask(stored: NDArray[Any], image_format: PixelFormat) -> NDArray[np.bool_] | None:
    """True where a stored value lies in the padding range; None when no pixel does."""
    if image_format.padding is None:
        return None
    lowest, highest = image_format.padding
    mask: NDArray[np.bool_] = (
        stored == lowest if lowest == highest else (stored >= lowest) & (stored <= highest)
    )
    return mask if mask.any() else None


def holds_padding(stored: NDArray[Any], image_format: PixelFormat) -> bool:
    """Whether any stored value lies in the padding range; the first one mostly does."""
    if image_format.padding is None or stored.size == 0:
        return False
    lowest, highest = image_format.padding
    return lowest <= int(stored.flat[0]) <= highest or (
        padding_mask(stored, image_format) is not None
    )


def quantity_values(
    stored: NDArray[Any], rescale: tuple[float, float], lut: LookupTable | None
) -> NDArray[Any]:
    """The modality transform (PS3.3 C.11.1), in the smallest type that holds it exactly.

    Returns
    -------
    (rows, columns)
        Integers where slope and intercept are whole numbers, else float64.
    """
    if lut is not None:
        return through_table(stored, lut)
    slope, intercept = rescale
    if (slope, intercept) == (1.0, 0.0):
        return stored
    if stored.dtype.kind in "iu" and stored.dtype.itemsize <= 2 and is_whole(rescale):
        wide: NDArray[Any] = stored.astype(np.int64) * int(slope) + int(intercept)
        fits16 = wide.size == 0 or (wide.min() >= -32768 and wide.max() <= 32767)
        return wide.astype(np.int16 if fits16 else np.int32)
    scaled: NDArray[Any] = stored.astype(np.float64) * slope + intercept
    return scaled


def is_whole(rescale: tuple[float, float]) -> bool:
    """Whether slope and intercept are whole numbers of moderate size."""
    return all(value.is_integer() and abs(value) < 2**15 for value in rescale)


def through_table(stored: NDArray[Any], lut: LookupTable) -> NDArray[np.int32]:
    """Values looked up; what lies outside takes the first or last entry (PS3.3 C.11.1.1.1)."""
    entries = np.asarray(lut.entries, dtype=np.int32)
    index = np.clip(stored.astype(np.int64) - lut.first, 0, len(entries) - 1)
    looked_up: NDArray[np.int32] = entries[index]
    return looked_up


def rgb_values(decoded: Decoded, image_format: PixelFormat) -> NDArray[np.uint8]:
    """RGB of a color frame.

    Returns
    -------
    (rows, columns, 3) uint8
        Samples of more than 8 bits are reduced to their 8 highest.
    """
    if image_format.palette is not None:
        return _palette_rgb(stored_values(decoded, image_format), image_format.palette)
    samples = stored_values(decoded, image_format)
    # A codec of 8 bits under a header of 16 gives 8 bits.
    bits = min(decoded.precision or image_format.bits_stored, image_format.bits_stored)
    if bits > 8:
        samples = samples >> (bits - 8)
    if not decoded.is_rgb and image_format.photometric in _FULL_RANGE:
        return _ybr_to_rgb(samples)
    if not decoded.is_rgb and image_format.photometric in _PARTIAL_RANGE:
        return _ybr_to_rgb((samples.astype(np.float32) - _BLACK) * _STRETCH + (0, 128, 128))
    return np.ascontiguousarray(samples.astype(np.uint8, copy=False))


def _ybr_to_rgb(samples: NDArray[Any]) -> NDArray[np.uint8]:
    values = samples.astype(np.float32)
    y, cb, cr = values[..., 0], values[..., 1] - 128, values[..., 2] - 128
    rgb = np.stack(
        (y + _CR_TO_R * cr, y + _CB_TO_G * cb + _CR_TO_G * cr, y + _CB_TO_B * cb), axis=-1
    )
    converted: NDArray[np.uint8] = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    return converted


def _palette_rgb(
    stored: NDArray[Any], palette: tuple[LookupTable, LookupTable, LookupTable]
) -> NDArray[np.uint8]:
    # One brightness has one number in all three, or colors would change.
    bits = max(max(table.bits, max(table.entries, default=0).bit_length()) for table in palette)
    channels = [through_table(stored, table) >> max(bits - 8, 0) for table in palette]
    rgb: NDArray[np.uint8] = np.stack(channels, axis=-1).astype(np.uint8)
    return rgb
