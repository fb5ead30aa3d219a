"""Measurements over a picture: lines, shapes, handles and their readings."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from workstation.measuring.annotation_place import PlacedAnnotation
from workstation.scene.camera import ViewTransform
from workstation.session.annotations import AnnotationKind
from workstation.viewer.language import known, tr

COLOR = QColor(255, 214, 10)
SELECTED_COLOR = QColor(90, 220, 255)
HANDLE_RADIUS = 5.0
_SHADOW = QColor(0, 0, 0, 170)
_ARROW_HEAD = 12.0
_ARROW_HALF_ANGLE = math.radians(22)
_WITH_ENDS = frozenset(
    {
        AnnotationKind.LENGTH,
        AnnotationKind.ANGLE,
        AnnotationKind.POLYLINE,
        AnnotationKind.COBB,
        AnnotationKind.BIDIRECTIONAL,
        AnnotationKind.CARDIOTHORACIC,
    }
)


def paint_annotation(
    painter: QPainter,
    placed: PlacedAnnotation,
    transform: ViewTransform,
    *,
    selected: bool,
    bounds: QRectF,
) -> None:
    """Draw one annotation in screen pixels, with its readings beside it, inside `bounds`."""
    kind = placed.annotation.kind
    path = _path(placed, transform)
    color = SELECTED_COLOR if selected else COLOR
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_SHADOW, 3.2), QPen(color, 1.5)):
        painter.setPen(pen)
        painter.drawPath(path)
    handles = [QPointF(*transform.to_screen(r, c)) for r, c in placed.points]
    if kind is AnnotationKind.COBB:
        pen = QPen(color, 1.0, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine((handles[0] + handles[1]) / 2, (handles[2] + handles[3]) / 2)
    if selected or kind in _WITH_ENDS:
        painter.setPen(QPen(color, 1.2))
        for handle in handles:
            radius = HANDLE_RADIUS if selected else 2.5
            painter.drawEllipse(handle, radius, radius)
    box = path.boundingRect()
    if kind is AnnotationKind.TEXT:
        box = QRectF(handles[0], handles[0])
    elif kind is AnnotationKind.ARROW:
        box = QRectF(handles[1], handles[1])
    _paint_words(painter, placed, box, color, bounds)


def _path(placed: PlacedAnnotation, transform: ViewTransform) -> QPainterPath:
    """Every line of it, in screen pixels."""
    path = QPainterPath()
    for stroke in placed.strokes:
        path.addPolygon(QPolygonF([QPointF(*transform.to_screen(r, c)) for r, c in stroke]))
    if placed.annotation.kind is AnnotationKind.PROBE:
        middle = QPointF(*transform.to_screen(*placed.points[0]))
        for arm in (QPointF(6, 0), QPointF(0, 6)):
            path.moveTo(middle - arm)
            path.lineTo(middle + arm)
    if placed.annotation.kind is AnnotationKind.ARROW:
        tip, end = (QPointF(*transform.to_screen(*p)) for p in placed.points)
        angle = math.atan2(end.y() - tip.y(), end.x() - tip.x())
        for side in (-_ARROW_HALF_ANGLE, _ARROW_HALF_ANGLE):
            path.moveTo(tip)
            path.lineTo(tip + QPointF(math.cos(angle + side), math.sin(angle + side)) * _ARROW_HEAD)
    return path


def annotation_lines(placed: PlacedAnnotation) -> list[str]:
    """What stands beside an annotation: the reader's words, then its readings."""
    annotation = placed.annotation
    lines = annotation.text.splitlines()
    lines += [known(reading.text) for reading in annotation.readings]
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
