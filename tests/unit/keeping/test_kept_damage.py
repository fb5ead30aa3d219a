"""What was kept and cannot be read is said by name; nothing older stands in for it."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Table, select

from tests.support.studies import result, scan_report
from workstation.archive import tables
from workstation.domain.label_patch import LabelPatch
from workstation.errors import OutputError, WorkstationError
from workstation.keeping.autosave import Autosave
from workstation.keeping.kept_reading import KeptStudy
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
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
        workspace.put_annotation(drawn, text=Message("Length"))


def painted(workspace: Workspace, times: int) -> None:
    ledger = workspace.segmentation
    for k in range(times):
        mask = ledger.get("mask-1")
        assert mask is not None
        after = mask.labels.copy()
        after[0, :3, : k + 1] = 1
        patch = LabelPatch.between(mask.labels, after)
        ledger.commit("mask-1", Message("Paint"), patch)


def words(troubles: tuple[WorkstationError, ...]) -> str:
    return " ".join(f"{each.message} {each.hint}" for each in troubles)


def changed(saved: Autosave, table: Table, key: str, old: str, new: str) -> None:
    """Damage the value of one row, as a disk or another program may."""
    with saved._archive.database().write(durable=True) as connection:
        value = connection.execute(select(table.c.value).where(table.c.key == key)).scalar_one()
        assert old in value
        connection.execute(
            table.update().where(table.c.key == key).values(value=value.replace(old, new, 1))
        )


def test_entries_that_cannot_be_read_are_named_and_set_aside(tmp_path: Path) -> None:
    saved, workspace, _ = started(tmp_path, [])
    lengths(workspace, 4)
    changed(saved, tables.annotation, "a1", "{", "[" * 200_000)
    changed(saved, tables.annotation, "a2", "5.0", "NaN")
    saved.close()
    saved, workspace, kept = started(tmp_path, [])
    assert [each.id for each in workspace.annotations] == ["a0", "a3"]
    assert "2 entries of what was kept of this study cannot be read" in words(kept.troubles)
    assert "length; length" in words(kept.troubles)
    with saved._archive.database().read() as connection:
        aside = connection.execute(tables.unreadable.select()).mappings().all()
    assert [(row["kind"], row["key"], row["name"]) for row in aside] == [
        ("annotation", "a1", "length"),
        ("annotation", "a2", "length"),
    ]
    assert "NaN" in aside[1]["value"]
    saved.close()
    saved, _, kept = started(tmp_path, [])
    saved.close()
    assert kept.troubles == ()


@pytest.mark.parametrize("value", ['"nan"', "true", '"far"', "null"])
def test_a_point_that_lies_nowhere_is_an_entry_that_cannot_be_read(
    tmp_path: Path, value: str
) -> None:
    saved, workspace, _ = started(tmp_path, [])
    lengths(workspace, 2)
    changed(saved, tables.annotation, "a0", "5.0", value)
    saved.close()
    saved, workspace, kept = started(tmp_path, [])
    saved.close()
    assert [each.id for each in workspace.annotations] == ["a1"]
    assert "1 entry of what was kept" in words(kept.troubles)


def test_letters_that_are_damaged_keep_no_other_entry_from_being_read(tmp_path: Path) -> None:
    saved, workspace, _ = started(tmp_path, [])
    lengths(workspace, 3)
    with saved._archive.database().write(durable=True) as connection:
        connection.exec_driver_sql(
            "UPDATE annotation SET value = CAST(X'7b22e922' AS TEXT) WHERE key = 'a1'"
        )
    saved.close()
    saved, workspace, kept = started(tmp_path, [])
    saved.close()
    assert [each.id for each in workspace.annotations] == ["a0", "a2"]
    assert "1 entry of what was kept" in words(kept.troubles)


@pytest.mark.parametrize("damage", ["gap", "patch", "last", "labels", "no labels", "no base"])
def test_a_mask_that_cannot_be_read_is_named_and_missing(tmp_path: Path, damage: str) -> None:
    saved, workspace, _ = started(tmp_path, [])
    workspace.add_result(result(), "1.2.3", "stack-1")
    painted(workspace, 3)
    with saved._archive.database().write(durable=True) as connection:
        edits = list(
            connection.execute(select(tables.edit.c.key).order_by(tables.edit.c.seq)).scalars()
        )
        assert len(edits) == 3
        if damage == "gap":
            connection.execute(tables.edit.delete().where(tables.edit.c.key == edits[1]))
        elif damage == "no base":
            connection.execute(tables.result.delete())
    if damage == "last":
        changed(saved, tables.edit, edits[2], "{", "[")
    elif damage == "patch":
        changed(saved, tables.edit, edits[1], '"changed":"', '"changed":"AAAA')
    saved.close()
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
    # It stays so: nothing of it is set right by being opened.
    saved, workspace, kept = started(tmp_path, [])
    saved.close()
    assert workspace.masks == ()
    assert "cannot be read from the disk as they were left" in words(kept.troubles)


@pytest.mark.parametrize("damage", ["page", "no database"])
def test_a_damaged_file_is_kept_aside_and_the_rest_comes_back(tmp_path: Path, damage: str) -> None:
    saved, workspace, _ = started(tmp_path, [])
    lengths(workspace, 60)
    saved.close()
    file = tmp_path / "lightbox.db"
    data = bytearray(file.read_bytes())
    where = 0 if damage == "no database" else data.index(b'"id":"a30"') // 4096 * 4096
    data[where : where + 4096] = b"\xa5" * 4096
    file.write_bytes(data)
    told: list[OutputError] = []
    saved, workspace, _ = started(tmp_path, told)
    assert [str(error) for error in told] == [
        "The archive of this computer was damaged; what can be read of it is kept."
    ]
    (aside,) = tmp_path.glob("*.damaged-*.db")
    assert aside.name in str(told[0].hint)
    assert aside.read_bytes() == data
    found = {each.id for each in workspace.annotations}
    assert found == (set() if damage == "no database" else found & {f"a{n}" for n in range(60)})
    assert damage == "no database" or {"a0", "a59"} <= found
    lengths(workspace, 2)
    saved.close()
    assert saved.unkept() == 0
    again, workspace, kept = started(tmp_path, told)
    again.close()
    assert (len(told), kept.troubles) == (1, ())
    assert {"a0", "a1"} <= {each.id for each in workspace.annotations}


def test_what_waits_for_the_disk_is_shown_when_the_study_is_opened_again(tmp_path: Path) -> None:
    told: list[OutputError] = []
    saved, workspace, _ = started(tmp_path / "data", told)
    saved._writer.wait()
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "data").write_text("a file in the place of the folder")
    lengths(workspace, 2)
    assert saved.unkept() >= 2
    workspace.close_all()
    (tmp_path / "data").unlink()
    kept = saved.open(STUDY)
    assert len(kept.values["annotation"]) == 2
    saved.close()
    assert saved.unkept() == 0


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
    saved.keep_labels(run.mask)
    workspace.add_result(run, "1.2.3", "stack-1")
    assert saved._writer.unkept == 1
    full = False
    saved.close()
    assert saved.unkept() == 0
    saved, workspace, kept = started(tmp_path, told)
    saved.close()
    assert kept.troubles == ()
    (mask,) = workspace.masks
    np.testing.assert_array_equal(mask.labels, run.mask.labels)
