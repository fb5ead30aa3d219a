from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from workstation.domain.label_patch import LabelPatch

# Sides that fill no whole bytes, and more slices than are written at once.
_SHAPE = (19, 7, 5)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("before_has", [(0,), (3,), (0, 3, 250)])
@pytest.mark.parametrize("after_has", [(0,), (2,), (1, 2, 7)])
def test_labels_come_back_voxel_for_voxel(
    dtype: type, before_has: tuple[int, ...], after_has: tuple[int, ...]
) -> None:
    rng = np.random.default_rng(5)
    before: NDArray[Any] = np.zeros((25, 9, 8), dtype)
    before[3:22, 1:8, 2:7] = rng.choice(before_has, _SHAPE)
    after = before.copy()
    changed = rng.random(_SHAPE) < 0.4
    # The ends of the box change, so that it is as large as meant.
    changed[0, 0, 0] = changed[-1, -1, -1] = True
    after[3:22, 1:8, 2:7][changed] = rng.choice(after_has, int(changed.sum()))
    patch = LabelPatch.between(before, after)
    if patch is None:
        assert np.array_equal(before, after)
        return
    touched = before != after
    assert set(patch.numbers_before) == set(before[touched].tolist())
    assert set(patch.numbers_after) == set(after[touched].tolist())
    assert patch.numbers() == (set(before[touched]) | set(after[touched])) - {0}
    # One kept by an earlier version does not tell which labels it holds.
    for each in (patch, replace(patch, numbers_before=(), numbers_after=())):
        assert each.numbers() == patch.numbers()
        labels = before.copy()
        each.do(labels)
        assert np.array_equal(labels, after)
        each.undo(labels)
        assert np.array_equal(labels, before)


def test_a_patch_for_other_labels_is_refused() -> None:
    before = np.zeros((4, 4, 4), np.uint8)
    after = before.copy()
    after[2:, 2:, 2:] = 1
    patch = LabelPatch.between(before, after)
    assert patch is not None
    with pytest.raises(ValueError, match="uint16"):
        patch.do(before.astype(np.uint16))
    with pytest.raises(ValueError, match="outside"):
        patch.do(np.zeros((3, 3, 3), np.uint8))
