"""Settings files: round trip, damage, other versions."""

from __future__ import annotations

import tomllib

import pytest

from tests.support.settings_values import OTHER
from workstation.errors import InputError
from workstation.settings.document import (
    as_carried_over,
    changed_data,
    document_text,
    is_carried_over,
    read_document,
)
from workstation.settings.schema import VERSION
from workstation.settings.specs import SPECS
from workstation.settings.values import checked, plain


def test_every_field_comes_back_as_it_was_written() -> None:
    assert set(OTHER) == set(SPECS)
    assert all(OTHER[name] != spec.default for name, spec in SPECS.items())
    text = document_text({name: plain(value) for name, value in OTHER.items()})
    read = read_document(text, "settings.toml")
    assert read.values == OTHER
    assert read.faults == ()
    assert tomllib.loads(text)["version"] == VERSION
    assert text.startswith(f"version = {VERSION}\n")
    assert read_document(document_text(read.data), "settings.toml") == read


def test_a_wrong_field_is_named_and_the_others_stay() -> None:
    read = read_document('theme = "purple"\nreader = "A"\nrecent_count = 99\n', "s.toml")
    assert read.values == {"reader": "A"}
    assert [str(fault) for fault in read.faults] == [
        "theme in s.toml is “purple”, it may be one of dark, light.",
        "recent_count in s.toml is “99”, it may be a whole number from 0 to 30 entries.",
    ]
    assert read.data == {"version": VERSION, "reader": "A"}


def test_a_wrong_entry_leaves_the_others_of_its_field() -> None:
    read = read_document('[keys]\ninvert = ["I"]\nfit = 3\n[screens]\na = 400\n', "s.toml")
    assert read.values == {"keys": {"invert": ("I",)}, "screens": {}}
    assert [str(fault).split(" in ")[0] for fault in read.faults] == ["keys.fit", "screens.a"]
    assert read.data["keys"] == {"invert": ["I"]}


@pytest.mark.parametrize("text", ["theme = ", "<xml/>", "theme = 'a'\ntheme = 'b'", "[" * 5000])
def test_what_is_no_toml_is_refused_by_name(text: str) -> None:
    with pytest.raises(InputError, match=r"s\.toml cannot be read"):
        read_document(text, "s.toml")


def test_a_newer_version_keeps_what_is_not_known() -> None:
    text = 'version = 7\ntheme = "sepia"\nreader = "A"\nnew = {a = [1]}\nday = 2026-01-31\n'
    read = read_document(text, "s.toml")
    assert read.is_newer
    assert read.values == {"reader": "A"}
    assert read.unknown == ("new", "day")
    assert len(read.faults) == 1
    written = tomllib.loads(document_text(changed_data(read.data, {"reader": "B"})))
    assert written == {**tomllib.loads(text), "reader": "B"}


@pytest.mark.parametrize("version", ['"one"', "-1", "true", "1.5"])
def test_a_version_that_is_none_is_named(version: str) -> None:
    read = read_document(f'version = {version}\nreader = "A"\n', "s.toml")
    assert read.values == {"reader": "A"}
    assert str(read.faults[0]).startswith("version in s.toml is")
    assert read.data["version"] == VERSION


def test_an_earlier_version_is_brought_up() -> None:
    read = read_document('version = 0\nprofile = "Slicer"\ntour_done = "yes"\n', "s.toml")
    assert read.values == {"mouse": "slicer", "tour_seen": True}
    assert read.data["version"] == VERSION


def test_changes_of_entries_leave_other_entries() -> None:
    data = {"keys": {"a": ["A"], "b": ["B"]}, "theme": "light"}
    changed = changed_data(data, {"keys": {"a": None, "c": []}, "theme": None})
    assert changed == {"keys": {"b": ["B"], "c": []}}
    assert changed_data(data, {"keys": None}) == {"theme": "light"}
    assert changed_data(data, {"keys": {"a": None, "b": None}}) == {"theme": "light"}
    assert data["theme"] == "light"


def test_that_former_settings_were_taken_is_noted() -> None:
    assert not is_carried_over({})
    assert is_carried_over(read_document(document_text(as_carried_over({})), "s").data)


def test_values_of_the_document_are_those_of_the_schema() -> None:
    for name, value in OTHER.items():
        assert checked(name, plain(value)) == value
