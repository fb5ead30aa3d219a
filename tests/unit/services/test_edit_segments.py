from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tests.support.masks import a_mask, a_volume, geometry, segment
from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.label_patch import LabelPatch
from workstation.errors import CancelledError, InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, no_progress
from workstation.quantification.segment_numbers import measure_again
from workstation.segmentation.edit_input import EditInput
from workstation.segmentation.grid import EditGrid
from workstation.segmentation.logic import Logic
from workstation.segmentation.margin import Shell
from workstation.segmentation.rules import EditRules
from workstation.segmentation.scissors import Outline
from workstation.segmentation.smoothing import Smoothing
from workstation.services import edit_segments as edits
from workstation.services.edit_segments import Cut, IslandChoice
from workstation.session.finding_edits import FindingEdit, edited, reader_finding

SHAPE = (12, 24, 20)


def given(**rules: object) -> EditInput:
    grid = EditGrid.of_volume(geometry(SHAPE))
    labels = np.zeros(SHAPE, np.uint8)
    labels[3:8, 6:14, 6:14] = 1
    labels[10, 20, 18] = 1
    labels[3:8, 14:18, 6:14] = 2
    labels[3:8, 2:6, 6:14] = 3
    values = np.random.default_rng(2).integers(0, 100, SHAPE).astype(np.int16)
    return EditInput(
        labels=labels,
        values=values,
        grid=grid,
        number=1,
        rules=EditRules(**rules),  # type: ignore[arg-type]
    )


def never() -> None:
    """Nobody cancels."""


def square(grid: EditGrid, depth: float | None = None) -> Outline:
    corners = [(5, 4, 4), (5, 4, 12), (5, 12, 12), (5, 12, 4)]
    row, column = grid.affine[:3, 1] / 0.7, grid.affine[:3, 2] / 1.1
    return Outline(grid.to_points(corners), row, column, depth)


OPERATIONS: dict[str, Callable[[EditInput], LabelPatch | None]] = {
    "threshold": lambda g: edits.threshold(g, 20, 80),
    "grow": lambda g: edits.grow(g, never, (5, 15, 8), 0, 100),
    "seeds": lambda g: edits.seeds(g, never, 0.0),
    "between": lambda g: edits.between(g, never, 0),
    "largest": lambda g: edits.islands(g, IslandChoice.KEEP_LARGEST),
    "small": lambda g: edits.islands(g, IslandChoice.REMOVE_SMALL, smallest_mm3=50),
    "split": lambda g: edits.islands(g, IslandChoice.SPLIT, first_new=9),
    "clicked": lambda g: edits.islands(g, IslandChoice.REMOVE_CLICKED, at=(10, 20, 18)),
    "margin": lambda g: edits.margin(g, 3.0),
    "shrink": lambda g: edits.margin(g, -1.5),
    "hollow": lambda g: edits.hollow(g, 1.5, Shell.MIDDLE),
    "smooth": lambda g: edits.smooth(g, Smoothing.GAUSSIAN, 2.0),
    "invert": lambda g: edits.logic(g, 0, Logic.INVERT),
    "copy": lambda g: edits.logic(g, 2, Logic.COPY),
    "fill": lambda g: edits.scissors(g, never, square(g.grid), Cut.FILL_INSIDE),
    "cut": lambda g: edits.scissors(g, never, square(g.grid), Cut.ERASE_INSIDE),
    "cut outside": lambda g: edits.scissors(g, never, square(g.grid, 6.0), Cut.ERASE_OUTSIDE),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations_change_something_but_never_a_locked_segment(name: str) -> None:
    operation, free = OPERATIONS[name], given()
    before = free.labels.copy()
    patch = operation(free)
    if name not in ("between", "seeds"):
        assert patch is not None
    np.testing.assert_array_equal(free.labels, before)  # a job never writes to its labels
    # Growing from seeds needs two segments that may grow.
    fixed = frozenset({3}) if name == "seeds" else frozenset({2, 3})
    locked = operation(given(locked=fixed))
    if locked is not None:
        after = before.copy()
        locked.do(after)
        for number in fixed:
            np.testing.assert_array_equal(after == number, before == number)
    assert operation(given(locked=frozenset({1}))) is None or name == "seeds"


@pytest.mark.parametrize("name", ["threshold", "margin", "invert", "fill", "cut"])
def test_the_masking_range_holds_for_operations(name: str) -> None:
    work = given(value_range=(30, 60))
    patch = OPERATIONS[name](work)
    assert patch is not None
    after = work.labels.copy()
    patch.do(after)
    changed = after != work.labels
    assert work.values is not None
    assert work.values[changed].min() >= 30
    assert work.values[changed].max() <= 60


def test_scissors_outside_of_a_slab_leave_the_rest() -> None:
    work = given()
    patch = OPERATIONS["cut outside"](work)
    assert patch is not None
    after = work.labels.copy()
    patch.do(after)
    changed = np.argwhere(after != work.labels)
    assert set(changed[:, 0]) <= {3, 4, 5, 6, 7}
    assert (after[5, 6:12, 6:12] == 1).all()
    assert after[10, 20, 18] == 1


def test_an_operation_without_a_segment_or_seeds_says_so() -> None:
    work = given()
    empty = EditInput(
        labels=np.zeros_like(work.labels), values=None, grid=work.grid, number=1,
        rules=EditRules(),
    )  # fmt: skip
    with pytest.raises(InputError, match="empty"):
        edits.margin(empty, 2.0)
    with pytest.raises(InputError, match="painted"):
        edits.seeds(empty, never, 0.0)
    with pytest.raises(InputError, match="Color"):
        edits.threshold(empty, 0, 1)
    with pytest.raises(InputError, match="no part"):
        edits.islands(work, IslandChoice.KEEP_CLICKED, at=(0, 0, 0))


def test_a_cancelled_job_gives_nothing_and_a_large_one_its_labels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = CancelToken()
    work = given()

    def operation(g: EditInput, check: Callable[[], None]) -> LabelPatch | None:
        check()
        return edits.margin(g, 3.0)

    small = edits.run_edit(operation, work, token=token, progress=no_progress)
    assert small.patch is not None
    assert small.labels is None
    monkeypatch.setattr(edits, "_LARGE_VOXELS", 10)
    large = edits.run_edit(operation, work, token=token, progress=no_progress)
    assert large.patch is not None
    assert large.labels is not None
    expected = work.labels.copy()
    large.patch.do(expected)
    np.testing.assert_array_equal(large.labels, expected)
    token.cancel()
    with pytest.raises(CancelledError):
        edits.run_edit(operation, work, token=token, progress=no_progress)


def test_a_finding_is_measured_again_on_the_edited_segment() -> None:
    volume = a_volume(geometry(SHAPE))
    labels = given().labels
    mask = a_mask(labels, geometry(SHAPE), [segment(1), segment(2)])
    made = reader_finding(FindingEdit(label="Mass"), by="Dr. Z", series_instance_uid="1.9")
    old = replace(made, mask_id=mask.id, mask_version=0, segment_number=2)
    (new,) = measure_again(
        volume, mask, [old], by="Dr. Z", acknowledged=True, token=CancelToken(),
        progress=no_progress,
    )  # fmt: skip
    volumes = [m.value for m in new.measurements if m.unit.value == "mm3"]
    assert volumes == [pytest.approx(5 * 4 * 8 * 2.5 * 0.7 * 1.1)]
    assert new.status is FindingStatus.EDITED
    assert new.mask_version == mask.version
    gone = replace(old, segment_number=7)
    (empty,) = measure_again(
        volume, mask, [gone], by="Dr. Z", acknowledged=True, token=CancelToken(),
        progress=no_progress,
    )  # fmt: skip
    assert empty.measurements == ()
    assert "empty" in str(empty.history[-1].note)
    # Nobody has kept a finding of nothing.
    assert old.is_reportable
    assert empty.status is FindingStatus.PROPOSED
    rejected = gone.decided(FindingStatus.REJECTED, by="Dr. Z")
    (still,) = measure_again(
        volume, mask, [rejected], by="Dr. Z", acknowledged=True, token=CancelToken(),
        progress=no_progress,
    )  # fmt: skip
    assert still.status is FindingStatus.REJECTED


@pytest.mark.parametrize(
    ("by", "words"),
    [("", "Of the outline before it was edited: Solid."), ("Dr. Z", "Solid.")],
)
def test_what_a_reader_says_of_an_outline_stays_when_it_is_measured_again(
    by: str, words: str
) -> None:
    mask = a_mask(given().labels, geometry(SHAPE), [segment(1), segment(2)])
    made = reader_finding(FindingEdit(label="Mass"), by="Dr. Z", series_instance_uid="1.9")
    old = replace(
        made, source_kind="plugin", statement="Solid.", statement_by=by, mask_id=mask.id,
        mask_version=1, segment_number=2,
    )  # fmt: skip
    old = replace(old, probability=0.7, probability_note=Message("Raw score."))
    (new,) = measure_again(
        a_volume(geometry(SHAPE)), mask, [old], by="Dr. Z", acknowledged=True,
        token=CancelToken(), progress=no_progress,
    )  # fmt: skip
    assert str(new.statement) == words
    # A probability is that of the outline that the plugin saw, whoever says what of it.
    note = "Of the outline before it was edited: Raw score."
    assert str(new.probability_note) == note
    (again,) = measure_again(
        a_volume(geometry(SHAPE)), mask, [replace(new, mask_version=2)], by="Dr. Z",
        acknowledged=True, token=CancelToken(), progress=no_progress,
    )  # fmt: skip
    assert str(again.probability_note) == note


def test_a_number_that_a_reader_removed_stays_out_when_it_is_measured_again() -> None:
    mask = a_mask(given().labels, geometry(SHAPE), [segment(1), segment(2)])
    made = reader_finding(FindingEdit(label="Mass"), by="Dr. Z", series_instance_uid="1.9")

    def again(finding: Finding) -> Finding:
        (new,) = measure_again(
            a_volume(geometry(SHAPE)), mask, [finding], by="Dr. Z", acknowledged=True,
            token=CancelToken(), progress=no_progress,
        )  # fmt: skip
        return new

    first = again(replace(made, mask_id=mask.id, mask_version=0, segment_number=2))
    (volume,) = [m for m in first.measurements if m.concept == coding.VOLUME]
    left = edited(first, FindingEdit(label="Mass", removed=frozenset([volume.id])), by="Dr. Z")
    second = again(left)
    assert [m.name for m in second.measurements] == [m.name for m in left.measurements]
    assert coding.VOLUME in {m.concept for m in first.measurements}
    assert coding.VOLUME not in {m.concept for m in second.measurements}


def frames_input() -> EditInput:
    """Seven frames; a square of 10 x 10 pixels in the fourth, a smaller one in the sixth."""
    labels = np.zeros((7, 40, 40), np.uint8)
    labels[3, 15:25, 15:25] = 1
    labels[3, 2:4, 2:4] = 1
    labels[5, 15:20, 15:20] = 1
    values = np.zeros(labels.shape, np.int16)
    return EditInput(
        labels=labels,
        values=values,
        grid=EditGrid.of_film((7, 40, 40), (0.5, 0.5)),
        number=1,
        rules=EditRules(),
    )


def sizes(given: EditInput, patch: LabelPatch | None) -> list[int]:
    after = given.labels.copy()
    if patch is not None:
        patch.do(after)
    return [int(np.count_nonzero(frame == 1)) for frame in after]


def unchecked() -> None:
    pass


def test_nothing_grows_from_one_frame_into_another() -> None:
    frames = frames_input()
    plain = [0, 0, 0, 104, 0, 25, 0]
    grown = sizes(frames, edits.margin(frames, 1.0))
    assert [n > 0 for n in grown] == [n > 0 for n in plain]
    # 1 mm is two pixels: 14 x 14 without what lies farther than that from a corner.
    assert grown[5] == 9 * 9 - 4 * 3
    hollowed_out = sizes(frames, edits.hollow(frames, 0.5, Shell.INSIDE))
    assert hollowed_out[5] == 25 - 9
    assert [n > 0 for n in hollowed_out] == [n > 0 for n in plain]
    opened = sizes(frames, edits.smooth(frames, Smoothing.OPENING, 1.0))
    assert (opened[2], opened[4]) == (0, 0)
    assert 80 <= opened[3] <= 100
    assert sizes(frames, edits.islands(frames, IslandChoice.KEEP_LARGEST)) == [
        0,
        0,
        0,
        100,
        0,
        25,
        0,
    ]
    clicked = edits.islands(frames, IslandChoice.REMOVE_CLICKED, at=(3, 2, 2))
    assert sizes(frames, clicked) == [0, 0, 0, 100, 0, 25, 0]


def test_a_click_grows_in_its_frame_alone() -> None:
    frames = frames_input()
    assert sizes(frames, edits.grow(frames, unchecked, (4, 5, 5), 0, 0)) == [
        0,
        0,
        0,
        104,
        1600,
        25,
        0,
    ]


def test_an_empty_segment_of_frames_is_told() -> None:
    frames = frames_input()
    empty = replace(frames, labels=np.zeros_like(frames.labels))
    with pytest.raises(InputError, match="empty"):
        edits.margin(empty, 2.0)
