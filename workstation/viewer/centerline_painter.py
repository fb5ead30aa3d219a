"""A centerline over a picture: bright where it lies on the plane, faint where it does not."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workstation.imaging.planes import PlaneName
from workstation.scene.camera import ViewTransform
from workstation.scene.image_view import ImageView, Point

_NEAR = QColor(80, 230, 200)
_FAR = QColor(80, 230, 200, 90)
_RADIUS_PX = 4.0


def paint_centerline(
    painter: QPainter,
    points: tuple[Point, ...],
    view: ImageView,
    plane: PlaneName,
    index: int,
    transform: ViewTransform,
) -> None:
    """Draw points and the straight way from one to the next, seen along the normal."""
    if not view.is_planar or not view.in_patient:
        return
    placed = [view.locate(plane, point) for point in points]
    screen = [QPointF(*transform.to_screen(row, column)) for _, row, column in placed]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for n in range(len(screen) - 1):
        near = max(abs(placed[n][0] - index), abs(placed[n + 1][0] - index)) <= 1.0
        painter.setPen(QPen(_NEAR if near else _FAR, 1.4))
        painter.drawLine(screen[n], screen[n + 1])
    for (at, _, _), place in zip(placed, screen, strict=True):
        color = _NEAR if abs(at - index) <= 1.0 else _FAR
        painter.setPen(QPen(color, 1.4))
        painter.setBrush(QColor(0, 0, 0, 120))
        painter.drawEllipse(place, _RADIUS_PX, _RADIUS_PX)


def paint_marked_row(painter: QPainter, row: float, transform: ViewTransform, area: QRectF) -> None:
    """Mark with a line across a straightened picture where it is cut."""
    start, along = QPointF(*transform.to_screen(row, 0)), QPointF(*transform.to_screen(row, 1))
    step = along - start
    length = (step.x() ** 2 + step.y() ** 2) ** 0.5
    if length > 0:
        reach = step / length * (area.width() + area.height())
        painter.setPen(QPen(_NEAR, 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(start - reach, start + reach)
