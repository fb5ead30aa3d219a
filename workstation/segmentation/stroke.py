"""A stroke of the brush as it is painted: shown at once, undone as one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import Box, LabelPatch
from workstation.segmentation.brush import BrushStroke, swept
from workstation.segmentation.grid import EditGrid
from workstation.segmentation.rules import EditRules, erased, painted


class LiveStroke:
    """Paints piece by piece into labels and remembers what was there.

    Parameters
    ----------
    grid : EditGrid
        Of the labels.
    number : int
        The segment.
    rules : EditRules
        What may change.
    values : (k, j, i) ndarray or None
        Of the image, for the masking range.
    erase : bool
        Take away instead of adding.
    """

    def __init__(
        self,
        grid: EditGrid,
        number: int,
        rules: EditRules,
        values: NDArray[Any] | None,
        *,
        erase: bool = False,
    ) -> None:
        self._grid = grid
        self._number = number
        self._rules = rules
        self._values = values
        self._act = erased if erase else painted
        self._before: list[tuple[Box, NDArray[Any]]] = []

    def extend(self, labels: NDArray[Any], piece: BrushStroke) -> Box | None:
        """Paint one more piece; the box that changed, or None."""
        found = swept(self._grid, piece)
        if found is None:
            return None
        box, region = found
        before = labels[box]
        values = self._values[box] if self._values is not None else None
        after = self._act(before, self._number, region, self._rules, values)
        if np.array_equal(before, after):
            return None
        self._before.append((box, before.copy()))
        labels[box] = after
        return box

    def patch(self, labels: NDArray[Any]) -> LabelPatch | None:
        """Everything that the stroke changed; None where it is nothing."""
        if not self._before:
            return None
        boxes = [box for box, _ in self._before]
        k, j, i = (
            slice(min(b[n].start for b in boxes), max(b[n].stop for b in boxes)) for n in range(3)
        )
        after = labels[k, j, i]
        before = after.copy()
        for box, old in reversed(self._before):
            local = tuple(
                slice(run.start - whole.start, run.stop - whole.start)
                for run, whole in zip(box, (k, j, i), strict=True)
            )
            before[local] = old
        return LabelPatch.between(before, after, (k.start, j.start, i.start))

    def take_back(self, labels: NDArray[Any]) -> None:
        """Put everything back as it was before the stroke."""
        for box, old in reversed(self._before):
            labels[box] = old
        self._before.clear()
