"""Yes or no for each voxel of a volume, in one bit."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import NDArray

from workstation.domain.voxel_mask import Index, VoxelMask


class BitMask(VoxelMask):
    """A (k, j, i) mask that takes an eighth of a byte per voxel.

    Boxes and planes of it are unpacked when they are asked for.

    Parameters
    ----------
    shape_kji : tuple of int
        Slices, rows, columns; all False at first.
    """

    def __init__(self, shape_kji: tuple[int, ...]) -> None:
        super().__init__(shape_kji)
        slices, rows, columns = shape_kji
        self._bits = np.zeros((slices, rows, -(-columns // 8)), np.uint8)

    @classmethod
    def of(cls, mask: NDArray[np.bool_]) -> Self:
        """Pack a (k, j, i) bool array."""
        made = cls(mask.shape)
        made._bits[...] = np.packbits(mask, axis=2)
        return made

    @property
    def nbytes(self) -> int:
        """Bytes of memory that it takes."""
        return self._bits.nbytes

    @property
    def packed(self) -> NDArray[np.uint8]:
        """The bits themselves."""
        return self._bits

    def set_slice(self, k: int, mask: NDArray[np.bool_]) -> None:
        """Replace slice k by a (j, i) bool array; slices may be set by several threads at once."""
        if mask.shape != self.shape[1:]:
            raise ValueError(f"slice {mask.shape} is not {self.shape[1:]}")
        self._bits[k] = np.packbits(mask, axis=1)

    def __getitem__(self, box: Index | tuple[Index, ...]) -> NDArray[np.bool_]:
        """Unpack a part, indexed by integers and slices as an array is."""
        k, j, i = (*(box if isinstance(box, tuple) else (box,)), *[slice(None)] * 3)[:3]
        rows = self._bits[k, j]
        if isinstance(i, int):
            column = range(self.shape[2])[i]
            picked: NDArray[np.bool_] = (rows[..., column >> 3] >> (7 - (column & 7)) & 1) > 0
            return picked
        start, stop, step = i.indices(self.shape[2])
        if step != 1:
            whole: NDArray[np.bool_] = np.unpackbits(rows, axis=-1, count=self.shape[2]).view(
                np.bool_
            )[..., i]
            return whole
        first = start >> 3
        part = np.unpackbits(rows[..., first : -(-stop // 8)], axis=-1)
        offset = start - 8 * first
        cut: NDArray[np.bool_] = part[..., offset : offset + max(0, stop - start)].view(np.bool_)
        return cut

    def take(self, positions: NDArray[np.intp]) -> NDArray[np.bool_]:
        """The values at positions of the flattened mask."""
        row, column = np.divmod(positions, self.shape[2])
        octets = self._bits.reshape(-1, self._bits.shape[2])[row, column >> 3]
        taken: NDArray[np.bool_] = (octets >> (7 - (column & 7)).astype(np.uint8) & 1) > 0
        return taken
