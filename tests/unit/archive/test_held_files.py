"""What was kept outlives a data folder that somebody clears while the program runs."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.studies import finding, result, scan_report
from workstation.archive.held_files import MOST, HeldFiles
from workstation.archive.journal import Journal, read_journal
from workstation.domain.mask import Mask
from workstation.errors import OutputError
from workstation.services.autosave import Autosave
from workstation.session.events import Recorded
from workstation.session.mask_edits import MaskBase

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="an open file cannot be removed there"
)


def line(name: str) -> dict[str, object]:
    return {"kind": "finding", "id": name, "value": name}


def ids(path: Path) -> list[object]:
    return [record["id"] for record in read_journal(path)]


def test_a_journal_that_is_removed_comes_back_with_the_next_entry(tmp_path: Path) -> None:
    told: list[OutputError] = []
    journal = Journal(told.append)
    path = tmp_path / "data" / "a.jsonl"
    for name in ("one", "two"):
        journal.append(path, [line(name)])
    journal.wait()
    shutil.rmtree(tmp_path / "data")
    assert journal.unkept == 1
    journal.append(path, [line("three")])
    assert ids(path) == ["one", "two", "three"]
    assert path.stat().st_mode & 0o077 == 0
    assert [error.message for error in told] == [
        "What was kept of your work had been removed from the disk; it was written again."
    ]
    path.unlink()
    journal.close()
    assert ids(path) == ["one", "two", "three"]
    assert journal.unkept == 0


def test_a_folder_that_cannot_be_made_again_counts_until_it_can(tmp_path: Path) -> None:
    told: list[OutputError] = []
    journal = Journal(told.append)
    folder = tmp_path / "data"
    journal.append(folder / "a.jsonl", [line("one")])
    journal.wait()
    shutil.rmtree(folder)
    folder.write_text("a file in its place")
    journal.append(folder / "a.jsonl", [line("two")])
    assert journal.unkept == 2
    assert "cannot be written" in told[0].message
    folder.unlink()
    journal.retry()
    assert journal.unkept == 0
    assert ids(folder / "a.jsonl") == ["one", "two"]
    journal.close()


def test_a_journal_that_was_exchanged_on_purpose_stays_as_it_is(tmp_path: Path) -> None:
    journal = Journal(lambda error: pytest.fail(error.message))
    path, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    journal.append(path, [line("one")])
    journal.wait()
    other.write_text(path.read_text().replace("one", "whole"))
    other.replace(path)
    journal.append(path, [line("two")])
    assert ids(path) == ["whole", "two"]
    journal.close()


def test_labels_and_entries_of_earlier_sessions_come_back_too(tmp_path: Path) -> None:
    run = result()
    assert run.mask is not None
    first = Autosave(tmp_path / "s", lambda error: pytest.fail(error.message))
    first.record(Recorded("result", run.plugin_id, run, "1.2.3"))
    first.record(Recorded("mask", "m", MaskBase(mask=replace(run.mask, id="m")), "1.2.3"))
    first.record(Recorded("finding", "f1", finding(), "1.2.3"))
    first.close()
    told: list[OutputError] = []
    again = Autosave(tmp_path / "s", told.append)
    study = scan_report().studies[0]
    kept = again.open(study)
    assert kept.troubles == ()
    shutil.rmtree(tmp_path / "s")
    assert again.unkept() == 0  # asked before signing: put back
    assert len(told) == 1
    again.close()
    values = Autosave(tmp_path / "s", lambda error: pytest.fail(error.message)).load("1.2.3")
    assert [m.id for m in values["mask"] if isinstance(m, Mask)] == ["m"]
    assert len(values["finding"]) == 1


def test_no_more_are_held_than_the_system_allows(tmp_path: Path) -> None:
    held = HeldFiles()
    paths = [tmp_path / str(n) for n in range(MOST + 20)]
    for path in paths:
        path.write_text(path.name)
        held.hold(path)
    shutil.rmtree(tmp_path)
    assert held.missing() == tuple(paths[20:])
    assert held.put_back() == tuple(paths[20:])
    assert paths[-1].read_text() == paths[-1].name
    held.close()
    assert held.missing() == ()
