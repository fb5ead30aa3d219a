"""The state file of the window: kept, forgotten where it is damaged."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from workstation.errors import OutputError
from workstation.keeping.window_place import KeptWindowPlace, WindowPlace

PLACE = WindowPlace(b"\x01\xd9\x00geometry", bytes(range(256)))


def test_bytes_come_back_beside_the_settings(tmp_path: Path) -> None:
    kept = KeptWindowPlace.beside(tmp_path / "config" / "settings.toml")
    assert kept.read() == WindowPlace()
    kept.write(PLACE)
    assert KeptWindowPlace(tmp_path / "config" / "window-state.json").read() == PLACE
    mode = (tmp_path / "config" / "window-state.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"geometry": 3, "docks": ""}', '{"geometry": "?", "docks": ""}']
)
def test_a_damaged_state_is_forgotten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window-state.json"
    path.write_text(text)
    assert KeptWindowPlace(path).read() == WindowPlace()


def test_a_former_place_is_taken_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "window-state.json"
    KeptWindowPlace(path).carry_over(WindowPlace())
    assert not path.exists()
    KeptWindowPlace(path).carry_over(PLACE)
    KeptWindowPlace(path).carry_over(WindowPlace(b"other", b""))
    assert KeptWindowPlace(path).read() == PLACE


def test_a_folder_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    with pytest.raises(OutputError):
        KeptWindowPlace(tmp_path / "plain" / "window-state.json").write(PLACE)
