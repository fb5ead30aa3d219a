"""Yes or no for each voxel of a volume: what every such mask can be asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Index = slice | int


class VoxelMask(ABC):
    """A (k, j, i) mask, read by boxes, by positions, or as a whole.

    Parameters
    ----------
    shape_kji : tuple of int
        Slices, rows, columns.
    """

    def __init__(self, shape_kji: tuple[int, ...]) -> None:
        if len(shape_kji) != 3:
            raise ValueError(f"a voxel mask has three axes, not {len(shape_kji)}")
        self.shape = shape_kji

    @property
    @abstractmethod
    def packed(self) -> NDArray[np.uint8]:
        """The bits, (k, j, i / 8), most significant first; not to be changed."""

    @abstractmethod
    def __getitem__(self, box: Index | tuple[Index, ...]) -> NDArray[np.bool_]:
        """A part, indexed by integers and slices as an array is."""

    @abstractmethod
    def take(self, positions: NDArray[np.intp]) -> NDArray[np.bool_]:
        """The values at positions of the flattened mask."""

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:  # noqa: ANN401
        """The whole of it, one byte per voxel."""
        if copy is False:
            raise ValueError("a voxel mask cannot be seen as an array without a copy")
        whole = self[:, :, :]
        return whole if dtype is None else whole.astype(dtype)
