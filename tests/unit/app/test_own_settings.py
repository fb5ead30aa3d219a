"""The settings of whoever runs the program: former ones taken in, damage mended first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from workstation.app import former_settings, own_settings
from workstation.app.own_settings import open_settings
from workstation.keeping.kept_settings import Source
from workstation.settings.schema import Settings


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of settings beside what an earlier program kept."""
    former = tmp_path / "Lightbox.conf"
    kept = QSettings(str(former), QSettings.Format.IniFormat)
    kept.setValue("reader", "Dr. Former")
    kept.sync()
    found = former_settings.former_settings(former)
    monkeypatch.setattr(former_settings, "former_settings", lambda _file: found)
    path = tmp_path / "config" / "settings.toml"
    monkeypatch.setattr(own_settings, "user_settings_file", lambda: path)
    path.parent.mkdir()
    return path


def test_former_settings_are_taken_at_the_first_start_only(path: Path) -> None:
    settings = open_settings(mend=True)
    assert settings.values == Settings(reader="Dr. Former")
    assert settings.path == path
    settings.reset("reader")
    assert open_settings(mend=True).values == Settings()


@pytest.mark.parametrize("mend", [True, False])
def test_a_damaged_file_brings_back_nothing_of_long_ago(path: Path, mend: bool) -> None:
    path.write_text("damaged")
    settings = open_settings(mend=mend)
    assert settings.values == Settings()
    assert path.with_name("settings.bad-1.toml").exists() is mend
    settings.change(theme="light")
    assert open_settings().values == Settings(theme="light")


def test_the_environment_goes_before_what_was_carried_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIGHTBOX_READER", "Dr. Variable")
    settings = open_settings()
    assert settings.values.reader == "Dr. Variable"
    assert settings.source("reader") is Source.ENVIRONMENT
    monkeypatch.delenv("LIGHTBOX_READER")
    assert open_settings().values.reader == "Dr. Former"
    assert "Dr. Former" in path.read_text()
