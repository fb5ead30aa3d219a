"""Connected parts of a segment: keep, remove, split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Islands:
    """The connected parts of a segment, the largest first.

    Parameters
    ----------
    numbers : (k, j, i) int32 ndarray
        0 outside; island n has number n, the largest 1.
    sizes : tuple of int
        Voxels of each island.
    """

    numbers: NDArray[np.int32]
    sizes: tuple[int, ...]

    def largest(self) -> NDArray[np.bool_]:
        """The largest island alone."""
        found: NDArray[np.bool_] = self.numbers == 1
        return found

    def at_least(self, voxels: int) -> NDArray[np.bool_]:
        """The islands of at least so many voxels."""
        kept = sum(size >= voxels for size in self.sizes)
        found: NDArray[np.bool_] = (self.numbers > 0) & (self.numbers <= kept)
        return found

    def at(self, kji: tuple[int, int, int]) -> NDArray[np.bool_]:
        """The island that a voxel belongs to; none outside of the segment."""
        number = int(self.numbers[kji])
        found: NDArray[np.bool_] = (self.numbers == number) & (self.numbers > 0)
        return found


def find_islands(inside: NDArray[np.bool_], *, corners: bool = False) -> Islands:
    """Number the connected parts of a segment.

    Parameters
    ----------
    inside : (k, j, i) bool ndarray
        The segment.
    corners : bool
        Whether voxels that share an edge or a corner are connected (26 neighbors), or only
        those that share a face (6).
    """
    from scipy import ndimage

    structure: Any = ndimage.generate_binary_structure(3, 3 if corners else 1)
    found, count = ndimage.label(inside, structure)
    sizes = np.bincount(np.ravel(found), minlength=count + 1)[1:]
    order = np.argsort(-sizes, kind="stable")
    rank = np.zeros(count + 1, dtype=np.int32)
    rank[order + 1] = np.arange(1, count + 1)
    return Islands(rank[found], tuple(int(n) for n in sizes[order]))
