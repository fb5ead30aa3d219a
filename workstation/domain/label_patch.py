"""What an edit changed in a label image: one box, packed, to be done and undone."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Box = tuple[slice, slice, slice]
_LEVEL = 1
_SLICES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPatch:
    """Changed voxels of a box, with their labels before and after.

    Parameters
    ----------
    start, shape : tuple of int
        First voxel (k, j, i) and size of the box.
    dtype : str
        Of the labels, e.g. "uint8".
    changed : bytes
        One bit per voxel of the box in C order, deflated: whether it changed.
    before, after : bytes
        Labels of the changed voxels in C order, deflated.
    numbers_before, numbers_after : tuple of int
        Which labels these are, rising; () where a patch kept by an earlier version does not tell.
    """

    start: tuple[int, int, int]
    shape: tuple[int, int, int]
    dtype: str
    changed: bytes
    before: bytes
    after: bytes
    numbers_before: tuple[int, ...] = ()
    numbers_after: tuple[int, ...] = ()

    @classmethod
    def between(
        cls, before: NDArray[Any], after: NDArray[Any], start: tuple[int, int, int] = (0, 0, 0)
    ) -> LabelPatch | None:
        """What differs between two label arrays of one box; None where nothing does.

        Parameters
        ----------
        before, after : (k, j, i) ndarray of unsigned integers
            Of one shape and type.
        start : tuple of int
            Where the box begins in the whole label image.

        Raises
        ------
        ValueError
            Shapes or types differ.
        """
        if before.shape != after.shape or before.dtype != after.dtype:
            raise ValueError("labels before and after an edit are of one shape and type")
        differs = before != after
        box = bounding_box(differs)
        if box is None:
            return None
        inner = differs[box]
        old, new = before[box][inner], after[box][inner]
        return cls(
            start=(
                start[0] + box[0].start, start[1] + box[1].start, start[2] + box[2].start
            ),
            shape=(inner.shape[0], inner.shape[1], inner.shape[2]),
            dtype=before.dtype.name,
            changed=zlib.compress(np.packbits(inner).tobytes(), _LEVEL),
            before=zlib.compress(old.tobytes(), _LEVEL),
            after=zlib.compress(new.tobytes(), _LEVEL),
            numbers_before=_numbers(old),
            numbers_after=_numbers(new),
        )  # fmt: skip

    @property
    def nbytes(self) -> int:
        """Bytes that it holds."""
        return len(self.changed) + len(self.before) + len(self.after)

    @property
    def box(self) -> Box:
        """The box in the whole label image."""
        k, j, i = (slice(s, s + n) for s, n in zip(self.start, self.shape, strict=True))
        return k, j, i

    def do(self, labels: NDArray[Any]) -> None:
        """Write the labels after the edit, in place."""
        self._put(labels, self.after, self.numbers_after)

    def undo(self, labels: NDArray[Any]) -> None:
        """Write the labels before the edit, in place."""
        self._put(labels, self.before, self.numbers_before)

    def numbers(self) -> frozenset[int]:
        """Segments that gained or lost voxels."""
        found: set[int] = set()
        for packed, known in (
            (self.before, self.numbers_before),
            (self.after, self.numbers_after),
        ):
            found.update(known or _numbers(np.frombuffer(zlib.decompress(packed), self.dtype)))
        return frozenset(found - {0})

    def _put(self, labels: NDArray[Any], packed: bytes, known: tuple[int, ...]) -> None:
        if labels.dtype.name != self.dtype:
            raise ValueError(f"labels are {labels.dtype.name}, the edit was {self.dtype}")
        part = labels[self.box]
        if part.shape != self.shape:
            raise ValueError("the edit lies outside of the labels")
        bits = np.frombuffer(zlib.decompress(self.changed), np.uint8)
        values = None
        if len(known) != 1:
            values = np.frombuffer(zlib.decompress(packed), labels.dtype)
        # What the labels of all changed voxels differ by, where they are alike on both sides.
        both = self.numbers_before, self.numbers_after
        flip = both[0][0] ^ both[1][0] if all(len(side) == 1 for side in both) else None
        done = 0
        # Eight slices at a time: their bits are whole bytes, and stay in the cache.
        for first in range(0, part.shape[0], _SLICES):
            some = part[first : first + _SLICES]
            begin = first * part[0].size // 8
            where = np.unpackbits(bits[begin : begin + -(-some.size // 8)], count=some.size)
            inside = where.reshape(some.shape)
            if values is not None:
                count = int(np.count_nonzero(inside))
                some[inside.view(bool)] = values[done : done + count]
                done += count
            elif flip is not None:
                some ^= inside.astype(labels.dtype, copy=False) * labels.dtype.type(flip)
            else:
                np.copyto(some, labels.dtype.type(known[0]), where=inside.view(bool))


def _numbers(labels: NDArray[Any]) -> tuple[int, ...]:
    if labels.dtype.itemsize > 2:
        return tuple(np.unique(labels).tolist())
    seen = np.zeros(int(np.iinfo(labels.dtype).max) + 1, bool)
    seen[labels] = True
    return tuple(np.flatnonzero(seen).tolist())


def bounding_box(inside: NDArray[np.bool_]) -> Box | None:
    """The smallest box around the true voxels, or None where there are none."""
    found = []
    for axis in range(3):
        others = tuple(n for n in range(3) if n != axis)
        used = np.flatnonzero(inside.any(axis=others))
        if used.size == 0:
            return None
        found.append(slice(int(used[0]), int(used[-1]) + 1))
    return found[0], found[1], found[2]


def grown(box: Box, by: tuple[int, int, int], shape: tuple[int, ...]) -> Box:
    """A box with so many voxels more on each side, within the image."""
    k, j, i = (
        slice(max(0, s.start - n), min(size, s.stop + n))
        for s, n, size in zip(box, by, shape, strict=True)
    )
    return k, j, i
