"""The order of letters on a line, against another implementation of the same algorithm."""

import random
import unicodedata

import pytest
from bidi import get_display

from workstation.reporting.right_to_left import in_sentence, visual_line

LETTERS = "אבגabc 12.,-()[]+/%:مح٣"


@pytest.mark.parametrize("direction", ["L", "R"])
def test_lines_are_ordered_as_unicode_bidi_does(direction: str) -> None:
    chosen = random.Random(7)
    for _ in range(2000):
        line = "".join(chosen.choice(LETTERS) for _ in range(chosen.randint(1, 14)))
        ours = visual_line(line, direction)  # type: ignore[arg-type]
        other = get_display(line, base_dir=direction)
        assert _unmirrored(ours) == _unmirrored(str(other))


def _unmirrored(line: str) -> str:
    return "".join("|" if unicodedata.mirrored(c) else c for c in line)


@pytest.mark.parametrize(
    ("line", "direction", "seen"),
    [
        ("שלום (12) abc", "L", "(12) םולש abc"),
        ("שלום (12) abc", "R", "abc (12) םולש"),
        ("א) גוש", "R", "שוג (א"),
        ("abc (שלום) def", "L", "abc (םולש) def"),
        ("ש\u05b8לום", "R", "םול\u05b8ש"),
        ("e\u0323 ש\u05b8", "R", "\u05b8ש e\u0323"),
    ],
)
def test_brackets_and_marks_look_as_they_are_read(line: str, direction: str, seen: str) -> None:
    assert visual_line(line, direction) == seen  # type: ignore[arg-type]


def test_numbers_beside_a_name_stay_where_the_sentence_has_them() -> None:
    line = "Signed by שלום עולם, 2026-03-02 10:00 (x)"
    assert in_sentence(line) == "Signed by םלוע םולש, 2026-03-02 10:00 (x)".replace(
        "םלוע םולש", "עולם"[::-1] + " " + "שלום"[::-1]
    )
