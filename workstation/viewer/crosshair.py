"""The lines in which the other planes cut a picture, and what of them lies under the mouse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workstation.imaging.mpr_axes import TURNING_PLANES
from workstation.imaging.planes import PlaneName
from workstation.scene.camera import ViewTransform
from workstation.scene.image_view import ImageView, Point
from workstation.scene.volume_view import VolumeView
from workstation.viewer.overlay_painter import PLANE_COLORS
from workstation.viewer.painted_viewport import PaintedViewport

_GAP_PX = 12.0
_MARK_GAP_PX, _MARK_PX = 5.0, 24.0
"""Of the crosshair where its planes are not to be moved: nothing of the picture is crossed out."""
_REACH_PX = 7.0
_HANDLE_PX = 5.5
_HANDLE_REACH_PX = 10.0
_HANDLE_SHARE = 0.36
"""Distance of the handles from the crosshair, of the shorter side of the viewport."""


class CrosshairPart(StrEnum):
    """What a drag takes hold of."""

    CENTER = "center"
    LINE = "line"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True, eq=False)
class CrosshairLine:
    """One line on the screen: through `center`, along the unit vector `direction`."""

    plane: PlaneName
    center: QPointF
    direction: QPointF


@dataclass(frozen=True, slots=True)
class CrosshairHit:
    """What lies under the mouse; `plane` is the one whose line it is, None for the center."""

    part: CrosshairPart
    plane: PlaneName | None = None


def crosshair_lines(
    view: ImageView, plane: PlaneName, crosshair: Point, transform: ViewTransform
) -> tuple[CrosshairLine, ...]:
    """Where the other two planes cut the picture of one.

    Parameters
    ----------
    view, plane
        What is shown.
    crosshair : tuple of float
        LPS mm.
    transform : ViewTransform
        From picture to screen.
    """
    if not isinstance(view, VolumeView) or plane not in TURNING_PLANES:
        return ()
    _, row, column = view.locate(plane, crosshair)
    center = QPointF(*transform.to_screen(row, column))
    normal = np.cross(*view.directions(plane))
    lines = []
    for other in TURNING_PLANES:
        if other is plane:
            continue
        along = np.cross(normal, np.cross(*view.directions(other)))
        _, row_1, column_1 = view.locate(plane, np.array(crosshair) + along)
        step = QPointF(*transform.to_screen(row_1, column_1)) - center
        length = math.hypot(step.x(), step.y())
        if length > 0:
            lines.append(CrosshairLine(other, center, step / length))
    return tuple(lines)


def handle_distance(area: QRectF) -> float:
    """How far from the crosshair the handles lie, screen pixels."""
    return _HANDLE_SHARE * min(area.width(), area.height())


def crosshair_hit(viewport: PaintedViewport, position: QPointF) -> CrosshairHit | None:
    """What part of a viewport's crosshair lies under the mouse, or None."""
    transform = viewport.transform_now()
    if viewport.crosshair is None or transform is None or viewport.view is None:
        return None
    lines = crosshair_lines(viewport.view, viewport.plane, viewport.crosshair, transform)
    if not lines:
        return None
    away = position - lines[0].center
    if math.hypot(away.x(), away.y()) <= _GAP_PX:
        return CrosshairHit(CrosshairPart.CENTER)
    distance = handle_distance(QRectF(viewport.rect()))
    for line in lines:
        for side in (-1.0, 1.0):
            left = away - line.direction * (side * distance)
            if math.hypot(left.x(), left.y()) <= _HANDLE_REACH_PX:
                return CrosshairHit(CrosshairPart.HANDLE, line.plane)
    for line in lines:
        across = away.x() * line.direction.y() - away.y() * line.direction.x()
        if abs(across) <= _REACH_PX:
            return CrosshairHit(CrosshairPart.LINE, line.plane)
    return None


def paint_crosshair(painter: QPainter, lines: tuple[CrosshairLine, ...], area: QRectF) -> None:
    """Draw the lines by which planes are moved, with a gap in the middle and circles to turn them.

    Parameters
    ----------
    painter : QPainter
        In screen pixels.
    lines : tuple of CrosshairLine
        What to draw, each in the color of its plane.
    area : QRectF
        The viewport.
    """
    for line in lines:
        _paint_arms(painter, line, _GAP_PX, area.width() + area.height(), 190)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(PLANE_COLORS[line.plane], 1.4))
        painter.setBrush(QColor(0, 0, 0, 120))
        for side in (-1.0, 1.0):
            at = line.center + line.direction * (side * handle_distance(area))
            painter.drawEllipse(at, _HANDLE_PX, _HANDLE_PX)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_mark(painter: QPainter, lines: tuple[CrosshairLine, ...]) -> None:
    """Draw the middle of the crosshair alone: short arms around a gap."""
    for line in lines:
        _paint_arms(painter, line, _MARK_GAP_PX, _MARK_PX, 230)


def paint_guide(painter: QPainter, line: CrosshairLine, area: QRectF) -> None:
    """Draw where the plane that is looked at cuts this picture."""
    _paint_arms(painter, line, 0.0, area.width() + area.height(), 150)


def _paint_arms(
    painter: QPainter, line: CrosshairLine, start: float, end: float, alpha: int
) -> None:
    slanted = min(abs(line.direction.x()), abs(line.direction.y())) > 1e-3
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, slanted)
    faint = QColor(PLANE_COLORS[line.plane])
    faint.setAlpha(alpha)
    painter.setPen(QPen(faint, 1.0))
    for side in (-1.0, 1.0):
        along = line.direction * side
        painter.drawLine(line.center + along * start, line.center + along * end)
