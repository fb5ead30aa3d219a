"""Protocols of the reader are kept, read, preferred and deleted; damaged ones are left out."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from workstation.errors import OutputError
from workstation.presets.hanging_protocols import (
    delete_protocol,
    load_protocols,
    save_protocol,
)
from workstation.session.hanging import CellRule, HangingProtocol, Stage


def protocol(protocol_id: str = "own: Mine / 1") -> HangingProtocol:
    stage = Stage(title="one", layout="grid-1x1", cells=(CellRule(window="Lung"),))
    return HangingProtocol(id=protocol_id, title="Mine", stages=(stage,))


def test_kept_protocols_come_back_first(tmp_path: Path) -> None:
    path = save_protocol(protocol(), tmp_path / "new")
    assert path.parent == tmp_path / "new"
    assert load_protocols(tmp_path / "new")[0] == protocol()
    assert len(load_protocols(tmp_path / "new")) == len(load_protocols(tmp_path / "none")) + 1


def test_the_reader_may_replace_a_shipped_protocol(tmp_path: Path) -> None:
    save_protocol(protocol("chest-ct"), tmp_path)
    found = [each for each in load_protocols(tmp_path) if each.id == "chest-ct"]
    assert [each.title for each in found] == ["Mine"]


def test_deleting(tmp_path: Path) -> None:
    save_protocol(protocol(), tmp_path)
    assert delete_protocol(protocol().id, tmp_path)
    assert not delete_protocol(protocol().id, tmp_path)
    assert protocol() not in load_protocols(tmp_path)


@pytest.mark.parametrize("text", ["", "{", '{"id": "x", "title": "y"}', '{"id": 3}', "[" * 9999])
def test_damaged_files_are_left_out_and_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    (tmp_path / "broken.json").write_text(text)
    with caplog.at_level(logging.WARNING):
        assert load_protocols(tmp_path) == load_protocols(tmp_path / "none")
    assert "broken.json" in caplog.text


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be kept"):
        save_protocol(protocol(), tmp_path / "file" / "folder")
