"""Voxels whose value lies in a range, e.g. pixel padding: worked out where it is asked for."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.bit_mask import BitMask
from workstation.domain.voxel_mask import Index, VoxelMask

_NONE = (1, 0)


class RangeMask(VoxelMask):
    """A mask that takes neither time nor memory until its bits are asked for.

    Parameters
    ----------
    values : (k, j, i) integers
        Kept, not copied: they must not change any more once the mask is used.
    """

    def __init__(self, values: NDArray[Any]) -> None:
        super().__init__(values.shape)
        self._values = values
        self._ranges = np.full((values.shape[0], 2), _NONE, np.int64)
        self._bits: BitMask | None = None
        self._lock = threading.Lock()

    def set_range(self, k: int, lowest: int, highest: int) -> None:
        """Slice k is True where its values lie from lowest to highest, both included."""
        self._ranges[k] = lowest, highest

    @property
    def packed(self) -> NDArray[np.uint8]:
        """The bits, made when they are first asked for."""
        with self._lock:
            if self._bits is None:
                bits = BitMask(self.shape)
                for k in range(self.shape[0]):
                    bits.set_slice(k, self[k])
                self._bits = bits
        return self._bits.packed

    def __getitem__(self, box: Index | tuple[Index, ...]) -> NDArray[np.bool_]:
        """A part, indexed by integers and slices as an array is."""
        found = self._values[box]
        k = box[0] if isinstance(box, tuple) else box
        ranges = self._ranges[k]
        lowest, highest = ranges[..., 0], ranges[..., 1]
        if lowest.size and (ranges == ranges.reshape(-1, 2)[0]).all():
            return _within(found, int(lowest.flat[0]), int(highest.flat[0]))
        inner = (..., *[np.newaxis] * (found.ndim - lowest.ndim))
        return _within(found, lowest[inner], highest[inner])

    def take(self, positions: NDArray[np.intp]) -> NDArray[np.bool_]:
        """The values at positions of the flattened mask."""
        ranges = self._ranges[positions // (self.shape[1] * self.shape[2])]
        return _within(self._values.reshape(-1)[positions], ranges[..., 0], ranges[..., 1])


def _within(
    values: NDArray[Any], lowest: int | NDArray[np.int64], highest: int | NDArray[np.int64]
) -> NDArray[np.bool_]:
    if isinstance(lowest, int) and lowest == highest:
        return np.asarray(values == lowest)
    return np.asarray((values >= lowest) & (values <= highest))
