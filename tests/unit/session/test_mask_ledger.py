from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.masks import a_mask, geometry, segment
from tests.support.studies import finding, result, scan_report
from workstation.domain.label_patch import LabelPatch
from workstation.domain.mask import AlgorithmType, Mask
from workstation.keeping.autosave import Autosave
from workstation.messages import Message
from workstation.session.events import LabelsChanged, MasksChanged, Recorded
from workstation.session.mask_edits import ReviewState
from workstation.session.staleness import stale_findings
from workstation.session.undo import Command, UndoStack
from workstation.session.workspace import Workspace

SHAPE = (8, 16, 12)


def a_workspace(*numbers: int) -> tuple[Workspace, Mask]:
    workspace = Workspace()
    workspace.reader = "Dr. Z"
    workspace.add_report(scan_report())
    workspace.activate("stack-1")
    mask = a_mask(np.zeros(SHAPE, np.uint8), geometry(SHAPE), [segment(n) for n in numbers])
    return workspace, replace(mask, series_instance_uid="1.2.3.4")


def paint(workspace: Workspace, mask_id: str, box: tuple[slice, ...], number: int) -> None:
    mask = workspace.segmentation.get(mask_id)
    assert mask is not None
    after = mask.labels.copy()
    after[box] = number
    patch = LabelPatch.between(mask.labels, after)
    if patch is not None:
        workspace.segmentation.commit(mask_id, Message("Paint"), patch)


def test_an_edit_is_the_next_version_and_undoing_it_the_former() -> None:
    workspace, mask = a_workspace(1, 2)
    workspace.add_mask(mask)
    ledger = workspace.segmentation
    seen: list[object] = []
    workspace.subscribe(LabelsChanged, seen.append)
    box = (slice(1, 3), slice(2, 5), slice(2, 5))
    paint(workspace, mask.id, box, 1)
    edited = ledger.get(mask.id)
    assert edited is not None
    assert edited.version == 2
    assert edited.provenance.operator == "Dr. Z"
    assert (edited.labels[box] == 1).all()
    assert not mask.labels.any()  # what was handed in stays as it was
    assert edited.segment(1).algorithm_type is AlgorithmType.SEMIAUTOMATIC
    assert edited.segment(2).algorithm_type is AlgorithmType.AUTOMATIC
    assert seen
    workspace.undo.undo()
    undone = ledger.get(mask.id)
    assert undone is not None
    assert undone.version == 1
    assert not undone.labels.any()
    assert undone.segments == mask.segments
    paint(workspace, mask.id, box, 2)
    other = ledger.get(mask.id)
    assert other is not None
    assert other.version == 3  # 2 was another content


def test_findings_of_untouched_segments_stay_current() -> None:
    workspace, mask = a_workspace(1, 2)
    workspace.add_mask(mask)
    found = [
        replace(finding(f"f{n}", n), mask_id=mask.id, mask_version=1, segment_number=n)
        for n in (1, 2)
    ]
    assert stale_findings(found, workspace.masks) == ()
    paint(workspace, mask.id, (slice(1, 3), slice(2, 5), slice(2, 5)), 1)
    assert stale_findings(found, workspace.masks) == (found[0],)
    again = replace(found[0], mask_version=2)
    assert stale_findings([again, found[1]], workspace.masks) == ()
    workspace.recolor_segment(mask.id, 2, (1, 2, 3))
    assert stale_findings([again, found[1]], workspace.masks) == ()
    workspace.undo.undo()
    workspace.undo.undo()
    assert stale_findings(found, workspace.masks) == ()
    assert stale_findings([again], workspace.masks) == (again,)


def test_locked_segments_are_refused_and_states_are_undone() -> None:
    workspace, mask = a_workspace(1, 2)
    workspace.add_mask(mask)
    ledger = workspace.segmentation
    ledger.lock(mask.id, 1, True)
    ledger.set_review(mask.id, 1, ReviewState.DONE)
    with pytest.raises(ValueError, match="locked"):
        paint(workspace, mask.id, (slice(1, 3),), 1)
    with pytest.raises(ValueError, match="something"):
        ledger.commit(mask.id, Message("Nothing"))
    assert ledger.state(mask.id, 1).review is ReviewState.DONE
    workspace.undo.undo()
    assert ledger.state(mask.id, 1).review is ReviewState.TO_DO
    assert ledger.locked(mask.id) == {1}
    workspace.undo.undo()
    assert ledger.locked(mask.id) == frozenset()


def test_shared_labels_are_not_written_to() -> None:
    workspace, mask = a_workspace(1)
    workspace.add_mask(mask)
    paint(workspace, mask.id, (slice(0, 1),), 1)
    held = workspace.masks[0].labels
    workspace.segmentation.share(mask.id)
    before = held.copy()
    paint(workspace, mask.id, (slice(0, 4),), 1)
    np.testing.assert_array_equal(held, before)
    assert workspace.masks[0].labels[3].all()
    now = workspace.masks[0].labels
    paint(workspace, mask.id, (slice(5, 6),), 1)
    assert workspace.masks[0].labels is now


def test_a_painted_patch_is_not_done_twice_but_redone() -> None:
    workspace, mask = a_workspace(1)
    workspace.segmentation.create(mask)
    labels = workspace.segmentation.writable(mask.id)
    before = labels.copy()
    labels[2, 3:5, 4:6] = 1
    patch = LabelPatch.between(before, labels)
    workspace.segmentation.commit(mask.id, Message("Paint"), patch, is_painted=True)
    assert workspace.masks[0].labels.sum() == 4
    workspace.undo.undo()
    assert workspace.masks[0].labels.sum() == 0
    workspace.undo.redo()
    assert workspace.masks[0].labels.sum() == 4
    workspace.undo.undo()
    workspace.undo.undo()
    assert workspace.segmentation.get(mask.id) is None
    workspace.undo.redo()
    assert not workspace.masks[0].labels.any()
    workspace.undo.redo()
    assert workspace.masks[0].labels.sum() == 4


def test_the_undo_stack_is_bounded_in_bytes() -> None:
    values: list[int] = []
    stack = UndoStack(most_bytes=1000)

    def add(n: int, size: int) -> Command:
        return Command(
            Message("{n}", n=n),
            do=lambda: values.append(n),
            undo=lambda: values.remove(n),
            nbytes=size,
        )

    for n in range(10):
        stack.run(add(n, 300))
        assert stack.nbytes <= 1000
    assert [str(stack.undo()) for _ in range(4)] == ["9", "8", "7", ""]
    assert stack.nbytes == 900
    stack.redo()
    stack.run(add(11, 5000))
    assert str(stack.undo()) == "11"
    assert not stack.undo()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_storms_of_edits_undo_and_redo_agree_with_full_copies(tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    workspace, mask = a_workspace(1, 2, 3)
    saved = Autosave(tmp_path, lambda error: pytest.fail(str(error)))
    workspace.subscribe(Recorded, saved.record)
    workspace.segmentation.create(mask)
    done = [workspace.masks[0].labels.copy()]
    redoable: list[Any] = []
    for _ in range(150):
        act = random.random()
        if act < 0.6:
            low = random.integers(0, [6, 12, 9])
            box = tuple(slice(int(a), int(a) + int(random.integers(1, 6))) for a in low)
            before = workspace.masks[0].version
            paint(workspace, mask.id, box, int(random.integers(0, 4)))
            if workspace.masks[0].version != before:
                done.append(workspace.masks[0].labels.copy())
                redoable.clear()
        elif act < 0.85 and len(done) > 1:
            assert str(workspace.undo.undo()) == "Paint"
            redoable.append(done.pop())
        elif redoable:
            assert str(workspace.undo.redo()) == "Paint"
            done.append(redoable.pop())
        np.testing.assert_array_equal(workspace.masks[0].labels, done[-1])
    present = workspace.masks[0]
    assert present.version > 20
    saved.close()
    reading = Autosave(tmp_path, lambda error: pytest.fail(str(error)))
    kept = reading.load("1.2.3")["mask"][0]
    reading.close()
    assert isinstance(kept, Mask)
    np.testing.assert_array_equal(kept.labels, present.labels)
    assert (kept.version, kept.segments) == (present.version, present.segments)
    assert kept.changed_versions == present.changed_versions


def test_edits_of_a_plugin_s_mask_and_segment_states_come_back(tmp_path: Path) -> None:
    saved = Autosave(tmp_path, lambda error: pytest.fail(str(error)))
    workspace, drawn = a_workspace(4)
    workspace.subscribe(Recorded, saved.record)
    run = result()
    assert run.mask is not None
    workspace.add_result(run, "1.2.3", "stack-1")
    paint(workspace, run.mask.id, (slice(0, 1), slice(0, 2), slice(0, 2)), 1)
    workspace.recolor_segment(run.mask.id, 1, (9, 8, 7))
    paint(workspace, run.mask.id, (slice(1, 2), slice(0, 2), slice(0, 2)), 1)
    assert str(workspace.undo.undo()) == "Paint"  # version 4 was, and is not any more
    workspace.segmentation.set_review(run.mask.id, 1, ReviewState.FLAGGED)
    foreign = replace(drawn, labels=np.full(SHAPE, 4, np.uint8))
    workspace.add_mask(foreign)
    paint(workspace, foreign.id, (slice(0, 1),), 0)
    present = {m.id: m for m in workspace.masks}
    saved.close()

    reading = Autosave(tmp_path, lambda error: pytest.fail(str(error)))
    again = Workspace()
    changes: list[object] = []
    again.subscribe(MasksChanged, changes.append)
    again.add_report(scan_report())
    again.restore("1.2.3", reading.load("1.2.3"))
    reading.close()
    assert {m.id for m in again.masks} == set(present)
    for mask in again.masks:
        np.testing.assert_array_equal(mask.labels, present[mask.id].labels)
        assert mask.version == present[mask.id].version
        assert mask.segments == present[mask.id].segments
    assert again.segmentation.state(run.mask.id, 1).review is ReviewState.FLAGGED
    paint(again, run.mask.id, (slice(1, 2), slice(1, 2), slice(0, 2)), 1)
    edited = again.segmentation.get(run.mask.id)
    assert edited is not None
    assert edited.version == 5
    assert again.segment_display(run.mask.id, 1).color_rgb == (9, 8, 7)
    assert changes


@pytest.mark.parametrize("painted", [True, False])
def test_the_number_of_a_deleted_segment_is_not_given_to_another(painted: bool) -> None:
    workspace, mask = a_workspace(1, 2)
    workspace.add_mask(mask)
    ledger = workspace.segmentation

    def now() -> Mask:
        found = ledger.get(mask.id)
        assert found is not None
        return found

    assert now().next_number == 3
    ledger.commit(mask.id, Message("Add"), segments=(*now().segments, segment(3)))
    if painted:
        paint(workspace, mask.id, (slice(0, 2), slice(0, 2), slice(0, 2)), 3)
        paint(workspace, mask.id, (slice(0, 2), slice(0, 2), slice(0, 2)), 0)
    ledger.commit(mask.id, Message("Delete"), segments=now().segments[:2])
    assert [s.number for s in now().segments] == [1, 2]
    assert now().next_number == 4
    while workspace.undo.undo_text:
        workspace.undo.undo()
    # It was never there.
    assert now().next_number == 3
