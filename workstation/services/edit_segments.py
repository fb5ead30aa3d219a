"""Operations on a segment as jobs: plain values in, a patch of labels out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import Box, LabelPatch, bounding_box, grown
from workstation.errors import InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.segmentation.between_slices import fill_between
from workstation.segmentation.edit_input import EditInput, frame_by_frame
from workstation.segmentation.grow_from_seeds import grow_from_seeds
from workstation.segmentation.islands import Islands, find_islands
from workstation.segmentation.logic import Logic, combined
from workstation.segmentation.margin import Shell, hollowed, with_margin
from workstation.segmentation.region_growing import grow_region
from workstation.segmentation.rules import erased, painted, patch_of, replaced
from workstation.segmentation.scissors import Outline, cut_region
from workstation.segmentation.smoothing import Smoothing, smoothed

_LARGE_VOXELS = 8_000_000
_SEED_ROOM_MM = 15.0


@dataclass(frozen=True, slots=True, eq=False)
class EditResult:
    """The patch of an edit, None where nothing changed; large ones with the labels after it."""

    patch: LabelPatch | None
    labels: NDArray[Any] | None = None


CheckFn = Callable[[], None]


class Cut(StrEnum):
    """What scissors do."""

    ERASE_INSIDE = "erase inside"
    ERASE_OUTSIDE = "erase outside"
    FILL_INSIDE = "fill inside"


class IslandChoice(StrEnum):
    """What becomes of the parts of a segment."""

    KEEP_LARGEST = "keep largest"
    REMOVE_SMALL = "remove small"
    SPLIT = "split into segments"
    KEEP_CLICKED = "keep clicked"
    REMOVE_CLICKED = "remove clicked"


def run_edit(
    edit: Callable[[EditInput, CheckFn], LabelPatch | None],
    given: EditInput,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> EditResult:
    """Do an operation off the main thread; large results come with the labels made ready.

    Raises
    ------
    InputError
        The operation has nothing to work on.
    """
    progress(0.0, Message("Editing the segment"))
    patch = edit(given, token.raise_if_cancelled)
    token.raise_if_cancelled()
    if patch is None or int(np.prod(patch.shape)) < _LARGE_VOXELS:
        return EditResult(patch)
    labels = given.labels.copy()
    patch.do(labels)
    return EditResult(patch, labels)


def _finish(
    given: EditInput,
    box: Box,
    region: NDArray[np.bool_],
    act: Callable[..., NDArray[Any]],
) -> LabelPatch | None:
    values = given.values[box] if given.values is not None else None
    after = act(given.labels[box], given.number, region, given.rules, values)
    return patch_of(given.labels, box, after)


def threshold(given: EditInput, low: float, high: float) -> LabelPatch | None:
    """Add every voxel whose value lies in a closed range."""
    values = given.image_values()
    return _finish(given, given.whole, (values >= low) & (values <= high), painted)


def grow(
    given: EditInput,
    check: CheckFn,
    seed: tuple[int, int, int],
    low: float,
    high: float,
) -> LabelPatch | None:
    """Add what is joined to a seed through values of a range; of frames, in that frame."""
    if given.is_frames:
        at = (0, *seed[1:])
        return frame_by_frame(given, lambda one: grow(one, check, at, low, high), [seed[0]])
    found = grow_region(given.image_values(), seed, low, high, check=check)
    box = bounding_box(found)
    return _finish(given, box, found[box], painted) if box is not None else None


def seeds(given: EditInput, check: CheckFn, smooth_mm: float) -> LabelPatch | None:
    """Let all visible, unlocked segments grow against each other around what is painted."""
    if given.is_frames:
        return frame_by_frame(given, lambda one: seeds(one, check, smooth_mm))
    kept_out = given.rules.hidden | given.rules.locked
    taking_part = np.isin(given.labels, sorted(kept_out), invert=True) & (given.labels > 0)
    box = bounding_box(taking_part)
    if box is None:
        raise InputError(
            Message("Nothing is painted."), hint=Message("Paint seeds of at least two segments.")
        )
    k, j, i = (int(np.ceil(n)) for n in given.grid.reach(_SEED_ROOM_MM))
    box = grown(box, (k, j, i), given.labels.shape)
    labels = given.labels[box]
    painted_seeds = np.where(taking_part[box], labels, 0)
    try:
        full = grow_from_seeds(
            given.image_values()[box], painted_seeds, given.grid, smooth_mm=smooth_mm, check=check
        )
    except ValueError as error:
        raise InputError(
            Message("Growing from seeds needs two segments that compete."),
            hint=Message("Paint a few voxels of the structure and of what surrounds it."),
        ) from error
    change = labels == 0
    in_range = given.rules.allows_values(given.image_values()[box])
    if in_range is not None:
        change &= in_range
    if given.rules.inside not in (None, 0):
        return None
    return patch_of(given.labels, box, np.where(change, full, labels))


def between(given: EditInput, check: CheckFn, axis: int) -> LabelPatch | None:
    """Fill the segment between the slices that it is drawn on."""
    box = given.segment_box()
    inside = given.labels[box] == given.number
    filled = fill_between(inside, axis, given.grid.steps_mm, check=check)
    return _finish(given, box, filled, painted)


def islands(
    given: EditInput,
    choice: IslandChoice,
    *,
    smallest_mm3: float = 0.0,
    at: tuple[int, int, int] | None = None,
    first_new: int = 0,
    most: int = 20,
) -> LabelPatch | None:
    """Keep, remove or split the connected parts of a segment.

    Parameters
    ----------
    smallest_mm3 : float
        Parts below it go, for REMOVE_SMALL.
    at : tuple of int or None
        The voxel that was clicked.
    first_new, most : int
        For SPLIT: the number of the first new segment, and how many parts get one; the
        largest part keeps the number of the segment, and so do parts beyond the last one.
    """
    if given.is_frames:
        clicked = None if at is None else [at[0]]
        work = partial(
            islands,
            choice=choice,
            smallest_mm3=smallest_mm3,
            at=None if at is None else (0, *at[1:]),
            first_new=first_new,
            most=most,
        )
        return frame_by_frame(given, work, clicked)
    box = given.segment_box()
    found = find_islands(given.labels[box] == given.number)
    if choice is IslandChoice.SPLIT:
        return _split(given, box, found, first_new, most)
    if choice is IslandChoice.KEEP_LARGEST:
        region = found.largest()
    elif choice is IslandChoice.REMOVE_SMALL:
        region = found.at_least(int(np.ceil(smallest_mm3 / given.grid.voxel_mm3 - 1e-9)))
    else:
        inside = at is not None and all(
            run.start <= n < run.stop for n, run in zip(at, box, strict=True)
        )
        if at is None or not inside or given.labels[at] != given.number:
            raise InputError(
                Message("There is no part of the segment here."), hint=Message("Click on a part.")
            )
        k, j, i = (n - run.start for n, run in zip(at, box, strict=True))
        region = found.at((k, j, i))
        if choice is IslandChoice.REMOVE_CLICKED:
            region = (found.numbers > 0) & ~region
    return _finish(given, box, (found.numbers > 0) & ~region, erased)


def _split(
    given: EditInput, box: Box, found: Islands, first_new: int, most: int
) -> LabelPatch | None:
    if given.number in given.rules.locked:
        return None
    after = given.labels[box].copy()
    highest = int(np.iinfo(after.dtype).max)
    for n in range(2, min(len(found.sizes), most) + 1):
        if first_new + n - 2 > highest:
            break
        after[found.numbers == n] = first_new + n - 2
    return patch_of(given.labels, box, after)


def margin(given: EditInput, margin_mm: float) -> LabelPatch | None:
    """Grow or shrink the segment by millimeters."""
    if given.is_frames:
        return frame_by_frame(given, lambda one: margin(one, margin_mm))
    box = given.segment_box(abs(margin_mm))
    inside = given.labels[box] == given.number
    return _finish(given, box, with_margin(inside, given.grid, margin_mm), replaced)


def hollow(given: EditInput, thickness_mm: float, shell: Shell) -> LabelPatch | None:
    """Leave a shell of the segment."""
    if given.is_frames:
        return frame_by_frame(given, lambda one: hollow(one, thickness_mm, shell))
    box = given.segment_box(thickness_mm)
    inside = given.labels[box] == given.number
    return _finish(given, box, hollowed(inside, given.grid, thickness_mm, shell), replaced)


def smooth(given: EditInput, kind: Smoothing, size_mm: float) -> LabelPatch | None:
    """Smooth the segment."""
    if given.is_frames:
        return frame_by_frame(given, lambda one: smooth(one, kind, size_mm))
    box = given.segment_box(3 * size_mm)
    inside = given.labels[box] == given.number
    return _finish(given, box, smoothed(inside, given.grid, kind, size_mm), replaced)


def logic(given: EditInput, other: int, operation: Logic) -> LabelPatch | None:
    """Combine the segment with another one of the mask, which gives way as the rules say."""
    region = combined(given.labels == given.number, given.labels == other, operation)
    return _finish(given, given.whole, region, replaced)


def scissors(given: EditInput, check: CheckFn, outline: Outline, cut: Cut) -> LabelPatch | None:
    """Erase or fill with an outline drawn on a plane."""
    found = cut_region(given.grid, outline, check=check)
    if cut is Cut.ERASE_OUTSIDE:
        region = np.ones(given.labels.shape, dtype=bool)
        if outline.depth_mm is not None:
            # Outside of the slab nothing is cut.
            normal = np.cross(outline.row, outline.column)
            depth = sum(given.grid.offsets(given.whole, normal), start=np.zeros(1))
            region &= np.abs(depth - float(outline.points[0] @ normal)) <= outline.depth_mm + 1e-6
        if found is not None:
            region[found[0]] &= ~found[1]
        return _finish(given, given.whole, region, erased)
    if found is None:
        return None
    return _finish(given, *found, erased if cut is Cut.ERASE_INSIDE else painted)


def clear(given: EditInput, check: CheckFn) -> LabelPatch | None:
    """Take every voxel out of the segment, whatever the rules."""
    check()
    box = bounding_box(given.labels == given.number)
    if box is None:
        return None
    before = given.labels[box]
    return patch_of(
        given.labels, box, np.where(before == given.number, 0, before).astype(before.dtype)
    )
