"""Steps that bring settings of an earlier version to the next one.

Each step takes the plain data of version n and returns that of version n + 1. Version 0 is what
programs before the schema kept in Qt's own settings: every value a text, lists of words parted by
blanks, and the place of the window among them, which is no setting and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workstation.settings.schema import CORNER_TEXTS, VERSION

Step = Callable[[dict[str, Any]], dict[str, Any]]

_SAME = ("language", "theme", "layout", "reader", "reader_role", "report_header", "report_logo")
_PROFILES = {
    "Radiology": "radiology",
    "Window on the right button": "right_window",
    "Slicer": "slicer",
    "ITK-SNAP": "itk_snap",
}
_LINKS = ("scroll", "zoom", "pan", "window", "crosshair")
_KEYS, _SCREENS, _PX_PER_MM = "keys/", "screens/", "/px_per_mm"


def from_qt_settings(former: dict[str, Any]) -> dict[str, Any]:
    """Version 0 to 1: names, types and words of the schema."""
    made: dict[str, Any] = {name: former[name] for name in _SAME if name in former}
    made |= {
        name: convert(str(former[key]))
        for key, name, convert in (
            ("profile", "mouse", lambda word: _PROFILES.get(word, word)),
            ("corner_text", "corner_text", _corner_text),
            ("palette_recent", "palette_recent", str.split),
            ("tool_bar", "tool_bar", str.split),
            ("viewer_windows", "viewer_windows", _places),
            ("tour_done", "tour_seen", lambda word: word == "yes"),
        )
        if key in former
    }
    if "links" in former:
        on = str(former["links"]).split()
        made |= {f"link_{name}": name in on for name in _LINKS}
    if "recent" in former:
        recent = former["recent"]
        made["recent"] = [str(path) for path in recent] if isinstance(recent, list) else [recent]
    keys = {
        name.removeprefix(_KEYS): str(value).split()
        for name, value in former.items()
        if name.startswith(_KEYS)
    }
    screens = {
        name.removeprefix(_SCREENS).removesuffix(_PX_PER_MM): _number(str(value))
        for name, value in former.items()
        if name.startswith(_SCREENS) and name.endswith(_PX_PER_MM)
    }
    return made | ({"keys": keys} if keys else {}) | ({"screens": screens} if screens else {})


def _corner_text(word: str) -> str:
    number = int(word) if word.isdigit() else len(CORNER_TEXTS)
    return CORNER_TEXTS[number] if number < len(CORNER_TEXTS) else word


def _number(word: str) -> float | str:
    try:
        return float(word)
    except ValueError:
        return word


def _places(words: str) -> list[list[int]]:
    """Places of windows: "x y width height" of each, parted by ";"."""
    places = [part.split() for part in words.split(";")]
    return [
        [int(value) for value in place]
        for place in places
        if len(place) == 4 and all(value.lstrip("-").isdigit() for value in place)
    ]


def without_layout(former: dict[str, Any]) -> dict[str, Any]:
    """Version 1 to 2: how the viewports are divided goes with the study, not with the program."""
    return {name: value for name, value in former.items() if name != "layout"}


MIGRATIONS: Mapping[int, Step] = {0: from_qt_settings, 1: without_layout}
"""The step from each version to the next."""


def migrated(data: dict[str, Any], version: int) -> dict[str, Any]:
    """Plain data of a version, brought to the present one step by step."""
    for number in range(version, VERSION):
        data = MIGRATIONS[number](data)
    return data
