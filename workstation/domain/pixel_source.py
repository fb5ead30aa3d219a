"""Where the encoded pixels of a file lie, and how they are to be read (PS3.5 8, PS3.3 C.7.6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PixelKind(StrEnum):
    """Which attribute holds the pixels."""

    INTEGER = "Pixel Data (7FE0,0010)"
    FLOAT = "Float Pixel Data (7FE0,0008)"
    DOUBLE = "Double Float Pixel Data (7FE0,0009)"


SUBSAMPLED = frozenset({"YBR_FULL_422", "YBR_PARTIAL_422"})
"""Photometric interpretations with one pair of color samples for two pixels (C.7.6.3.1.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupTable:
    """A lookup table of the file: first value mapped, bits, entries (PS3.3 C.11.1.1.1)."""

    first: int
    bits: int
    entries: tuple[int, ...]
    name: str = ""
    """LUT Explanation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelFormat:
    """The Image Pixel module of one image.

    `swapped_words` marks 8-bit pixels in big-endian 16-bit words (PS3.5 8.1.1).
    `padding` is the inclusive range of stored values that mean "nothing was measured".
    """

    rows: int
    columns: int
    frames: int = 1
    samples: int = 1
    photometric: str = "MONOCHROME2"
    planar: int = 0
    bits_allocated: int = 16
    bits_stored: int = 16
    high_bit: int = 15
    signed: bool = False
    kind: PixelKind = PixelKind.INTEGER
    big_endian: bool = False
    swapped_words: bool = False
    padding: tuple[float, float] | None = None
    modality_lut: LookupTable | None = None
    palette: tuple[LookupTable, LookupTable, LookupTable] | None = None

    @property
    def is_subsampled(self) -> bool:
        """Whether uncompressed pixels share their colors in pairs: Y Y Cb Cr."""
        return self.samples == 3 and self.photometric in SUBSAMPLED

    @property
    def frame_bytes(self) -> int:
        """Bytes of one frame when it is not compressed; 4:2:2 color holds two samples a pixel."""
        samples = 2 if self.is_subsampled else self.samples
        return (self.rows * self.columns * samples * self.bits_allocated + 7) // 8

    @property
    def all_bytes(self) -> int:
        """Bytes of all frames when they are not compressed; single bits run on through them."""
        if self.bits_allocated == 1:
            return (self.rows * self.columns * self.frames + 7) // 8
        return self.frame_bytes * self.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelSource:
    """The pixels of one file: byte offset and length of the value, and its format.

    `length` is -1 for encapsulated (compressed) frames. In a deflated file the offset counts
    in the inflated data set. `extended_offsets` are the Extended Offset Table, when present.
    """

    offset: int
    length: int
    file_bytes: int
    format: PixelFormat
    extended_offsets: tuple[int, ...] = ()

    @property
    def unexplained_bytes(self) -> int:
        """How many bytes of uncompressed pixels the header does not explain, but for a pad."""
        return max(self.length - self.format.all_bytes - 1, 0) if self.length >= 0 else 0
