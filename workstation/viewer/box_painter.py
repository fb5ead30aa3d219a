"""A box in the patient where a plane cuts it."""

from __future__ import annotations

import math
from itertools import product

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from workstation.imaging.planes import PlaneName
from workstation.scene.camera import ViewTransform
from workstation.scene.sources import VolumeView

Box = tuple[float, float, float, float, float, float]
"""x0, y0, z0, x1, y1, z1, LPS mm."""

_COLOR = QColor(96, 184, 255)


def box_outline(
    view: VolumeView, plane: PlaneName, index: int, box: Box
) -> list[tuple[float, float]]:
    """Corners (row, column) of the polygon in which a plane cuts a box, in turn.

    Returns
    -------
    list of tuple of float
        Empty where the plane misses the box.
    """
    corners = [
        (bits, view.locate(plane, [box[axis + 3 * bit] for axis, bit in enumerate(bits)]))
        for bits in product((0, 1), repeat=3)
    ]
    crossings: list[tuple[float, float]] = []
    for number, (bits, first) in enumerate(corners):
        for other, second in corners[number + 1 :]:
            along = second[0] - first[0]
            is_edge = sum(a != b for a, b in zip(bits, other, strict=True)) == 1
            if not is_edge or abs(along) < 1e-9:
                continue
            t = (index - first[0]) / along
            if 0.0 <= t <= 1.0:
                row = first[1] + t * (second[1] - first[1])
                crossings.append((row, first[2] + t * (second[2] - first[2])))
    if len(crossings) < 3:
        return []
    middle = [sum(point[n] for point in crossings) / len(crossings) for n in (0, 1)]
    # The cut of a box is convex: its corners lie around the middle.
    return sorted(crossings, key=lambda p: math.atan2(p[0] - middle[0], p[1] - middle[1]))


def paint_box(painter: QPainter, outline: list[tuple[float, float]], at: ViewTransform) -> None:
    """Draw the polygon with a painter in screen pixels."""
    pen = QPen(_COLOR, 1.6, Qt.PenStyle.DashLine)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPolygon(QPolygonF([QPointF(*at.to_screen(*point)) for point in outline]))
