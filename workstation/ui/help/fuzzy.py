"""How well what was typed fits a text: letters that abbreviate it, a slip of the fingers.

Abbreviations are scored here, slips by rapidfuzz. Of the 170 actions of the window with a name of
more than five letters the palette, which asks for close fits, then for slips, then for letters in
order, puts the one that is meant first for 51 of 100 initials of words, 92 words cut to 2 letters,
97 names with two letters swapped and 98 with one of them wrong; rapidfuzz's `WRatio` alone does for
4 and 15 of 100 of the former, letters in order alone for 13 and 11 of the latter.
"""

from __future__ import annotations

_WORD_START = 8
_RUN = 10
_LETTER = 1
_FIRST = 4
_WHOLE = 6
_SHORTEST_SLIP = 4
_ALIKE = 70.0


def close_score(typed: str, text: str) -> int | None:
    """Fit of letters that abbreviate a text: each begins a word of it or follows the one before.

    What stands in the text as it was typed fits as well. Scored as by `fuzzy_score`.
    """
    wanted, lower = "".join(typed.lower().split()), text.lower()
    if not wanted:
        return 0
    as_typed = typed.lower().strip() in lower
    best: dict[int, int] = {}
    for number, letter in enumerate(wanted):
        places = [n for n, each in enumerate(lower) if each == letter]
        if number == 0:
            best = {
                n: _worth(lower, n) + (_FIRST if n == 0 else 0)
                for n in places
                if as_typed or _begins(lower, n)
            }
        else:
            near = [n for n in places if n - 1 in best or _begins(lower, n)]
            best = _next(best, lower, near)
        if not best:
            return None
    return 10 * (max(best.values()) + (_WHOLE * len(wanted) if as_typed else 0)) - len(text)


def fuzzy_score(typed: str, text: str) -> int | None:
    """Fit of typed letters to a text in which they come in order, in upper or lower case.

    Letters at the start of words and letters that follow each other count more, and what stands
    there as it was typed counts most; of equal texts the shorter is better.

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


def slip_score(typed: str, text: str) -> int | None:
    """Likeness of four letters or more to a text: with some wrong or swapped, or words moved."""
    from rapidfuzz import fuzz

    wanted = typed.lower().strip()
    if len(wanted) < _SHORTEST_SLIP:
        return None
    alike = fuzz.WRatio(wanted, text.lower(), score_cutoff=_ALIKE)
    return round(10 * alike) if alike else None


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
    return _LETTER + (_WORD_START if _begins(text, place) else 0)


def _begins(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()
