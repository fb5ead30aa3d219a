"""A previewed edit says what it would do, and does nothing yet."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from workstation.domain.label_patch import LabelPatch
from workstation.errors import CancelledError, InputError
from workstation.processes.cancel import CancelToken, no_progress
from workstation.segmentation.edit_input import EditInput
from workstation.segmentation.grid import EditGrid
from workstation.segmentation.rules import EditRules
from workstation.services.edit_segments import CheckFn, clear, threshold
from workstation.services.preview_edit import PreviewedEdit, preview_edit

SHAPE = (4, 5, 6)


def given(labels: NDArray[np.uint8]) -> EditInput:
    """Segment 1 of labels on an image whose value is the number of the voxel."""
    values = np.arange(np.prod(SHAPE), dtype=np.int16).reshape(SHAPE)
    grid = EditGrid(SHAPE, np.diag([3.0, 1.0, 1.0, 1.0]))
    return EditInput(labels=labels, values=values, grid=grid, number=1, rules=EditRules())


def two_segments() -> NDArray[np.uint8]:
    """Ten voxels of segment 1 and six of segment 2."""
    labels = np.zeros(SHAPE, np.uint8)
    labels[1, 0:2, 0:5] = 1
    labels[2, 0, :] = 2
    return labels


def above(low: float, given: EditInput, _check: CheckFn) -> LabelPatch | None:
    return threshold(given, low, 1000.0)


def preview(of: EditInput, low: float) -> PreviewedEdit:
    return preview_edit(partial(above, low), of, token=CancelToken(), progress=no_progress)


def test_the_size_before_and_after_is_told_and_nothing_is_changed() -> None:
    labels = two_segments()
    untouched = labels.copy()
    # Values from 100 to 119: twenty voxels, none of them of the segment.
    told = preview(given(labels), 100.0)
    assert (told.voxels_before, told.voxels_after) == (10, 30)
    np.testing.assert_array_equal(labels, untouched)
    assert told.result.labels is not None
    assert np.count_nonzero(told.result.labels == 1) == 30


def test_voxels_that_another_segment_gives_are_counted() -> None:
    labels = two_segments()
    # Values from 60 on: sixty voxels, six of them of segment 2; ten of segment 1 lie below.
    told = preview(given(labels), 60.0)
    assert (told.voxels_before, told.voxels_after) == (10, 70)
    locked = replace(given(labels), rules=EditRules(locked=frozenset({2})))
    assert preview(locked, 60.0).voxels_after == 64


def test_a_segment_that_would_vanish_is_told() -> None:
    told = preview_edit(clear, given(two_segments()), token=CancelToken(), progress=no_progress)
    assert (told.voxels_before, told.voxels_after) == (10, 0)


def test_what_is_agreed_to_is_what_was_shown() -> None:
    labels = two_segments()
    told = preview(given(labels), 60.0)
    assert told.result.patch is not None
    done = labels.copy()
    told.result.patch.do(done)
    np.testing.assert_array_equal(done, told.result.labels)
    told.result.patch.undo(done)
    np.testing.assert_array_equal(done, labels)


def test_an_edit_that_changes_nothing_has_no_patch() -> None:
    told = preview(given(two_segments()), 999.0)
    assert told.result.patch is None
    assert told.result.labels is None
    assert (told.voxels_before, told.voxels_after) == (10, 10)


def test_an_operation_that_has_nothing_to_work_on_says_so() -> None:
    color = replace(given(two_segments()), values=None)
    with pytest.raises(InputError, match="no single values"):
        preview(color, 60.0)


@pytest.mark.parametrize("asks", [True, False])
def test_a_preview_can_be_given_up(asks: bool) -> None:
    """While the operation works, where it asks, and else when it is done."""
    token = CancelToken()
    reached = []

    def edit(given: EditInput, check: CheckFn) -> LabelPatch | None:
        token.cancel()
        if asks:
            check()
        reached.append("end")
        return threshold(given, 60.0, 1000.0)

    with pytest.raises(CancelledError):
        preview_edit(edit, given(two_segments()), token=token, progress=no_progress)
    assert reached == ([] if asks else ["end"])
