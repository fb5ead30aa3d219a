"""Paragraphs of any script, of any length."""

from __future__ import annotations

import re
from itertools import accumulate

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from workstation.messages import Message, Translate
from workstation.reporting.fonts import (
    is_printable,
    markup,
    needs_cjk_wrapping,
    printable,
    widths,
)
from workstation.reporting.right_to_left import (
    Direction,
    first_direction,
    in_sentence,
    is_right_to_left,
    joined_letters,
    visual_line,
    without_controls,
)

# A letter more or less that rounding gives must not begin another line.
_SLACK = 0.5
LONGEST = 20_000
_LONGEST_PIECE = 3000


def bounded(text: str, say: Translate = str, longest: int = LONGEST) -> str:
    """A text of a file, cut where it is longer than any that a person wrote there."""
    if len(text) <= longest:
        return text
    return say(Message("{start}… (cut; {count} letters)", start=text[:longest], count=len(text)))


def in_pieces(words: str, longest: int = _LONGEST_PIECE) -> list[str]:
    """A long text in parts that are laid out one by one, broken at a blank where there is one.

    A paragraph over several pages is laid out anew for each of them.
    """
    pieces = []
    while len(words) > longest:
        blank = words.rfind(" ", 1, longest)
        end = blank if blank > 0 else longest
        pieces.append(words[:end])
        words = words[end:].lstrip(" ")
    return [*pieces, words]


def paragraph(
    text: str, style: ParagraphStyle, *, prose: bool = False, struck: bool = False
) -> Flowable:
    """A paragraph, its lines ordered as they are read.

    Parameters
    ----------
    prose : bool
        Written by a person: lines then have the direction of their own first letter, and those
        from the right stand at the right. Words of the program run from the left, with names in
        them as they are written.
    struck : bool
        A line runs through it: it no longer holds.
    """
    if is_right_to_left(text):
        return _OrderedParagraph(text, style, prose=prose, struck=struck)
    if needs_cjk_wrapping(text):
        style = ParagraphStyle(style.name, parent=style, wordWrap="CJK")
    return Paragraph(_marked(text, style, struck=struck), style)


def _marked(text: str, style: ParagraphStyle, *, struck: bool) -> str:
    words = markup(text, style.fontName)
    return f"<strike>{words}</strike>" if struck else words


def fitting(text: str, width: float, size: float) -> str:
    """As much of a text as fits on a line, with a mark where it was cut."""
    line = _prepared(text).replace("\n", " ")
    room = width - _SLACK
    reached = list(accumulate(widths(line, size)))
    if not reached or reached[-1] <= room:
        return line
    room -= sum(widths("…", size))
    return f"{line[: sum(each <= room for each in reached)]}…"


def _prepared(text: str) -> str:
    """What is set: Arabic letters joined, in words for which the font has the joined shapes."""
    words = re.split(r"(\s+)", without_controls(text))
    joined = (joined_letters(word) for word in words)
    return printable(
        "".join(
            each if is_printable(each) else word for each, word in zip(joined, words, strict=True)
        )
    )


class _OrderedParagraph(Flowable):
    """Breaks lines in the order of reading, then orders each for the eye."""

    def __init__(self, text: str, style: ParagraphStyle, *, prose: bool, struck: bool) -> None:
        super().__init__()
        self._lines = _prepared(text).split("\n")
        self._prose = prose
        self._struck = struck
        self._style = style
        right = prose and first_direction(text) == "R"
        self._inner_style = ParagraphStyle(
            style.name, parent=style, alignment=TA_RIGHT if right else style.alignment or TA_LEFT
        )
        self._inner: Paragraph | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Lay the lines out for a width; points."""
        seen = [
            self._seen(part, first_direction(line))
            for line in self._lines
            for part in _broken(line, available_width - _SLACK, self._style)
        ]
        words = _marked("\n".join(seen), self._style, struck=self._struck)
        self._inner = Paragraph(words, self._inner_style)
        self.width, self.height = self._inner.wrap(available_width, available_height)
        return self.width, self.height

    def _seen(self, line: str, direction: Direction) -> str:
        if not is_right_to_left(line) and direction == "L":
            return line
        return visual_line(line, direction) if self._prose else in_sentence(line)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Parts for this page and the next."""
        self.wrap(available_width, available_height)
        assert self._inner is not None  # noqa: S101 - just made
        parts: list[Flowable] = self._inner.split(available_width, available_height)
        return parts

    def drawOn(  # noqa: N802 - reportlab's name
        self,
        canvas: Canvas,
        x: float,
        y: float,
        _sW: float = 0,  # noqa: N803
    ) -> None:
        """Draw at a place."""
        assert self._inner is not None  # noqa: S101 - wrapped before it is drawn
        self._inner.drawOn(canvas, x, y, _sW)  # type: ignore[call-arg]  # the stubs lack it

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """Points above."""
        return float(self._style.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """Points below."""
        return float(self._style.spaceAfter)


def _broken(line: str, width: float, style: ParagraphStyle) -> list[str]:
    """A line in parts that fit, broken at blanks or, in a word that is too long, anywhere."""
    each = widths(line, style.fontSize, style.fontName)
    parts: list[str] = []
    start, blank, used = 0, -1, 0.0
    for n, letter in enumerate(line):
        if letter == " ":
            blank = n
        used += each[n]
        if used > width and n > start:
            end = blank if blank > start else n
            parts.append(line[start:end].rstrip())
            start = end + 1 if end == blank else end
            blank, used = -1, sum(each[start : n + 1])
    parts.append(line[start:])
    return parts
