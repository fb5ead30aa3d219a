"""A lens over the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from workstation.scene.camera import ViewTransform

RADIUS_PX = 110.0
_RIM = QColor(200, 210, 220)


@dataclass(frozen=True, slots=True)
class Lens:
    """Where the lens is, in screen pixels, and how much larger pictures are in it."""

    at: QPointF
    factor: float = 2.0

    def transform(self, transform: ViewTransform) -> ViewTransform:
        """The map from picture to screen inside the lens; its middle stays where it is."""
        middle = np.array([self.at.x(), self.at.y()])
        matrix = transform.matrix * self.factor
        matrix[:, 2] = (transform.matrix[:, 2] - middle) * self.factor + middle
        return ViewTransform(matrix, transform.scale * self.factor)


def begin_lens(painter: QPainter, lens: Lens) -> None:
    """Draw inside of the lens only, on black, until the painter is restored."""
    path = QPainterPath()
    path.addEllipse(lens.at, RADIUS_PX, RADIUS_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setClipPath(path)
    painter.fillPath(path, QColor(0, 0, 0))


def leave_out_lens(painter: QPainter, lens: Lens, area: QRect) -> None:
    """Draw nowhere inside of the lens, until the painter is restored."""
    everywhere, inside = QPainterPath(), QPainterPath()
    everywhere.addRect(QRectF(area))
    inside.addEllipse(lens.at, RADIUS_PX, RADIUS_PX)
    painter.setClipPath(everywhere.subtracted(inside))


def end_lens(painter: QPainter, lens: Lens) -> None:
    """Draw the rim and the factor, and let the painter draw everywhere again."""
    painter.restore()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(_RIM, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(lens.at, RADIUS_PX, RADIUS_PX)
    words = f"{lens.factor:g}×"
    width = painter.fontMetrics().horizontalAdvance(words)
    painter.drawText(lens.at + QPointF(-width / 2, RADIUS_PX - 8.0), words)
    painter.restore()
