"""How well what was typed fits a text whose letters it abbreviates."""

from __future__ import annotations

_WORD_START = 8
_RUN = 10
_LETTER = 1
_FIRST = 4
_WHOLE = 6


def fuzzy_score(typed: str, text: str) -> int | None:
    """Fit of typed letters to a text.

    Every letter must come in the text, in order, in upper or lower case. Letters at the start
    of words and letters that follow each other count more, and what stands there as it was typed
    counts most; of equal texts the shorter is better.

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
            return None
    whole = _WHOLE * len(wanted) if typed.lower().strip() in lower else 0
    return 10 * (max(best.values()) + whole) - len(text)


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
