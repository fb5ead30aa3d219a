"""Measurements over a picture: lines, shapes, handles and their readings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from workstation.imaging.planes import PlaneName
from workstation.session.annotations import Annotation, AnnotationKind
from workstation.viewer.camera import ViewTransform
from workstation.viewer.sources import ImageView

COLOR = QColor(255, 214, 10)
SELECTED_COLOR = QColor(90, 220, 255)
HANDLE_RADIUS = 5.0
_ELLIPSE_SIDES = 64
_SHADOW = QColor(0, 0, 0, 170)

PicturePoint = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class PlacedAnnotation:
    """An annotation with its points as (row, column) on the plane that is shown."""

    annotation: Annotation
    points: tuple[PicturePoint, ...]


def place_annotation(
    annotation: Annotation, view: ImageView, plane: PlaneName, index: int
) -> PlacedAnnotation | None:
    """The annotation on a plane, or None when it does not lie on it.

    One in the patient is shown on each plane of its frame of reference or series that holds
    all of its points within half a plane's distance.
    """
    if annotation.in_patient != view.in_patient:
        return None
    if not view.in_patient and annotation.stack_id != view.stack_id:
        return None
    if view.in_patient and not _shares_frame(annotation, view):
        return None
    points = []
    for point in annotation.points:
        at, row, column = view.locate(plane, point)
        if view.in_patient and abs(at - index) > 0.501:
            return None
        points.append((row, column))
    if not view.in_patient and annotation.frame != index:
        return None
    return PlacedAnnotation(annotation, tuple(points))


def _shares_frame(annotation: Annotation, view: ImageView) -> bool:
    if annotation.series_instance_uid == view.image.source.series_instance_uid:
        return True
    geometry = view.image.geometry
    frame = getattr(geometry, "frame_of_reference_uid", "")
    return bool(frame) and frame == annotation.frame_of_reference_uid


def outline_points(
    kind: AnnotationKind, points: tuple[PicturePoint, ...]
) -> tuple[PicturePoint, ...]:
    """(row, column) corners of what is drawn: a line, an angle, a box or an ellipse."""
    if kind is AnnotationKind.RECTANGLE:
        (r0, c0), (r1, c1) = points
        return ((r0, c0), (r0, c1), (r1, c1), (r1, c0), (r0, c0))
    if kind is AnnotationKind.ELLIPSE:
        (r0, c0), (r1, c1) = points
        angles = [2 * math.pi * n / _ELLIPSE_SIDES for n in range(_ELLIPSE_SIDES + 1)]
        middle, half = ((r0 + r1) / 2, (c0 + c1) / 2), ((r1 - r0) / 2, (c1 - c0) / 2)
        return tuple(
            (middle[0] + half[0] * math.sin(a), middle[1] + half[1] * math.cos(a)) for a in angles
        )
    return points


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
    corners = outline_points(kind, placed.points)
    line = QPolygonF([QPointF(*transform.to_screen(r, c)) for r, c in corners])
    color = SELECTED_COLOR if selected else COLOR
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_SHADOW, 3.2), QPen(color, 1.5)):
        painter.setPen(pen)
        if kind is AnnotationKind.PROBE:
            x, y = transform.to_screen(*corners[0])
            painter.drawLine(QPointF(x - 6, y), QPointF(x + 6, y))
            painter.drawLine(QPointF(x, y - 6), QPointF(x, y + 6))
        else:
            painter.drawPolyline(line)
    handles = [QPointF(*transform.to_screen(r, c)) for r, c in placed.points]
    if selected or kind in (AnnotationKind.LENGTH, AnnotationKind.ANGLE):
        painter.setPen(QPen(color, 1.2))
        for handle in handles:
            radius = HANDLE_RADIUS if selected else 2.5
            painter.drawEllipse(handle, radius, radius)
    _paint_readings(painter, placed, line.boundingRect(), color, bounds)


def _paint_readings(
    painter: QPainter, placed: PlacedAnnotation, box: QRectF, color: QColor, bounds: QRectF
) -> None:
    lines = [reading.text for reading in placed.annotation.readings]
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


def handle_at(
    placed: PlacedAnnotation, transform: ViewTransform, x: float, y: float, reach: float = 9.0
) -> int | None:
    """Which point of an annotation lies under the mouse, or None."""
    for number, (row, column) in enumerate(placed.points):
        hx, hy = transform.to_screen(row, column)
        if math.hypot(hx - x, hy - y) <= reach:
            return number
    return None


def is_near(
    placed: PlacedAnnotation, transform: ViewTransform, x: float, y: float, reach: float = 7.0
) -> bool:
    """Whether the mouse is on the line of an annotation."""
    corners = [
        transform.to_screen(r, c) for r, c in outline_points(placed.annotation.kind, placed.points)
    ]
    if len(corners) == 1:
        return math.hypot(corners[0][0] - x, corners[0][1] - y) <= reach
    return any(_distance(x, y, start, end) <= reach for start, end in pairwise(corners))


def _distance(x: float, y: float, start: PicturePoint, end: PicturePoint) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    squared = dx * dx + dy * dy
    along = 0.0 if squared == 0 else ((x - start[0]) * dx + (y - start[1]) * dy) / squared
    along = min(max(along, 0.0), 1.0)
    return math.hypot(x - start[0] - along * dx, y - start[1] - along * dy)
