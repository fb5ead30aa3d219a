"""What stands around and over a picture: letters, corner text, scale bar, crosshair."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPixmap,
)

from workstation.imaging.annotation import length_text, scale_bar_mm
from workstation.imaging.heatmaps import HEAT_WORDS, heat_table
from workstation.imaging.planes import PlaneName
from workstation.language import say, tr
from workstation.messages import Message
from workstation.scene.camera import ViewTransform
from workstation.scene.reference_lines import ReferenceLine
from workstation.viewer.corner_text import CornerText
from workstation.viewer.pixels import to_qimage

TEXT_COLOR = QColor(222, 226, 230)
LETTER_COLOR = QColor(255, 214, 120)
PLANE_COLORS = {
    PlaneName.AXIAL: QColor(196, 168, 255),
    PlaneName.CORONAL: QColor(98, 208, 190),
    PlaneName.SAGITTAL: QColor(150, 214, 110),
    PlaneName.NATIVE: QColor(222, 226, 230),
}
"""Of lines and names of planes: not yellow, blue, amber or red, which mean other things."""
CORNER_MARGIN_PX = 8.0
_RIM = 3.0
_PILL = QColor(0, 0, 0, 190)
"""Behind words: on white they have a contrast of more than 4.5 to 1."""


@lru_cache(maxsize=512)
def _text_picture(text: str, font_words: str, rgba: int, ratio: float) -> QPixmap:
    """Text on a dark pill; its baseline starts at (_RIM, ascent)."""
    font = QFont()
    font.fromString(font_words)
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text) + 2 * _RIM
    # Lines below each other leave no slit.
    height = metrics.lineSpacing() + 1
    picture = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PILL)
    painter.drawRoundedRect(QRectF(0, 0, width, height), _RIM, _RIM)
    start = QPointF(_RIM, metrics.ascent())
    painter.setPen(QColor.fromRgba(rgba))
    painter.drawText(start, text)
    painter.end()
    return picture


def draw_text(painter: QPainter, place: QPointF, text: str, color: QColor) -> QRectF:
    """Text on a dark pill, legible on white and on black; `place` is the baseline's start.

    Returns
    -------
    QRectF
        The pill; empty without text.
    """
    if not text:
        return QRectF()
    ratio = painter.device().devicePixelRatioF()
    picture = _text_picture(text, painter.font().toString(), color.rgba(), ratio)
    ascent = QFontMetricsF(painter.font()).ascent()
    corner = QPointF(round(place.x()) - _RIM, round(place.y() - ascent))
    painter.drawPixmap(corner, picture)
    return QRectF(corner, picture.deviceIndependentSize())


def paint_corners(
    painter: QPainter,
    text: CornerText,
    area: QRectF,
    *,
    room_px: float = 0.0,
    name_color: QColor | None = None,
) -> list[QRectF]:
    """Write the four corners; a line that does not fit into half of the width is shortened.

    Parameters
    ----------
    room_px : float
        Left free above the words of the upper right corner, where buttons lie.
    name_color : QColor or None
        Of the words about the patient, where it is not the only one on the screen.

    Returns
    -------
    list of QRectF
        Where each line stands.
    """
    written: list[QRectF] = []
    metrics = QFontMetricsF(painter.font())
    step = metrics.lineSpacing()
    widest = area.width() / 2 - 3 * CORNER_MARGIN_PX
    for lines, right, bottom in (
        (text.top_left, False, False),
        (text.top_right, True, False),
        (text.bottom_left, False, True),
        (text.bottom_right, True, True),
    ):
        top = area.top() + CORNER_MARGIN_PX + (room_px if right else 0.0)
        first = area.bottom() - CORNER_MARGIN_PX - step * len(lines) if bottom else top
        for number, line in enumerate(lines):
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, widest)
            width = metrics.horizontalAdvance(shown)
            x = area.right() - CORNER_MARGIN_PX - width if right else area.left() + CORNER_MARGIN_PX
            baseline = first + metrics.ascent() + step * number
            color = TEXT_COLOR if right or bottom or name_color is None else name_color
            written.append(draw_text(painter, QPointF(x, baseline), shown, color))
    return written


def paint_letters(
    painter: QPainter, letters: tuple[str, str, str, str], area: QRectF
) -> list[QRectF]:
    """Orientation letters in the middle of each edge; secondary ones smaller; where they stand."""
    written: list[QRectF] = []
    base = painter.font()
    large, small = QFont(base), QFont(base)
    large.setPointSizeF(base.pointSizeF() * 1.5)
    large.setBold(True)
    small.setPointSizeF(base.pointSizeF() * 1.05)
    big, little = QFontMetricsF(large), QFontMetricsF(small)
    left, right, top, bottom = letters
    middle = area.center()
    for word, edge in ((left, "left"), (right, "right"), (top, "top"), (bottom, "bottom")):
        if not word:
            continue
        width = big.horizontalAdvance(word[0]) + little.horizontalAdvance(word[1:])
        x = {
            "left": area.left() + CORNER_MARGIN_PX,
            "right": area.right() - CORNER_MARGIN_PX - width,
        }.get(edge, middle.x() - width / 2)
        y = {
            "top": area.top() + CORNER_MARGIN_PX + big.ascent(),
            "bottom": area.bottom() - CORNER_MARGIN_PX - big.descent(),
        }.get(edge, middle.y() + big.ascent() / 2)
        painter.setFont(large)
        first = draw_text(painter, QPointF(x, y), word[0], LETTER_COLOR)
        painter.setFont(small)
        after = QPointF(x + big.horizontalAdvance(word[0]) + 1, y)
        written.append(first.united(draw_text(painter, after, word[1:], LETTER_COLOR)))
    painter.setFont(base)
    return written


def paint_scale_bar(painter: QPainter, mm_per_px: float, word: Message, area: QRectF) -> QRectF:
    """A vertical bar at the right edge with its length, and the calibration word.

    Returns
    -------
    QRectF
        Around the bar and its words; empty where there is none.
    """
    longest = area.height() / 4
    if longest < 30 or mm_per_px <= 0:
        return QRectF()
    length_mm = scale_bar_mm(mm_per_px, longest)
    length = length_mm / mm_per_px
    x = area.right() - 34
    y0 = area.center().y() + 34
    y1 = y0 + length
    for pen in (QPen(QColor(0, 0, 0, 200), 4), QPen(TEXT_COLOR, 1.6)):
        painter.setPen(pen)
        painter.drawLine(QPointF(x, y0), QPointF(x, y1))
        for y in (y0, (y0 + y1) / 2, y1):
            painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))
    metrics = QFontMetricsF(painter.font())
    label = length_text(length_mm)
    width = metrics.horizontalAdvance(label)
    place = QPointF(x - 8 - width, (y0 + y1) / 2 + metrics.ascent() / 2)
    written = QRectF(x - 4, y0, 8, length).united(draw_text(painter, place, label, TEXT_COLOR))
    if word:
        words = say(word)
        below = QPointF(
            area.right() - CORNER_MARGIN_PX - metrics.horizontalAdvance(words),
            y1 + metrics.lineSpacing(),
        )
        written = written.united(draw_text(painter, below, words, TEXT_COLOR))
    return written


@lru_cache(maxsize=1)
def _heat_bar() -> QImage:
    return to_qimage(heat_table()[np.newaxis])


def paint_heat_legend(painter: QPainter, area: QRectF) -> QRectF:
    """The color bar of a saliency map and what it means, at the left edge below the middle.

    Returns
    -------
    QRectF
        Where it stands.
    """
    written = QRectF()
    metrics = QFontMetricsF(painter.font())
    step = metrics.lineSpacing()
    x, y = area.left() + CORNER_MARGIN_PX, area.center().y() + 2.5 * step
    for number, line in enumerate(HEAT_WORDS):
        line_at = QPointF(x, y + number * step)
        written = written.united(draw_text(painter, line_at, say(line), TEXT_COLOR))
    y += len(HEAT_WORDS) * step
    less, more = tr("less"), tr("more")
    written = written.united(draw_text(painter, QPointF(x, y), less, TEXT_COLOR))
    start = x + metrics.horizontalAdvance(f"{less} ")
    bar = QRectF(start, y - metrics.ascent() + 2, 96, metrics.ascent() - 2)
    painter.drawImage(bar, _heat_bar())
    more_at = QPointF(bar.right() + CORNER_MARGIN_PX / 2, y)
    return written.united(draw_text(painter, more_at, more, TEXT_COLOR))


def paint_reference_lines(
    painter: QPainter, lines: Iterable[ReferenceLine], transform: ViewTransform
) -> None:
    """Dashed lines where the active plane cuts this picture, in the color of that plane."""
    for line in lines:
        start = QPointF(*transform.to_screen(*line.start_rc))
        end = QPointF(*transform.to_screen(*line.end_rc))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in ((QColor(0, 0, 0, 140), 3.0), (PLANE_COLORS[line.plane], 1.3)):
            painter.setPen(QPen(color, width, Qt.PenStyle.DashLine))
            painter.drawLine(start, end)
