"""The schema is whole: every field has words, a default that may stand there, and a variable."""

from __future__ import annotations

import pytest

from workstation.messages import Message
from workstation.settings.schema import Editor, Settings
from workstation.settings.specs import SPECS
from workstation.settings.values import checked, plain


def test_every_field_has_words_and_a_default_that_may_stand_there() -> None:
    assert set(SPECS) == set(Settings.model_fields)
    for name, spec in SPECS.items():
        assert isinstance(spec.label, Message), name
        assert isinstance(spec.help, Message), name
        assert str(spec.help).endswith(".")
        assert checked(name, spec.default) == spec.default == getattr(Settings(), name)
        assert spec.allowed


def test_ranges_units_and_choices_are_those_of_the_types() -> None:
    recent = SPECS["recent_count"]
    assert (recent.lowest, recent.highest, str(recent.unit)) == (0, 30, "entries")
    assert str(recent.allowed) == "a whole number from 0 to 30 entries"
    assert SPECS["reader_role"].longest == 80
    assert str(SPECS["screens"].unit) == "px/mm"
    for spec in SPECS.values():
        assert bool(spec.choices) is (spec.editor is Editor.CHOICE)
        for choice in spec.choices:
            assert checked(spec.name, choice) == choice
    assert SPECS["theme"].variable == "LIGHTBOX_THEME"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"),
        ("theme", 3),
        ("recent_count", -1),
        ("recent_count", 31),
        ("recent_count", 3.5),
        ("recent_count", True),
        ("link_zoom", "yes"),
        ("reader", "x" * 201),
        ("reader", "\udcff"),
        ("recent", "/one"),
        ("screens", {"a": 0.5}),
        ("screens", {"a": float("nan")}),
        ("screens", {"": 4.0}),
        ("viewer_windows", [[0, 0, 0, 10]]),
        ("viewer_windows", [[0, 0, 10]]),
        ("keys", {"invert": "I"}),
        ("tool_bar", [""]),
        ("theme", None),
    ],
)
def test_wrong_types_and_values_out_of_range_are_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        checked(name, value)


def test_edges_of_ranges_may_stand_there() -> None:
    assert checked("recent_count", 0) == 0
    assert checked("recent_count", 30) == 30
    assert checked("screens", {"a": 1, "b": 40.0}) == {"a": 1.0, "b": 40.0}
    assert checked("viewer_windows", [[-1920, 0, 1, 1]]) == ((-1920, 0, 1, 1),)
    assert checked("tool_bar", None) is None


def test_values_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().theme = "light"


def test_plain_data_has_lists() -> None:
    assert plain({"a": ("b", ("c",))}) == {"a": ["b", ["c"]]}
