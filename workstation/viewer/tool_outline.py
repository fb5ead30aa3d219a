"""The shape that a tool shows under the mouse: a brush, an outline that is being drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from workstation.scene.camera import ViewTransform

_CIRCLE = 64
_RIM = QColor(0, 0, 0, 150)


@dataclass(frozen=True, slots=True)
class ToolOutline:
    """Corners (row, column) of a picture, joined by lines; closed or open."""

    corners: tuple[tuple[float, float], ...]
    color: tuple[int, int, int]
    closed: bool = True


def circle_outline(
    center: tuple[float, float],
    radius: float,
    pixel_rc: tuple[float, float],
    color: tuple[int, int, int],
) -> ToolOutline:
    """A circle around a point of the picture.

    Parameters
    ----------
    center : tuple of float
        Row and column.
    radius : float
        In the unit of `pixel_rc`, mm where that is known.
    pixel_rc : tuple of float
        Size of a pixel.
    """
    angles = np.linspace(0, 2 * np.pi, _CIRCLE, endpoint=False)
    rows = center[0] + radius / pixel_rc[0] * np.sin(angles)
    columns = center[1] + radius / pixel_rc[1] * np.cos(angles)
    return ToolOutline(tuple(zip(rows.tolist(), columns.tolist(), strict=True)), color)


def paint_tool_outline(
    painter: QPainter, outline: ToolOutline | None, transform: ViewTransform
) -> None:
    """Draw it with a dark rim, seen on black and on white."""
    if outline is None or not outline.corners:
        return
    points = QPolygonF([QPointF(*transform.to_screen(r, c)) for r, c in outline.corners])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for pen in (QPen(_RIM, 3.0), QPen(QColor(*outline.color), 1.4)):
        painter.setPen(pen)
        if outline.closed:
            painter.drawPolygon(points)
        else:
            painter.drawPolyline(points)
