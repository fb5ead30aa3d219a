"""Settings of earlier programs, read from a file that Qt wrote with their keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from tests.support.settings_values import FORMER
from workstation.app.former_settings import carry_over, former_settings
from workstation.keeping.kept_settings import KeptSettings
from workstation.keeping.window_place import KeptWindowPlace, WindowPlace
from workstation.settings.migrations import migrated

_GEOMETRY, _DOCKS = b"\x01\xd9\xd0\xcb\x00\x03;,\n", bytes(range(256))


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """An INI file as programs before the settings file left it."""
    path = tmp_path / "Lightbox.conf"
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    for key, value in FORMER.items():
        settings.setValue(key, value)
    settings.setValue("keys/previous_finding", ", ;")
    settings.setValue("keys/cut", "")
    settings.setValue("reader", "Dr. 王, MD")
    settings.setValue("geometry", QByteArray(_GEOMETRY))
    settings.setValue("state", QByteArray(_DOCKS))
    settings.sync()
    return path


def test_every_value_of_a_real_file_is_taken(former: Path, tmp_path: Path) -> None:
    before = former.read_bytes()
    path = tmp_path / "config" / "settings.toml"
    carry_over(KeptSettings(path), former)
    values = KeptSettings(path).values
    wanted = migrated(FORMER, 0) | {"reader": "Dr. 王, MD"}
    wanted["keys"] |= {"previous_finding": [",", ";"], "cut": []}
    made = values.model_dump(mode="json")
    assert {name: made[name] for name in wanted} == wanted
    assert KeptWindowPlace.beside(path).read() == WindowPlace(_GEOMETRY, _DOCKS)
    assert former.read_bytes() == before


def test_they_are_taken_once(former: Path, tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    carry_over(KeptSettings(path), former)
    KeptSettings(path).change(theme="dark")
    KeptWindowPlace.beside(path).write(WindowPlace(b"new", b""))
    again = KeptSettings(path)
    carry_over(again, former)
    assert again.values.theme == "dark"
    assert KeptWindowPlace.beside(path).read() == WindowPlace(b"new", b"")


def test_one_recent_folder_is_one_folder(tmp_path: Path) -> None:
    path = tmp_path / "one.conf"
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    settings.setValue("recent", ["/only, one"])
    settings.sync()
    assert migrated(former_settings(path).values, 0)["recent"] == ["/only, one"]


def test_where_there_was_nothing_all_is_default(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    settings = KeptSettings(path)
    carry_over(settings, tmp_path / "none.conf")
    assert settings.is_carried_over
    assert KeptSettings(path).values == KeptSettings(tmp_path / "other.toml").values
    assert not (tmp_path / "none.conf").exists()


def test_the_place_of_qt_is_that_of_earlier_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Lightbox" / "Lightbox.conf"
    path.parent.mkdir()
    path.write_text("[General]\nreader=Somebody\n")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert former_settings().values["reader"] == "Somebody"
    assert former_settings().file == "Lightbox.conf"
