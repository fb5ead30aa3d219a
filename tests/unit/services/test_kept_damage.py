"""What was kept and cannot be read is said by name; nothing older stands in for it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from tests.support.studies import result, scan_report
from workstation.domain.label_patch import LabelPatch
from workstation.errors import OutputError, WorkstationError
from workstation.services.autosave import Autosave, KeptStudy
from workstation.session.annotations import Annotation, AnnotationKind
from workstation.session.staleness import missing_masks
from workstation.session.workspace import Workspace

(STUDY,) = scan_report().studies


def started(folder: Path, told: list[OutputError]) -> tuple[Autosave, Workspace, KeptStudy]:
    saved = Autosave(folder, told.append)
    workspace = Workspace()
    workspace.reader = "Dr. R"
    kept = saved.open(STUDY)
    workspace.restore(STUDY.study_instance_uid, kept.values)
    workspace.add_report(scan_report())
    workspace.activate("stack-1")
    saved.follow(workspace)
    return saved, workspace, kept


def lengths(workspace: Workspace, count: int) -> None:
    for number in range(count):
        drawn = Annotation(
            id=f"a{number}",
            kind=AnnotationKind.LENGTH,
            study_instance_uid="1.2.3",
            series_instance_uid="1.2.3.4",
            stack_id="stack-1",
            frame_of_reference_uid="1",
            points=((0.0, 0.0, float(number)), (5.0, 0.0, 0.0)),
            in_patient=True,
        )
        workspace.put_annotation(drawn, text="Length")


def painted(workspace: Workspace, times: int) -> None:
    ledger = workspace.segmentation
    for k in range(times):
        mask = ledger.get("mask-1")
        assert mask is not None
        after = mask.labels.copy()
        after[0, :3, : k + 1] = 1
        patch = LabelPatch.between(mask.labels, after)
        ledger.commit("mask-1", "Paint", patch)


def words(troubles: tuple[WorkstationError, ...]) -> str:
    return " ".join(f"{each.message} {each.hint}" for each in troubles)


def test_entries_that_cannot_be_read_are_counted_and_kept_aside(tmp_path: Path) -> None:
    saved, workspace, _ = started(tmp_path, [])
    lengths(workspace, 4)
    saved.close()
    (journal,) = tmp_path.glob("*.jsonl")
    lines = journal.read_bytes().split(b"\n")
    lines[2] = b"[" * 200_000
    lines[3] = lines[3].replace(b"5.0", b"NaN", 1)
    journal.write_bytes(b"\n".join(lines))
    saved, workspace, kept = started(tmp_path, [])
    saved.close()
    assert [each.id for each in workspace.annotations] == ["a0", "a3"]
    assert "2 entries or more" in words(kept.troubles)
    (aside,) = tmp_path.glob("*.damaged-*")
    assert aside.name in words(kept.troubles)
    assert aside.read_bytes() == b"\n".join(lines)
    saved, _, kept = started(tmp_path, [])
    saved.close()
    assert kept.troubles == ()


def test_a_point_that_lies_nowhere_is_an_entry_that_cannot_be_read(tmp_path: Path) -> None:
    saved, workspace, _ = started(tmp_path, [])
    lengths(workspace, 2)
    saved.close()
    (journal,) = tmp_path.glob("*.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b"5.0", b'"nan"', 1))
    saved, workspace, kept = started(tmp_path, [])
    saved.close()
    assert [each.id for each in workspace.annotations] == ["a1"]
    assert "One entry or more" in words(kept.troubles)


@pytest.mark.parametrize("damage", ["gap", "patch", "labels", "no labels", "no base"])
def test_a_mask_that_cannot_be_read_is_named_and_missing(tmp_path: Path, damage: str) -> None:
    saved, workspace, _ = started(tmp_path, [])
    workspace.add_result(result(), "1.2.3", "1.2.3.4")
    painted(workspace, 3)
    saved.close()
    (journal,) = tmp_path.glob("*.jsonl")
    lines = journal.read_bytes().split(b"\n")
    edits = [n for n, line in enumerate(lines) if b'"kind":"mask_edit"' in line]
    assert len(edits) == 3
    if damage == "gap":
        del lines[edits[1]]
    elif damage == "patch":
        lines[edits[1]] = lines[edits[1]].replace(b'"changed":"', b'"changed":"AAAA')
    elif damage == "no base":
        lines = [line for line in lines if b'"kind":"result"' not in line]
    journal.write_bytes(b"\n".join(lines))
    (packed,) = tmp_path.rglob("*.npz")
    if damage == "labels":
        packed.write_bytes(packed.read_bytes()[:100])
    elif damage == "no labels":
        packed.unlink()
    saved, workspace, kept = started(tmp_path, [])
    saved.close()
    assert workspace.masks == ()
    if damage != "no base":
        assert "Box" in words(kept.troubles)
    assert "cannot be read from the disk as they were left" in words(kept.troubles)
    found = workspace.findings_here
    assert [f.id for f in found] == ["f1", "f2"]
    assert missing_masks(found, workspace.masks) == tuple(f for f in found if f.mask_id)


def test_labels_that_the_disk_refused_are_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[OutputError] = []
    saved, workspace, _ = started(tmp_path, told)
    replace, full = Path.replace, True

    def refuse(path: Path, target: Path) -> Path:
        if full and path.suffix == ".part":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    run = result()
    assert run.mask is not None
    saved.keep_labels("1.2.3", run.mask)
    workspace.add_result(run, "1.2.3", "1.2.3.4")
    saved._journal.later(lambda: None)
    full = False
    saved.close()
    assert saved.unkept() == 0
    saved, workspace, kept = started(tmp_path, told)
    saved.close()
    assert kept.troubles == ()
    (mask,) = workspace.masks
    np.testing.assert_array_equal(mask.labels, run.mask.labels)
