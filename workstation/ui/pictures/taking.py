"""Pictures of what viewports show."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from workstation.ui.board.view_area import ViewArea
from workstation.ui.board.viewport_frame import ViewportFrame

_WITHOUT_PATIENT = 1


def picture_of(frame: ViewportFrame, *, without_patient: bool = False) -> QImage:
    """What a viewport shows, in pixels of the screen.

    Parameters
    ----------
    frame : ViewportFrame
        What is pictured, with everything that is drawn on it.
    without_patient : bool
        Leave the patient's corner text out. Text that is part of the pixels stays.
    """
    viewport = frame.viewport
    mode = viewport.text_mode
    if without_patient and mode == 0:
        viewport.text_mode = _WITHOUT_PATIENT
    picture = frame.picture()
    viewport.text_mode = mode
    return picture


def picture_of_all(area: ViewArea) -> QImage:
    """Every viewport of an area that is seen, each at its place, on black."""
    seen = [frame for frame in area.frames if not frame.isHidden()]
    ratio = area.devicePixelRatioF()
    pictures = [picture_of(frame) for frame in seen]
    places = [frame.mapTo(area, frame.picture_place()) for frame in seen]
    width = max(
        p.x() + i.width() / i.devicePixelRatio() for p, i in zip(places, pictures, strict=True)
    )
    height = max(
        p.y() + i.height() / i.devicePixelRatio() for p, i in zip(places, pictures, strict=True)
    )
    start = QPoint(min(p.x() for p in places), min(p.y() for p in places))
    size = QSize(math.ceil((width - start.x()) * ratio), math.ceil((height - start.y()) * ratio))
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0))
    painter = QPainter(picture)
    for place, image in zip(places, pictures, strict=True):
        painter.drawImage(place - start, image)
    painter.end()
    return picture
