"""Settings in force: sources, changes, two programs, and folders that refuse."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.support.settings_values import FORMER, OTHER
from workstation.errors import OutputError, WorkstationError
from workstation.keeping import settings_file
from workstation.keeping.kept_settings import KeptSettings, Source
from workstation.security import integrity
from workstation.settings.schema import Settings
from workstation.settings.specs import SPECS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def faults_of(settings: KeptSettings) -> list[WorkstationError]:
    told: list[WorkstationError] = []
    settings.on_fault(told.append)
    return told


def refuse(patch: pytest.MonkeyPatch, number: int) -> None:
    """A file system that takes nothing more."""

    def write(path: Path, data: bytes, *, mode: int) -> None:
        del data, mode
        raise integrity.output_error(OSError(number, "refused"), path)

    patch.setattr(settings_file, "write_whole", write)


@pytest.mark.parametrize("name", list(SPECS))
def test_every_field_is_there_at_the_next_start(path: Path, name: str) -> None:
    first = KeptSettings(path)
    assert first.source(name) is Source.DEFAULT
    first.change(**{name: OTHER[name]})
    assert getattr(first.values, name) == OTHER[name]
    second = KeptSettings(path)
    assert getattr(second.values, name) == OTHER[name]
    assert second.source(name) is Source.FILE
    second.reset(name)
    third = KeptSettings(path)
    assert third.values == Settings()
    assert third.source(name) is Source.DEFAULT


def test_a_wrong_value_changes_nothing(path: Path) -> None:
    settings = KeptSettings(path)
    with pytest.raises(ValueError, match="theme"):
        settings.change(reader="A", theme="purple")
    assert settings.values == Settings()
    assert not path.exists()


def test_listeners_are_told_what_has_changed(path: Path) -> None:
    settings = KeptSettings(path)
    told: list[frozenset[str]] = []
    settings.subscribe(told.append)
    settings.change(theme="light", reader="")
    settings.change(theme="light")
    settings.reset("theme", "reader")
    assert told == [{"theme"}, {"theme"}]


def test_what_is_tried_on_is_not_written_until_it_is_kept(path: Path) -> None:
    settings = KeptSettings(path)
    settings.try_on(theme="light", recent_count=3)
    assert settings.values.theme == "light"
    assert settings.source("theme") is Source.SESSION
    assert not path.exists()
    settings.keep("theme")
    assert KeptSettings(path).values == Settings(theme="light")
    settings.keep("mouse")
    assert tomllib.loads(path.read_text())["mouse"] == "radiology"


def test_the_environment_goes_before_the_file(path: Path) -> None:
    KeptSettings(path).change(theme="light", reader="A")
    settings = KeptSettings(path, {"LIGHTBOX_READER": "B", "LIGHTBOX_RECENT_COUNT": "no"})
    assert (settings.values.theme, settings.values.reader) == ("light", "B")
    assert settings.source("reader") is Source.ENVIRONMENT
    (fault,) = faults_of(settings)
    assert "recent_count in LIGHTBOX_RECENT_COUNT is “no”" in str(fault.message)
    settings.change(theme="dark")
    assert tomllib.loads(path.read_text())["reader"] == "A"


def test_two_programs_keep_each_others_choices(path: Path) -> None:
    first, second = KeptSettings(path), KeptSettings(path)
    first.change(theme="light", keys={"invert": ("I",)})
    second.change(reader="B", keys={"fit": ("F",)})
    first.change(keys={"invert": ("I", "L")})
    second.change(recent_count=3)
    now = KeptSettings(path).values
    assert (now.theme, now.reader, now.recent_count) == ("light", "B", 3)
    assert now.keys == {"invert": ("I", "L"), "fit": ("F",)}
    # Of one field the last write counts.
    second.change(theme="light")
    first.change(theme="dark")
    assert KeptSettings(path).values.theme == "dark"


def test_an_entry_that_is_taken_away_goes_alone(path: Path) -> None:
    settings = KeptSettings(path)
    settings.change(keys={"invert": ("I",), "fit": ("F",)})
    settings.change(keys={"fit": ("F",)})
    assert KeptSettings(path).values.keys == {"fit": ("F",)}


@pytest.mark.parametrize(("number", "words"), [(28, "disk is full"), (30, "no permission")])
def test_a_folder_that_refuses_is_told_once_and_values_stay(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    settings = KeptSettings(path)
    told = faults_of(settings)
    with monkeypatch.context() as patch:
        refuse(patch, number)
        settings.change(theme="light")
        settings.change(reader="A")
        settings.keep("mouse")
    (fault,) = told
    assert isinstance(fault, OutputError)
    assert words in str(fault.message)
    assert (settings.values.theme, settings.values.reader) == ("light", "A")
    assert settings.source("theme") is Source.SESSION
    assert not path.exists()
    # With room again, the next change brings the others along.
    settings.change(recent_count=3)
    assert KeptSettings(path).values == Settings(theme="light", reader="A", recent_count=3)
    with monkeypatch.context() as patch:
        refuse(patch, number)
        settings.change(theme="dark")
    assert len(told) == 2


def test_a_folder_that_cannot_be_made_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file is in the way")
    settings = KeptSettings(tmp_path / "config" / "settings.toml")
    assert not settings.settle()
    settings.change(theme="light")
    assert len(faults_of(settings)) == 1
    assert settings.values.theme == "light"


def test_damage_is_told_once_with_the_name_it_is_kept_under(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('theme = "purple"\nreader = "A"\n')
    settings = KeptSettings(path)
    assert settings.values == Settings(reader="A")
    assert "theme in settings.toml is “purple”" in str(settings.damage[0].message)
    assert settings.settle()
    (fault,) = faults_of(settings)
    assert "theme in settings.toml is “purple”" in str(fault.message)
    assert "settings.bad-1.toml" in str(fault.hint)
    again = KeptSettings(path)
    assert again.settle()
    assert faults_of(again) == []


def test_damage_is_told_where_nothing_can_be_kept_aside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_text('theme = "purple"\n')
    settings = KeptSettings(path)
    refuse(monkeypatch, 30)
    assert not settings.settle()
    assert not settings.settle()
    messages = [fault.message for fault in faults_of(settings)]
    assert ["purple" in str(message) for message in messages] == [True, False]
    assert path.read_text() == 'theme = "purple"\n'


def test_a_file_damaged_by_others_meanwhile_is_written_anew(path: Path) -> None:
    settings = KeptSettings(path)
    settings.change(theme="light")
    path.write_text("<<<<<<< conflict")
    settings.change(reader="A")
    assert KeptSettings(path).values == Settings(theme="light", reader="A")
    assert path.with_name("settings.bad-1.toml").read_text() == "<<<<<<< conflict"


# From programs before the settings file


def test_former_settings_are_taken_once(path: Path) -> None:
    settings = KeptSettings(path)
    settings.change(theme="dark", reader="New")
    settings.keep("theme")
    settings.carry_over(FORMER, "Lightbox.conf")
    now = KeptSettings(path)
    assert (now.values.theme, now.values.reader) == ("dark", "New")
    assert now.values.mouse == "right_window"
    assert now.values.recent == ("/a", "/b, c")
    assert now.values.keys == {"invert": ("I", "L"), "tool_length": ()}
    assert now.is_carried_over
    now.reset("mouse")
    again = KeptSettings(path)
    again.carry_over(FORMER, "Lightbox.conf")
    assert again.values.mouse == "radiology"
    assert faults_of(again) == []


def test_wrong_former_values_are_named_and_the_others_taken(path: Path) -> None:
    settings = KeptSettings(path)
    settings.carry_over({"theme": "purple", "reader": "A"}, "Lightbox.conf")
    (fault,) = faults_of(settings)
    assert "theme in Lightbox.conf is “purple”" in str(fault.message)
    assert KeptSettings(path).values == Settings(reader="A")


def test_former_settings_are_tried_again_where_they_could_not_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, 28)
        settings = KeptSettings(path)
        settings.carry_over(FORMER, "Lightbox.conf")
        assert settings.values.theme == "light"
    again = KeptSettings(path)
    assert not again.is_carried_over
    again.carry_over(FORMER, "Lightbox.conf")
    assert KeptSettings(path).values.theme == "light"


def test_a_damaged_file_does_not_bring_back_choices_of_long_ago(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("damaged")
    settings = KeptSettings(path)
    settings.settle()
    settings.carry_over(FORMER, "Lightbox.conf")
    assert settings.values == Settings()
