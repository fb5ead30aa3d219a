"""The settings file: whole, owned, locked, and kept aside where it is damaged."""

from __future__ import annotations

import os
import stat
import threading
import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from workstation.errors import InputError, OutputError
from workstation.keeping import settings_file
from workstation.keeping.settings_file import SettingsFile
from workstation.messages import Message
from workstation.settings.document import changed_data
from workstation.settings.schema import VERSION


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "config" / "settings.toml")


def same(data: Mapping[str, Any]) -> dict[str, Any]:
    return dict(data)


def with_light(data: Mapping[str, Any]) -> dict[str, Any]:
    return changed_data(data, {"theme": "light"})


def names(file: SettingsFile) -> set[str]:
    return {path.name for path in file.path.parent.iterdir()}


def test_a_new_file_is_whole_and_for_its_owner(file: SettingsFile) -> None:
    assert file.read().values == {}
    assert file.change(with_light, {}) == []
    assert file.read().values == {"theme": "light"}
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert names(file) == {"settings.toml", "settings.lock"}


def test_a_file_that_says_the_same_is_not_written(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_text('# By hand.\nversion = 1\ntheme = "light"\n')
    assert file.change(with_light, {}) == []
    assert file.path.read_text().startswith("# By hand.")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.toml", tmp_path / "settings.toml"
    target.write_text('reader = "A"\n')
    link.symlink_to(target)
    SettingsFile(link).change(with_light, {})
    assert link.is_symlink()
    assert SettingsFile(target).read().values == {"reader": "A", "theme": "light"}


@pytest.mark.parametrize("damage", [b"theme = ", b"\xff\xfe\x00"])
def test_what_is_no_toml_is_kept_aside(file: SettingsFile, damage: bytes) -> None:
    file.path.parent.mkdir()
    for number in (1, 2):
        file.path.write_bytes(damage)
        with pytest.raises(InputError, match=r"settings\.toml cannot be read"):
            file.read()
        (fault,) = file.change(with_light, {"reader": "A"})
        assert "settings.toml cannot be read" in str(fault.message)
        assert f"kept as settings.bad-{number}.toml" in str(fault.hint)
        assert file.path.with_name(f"settings.bad-{number}.toml").read_bytes() == damage
        assert file.read().values == {"reader": "A", "theme": "light"}


def test_a_wrong_field_leaves_a_copy_and_goes(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    text = 'version = 1\ntheme = "purple"\nreader = "A"\nnot_known = 1\n'
    file.path.write_text(text)
    (fault,) = file.change(same, {})
    assert "theme in settings.toml is “purple”" in str(fault.message)
    assert file.path.with_name("settings.bad-1.toml").read_text() == text
    now = tomllib.loads(file.path.read_text())
    assert now == {"version": VERSION, "reader": "A", "not_known": 1}
    assert file.change(same, {}) == []
    assert "settings.bad-2.toml" not in names(file)


def test_a_newer_file_is_kept_aside_once_and_loses_nothing(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    text = 'version = 7\ntheme = "sepia"\nreader = "A"\n[new]\na = 1\n'
    file.path.write_text(text)
    (fault,) = file.change(same, {})
    assert "newer Lightbox (version 7" in str(fault.message)
    assert "theme in settings.toml is “sepia”" in str(fault.message)
    assert "settings.version-7.toml" in str(fault.hint)
    assert file.path.read_text() == text
    assert file.change(lambda data: changed_data(data, {"reader": "B"}), {}) == []
    assert tomllib.loads(file.path.read_text()) == {**tomllib.loads(text), "reader": "B"}
    assert file.path.with_name("settings.version-7.toml").read_text() == text


def test_two_writers_at_once_lose_nothing(file: SettingsFile) -> None:
    def write(start: int) -> None:
        own = SettingsFile(file.path)
        for number in range(start, start + 20):
            own.change(partial(changed_data, changes={"keys": {f"a{number}": ["I"]}}), {})

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file.read().values["keys"]) == 40


def test_a_lock_that_another_holds_is_told(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.change(same, {})
    monkeypatch.setattr(settings_file, "_PATIENCE_S", 0.05)
    other = FileLock(file.path.with_suffix(".lock"))
    other.acquire()
    with pytest.raises(OutputError, match="in use by another program"):
        file.change(with_light, {})
    other.release()
    assert file.change(with_light, {}) == []


def test_what_is_in_the_way_is_told_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "settings.toml"
    folder.mkdir()
    with pytest.raises(OutputError, match=r"settings\.toml"):
        SettingsFile(folder).change(with_light, {})
    assert folder.is_dir()
    (tmp_path / "plain").write_text("")
    with pytest.raises(OutputError):
        SettingsFile(tmp_path / "plain" / "settings.toml").change(with_light, {})


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    os.mkfifo(path)
    with pytest.raises(OutputError):
        SettingsFile(path).read()


def test_a_damaged_file_stays_while_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = [")
    file = SettingsFile(path)

    def refuse(*_: object, **__: object) -> None:
        raise OutputError(Message("The disk is full."))

    with monkeypatch.context() as full:
        full.setattr("workstation.keeping.settings_file.write_whole", refuse)
        with pytest.raises(OutputError):
            file.change(lambda present: {**present, "theme": "light"}, {})
    assert [each.name for each in tmp_path.glob("*.toml")] == ["settings.toml"]
    assert path.read_text() == "theme = ["
    (fault,) = file.change(lambda present: {**present, "theme": "light"}, {})
    assert "settings.bad-1.toml" in str(fault.hint)
    assert path.with_name("settings.bad-1.toml").read_text() == "theme = ["
    assert "light" in path.read_text()
