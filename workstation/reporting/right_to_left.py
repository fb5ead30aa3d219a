"""Lines in the order in which they are seen, for letters that are written from the right.

Paper takes letters from left to right. Lines are ordered by the Unicode Bidirectional Algorithm
(UAX #9, by python-bidi) and Arabic letters take the shape that they have within their word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, Literal

from bidi import algorithm

Direction = Literal["L", "R"]

_STRONG = {"L": "L", "R": "R", "AL": "R"}
# Marks that order text but are not seen; what they could hide is not worth their use on paper.
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "\u2329": "\u232a", "\u27e8": "\u27e9"}
_AS_RIGHT = frozenset({"R", "EN", "AN"})


def is_right_to_left(text: str) -> bool:
    """Whether any letter of a text is written from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)


def first_direction(text: str) -> Direction:
    """Direction of a paragraph: that of its first letter that has one (UAX #9, P2 and P3)."""
    for character in text:
        strong = _STRONG.get(unicodedata.bidirectional(character))
        if strong is not None:
            return "R" if strong == "R" else "L"
    return "L"


def without_controls(text: str) -> str:
    """A text without the marks that change the order of letters."""
    return _CONTROLS.sub("", text)


def joined_letters(text: str) -> str:
    """Arabic letters in the shapes that they have within their words."""
    return _reshaper().reshape(text) if _ARABIC.search(text) else text


@cache
def _reshaper() -> Any:  # noqa: ANN401 - the library states no types
    from arabic_reshaper import ArabicReshaper

    # Vowel signs are part of what was written; the fonts have no letter for the whole of Allah.
    return ArabicReshaper(
        {
            "delete_harakat": False,
            "shift_harakat_position": False,
            "ARABIC LIGATURE ALLAH": False,
        }
    )


def visual_line(line: str, direction: Direction) -> str:
    """One line in the order in which it is seen from left to right.

    Parameters
    ----------
    line : str
        In the order of reading, letters joined already, without controls.
    direction : {"L", "R"}
        Of the paragraph that the line is of.

    Returns
    -------
    str
        Marks of letters from the right stand before their letter: the fonts draw them to the
        right of where they begin, others to the left (UAX #9, L3).
    """
    storage = algorithm.get_empty_storage()
    storage["base_level"] = int(direction == "R")
    storage["base_dir"] = direction
    algorithm.get_embedding_levels(line, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    return "".join(each["ch"] for each in storage["chars"])


def _resolve_brackets(storage: dict[str, Any]) -> None:
    """Brackets take the direction of what they enclose (UAX #9, N0); python-bidi leaves it out."""
    embedding = storage["base_dir"]
    characters = storage["chars"]
    for start, end in _bracket_pairs([each["ch"] for each in characters]):
        inside = {_side(each["type"]) for each in characters[start + 1 : end]}
        if embedding in inside:
            found = embedding
        elif inside & {"L", "R"}:
            before = (_side(each["type"]) for each in reversed(characters[:start]))
            context = next((side for side in before if side), embedding)
            found = context if context != embedding else embedding
        else:
            continue
        characters[start]["type"] = characters[end]["type"] = found


def _side(bidi_type: str) -> str:
    return "R" if bidi_type in _AS_RIGHT else "L" if bidi_type == "L" else ""


def _bracket_pairs(characters: list[str]) -> list[tuple[int, int]]:
    closing = {close: opening for opening, close in _BRACKETS.items()}
    waiting: list[tuple[str, int]] = []
    pairs = []
    for n, character in enumerate(characters):
        if character in _BRACKETS:
            waiting.append((character, n))
        elif character in closing:
            for at in range(len(waiting) - 1, -1, -1):
                if waiting[at][0] == closing[character]:
                    pairs.append((waiting[at][1], n))
                    del waiting[at:]
                    break
    return sorted(pairs)


def in_sentence(line: str) -> str:
    """A line of the program's own words, in which names may be written from the right.

    Each stretch of such letters is ordered by itself, so that the numbers beside a name stay
    where the sentence has them (as if isolated, UAX #9 6.3).
    """
    pieces = []
    at = 0
    for start, end in _stretches(line):
        pieces += [line[at:start], visual_line(line[start:end], "R")]
        at = end
    return "".join((*pieces, line[at:]))


def _stretches(line: str) -> list[tuple[int, int]]:
    """From the first to the last letter written from the right, with no other letter between."""
    found: list[tuple[int, int]] = []
    start = end = -1
    for n, character in enumerate(line):
        kind = unicodedata.bidirectional(character)
        if kind in {"R", "AL"} or (kind in {"NSM", "AN"} and start >= 0):
            start = n if start < 0 else start
            end = n + 1
        elif kind in {"L", "EN"} and start >= 0:
            found.append((start, end))
            start = -1
    if start >= 0:
        found.append((start, end))
    return found
