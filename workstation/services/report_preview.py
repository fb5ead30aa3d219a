"""A report before it is written: the same pages as the file will have, marked as a preview."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.report import PageSize, ReportContent
from workstation.errors import ReportError
from workstation.messages import NOTHING, Message
from workstation.reporting.content_hash import document_hash
from workstation.reporting.pdf import render_pdf

_WIDEST_PX, _TALLEST_PX = 4000, 6000
# PDFium keeps state of its own: one thread at a time.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PreviewedReport:
    """The pages of a report that nobody has signed.

    Attributes
    ----------
    pdf : bytes
        As it would be written; what would be signed has the watermark of a preview.
    pages : tuple of (float, float)
        Width and height of each page, points.
    is_draft : bool
        It has the content of a draft, not that of a signed report.
    why_draft : Message
        Why it could not be signed as it is, where it was asked for so.
    """

    pdf: bytes
    pages: tuple[tuple[float, float], ...]
    is_draft: bool
    why_draft: Message = NOTHING


def preview(
    content: ReportContent, *, page_size: PageSize = PageSize.A4, why_draft: Message = NOTHING
) -> PreviewedReport:
    """Lay a report out by the same code that writes it."""
    marked = Message("PREVIEW") if content.signed_by else NOTHING
    pdf = render_pdf(content, document_hash(content), page_size=page_size, preview=marked)
    return PreviewedReport(
        pdf=pdf,
        pages=_sizes(pdf),
        is_draft=not content.signed_by,
        why_draft=why_draft,
    )


def page_picture(pdf: bytes, page: int, width_px: int) -> NDArray[np.uint8]:
    """One page of a PDF of this program, (rows, columns, 3) RGB.

    Parameters
    ----------
    page : int
        From 0.
    width_px : int
        Of the picture, whose height follows from the page.

    Raises
    ------
    ReportError
        There is no such page.
    """
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            if not 0 <= page < len(document):
                raise ReportError(Message("The report has no such page."))
            sheet = document[page]
            wide, tall = sheet.get_size()
            scale = min(min(width_px, _WIDEST_PX) / wide, _TALLEST_PX / tall)
            bitmap = sheet.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
            return np.array(bitmap.to_numpy()[..., :3])
        finally:
            document.close()


def _sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            return tuple(document[n].get_size() for n in range(len(document)))
        finally:
            document.close()


def _opened(pdf: bytes) -> Any:  # noqa: ANN401 - pypdfium2 has no types
    # The window starts without it.
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)
