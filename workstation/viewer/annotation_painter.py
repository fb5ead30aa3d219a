"""Measurements over a picture: lines, shapes, handles and their readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from workstation.language import say, tr
from workstation.measuring.annotation_place import PlacedAnnotation
from workstation.measuring.registry import measurement
from workstation.measuring.short_words import short_words
from workstation.scene.camera import ViewTransform
from workstation.viewer.label_layout import LabelLayout, Line, leader

COLOR = QColor(255, 214, 10)
SELECTED_COLOR = QColor(96, 184, 255)
HANDLE_RADIUS = 5.0
_SHADOW = QColor(0, 0, 0, 170)
_PILL = QColor(0, 0, 0, 190)
_INSET_PX = 4.0
_LONGEST_WITHOUT_LEADER_PX = 4.0
"""Shorter than the gap beside lines: words may lie nearer to the lines of another measurement."""


@dataclass(frozen=True, slots=True)
class DrawnAnnotation:
    """An annotation whose lines are on the picture and whose words are not yet there.

    Parameters
    ----------
    path : QPainterPath
        Its lines, in screen pixels.
    around : QRectF
        What its words stand beside.
    """

    placed: PlacedAnnotation
    path: QPainterPath
    around: QRectF
    color: QColor


def paint_annotation(
    painter: QPainter, placed: PlacedAnnotation, transform: ViewTransform, *, selected: bool
) -> DrawnAnnotation:
    """Draw the lines and handles of one annotation in screen pixels."""
    shape = measurement(placed.annotation.kind)
    path = _path(placed, transform)
    color = SELECTED_COLOR if selected else COLOR
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_SHADOW, 3.2), QPen(color, 1.5)):
        painter.setPen(pen)
        painter.drawPath(path)
    handles = [QPointF(*transform.to_screen(r, c)) for r, c in placed.points]
    for line in shape.dotted(tuple((h.x(), h.y()) for h in handles)):
        painter.setPen(QPen(color, 1.0, Qt.PenStyle.DotLine))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
    if selected or shape.has_ends:
        painter.setPen(QPen(color, 1.2))
        for handle in handles:
            radius = HANDLE_RADIUS if selected else 2.5
            painter.drawEllipse(handle, radius, radius)
    around = path.boundingRect()
    if shape.words_at is not None:
        around = QRectF(handles[shape.words_at], handles[shape.words_at])
    return DrawnAnnotation(placed, path, around, color)


def paint_label(
    painter: QPainter, drawn: DrawnAnnotation, transform: ViewTransform, layout: LabelLayout
) -> QRectF:
    """Write the words of an annotation beside its lines.

    Returns
    -------
    QRectF
        Where they stand; empty where it has none, or lies outside of the picture.
    """
    placed = drawn.placed
    wanted = QPointF(*transform.to_screen(*placed.label)) if placed.label is not None else None
    lines = annotation_lines(placed) if layout.has_room_for(drawn.around, wanted) else []
    if not lines:
        return QRectF()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    metrics = QFontMetricsF(painter.font())
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _INSET_PX
    height = metrics.lineSpacing() * len(lines) + _INSET_PX
    label = layout.place(QSizeF(width, height), drawn.around, wanted)
    _paint_leader(painter, *leader(label, drawn.around, _lines_of(drawn.path)), drawn.color)
    _paint_words(painter, lines, label, drawn.color)
    return label


def _lines_of(path: QPainterPath) -> Iterator[Line]:
    """The straight lines that a path consists of; a point is one without length."""
    last = QPointF()
    for number in range(path.elementCount()):
        element = path.elementAt(number)
        at = QPointF(element.x, element.y)
        yield (at if element.isMoveTo() else last, at)
        last = at


def _paint_leader(painter: QPainter, start: QPointF, end: QPointF, color: QColor) -> None:
    away = end - start
    if away.x() ** 2 + away.y() ** 2 <= _LONGEST_WITHOUT_LEADER_PX**2:
        return
    for pen in (QPen(_SHADOW, 3.0), QPen(color, 1.2, Qt.PenStyle.DotLine)):
        painter.setPen(pen)
        painter.drawLine(start, end)


def _path(placed: PlacedAnnotation, transform: ViewTransform) -> QPainterPath:
    """Every line of it, in screen pixels."""
    path = QPainterPath()
    for stroke in placed.strokes:
        path.addPolygon(QPolygonF([QPointF(*transform.to_screen(r, c)) for r, c in stroke]))
    points = tuple(transform.to_screen(r, c) for r, c in placed.points)
    for mark in measurement(placed.annotation.kind).marks(points):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in mark]))
    return path


def annotation_lines(placed: PlacedAnnotation) -> list[str]:
    """What stands beside an annotation: the reader's words, then its numbers in short."""
    annotation = placed.annotation
    lines = short_words(annotation, say)
    if placed.foreign and annotation.readings:
        lines.append(
            tr("measured on another series")
            if placed.of_other_series
            else tr("measured on other images of this series")
        )
    return lines


def _paint_words(painter: QPainter, lines: list[str], label: QRectF, color: QColor) -> None:
    metrics = QFontMetricsF(painter.font())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PILL)
    painter.drawRoundedRect(label, _INSET_PX, _INSET_PX)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(color)
    first = label.top() + metrics.ascent() + _INSET_PX / 2
    for number, line in enumerate(lines):
        y = first + number * metrics.lineSpacing()
        painter.drawText(QPointF(label.left() + _INSET_PX, y), line)
