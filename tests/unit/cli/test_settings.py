"""`lightbox settings`: what is in force and from where, setting and taking back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image as PilImage

from tests.support.commands import Commands
from tests.support.settings_values import OTHER
from workstation.keeping.kept_settings import KeptSettings
from workstation.settings.schema import Settings
from workstation.settings.specs import SPECS
from workstation.settings.values import plain


@pytest.fixture
def lightbox(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Commands:
    return Commands(capsys, tmp_path / "settings.toml")


def test_every_setting_is_listed_with_default_and_source(lightbox: Commands) -> None:
    KeptSettings(lightbox.settings).change(recent_count=3)
    lightbox.settings.write_text(lightbox.settings.read_text() + "\n[new]\na = 1\n")
    lightbox.environment["LIGHTBOX_READER"] = "Dr. E"
    document = lightbox("settings", "--json").json
    assert document["file"] == str(lightbox.settings)
    assert document["unknown"] == ["new"]
    rows = {row["name"]: row for row in document["settings"]}
    assert list(rows) == list(SPECS)
    sources = {name: row["source"] for name, row in rows.items() if row["source"] != "default"}
    assert sources == {"recent_count": "file", "reader": "environment"}
    count = rows["recent_count"]
    assert (count["value"], count["default"], count["range"], count["unit"]) == (
        3, 8, [0, 30], "entries",
    )  # fmt: skip
    assert rows["theme"]["choices"] == ["dark", "light"]
    words = lightbox("settings").out
    assert "recent_count = 3 entries  (file)" in words
    assert "reader = Dr. E  (environment)" in words
    assert 'reader_role = ""  (default)' in words
    assert "link_window = false  (default)" in words
    assert "tool_bar = none  (default)" in words


@pytest.mark.parametrize("name", ["theme", "reader", "recent_count", "link_window", "keys"])
def test_a_value_is_set_and_taken_back(lightbox: Commands, name: str) -> None:
    words = {"keys": '{invert = ["I", "L"], "layout_grid-1x2" = [], plus = ["+", "="]}'}
    wanted = words.get(name) or str(OTHER[name]).lower() if name != "reader" else OTHER[name]
    done = lightbox("settings", "set", name, wanted)
    assert (done.status, done.err) == (0, "")
    assert getattr(KeptSettings(lightbox.settings).values, name) == OTHER[name]
    (row,) = [r for r in lightbox("settings", "--json").json["settings"] if r["name"] == name]
    assert row["value"] == plain(OTHER[name])
    assert lightbox("settings", "reset", name).status == 0
    assert KeptSettings(lightbox.settings).values == Settings()


def test_what_is_listed_can_be_set(lightbox: Commands) -> None:
    KeptSettings(lightbox.settings).change(**OTHER)
    lines = lightbox("settings").out.splitlines()
    for name in ("recent", "keys", "screens", "viewer_windows", "tool_bar", "tour_seen"):
        (line,) = [each for each in lines if each.startswith(f"{name} = ")]
        words = line.partition(" = ")[2].rpartition("  (")[0]
        words = words.removesuffix(f" {SPECS[name].unit}") if SPECS[name].unit else words
        assert lightbox("settings", "reset", name).status == 0
        assert lightbox("settings", "set", name, words).status == 0, words
    assert KeptSettings(lightbox.settings).values == Settings(**OTHER)


def test_wrong_names_and_values_change_nothing(lightbox: Commands) -> None:
    wrong = lightbox("settings", "set", "recent_count", "99")
    assert wrong.status == 1
    assert "error: recent_count cannot be “99”." in wrong.err
    assert "a whole number from 0 to 30 entries" in wrong.err
    assert lightbox("settings", "set", "thme", "dark").status == 1
    assert lightbox("settings", "reset", "thme").status == 1
    assert lightbox("settings", "reset").status == 2
    assert lightbox("settings", "reset", "theme", "--all").status == 2
    assert not lightbox.settings.exists()


def test_all_go_back(lightbox: Commands) -> None:
    KeptSettings(lightbox.settings).change(**OTHER)
    assert lightbox("settings", "reset", "--all").status == 0
    assert KeptSettings(lightbox.settings).values == Settings()


def test_a_variable_that_goes_before_is_told(lightbox: Commands) -> None:
    lightbox.environment["LIGHTBOX_THEME"] = "dark"
    done = lightbox("settings", "set", "theme", "light")
    assert "LIGHTBOX_THEME goes before the file" in done.err
    assert KeptSettings(lightbox.settings).values.theme == "light"


def test_damage_is_told_and_a_list_changes_nothing(lightbox: Commands) -> None:
    lightbox.settings.write_text('theme = "purple"\n')
    listed = lightbox("settings", "--json")
    assert "theme in settings.toml is “purple”" in listed.err
    assert len(listed.json["settings"]) == len(SPECS)
    assert lightbox.settings.read_text() == 'theme = "purple"\n'
    done = lightbox("settings", "set", "reader", "A")
    assert done.status == 0
    assert "kept as settings.bad-1.toml" in done.err
    assert KeptSettings(lightbox.settings).values == Settings(reader="A")


def test_what_cannot_be_written_fails(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way")
    lightbox = Commands(capsys, tmp_path / "config" / "settings.toml")
    done = lightbox("settings", "set", "theme", "light")
    assert done.status == 1
    assert "error: config cannot be written" in done.err
    assert lightbox("settings", "--json").status == 0


def test_the_program_takes_former_settings_and_needs_no_screen(tmp_path: Path) -> None:
    """The entry point in a process of its own, with folders of its own."""
    former = tmp_path / "Lightbox" / "Lightbox.conf"
    former.parent.mkdir()
    former.write_text("[General]\nreader=Somebody\ntheme=light\n")
    environment = {
        "XDG_CONFIG_HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LIGHTBOX_MOUSE": "slicer",
        "HOME": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "workstation.app.entry", "settings"],
        env=environment, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "reader = Somebody  (file)" in done.stdout
    assert "theme = light  (file)" in done.stdout
    assert "mouse = slicer  (environment)" in done.stdout
    assert 'theme = "light"' in (tmp_path / "lightbox" / "settings.toml").read_text()


def test_a_logo_that_no_report_could_carry_is_not_kept(
    lightbox: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.png").write_text("no picture")
    for name in ("missing.png", "bad.png"):
        wrong = lightbox("settings", "set", "report_logo", str(tmp_path / name))
        assert (wrong.status, f"The logo {name} cannot be used." in wrong.err) == (1, True)
    assert not lightbox.settings.exists()
    PilImage.new("RGB", (30, 10)).save(tmp_path / "good.png")
    monkeypatch.chdir(tmp_path)
    assert lightbox("settings", "set", "report_logo", "good.png").status == 0
    assert KeptSettings(lightbox.settings).values.report_logo == str(tmp_path / "good.png")
    assert lightbox("settings", "set", "report_logo", "").status == 0
    assert KeptSettings(lightbox.settings).values.report_logo == ""
