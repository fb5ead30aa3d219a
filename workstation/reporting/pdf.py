"""Lay a report out as PDF: pages, watermark, footers, hash."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from workstation import __version__
from workstation.domain.person_name import readable_name
from workstation.domain.report import PageSize, ReportContent
from workstation.language import catalog
from workstation.messages import NOTHING, Message
from workstation.reporting.content_hash import document_hash
from workstation.reporting.fonts import BOLD, REGULAR, font_for, register_fonts, widths
from workstation.reporting.paragraphs import fitting, paragraph
from workstation.reporting.signed_mark import subject_of
from workstation.reporting.story import ReportStory
from workstation.reporting.wording import DISCLAIMER
from workstation.security.integrity import write_whole

_MARGIN = 14 * mm
_FOOTER = 14 * mm
_PAGE_NUMBER_ROOM = 30 * mm
_LINE_HEIGHT = 8
_SHARE_OF_ID = 0.6


_POINTS = {PageSize.A4: A4, PageSize.LETTER: LETTER}


def write_pdf(content: ReportContent, path: Path, *, page_size: PageSize = PageSize.A4) -> str:
    """Write a report; the file appears whole or not at all.

    Returns
    -------
    str
        The document hash, SHA-256 of the content, as printed in every footer.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    digest = document_hash(content)
    write_whole(path, render_pdf(content, digest, page_size=page_size))
    return digest


def render_pdf(
    content: ReportContent,
    digest: str,
    *,
    page_size: PageSize = PageSize.A4,
    preview: Message = NOTHING,
) -> bytes:
    """The report as PDF bytes.

    A report that nobody signed carries a DRAFT watermark. With `preview` it is that of a signed
    report that nobody has signed yet: these words are its watermark, and the file does not count as
    signed.
    """
    register_fonts()
    width, height = _POINTS[page_size]
    say = catalog(content.language).say
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=(width, height),
        title=say(
            Message("Imaging report") if content.signed_by else Message("Imaging report (draft)")
        ),
        author=content.signed_by.encode(errors="replace").decode() or say(Message("not signed")),
        creator=f"Lightbox {__version__}",
        subject=subject_of(digest, signed=bool(content.signed_by) and not preview),
        keywords=[say(DISCLAIMER)],
    )
    frame = Frame(
        _MARGIN,
        _MARGIN + _FOOTER,
        width - 2 * _MARGIN,
        height - 2 * _MARGIN - _FOOTER,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate(id="page", frames=[frame])])
    story = ReportStory(content, width - 2 * _MARGIN).build()
    document.build(story, canvasmaker=_canvas_maker(content, digest, (width, height), preview))
    return buffer.getvalue()


def _canvas_maker(
    content: ReportContent, digest: str, page: tuple[float, float], preview: Message
) -> Callable[..., Canvas]:
    """A canvas that knows the number of pages before it writes any footer."""
    identity = _identity_line(content, page[0] - 2 * _MARGIN - _PAGE_NUMBER_ROOM)

    class NumberedCanvas(Canvas):
        def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
            super().__init__(*arguments, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # the only way to defer a page

        def save(self) -> None:
            say = catalog(content.language).say
            total = len(self._pages)
            for number, state in enumerate(self._pages, start=1):
                self.__dict__.update(state)
                watermark = preview if content.signed_by else Message("DRAFT")
                if watermark:
                    _draw_watermark(self, page, say(watermark))
                notes = (
                    say(Message("Page {number}/{total}", number=number, total=total)),
                    f"{say(DISCLAIMER)} · Lightbox {__version__}",
                    say(Message("Document hash SHA-256 {digest}", digest=digest)),
                )
                _draw_footer(self, page, identity, notes)
                super().showPage()
            super().save()

    return NumberedCanvas


def _draw_watermark(canvas: Canvas, page: tuple[float, float], word: str) -> None:
    width, height = page
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52)
    canvas.setFont(font_for(word, BOLD), 92)
    canvas.setFillColor(colors.Color(0.75, 0.1, 0.1, alpha=0.13))
    canvas.drawCentredString(0, -30, word)
    canvas.restoreState()


def _identity_line(content: ReportContent, width: float) -> Flowable:
    """Patient ID and name on one line; what is shortened shows that it is."""
    size = 7.0
    style = ParagraphStyle("footer", fontName=REGULAR, fontSize=size, leading=_LINE_HEIGHT)
    name = readable_name(content.patient.name) or "–"
    who = fitting(f"ID {content.patient.patient_id or '–'}", width * _SHARE_OF_ID, size) + " · "
    room = width - sum(widths(who, size))
    line = paragraph(who + fitting(name, room, size), style)
    line.wrap(width, _LINE_HEIGHT)
    return line


def _note(words: str, *, size: float, aligned: Literal[0, 2] = TA_LEFT) -> Flowable:
    """A line of the footer, each letter in a font that has it."""
    style = ParagraphStyle(
        "note",
        fontName=BOLD if aligned == TA_RIGHT else REGULAR,
        fontSize=size,
        leading=_LINE_HEIGHT,
        alignment=aligned,
    )
    return paragraph(words, style)


def _draw_footer(
    canvas: Canvas,
    page: tuple[float, float],
    identity: Flowable,
    notes: tuple[str, str, str],
) -> None:
    width = page[0]
    canvas.saveState()
    canvas.setStrokeColor(colors.HexColor("#b9c2cc"))
    canvas.line(_MARGIN, _MARGIN + _FOOTER - 5, width - _MARGIN, _MARGIN + _FOOTER - 5)
    canvas.setFillColor(colors.HexColor("#333333"))
    identity.wrapOn(canvas, width - 2 * _MARGIN - _PAGE_NUMBER_ROOM, _LINE_HEIGHT)
    identity.drawOn(canvas, _MARGIN, _MARGIN + 20)
    page_number = _note(notes[0], size=7, aligned=TA_RIGHT)
    page_number.wrapOn(canvas, _PAGE_NUMBER_ROOM, _LINE_HEIGHT)
    page_number.drawOn(canvas, width - _MARGIN - _PAGE_NUMBER_ROOM, _MARGIN + 20)
    for height, words in zip((10, 1), notes[1:], strict=True):
        note = _note(words, size=6.4)
        note.wrapOn(canvas, width - 2 * _MARGIN, _LINE_HEIGHT)
        note.drawOn(canvas, _MARGIN, _MARGIN + height)
    canvas.restoreState()
