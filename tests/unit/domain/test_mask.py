"""Masks and their versions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.masks import PROVENANCE, a_mask, asymmetric_labels, geometry, segment
from workstation.domain.mask import Mask, new_id


def mask() -> Mask:
    grid = geometry()
    return a_mask(asymmetric_labels(grid.shape_kji), grid, [segment(1), segment(2)])


def test_segments_are_found_by_their_number() -> None:
    assert mask().segment(2).label == "Nodule 2"
    with pytest.raises(KeyError):
        mask().segment(3)


@pytest.mark.parametrize(
    "change",
    [
        {"labels": np.zeros((6, 8), np.uint8)},
        {"labels": np.zeros((6, 8, 10), np.int16)},
        {"labels": np.zeros((6, 8, 11), np.uint8)},
        {"segments": (segment(1), segment(1))},
    ],
)
def test_masks_that_cannot_be(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"labels|share"):
        replace(mask(), **change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="start at 1"):
        segment(0)


def test_a_mask_without_a_place_may_have_any_size() -> None:
    assert replace(mask(), geometry=None, labels=np.zeros((1, 3, 4), np.uint16)).version == 1


def test_an_edit_is_the_next_version_of_the_same_mask() -> None:
    first = mask()
    second = first.edited(np.zeros_like(first.labels), PROVENANCE)
    assert (second.id, second.version) == (first.id, 2)
    assert not second.labels.any()
    assert first.version == 1


@pytest.mark.parametrize(
    ("version", "number", "holds"),
    [
        (1, 1, False),
        (2, 1, True),
        (3, 1, True),
        (4, 1, True),
        (5, 1, False),
        (3, 2, False),
        (4, 2, True),
        (4, None, True),
        (3, None, False),
    ],
)
def test_what_was_said_of_a_segment_holds_until_it_changes(
    version: int, number: int | None, holds: bool
) -> None:
    """Version 4; segment 1 changed last in version 2, of segment 2 nothing is known."""
    now = replace(mask(), version=4, changed_versions=((1, 2),))
    assert now.is_current(version, number) is holds


def test_other_segments_become_background() -> None:
    kept = mask().keep(frozenset({2}))
    assert [each.number for each in kept.segments] == [2]
    np.testing.assert_array_equal(kept.labels, np.where(mask().labels == 2, 2, 0))
    assert kept.labels.dtype == np.uint8


def test_ids_are_new() -> None:
    ids = {new_id() for _ in range(50)}
    assert len(ids) == 50
    assert all(len(each) == 32 for each in ids)
