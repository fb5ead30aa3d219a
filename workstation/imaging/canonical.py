"""Volumes turned, by transposing and flipping only, so that their axes follow the patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CanonicalAxes:
    """How a grid is turned so that axis 0 runs to the head, 1 to the back, 2 to the left.

    `axes[n]` is the source axis that becomes axis n, and `flipped[n]` whether it is reversed
    after that. No value is interpolated, so turning back is exact.
    """

    axes: tuple[int, int, int]
    flipped: tuple[bool, bool, bool]
    affine_lps: NDArray[np.float64]
    """Affine of the turned grid, (k, j, i, 1) to LPS mm."""

    def turn(self, array: NDArray[Any]) -> NDArray[Any]:
        """A view of `array`, (k, j, i) on the source grid, along the patient's axes."""
        turned = array.transpose(self.axes)
        return turned[tuple(slice(None, None, -1 if f else 1) for f in self.flipped)]

    def turn_back(self, array: NDArray[Any]) -> NDArray[Any]:
        """The reverse of `turn`; a C-ordered copy."""
        straight = array[tuple(slice(None, None, -1 if f else 1) for f in self.flipped)]
        return np.ascontiguousarray(straight.transpose(np.argsort(self.axes)))

    @property
    def spacing_mm(self) -> tuple[float, float, float]:
        """Spacing along the turned axes, mm."""
        steps = np.linalg.norm(self.affine_lps[:3, :3], axis=0)
        return float(steps[0]), float(steps[1]), float(steps[2])


def canonical_axes(
    shape_kji: tuple[int, int, int], affine_lps: NDArray[np.float64]
) -> CanonicalAxes:
    """How to turn a grid so that its axes run superior, posterior, left.

    Each patient axis takes the grid axis that is nearest to it; each grid axis is used once.

    Parameters
    ----------
    shape_kji : tuple of int
        Shape of the grid.
    affine_lps : (4, 4) float64
        Maps (k, j, i, 1) to LPS mm.

    References
    ----------
    PS3.3 C.7.6.2.1.1: x runs to the patient's left, y to the back, z to the head.
    """
    from itertools import permutations

    steps = affine_lps[:3, :3] / np.linalg.norm(affine_lps[:3, :3], axis=0)
    wanted = (2, 1, 0)  # LPS components of the turned axes: z, y, x
    best = max(
        permutations(range(3)),
        key=lambda order: sum(abs(steps[w, a]) for w, a in zip(wanted, order, strict=True)),
    )
    flipped = tuple(bool(steps[w, a] < 0) for w, a in zip(wanted, best, strict=True))
    turned = np.eye(4)
    origin = affine_lps[:3, 3].copy()
    for n, (axis, flip) in enumerate(zip(best, flipped, strict=True)):
        step = affine_lps[:3, axis]
        if flip:
            origin += step * (shape_kji[axis] - 1)
        turned[:3, n] = -step if flip else step
    turned[:3, 3] = origin
    return CanonicalAxes(
        axes=(best[0], best[1], best[2]),
        flipped=(flipped[0], flipped[1], flipped[2]),
        affine_lps=turned,
    )
