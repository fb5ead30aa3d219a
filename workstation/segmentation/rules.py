"""Which voxels an edit may change: overlap rules, locks, masking."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import Box, LabelPatch


class Overlap(StrEnum):
    """Which other segments give way; locked ones never do."""

    ALL = "all"
    VISIBLE = "visible"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRules:
    """What an edit may touch.

    Parameters
    ----------
    overlap : Overlap
        Which other segments may be written over.
    locked : frozenset of int
        Segments that no edit changes.
    hidden : frozenset of int
        Segments that are not shown.
    inside : int or None
        Change only voxels of this segment (0 for the background); None for anywhere.
    value_range : tuple of float or None
        Change only voxels whose value lies in this closed range.
    """

    overlap: Overlap = Overlap.ALL
    locked: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    inside: int | None = None
    value_range: tuple[float, float] | None = None

    def may_give(self, number: int, dtype: np.dtype[Any]) -> NDArray[np.bool_]:
        """Per label whether its voxels may become segment `number`; a look-up table."""
        table = np.full(np.iinfo(dtype).max + 1, self.overlap is not Overlap.NONE)
        table[0] = True
        if self.overlap is Overlap.VISIBLE:
            table[sorted(self.hidden)] = False
        table[sorted(self.locked)] = False
        table[number] = False
        if self.inside is not None:
            only = np.zeros_like(table)
            only[self.inside] = True
            table &= only
        return table

    def allows_values(self, values: NDArray[Any] | None) -> NDArray[np.bool_] | None:
        """Where the values lie in the range; None where every voxel does."""
        if self.value_range is None or values is None:
            return None
        low, high = self.value_range
        inside: NDArray[np.bool_] = (values >= low) & (values <= high)
        return inside


def painted(
    labels: NDArray[Any],
    number: int,
    region: NDArray[np.bool_],
    rules: EditRules,
    values: NDArray[Any] | None = None,
) -> NDArray[Any]:
    """Labels of a box with a region added to a segment, as the rules allow.

    Parameters
    ----------
    labels : (k, j, i) ndarray of unsigned integers
        Labels of the box; not changed.
    number : int
        The segment that is painted.
    region : (k, j, i) bool ndarray
        What to add.
    values : (k, j, i) ndarray or None
        Of the image in the box, for the masking range.
    """
    if number in rules.locked:
        return labels.copy()
    change = region & rules.may_give(number, labels.dtype)[labels]
    in_range = rules.allows_values(values)
    if in_range is not None:
        change &= in_range
    result = labels.copy()
    result[change] = number
    return result


def erased(
    labels: NDArray[Any],
    number: int,
    region: NDArray[np.bool_],
    rules: EditRules,
    values: NDArray[Any] | None = None,
) -> NDArray[Any]:
    """Labels of a box with a region taken from a segment; other segments stay."""
    result = labels.copy()
    if number in rules.locked or rules.inside not in (None, number):
        return result
    change = region & (labels == number)
    in_range = rules.allows_values(values)
    if in_range is not None:
        change &= in_range
    result[change] = 0
    return result


def replaced(
    labels: NDArray[Any],
    number: int,
    region: NDArray[np.bool_],
    rules: EditRules,
    values: NDArray[Any] | None = None,
) -> NDArray[Any]:
    """Labels of a box in which a segment is just this region, as far as the rules allow."""
    return painted(erased(labels, number, ~region, rules, values), number, region, rules, values)


def patch_of(labels: NDArray[Any], box: Box, after: NDArray[Any]) -> LabelPatch | None:
    """The patch that turns a box of the labels into `after`; None where nothing changes."""
    start = (box[0].start, box[1].start, box[2].start)
    return LabelPatch.between(labels[box], after, start)
