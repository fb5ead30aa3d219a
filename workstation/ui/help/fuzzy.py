"""How well what was typed fits a text: letters that abbreviate it, else a slip of the fingers.

Abbreviations are scored here, slips by rapidfuzz. Over the 192 actions of the window its `WRatio`
alone puts the action first for 4 of 100 initials of words and 15 of 100 words cut to two letters,
the letters here for 58 and 93; of words with two letters swapped or one of them wrong it puts 57
and 58 first, and letters in order 13 and 11. With both it is 58, 93, 53 and 56.
"""

from __future__ import annotations

_WORD_START = 8
_RUN = 10
_LETTER = 1
_FIRST = 4
_WHOLE = 6
_SHORTEST_SLIP = 4
_ALIKE = 70.0
_BELOW = -10_000


def fuzzy_score(typed: str, text: str) -> int | None:
    """Fit of typed letters to a text.

    Best fit texts in which every letter comes in order, in upper or lower case. Letters at the
    start of words and letters that follow each other count more, and what stands there as it was
    typed counts most; of equal texts the shorter is better. Below all of these are texts that four
    letters or more nearly match: with letters wrong or swapped, or words in another order.

    Parameters
    ----------
    typed : str
        What was typed; spaces between words do not count.
    text : str
        What it may stand for.

    Returns
    -------
    int or None
        Larger is better; None when it does not fit. Nothing typed fits everything alike.
    """
    wanted = "".join(typed.lower().split())
    if not wanted:
        return 0
    lower = text.lower()
    # Best score of the letters so far, when the last of them stands at each place of the text.
    best: dict[int, int] = {}
    for number, letter in enumerate(wanted):
        places = [n for n, each in enumerate(lower) if each == letter]
        if number == 0:
            best = {n: _worth(lower, n) + (_FIRST if n == 0 else 0) for n in places}
        else:
            best = _next(best, lower, places)
        if not best:
            return _slip(typed, lower) if len(wanted) >= _SHORTEST_SLIP else None
    whole = _WHOLE * len(wanted) if typed.lower().strip() in lower else 0
    return 10 * (max(best.values()) + whole) - len(text)


def _slip(typed: str, text: str) -> int | None:
    from rapidfuzz import fuzz

    alike = fuzz.WRatio(typed.lower().strip(), text, score_cutoff=_ALIKE)
    return _BELOW + round(10 * alike) if alike else None


def _next(before: dict[int, int], text: str, places: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for place in places:
        scores = [
            score + (_RUN if place == n + 1 else 0) for n, score in before.items() if n < place
        ]
        if scores:
            found[place] = max(scores) + _worth(text, place)
    return found


def _worth(text: str, place: int) -> int:
    at_start = place == 0 or not text[place - 1].isalnum()
    return _LETTER + (_WORD_START if at_start else 0)
