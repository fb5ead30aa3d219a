"""What an operation on a segment works on, whole or frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import Box, LabelPatch, bounding_box, grown
from workstation.errors import InputError
from workstation.messages import Message
from workstation.segmentation.grid import EditGrid
from workstation.segmentation.rules import EditRules


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EditInput:
    """What an operation works on.

    Parameters
    ----------
    labels : (k, j, i) ndarray of unsigned integers
        Of the mask; never written to.
    values : (k, j, i) ndarray or None
        Of the image; None for color.
    grid : EditGrid
        Of both.
    number : int
        The segment that is edited.
    rules : EditRules
        What may change.
    """

    labels: NDArray[Any]
    values: NDArray[Any] | None
    grid: EditGrid
    number: int
    rules: EditRules

    @property
    def whole(self) -> Box:
        """The box of everything."""
        k, j, i = (slice(0, n) for n in self.labels.shape)
        return k, j, i

    @property
    def is_frames(self) -> bool:
        """Whether its slices are frames, which an operation takes one by one."""
        return self.grid.is_film and self.labels.shape[0] > 1

    def frame(self, k: int) -> EditInput:
        """One frame alone."""
        part = slice(k, k + 1)
        return replace(
            self,
            labels=self.labels[part],
            values=None if self.values is None else self.values[part],
            grid=replace(self.grid, shape_kji=(1, *self.grid.shape_kji[1:])),
        )

    def segment_box(self, room_mm: float = 0.0) -> Box:
        """The box of the segment with room around it.

        Raises
        ------
        InputError
            The segment is empty.
        """
        box = bounding_box(self.labels == self.number)
        if box is None:
            raise InputError(Message("The segment is empty."), hint=Message("Paint it first."))
        k, j, i = (int(np.ceil(n)) + 1 for n in self.grid.reach(room_mm))
        return grown(box, (k, j, i), self.labels.shape)

    def image_values(self) -> NDArray[Any]:
        """Values of the image.

        Raises
        ------
        InputError
            It is a color image.
        """
        if self.values is None:
            raise InputError(Message("Color images have no single values to go by."))
        return self.values


def frame_by_frame(
    given: EditInput,
    work: Callable[[EditInput], LabelPatch | None],
    frames: Iterable[int] | None = None,
) -> LabelPatch | None:
    """Do an operation on frames by themselves: nothing grows from one into another.

    Parameters
    ----------
    given : EditInput
        Of all frames.
    work : callable
        The operation; given one frame.
    frames : iterable of int or None
        Which ones; None is all.

    Raises
    ------
    InputError
        It has nothing to work on in any of them.
    """
    after = given.labels.copy()
    fault: InputError | None = None
    done = 0
    for k in range(given.labels.shape[0]) if frames is None else frames:
        try:
            patch = work(given.frame(k))
        except InputError as error:
            fault = fault or error
            continue
        done += 1
        if patch is not None:
            patch.do(after[k : k + 1])
    if fault is not None and not done:
        raise fault
    return LabelPatch.between(given.labels, after)
