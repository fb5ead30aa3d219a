"""Orientation letters: R L A P H F."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.messages import Message

_LETTERS = (("L", "R"), ("P", "A"), ("H", "F"))
_OPPOSITE = {"L": "R", "R": "L", "P": "A", "A": "P", "H": "F", "F": "H"}
# A second letter is shown from about 6 degrees on.
_SECONDARY = 0.1


def direction_letters(direction_lps: ArrayLike) -> str:
    """Anatomical letters of a direction, the nearest first.

    Parameters
    ----------
    direction_lps : (3,) array_like
        Any length but zero.

    Returns
    -------
    str
        "A" when it points forward, "AH" when forward and somewhat to the head, at most three.

    References
    ----------
    PS3.3 C.7.6.1.1.1 Patient Orientation.
    """
    vector = np.asarray(direction_lps, dtype=np.float64)
    vector = vector / np.linalg.norm(vector)
    order = np.argsort(-np.abs(vector), kind="stable")
    letters = [
        _LETTERS[axis][0 if vector[axis] >= 0 else 1]
        for rank, axis in enumerate(order)
        if rank == 0 or abs(vector[axis]) > _SECONDARY
    ]
    return "".join(letters)


def opposite_letters(letters: str) -> str:
    """The letters of the opposite direction; unknown characters stay."""
    return "".join(_OPPOSITE.get(letter, letter) for letter in letters)


def edge_letters(row_step_lps: ArrayLike, column_step_lps: ArrayLike) -> tuple[str, str, str, str]:
    """Letters at the left, right, top and bottom edge of an image.

    Parameters
    ----------
    row_step_lps, column_step_lps : (3,) array_like
        Direction in which rows grow (down) and columns grow (right), LPS.
    """
    right, bottom = direction_letters(column_step_lps), direction_letters(row_step_lps)
    return opposite_letters(right), right, opposite_letters(bottom), bottom


def flipped_letters(
    letters: tuple[str, str, str, str],
    *,
    quarter_turns: int = 0,
    horizontal: bool = False,
    vertical: bool = False,
) -> tuple[str, str, str, str]:
    """Letters (left, right, top, bottom) after the picture is turned, then mirrored.

    Parameters
    ----------
    letters : tuple of str
        As they stand on the untouched picture.
    quarter_turns : int
        Turns by 90 degrees, clockwise.
    horizontal, vertical : bool
        Mirrored left to right, upside down.
    """
    left, right, top, bottom = letters
    for _ in range(quarter_turns % 4):
        left, right, top, bottom = bottom, top, left, right
    if horizontal:
        left, right = right, left
    if vertical:
        top, bottom = bottom, top
    return left, right, top, bottom


@dataclass(frozen=True, slots=True)
class Turned:
    """How a whole picture is turned, clockwise by 90 degrees, and then mirrored."""

    quarter_turns: int = 0
    flip_horizontal: bool = False
    flip_vertical: bool = False

    def of(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """A picture (rows, columns, …) so turned."""
        shown = np.rot90(picture, -self.quarter_turns)
        if self.flip_horizontal:
            shown = shown[:, ::-1]
        if self.flip_vertical:
            shown = shown[::-1]
        return np.ascontiguousarray(shown)

    def letters(self, letters: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
        """Letters (left, right, top, bottom) of the picture so turned."""
        return flipped_letters(
            letters,
            quarter_turns=self.quarter_turns,
            horizontal=self.flip_horizontal,
            vertical=self.flip_vertical,
        )

    @property
    def words(self) -> tuple[Message, ...]:
        """What must be said of a picture without letters."""
        turns = self.quarter_turns % 4
        is_mirrored = self.flip_horizontal != self.flip_vertical
        if self.flip_horizontal and self.flip_vertical:
            turns = (turns + 2) % 4
        found = [Message("turned by {degrees}°", degrees=90 * turns)] if turns else []
        return (*found, Message("mirrored")) if is_mirrored else tuple(found)
