"""Headings, tables and boxes of a report page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table, TableStyle

from workstation.messages import Translate
from workstation.reporting.fonts import BOLD, REGULAR
from workstation.reporting.paragraphs import bounded, in_pieces, paragraph

BODY = 8.8
SMALL = 7.3
LINE = colors.HexColor("#b9c2cc")
HEAD = colors.HexColor("#16324a")
MUTED = colors.HexColor("#50606e")
ALARM = colors.HexColor("#b71c1c")
_BOX = colors.HexColor("#f4f7fa")
_BAND = colors.HexColor("#e8eef3")
# No frame is higher, and a table of this height may still move to the next page whole.
_PAGE = 600.0


def text(
    words: str,
    *,
    size: float = BODY,
    bold: bool = False,
    color: colors.Color = colors.black,
    prose: bool = False,
    struck: bool = False,
    say: Translate = str,
) -> Flowable:
    """A paragraph of body text; `prose` is what a person wrote, `struck` what no longer holds.

    `say` tells that it was cut.
    """
    style = ParagraphStyle(
        "body",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.3,
        textColor=color,
    )
    return paragraph(bounded(words, say), style, prose=prose, struck=struck)


def prose(words: str, say: Translate = str) -> list[Flowable]:
    """What a person wrote: a paragraph for each part between empty lines."""
    pieces = [piece for part in words.strip().split("\n\n") for piece in in_pieces(part)]
    return [text(piece, prose=True, say=say) for piece in pieces]


def heading(words: str) -> Flowable:
    """The title of a section."""
    style = ParagraphStyle(
        "heading",
        fontName=BOLD,
        fontSize=10.5,
        leading=13,
        spaceBefore=6,
        spaceAfter=2,
        textColor=HEAD,
    )
    return paragraph(words, style)


def table(
    rows: Sequence[Sequence[Flowable | str | Sequence[Flowable]]],
    widths: Sequence[float],
    *,
    grid: bool = False,
    header: bool = False,
    padding: float = 2,
) -> Table:
    """Rows that are never split, unless one alone is higher than a page."""
    made = _table(rows, widths, split=False, header=header)
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    if grid:
        commands += [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("BOX", (0, 0), (-1, -1), 0.4, LINE),
        ]
    if header:
        commands.append(("BACKGROUND", (0, 0), (-1, 0), _BAND))
    made.setStyle(TableStyle(commands))
    made.wrap(sum(widths), _PAGE)
    heights: list[float] = made._rowHeights  # type: ignore[attr-defined]  # noqa: SLF001 - no other way to ask
    if max(heights, default=0) > _PAGE:
        made = _table(rows, widths, split=True, header=header)
        made.setStyle(TableStyle(commands))
    return made


def _table(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], *, split: bool, header: bool
) -> Table:
    return Table(
        [list(row) for row in rows],
        colWidths=list(widths),
        repeatRows=int(header),
        splitInRow=int(split),
    )


def box(parts: Sequence[Flowable], width: float) -> Table:
    """Paragraphs in a frame, so that they are seen first."""
    made = table([[part] for part in parts], [width], padding=3)
    made.setStyle(
        TableStyle([("BOX", (0, 0), (-1, -1), 1.0, HEAD), ("BACKGROUND", (0, 0), (-1, -1), _BOX)])
    )
    return made
