"""What persons and environment variables write, as values of the schema."""

from __future__ import annotations

import pytest

from workstation.errors import InputError
from workstation.settings.specs import SPECS
from workstation.settings.values import environment_values, excerpt, read_words, spec_named


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("theme", "light", "light"),
        ("reader", "Dr. 王", "Dr. 王"),
        ("reader", "true", "true"),
        ("report_header", "", ""),
        ("recent_count", " 12 ", 12),
        ("link_window", "true", True),
        ("recent", '["/a", "/b"]', ("/a", "/b")),
        ("keys", '{invert = ["I", "L"], fit = []}', {"invert": ("I", "L"), "fit": ()}),
        ("screens", '{"Dell-1" = 3.78}', {"Dell-1": 3.78}),
        ("viewer_windows", "[[40, 50, 500, 400]]", ((40, 50, 500, 400),)),
    ],
)
def test_words_become_values(name: str, words: str, value: object) -> None:
    assert read_words(SPECS[name], words) == value


def test_a_wrong_word_names_the_field_and_what_may_stand_there() -> None:
    with pytest.raises(InputError) as caught:
        read_words(SPECS["recent_count"], "99")
    assert str(caught.value.message) == "recent_count cannot be “99”."
    assert str(caught.value.hint) == "It may be a whole number from 0 to 30 entries."
    with pytest.raises(InputError, match="link_zoom cannot be “maybe”"):
        read_words(SPECS["link_zoom"], "maybe")
    with pytest.raises(InputError, match="cannot be"):
        read_words(SPECS["recent_count"], "1\nother = 2")


def test_variables_set_fields_and_wrong_ones_are_named() -> None:
    values, faults = environment_values(
        {"LIGHTBOX_THEME": "light", "LIGHTBOX_RECENT_COUNT": "many", "LIGHTBOX_CHILD": "x"}
    )
    assert values == {"theme": "light"}
    assert [str(fault) for fault in faults] == [
        "recent_count in LIGHTBOX_RECENT_COUNT is “many”, it may be a whole number from 0 to 30 "
        "entries."
    ]


def test_an_unknown_name_is_said() -> None:
    assert spec_named("theme") is SPECS["theme"]
    with pytest.raises(InputError, match="no setting called “thme”"):
        spec_named("thme")


def test_long_values_are_cut_in_sentences() -> None:
    assert excerpt("a\nb") == "“a b”"
    assert excerpt("x" * 61) == f"“{'x' * 60}…”"
    assert excerpt([1, "b"]) == '“[1, "b"]”'
