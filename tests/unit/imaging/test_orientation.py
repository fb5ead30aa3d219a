from __future__ import annotations

import pytest

from workstation.imaging.orientation import (
    direction_letters,
    edge_letters,
    flipped_letters,
    opposite_letters,
)


@pytest.mark.parametrize(
    ("vector", "letters"),
    [
        ((1, 0, 0), "L"),
        ((-2, 0, 0), "R"),
        ((0, 1, 0), "P"),
        ((0, -1, 0), "A"),
        ((0, 0, 3), "H"),
        ((0, 0, -1), "F"),
        ((0, -0.9, 0.3), "AH"),
        ((0.7, -0.6, 0.4), "LAH"),
        ((0.02, -0.99, 0.05), "A"),
    ],
)
def test_letters_of_directions(vector: tuple[float, float, float], letters: str) -> None:
    assert direction_letters(vector) == letters
    assert direction_letters([-v for v in vector]) == opposite_letters(letters)


def test_edges_of_a_standard_axial_image() -> None:
    assert edge_letters((0, 1, 0), (1, 0, 0)) == ("R", "L", "A", "P")


def test_letters_follow_turns_and_mirrors() -> None:
    axial = ("R", "L", "A", "P")
    assert flipped_letters(axial, quarter_turns=1) == ("P", "A", "R", "L")
    assert flipped_letters(axial, quarter_turns=2) == ("L", "R", "P", "A")
    assert flipped_letters(axial, horizontal=True) == ("L", "R", "A", "P")
    assert flipped_letters(axial, vertical=True) == ("R", "L", "P", "A")
    assert flipped_letters(axial, quarter_turns=4) == axial
