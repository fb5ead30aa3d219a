"""The bar that says which color stands for which value."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from workstation.imaging.color_tables import color_table
from workstation.viewer.overlay_painter import TEXT_COLOR, draw_text
from workstation.viewer.pixels import to_qimage

_MARGIN = 8.0
_LENGTH = 110.0


@lru_cache(maxsize=16)
def _bar(table: str, inverted: bool) -> QImage:
    colors = color_table(table)
    return to_qimage((colors[::-1] if inverted else colors)[np.newaxis])


def paint_color_legend(
    painter: QPainter,
    area: QRectF,
    *,
    title: str,
    unit: str,
    table: str,
    low: float,
    high: float,
    line: int = 0,
    inverted: bool = False,
) -> QRectF:
    """Draw a bar with its ends at the left edge above the middle.

    Parameters
    ----------
    painter : QPainter
        In screen pixels.
    area : QRectF
        The viewport.
    title, unit : str
        What the values are.
    table : str
        Color table.
    low, high : float
        Values of the first and the last color.
    line : int
        0 is nearest to the middle, 1 above it.
    inverted : bool
        The table runs from its other end.

    Returns
    -------
    QRectF
        Around the bar and its words.
    """
    metrics = QFontMetricsF(painter.font())
    step = metrics.lineSpacing()
    x = area.left() + _MARGIN
    y = area.center().y() - (2.0 + 2.4 * line) * step
    written = draw_text(painter, QPointF(x, y - step), title, TEXT_COLOR)
    least, most = f"{low:.4g}", f"{high:.4g} {unit}".rstrip()
    written = written.united(draw_text(painter, QPointF(x, y), least, TEXT_COLOR))
    start = x + metrics.horizontalAdvance(least) + _MARGIN / 2
    bar = QRectF(start, y - metrics.ascent() + 2, _LENGTH, metrics.ascent() - 2)
    painter.drawImage(bar, _bar(table, inverted))
    most_at = QPointF(bar.right() + _MARGIN / 2, y)
    return written.united(draw_text(painter, most_at, most, TEXT_COLOR))
