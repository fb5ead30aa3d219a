"""A small cube in the corner that shows how the patient is turned."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from workstation.scene.volume_camera import Standpoint, VolumeCamera

SIZE_PX = 56.0
_MARGIN_PX = 12.0
_TEXT_PX = 46.0
_NORMALS = {
    Standpoint.LEFT: (1, 0, 0),
    Standpoint.RIGHT: (-1, 0, 0),
    Standpoint.POSTERIOR: (0, 1, 0),
    Standpoint.ANTERIOR: (0, -1, 0),
    Standpoint.HEAD: (0, 0, 1),
    Standpoint.FEET: (0, 0, -1),
}
_COLORS = {
    Standpoint.LEFT: QColor(104, 150, 76),
    Standpoint.RIGHT: QColor(104, 150, 76),
    Standpoint.POSTERIOR: QColor(68, 146, 132),
    Standpoint.ANTERIOR: QColor(68, 146, 132),
    Standpoint.HEAD: QColor(136, 116, 178),
    Standpoint.FEET: QColor(136, 116, 178),
}


def cube_faces(camera: VolumeCamera, area: QRectF) -> list[tuple[Standpoint, QPolygonF, float]]:
    """The faces that are seen, as they lie on the screen.

    Parameters
    ----------
    camera : VolumeCamera
        From where it is seen.
    area : QRectF
        Of the viewport; the cube lies in its upper right corner.

    Returns
    -------
    list
        Side of the patient, outline in px, and how far the face looks at the viewer (0 to 1).
    """
    right, up, toward = camera.axes
    reach = SIZE_PX / 2
    middle = QPointF(area.right() - reach - _MARGIN_PX, area.top() + reach + _TEXT_PX)
    found = []
    for side, normal in _NORMALS.items():
        facing = float(np.dot(normal, toward))
        if facing <= 1e-6:
            continue
        first = np.roll(normal, 1)
        second = np.cross(normal, first)
        outline = QPolygonF()
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
            corner = (np.array(normal) + a * first + b * second) * reach / np.sqrt(3)
            outline.append(middle + QPointF(float(corner @ right), -float(corner @ up)))
        found.append((side, outline, facing))
    return found


def paint_cube(painter: QPainter, camera: VolumeCamera, area: QRectF) -> None:
    """Draw the cube; letters stand upright on the faces that are seen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    for side, outline, facing in cube_faces(camera, area):
        painter.setPen(QPen(QColor(15, 15, 15), 1.2))
        painter.setBrush(_COLORS[side].darker(round(100 + 90 * (1 - facing))))
        painter.drawPolygon(outline)
        if facing > 0.25:
            painter.setPen(QColor(15, 15, 15))
            box = outline.boundingRect()
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, side.value)
    painter.restore()


def face_at(camera: VolumeCamera, area: QRectF, place: QPointF) -> Standpoint | None:
    """The side of the patient whose face lies under a screen point."""
    for side, outline, _ in cube_faces(camera, area):
        if outline.containsPoint(place, Qt.FillRule.OddEvenFill):
            return side
    return None
