"""What an operation on a segment would do, before it is applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import LabelPatch
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.segmentation.edit_input import EditInput
from workstation.services.edit_segments import CheckFn, EditResult


@dataclass(frozen=True, slots=True, eq=False)
class PreviewedEdit:
    """The outcome of an operation that nobody has agreed to yet.

    Parameters
    ----------
    result : EditResult
        Patch and labels after it; both None where nothing would change.
    voxels_before, voxels_after : int
        Size of the segment.
    """

    result: EditResult
    voxels_before: int
    voxels_after: int


def preview_edit(
    edit: Callable[[EditInput, CheckFn], LabelPatch | None],
    given: EditInput,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> PreviewedEdit:
    """Do an operation on a copy of the labels.

    Raises
    ------
    InputError
        The operation has nothing to work on.
    """
    progress(0.0, Message("Previewing the edit"))
    patch = edit(given, token.raise_if_cancelled)
    token.raise_if_cancelled()
    before = int(np.count_nonzero(given.labels == given.number))
    if patch is None:
        return PreviewedEdit(EditResult(None), before, before)
    labels: NDArray[Any] = given.labels.copy()
    patch.do(labels)
    change = _count(labels, patch, given.number) - _count(given.labels, patch, given.number)
    return PreviewedEdit(EditResult(patch, labels), before, before + change)


def _count(labels: NDArray[Any], patch: LabelPatch, number: int) -> int:
    return int(np.count_nonzero(labels[patch.box] == number))
