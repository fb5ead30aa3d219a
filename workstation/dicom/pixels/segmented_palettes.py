"""Segmented palettes as plain entries (PS3.3 C.7.9.2)."""

from __future__ import annotations

from workstation.errors import DicomReadError
from workstation.messages import Message

_DISCRETE, _LINEAR, _INDIRECT = 0, 1, 2
_DEEPEST = 4
"""The standard forbids indirect segments within one; some writers nest them all the same."""
_MOST_SEGMENTS = 65536


def expand_segments(words: tuple[int, ...], *, wide: bool, most: int) -> list[int]:
    """Expand discrete, linear and indirect segments.

    Parameters
    ----------
    words : tuple of int
        The segmented data, in words of 16 bits, or of 8 where `wide` is false.
    wide : bool
        Whether entries have 16 bits.
    most : int
        Entries that are wanted; a table that holds more ends there.

    Raises
    ------
    DicomReadError
        A segment is damaged.
    """
    expansion = _Expansion(words, wide=wide, most=most)
    expansion.copy(0, None, depth=0)
    return expansion.entries


class _Expansion:
    """The entries so far, and how many more segments may be read for them."""

    def __init__(self, words: tuple[int, ...], *, wide: bool, most: int) -> None:
        self._words = words
        self._wide = wide
        self._most = most
        self._left = _MOST_SEGMENTS
        self.entries: list[int] = []

    def copy(self, position: int, segments: int | None, *, depth: int) -> None:
        """Append the entries of the segments from `position` on; of all of them for None."""
        words, entries = self._words, self.entries
        while segments != 0 and position + 1 < len(words) and len(entries) < self._most:
            opcode, length = words[position], words[position + 1]
            position += 2
            self._left -= 1
            if opcode == _DISCRETE:
                entries.extend(words[position : position + length])
                position += length
            elif opcode == _LINEAR:
                self._line(position, length)
                position += 1
            elif opcode == _INDIRECT and depth < _DEEPEST and self._left > 0:
                offset, position = self._offset(position)
                self.copy(offset, length, depth=depth + 1)
            else:
                raise _damaged()
            segments = None if segments is None else segments - 1

    def _line(self, position: int, length: int) -> None:
        if not self.entries or position >= len(self._words):
            raise _damaged()
        start, stop = self.entries[-1], self._words[position]
        self.entries.extend(
            round(start + (stop - start) * (step + 1) / length) for step in range(length)
        )

    def _offset(self, position: int) -> tuple[int, int]:
        """Where the copied segments begin, in words, and the position behind the reference.

        The offset counts bytes from the start of the table, least significant part first
        (PS3.3 C.7.9.2.3).
        """
        count, bits = (2, 16) if self._wide else (4, 8)
        if position + count > len(self._words):
            raise _damaged()
        parts = self._words[position : position + count]
        offset = sum(part << (bits * place) for place, part in enumerate(parts))
        return offset // (2 if self._wide else 1), position + count


def _damaged() -> DicomReadError:
    return DicomReadError(Message("has a damaged segmented palette"))
