"""Coded terms for segments: what a structure is, its recommended color, search by words."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache

from workstation.domain.coding import Code
from workstation.settings.paths import resources_folder

Rgb = tuple[int, int, int]

_UNNAMED: tuple[Rgb, ...] = (
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (255, 255, 0),
    (0, 255, 255),
    (255, 0, 255),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTerm:
    """What a segment can be (PS3.3 C.8.20.4), with its recommended color where there is one."""

    category: Code
    type: Code
    modifier: Code | None = None
    color_rgb: Rgb | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """Name for a list, e.g. "Left kidney"."""
        name = self.type.meaning
        if self.modifier is None:
            return name[:1].upper() + name[1:]
        return f"{self.modifier.meaning} {name[:1].lower()}{name[1:]}"


@lru_cache(maxsize=1)
def segment_terms() -> tuple[SegmentTerm, ...]:
    """Every term of the list that ships with the program; paired structures also by side."""
    path = resources_folder() / "terminology" / "segments.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    categories = {key: Code(v, "SCT", m) for key, (v, m) in data["categories"].items()}
    sides = [Code(v, "SCT", m) for v, m in data["modifiers"].values()]
    found = []
    for entry in data["terms"]:
        value, meaning = entry["type"]
        color = entry.get("color")
        term = SegmentTerm(
            category=categories[entry["category"]],
            type=Code(value, "SCT", meaning),
            color_rgb=(color[0], color[1], color[2]) if color else None,
            words=entry.get("words", ""),
        )
        found.append(term)
        if entry.get("paired"):
            found.extend(replace(term, modifier=side) for side in sides)
    return tuple(found)


def search_terms(text: str) -> tuple[SegmentTerm, ...]:
    """Terms in which every word of a text begins a word of the name, or a code is meant.

    Those whose name begins with the text come first.
    """
    wanted = text.lower().split()
    found = []
    for term in segment_terms():
        words = f"{term.label} {term.words} {term.type.value}".lower().replace(",", " ").split()
        if all(any(word.startswith(part) for word in words) for part in wanted):
            found.append(term)
    start = text.strip().lower()
    return tuple(sorted(found, key=lambda term: not term.label.lower().startswith(start)))


def unnamed_color(number: int) -> Rgb:
    """Color of a segment that has no recommended one: red, green, blue, yellow, and so on."""
    return _UNNAMED[(number - 1) % len(_UNNAMED)]
