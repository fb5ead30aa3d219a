"""Measurements over a picture: lines, shapes, handles and their readings."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from workstation.language import say, tr
from workstation.measuring.annotation_place import PlacedAnnotation, words_of
from workstation.measuring.registry import measurement
from workstation.scene.camera import ViewTransform

COLOR = QColor(255, 214, 10)
SELECTED_COLOR = QColor(90, 220, 255)
HANDLE_RADIUS = 5.0
_SHADOW = QColor(0, 0, 0, 170)


def paint_annotation(
    painter: QPainter,
    placed: PlacedAnnotation,
    transform: ViewTransform,
    *,
    selected: bool,
    bounds: QRectF,
) -> None:
    """Draw one annotation in screen pixels, with its readings beside it, inside `bounds`."""
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
    box = path.boundingRect()
    if shape.words_at is not None:
        box = QRectF(handles[shape.words_at], handles[shape.words_at])
    _paint_words(painter, placed, box, color, bounds)


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
    """What stands beside an annotation: the reader's words, then its readings."""
    annotation = placed.annotation
    lines = words_of(annotation, say)
    if placed.foreign and annotation.readings:
        lines.append(
            tr("measured on another series")
            if placed.of_other_series
            else tr("measured on other images of this series")
        )
    return lines


def _paint_words(
    painter: QPainter, placed: PlacedAnnotation, box: QRectF, color: QColor, bounds: QRectF
) -> None:
    lines = annotation_lines(placed)
    if not lines:
        return
    metrics = QFontMetricsF(painter.font())
    width = max(metrics.horizontalAdvance(line) for line in lines) + 8
    height = metrics.lineSpacing() * len(lines) + 4
    x, y = box.right() + 8, box.center().y() - height / 2
    if x + width > bounds.right():
        x = box.left() - 8 - width
    x = min(max(x, bounds.left() + 2), bounds.right() - width - 2)
    y = min(max(y, bounds.top() + 2), bounds.bottom() - height - 2)
    painter.fillRect(QRectF(x, y, width, height), QColor(0, 0, 0, 130))
    painter.setPen(color)
    for number, line in enumerate(lines):
        painter.drawText(
            QPointF(x + 4, y + metrics.ascent() + 2 + number * metrics.lineSpacing()), line
        )
