"""What was kept outlives a data folder that somebody clears while the program runs."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.studies import finding, result, scan_report
from workstation.archive.held_files import MOST, HeldFiles
from workstation.domain.mask import Mask
from workstation.errors import OutputError
from workstation.keeping.autosave import Autosave
from workstation.session.events import Recorded
from workstation.session.mask_edits import MaskBase

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="an open file cannot be removed there"
)


def test_labels_and_entries_of_earlier_sessions_come_back_too(tmp_path: Path) -> None:
    run = result()
    assert run.mask is not None
    first = Autosave(tmp_path / "s", lambda error: pytest.fail(str(error)))
    first.open(scan_report().studies[0])
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
    last = Autosave(tmp_path / "s", lambda error: pytest.fail(str(error)))
    values = last.load("1.2.3")
    last.close()
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
