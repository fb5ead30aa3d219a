"""One gray frame → its slice of the volume: in place where two bytes and a sum are enough."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.pixels.frame_memory import FrameMemory
from workstation.dicom.pixels.frame_reader import FrameReader
from workstation.dicom.pixels.pixel_values import (
    bits_beyond,
    holds_padding,
    is_whole,
    padding_mask,
    quantity_values,
    significant_bits,
    stored_values,
)
from workstation.domain.bit_mask import BitMask
from workstation.domain.pixel_source import PixelFormat, PixelKind
from workstation.domain.range_mask import RangeMask
from workstation.domain.study import FrameRef
from workstation.domain.voxel_mask import VoxelMask
from workstation.errors import PixelDecodeError
from workstation.messages import Message


class OutOfRangeError(Exception):
    """A value does not fit the type that was chosen for the series."""


class Assembled:
    """The array of a series, and where no value was measured."""

    def __init__(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self.memory = FrameMemory(shape, dtype)
        self.array = self.memory.array
        self.not_finite: dict[int, int] = {}
        """Slice → how many of its values are infinite or no number."""
        self.beyond_mapping: dict[int, int] = {}
        """Slice → how many of its stored values lie beyond those that the file maps to values."""
        self.second_choice: set[str] = set()
        """Paths of files that only a second library could decode."""
        self.bits_beyond: dict[str, int] = {}
        """Path → bits that its values have outside of Bits Stored, other than their sign."""
        self._bits: BitMask | None = None
        self._ranges: dict[int, tuple[int, int]] = {}
        self._lock = threading.Lock()

    @property
    def padding(self) -> VoxelMask | None:
        """Where no value was measured, None for nowhere; to be asked for when all is read."""
        if not self._ranges:
            return self._bits
        by_value = RangeMask(self.array)
        for k, (lowest, highest) in self._ranges.items():
            by_value.set_range(k, lowest, highest)
        if self._bits is None:
            return by_value
        for k in self._ranges:
            self._bits.set_slice(k, by_value[k])
        return self._bits

    def mark_padding(self, k: int, mask: NDArray[np.bool_]) -> None:
        """Keep the padding of one slice; the room for it is made when the first one comes."""
        with self._lock:
            if self._bits is None:
                self._bits = BitMask(self.array.shape)
        self._bits.set_slice(k, mask)

    def mark_range(self, k: int, lowest: int, highest: int) -> None:
        """Keep that values of one slice from lowest to highest are padding, both included."""
        self._ranges[k] = lowest, highest

    def note_bits(self, path: str, beyond: int) -> None:
        """Keep what values of a file have outside of Bits Stored."""
        if beyond:
            with self._lock:
                self.bits_beyond[path] = self.bits_beyond.get(path, 0) | beyond


def fill_gray(assembled: Assembled, k: int, frame: FrameRef, reader: FrameReader) -> None:
    """Read one frame into slice k as quantity values.

    Raises
    ------
    DicomReadError
        The frame cannot be read or has another size.
    OutOfRangeError
        A value does not fit the type of the volume.
    """
    out = assembled.array[k]
    image_format = reader.source.format
    if (image_format.rows, image_format.columns) != out.shape:
        raise PixelDecodeError(Message("The images of a series differ in size."))
    assembled.memory.bring_in(k)
    if frame.mapped is None and reader.is_raw and _is_shift(out.dtype, image_format, frame.rescale):
        _read_in_place(assembled, k, frame, reader)
        return
    decoded = reader.decode(frame)
    if image_format.kind is PixelKind.INTEGER and decoded.exact:
        assembled.note_bits(frame.path, bits_beyond(decoded.array, image_format))
    stored = stored_values(decoded, image_format)
    in_place = frame.mapped is None and stored.dtype.itemsize == 2
    if in_place and _is_shift(out.dtype, image_format, frame.rescale):
        out.view(stored.dtype)[...] = stored
        _shift_in_place(assembled, k, frame.rescale, image_format)
        return
    mask = _beyond(assembled, k, frame, stored, padding_mask(stored, image_format))
    if mask is not None:
        assembled.mark_padding(k, mask)
    values = quantity_values(stored, frame.rescale, image_format.modality_lut)
    if values.dtype.kind == "f":
        values = _finite(assembled, k, values, mask)
    if out.dtype.kind in "iu" and values.size:
        limits = np.iinfo(out.dtype)
        if values.min() < limits.min or values.max() > limits.max:
            raise OutOfRangeError
    out[...] = values


def _beyond(
    assembled: Assembled,
    k: int,
    frame: FrameRef,
    stored: NDArray[Any],
    padding: NDArray[np.bool_] | None,
) -> NDArray[np.bool_] | None:
    """Padding, and stored values beyond those that the file maps to values."""
    if frame.mapped is None:
        return padding
    outside: NDArray[np.bool_] = (stored < frame.mapped[0]) | (stored > frame.mapped[1])
    count = int(np.count_nonzero(outside if padding is None else outside & ~padding))
    if not count:
        return padding
    assembled.beyond_mapping[k] = count
    return outside if padding is None else outside | padding


def _finite(
    assembled: Assembled, k: int, values: NDArray[Any], padding: NDArray[np.bool_] | None
) -> NDArray[Any]:
    """Values of which those that are no number are 0 and count as not measured."""
    missing = ~(np.abs(values) <= np.finfo(np.float32).max)
    count = int(np.count_nonzero(missing if padding is None else missing & ~padding))
    if not missing.any():
        return values
    if count:
        assembled.not_finite[k] = count
    assembled.mark_padding(k, missing if padding is None else missing | padding)
    return np.where(missing, 0.0, values)


def _is_shift(
    dtype: np.dtype[Any], image_format: PixelFormat, rescale: tuple[float, float]
) -> bool:
    """Whether quantity = stored + a whole number, in two bytes: done in the volume itself."""
    return (
        dtype.kind in "iu"
        and dtype.itemsize == 2
        and image_format.bits_allocated == 16
        and image_format.kind is PixelKind.INTEGER
        and image_format.samples == 1
        and image_format.modality_lut is None
        and rescale[0] == 1.0
        and is_whole(rescale)
    )


def _read_in_place(assembled: Assembled, k: int, frame: FrameRef, reader: FrameReader) -> None:
    """Read a raw frame straight into the volume."""
    out = assembled.array[k]
    image_format = reader.source.format
    reader.read_into(frame.frame_index, out)
    if image_format.bits_stored < 16:
        stored = out.view(np.int16 if image_format.signed else np.uint16)
        assembled.note_bits(frame.path, bits_beyond(stored, image_format))
        np.copyto(stored, significant_bits(stored, image_format))
    _shift_in_place(assembled, k, frame.rescale, image_format)


def _shift_in_place(
    assembled: Assembled, k: int, rescale: tuple[float, float], image_format: PixelFormat
) -> None:
    """Turn stored 16-bit values, lying in the volume, into quantity values."""
    out = assembled.array[k]
    stored = out.view(np.int16 if image_format.signed else np.uint16)
    intercept = int(rescale[1])
    if image_format.padding is not None and holds_padding(stored, image_format):
        lowest, highest = image_format.padding
        assembled.mark_range(k, int(lowest) + intercept, int(highest) + intercept)
    limits, below, above = _limits(out.dtype, image_format.bits_stored, stored.dtype, intercept)
    # Values are looked through only towards the end at which the format allows too much.
    if below and int(stored.min()) + intercept < limits.min:
        raise OutOfRangeError
    if above and int(stored.max()) + intercept > limits.max:
        raise OutOfRangeError
    if intercept:
        # The sum fits, so adding modulo 2^16 gives it whatever the sign of the stored type.
        unsigned = out.view(np.uint16)
        np.add(unsigned, np.uint16(intercept % 65536), out=unsigned)


@lru_cache(maxsize=64)
def _limits(
    dtype: np.dtype[Any], bits_stored: int, stored: np.dtype[Any], intercept: int
) -> tuple[np.iinfo[Any], bool, bool]:
    """The limits of a type, and whether values of so many bits, shifted, may lie outside."""
    limits = np.iinfo(dtype)
    lowest = -(2 ** (bits_stored - 1)) if stored.kind == "i" else 0
    highest = lowest + 2**bits_stored - 1
    return limits, lowest + intercept < limits.min, highest + intercept > limits.max
