"""Pictures of what is shown: copied, or saved as PNG."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from workstation.errors import OutputError
from workstation.language import tr
from workstation.ui.board.view_area import ViewArea
from workstation.ui.board.viewport_frame import ViewportFrame
from workstation.ui.pictures.files import write_png

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow

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


def picture_handlers(window: MainWindow) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does."""

    def active() -> ViewportFrame:
        return window.viewer_windows.active_area.active_frame

    def copy(_on: bool) -> None:
        QGuiApplication.clipboard().setImage(picture_of(active()))
        window.tell(tr("The view was copied."))

    def copy_all(_on: bool) -> None:
        area = window.viewer_windows.active_area
        QGuiApplication.clipboard().setImage(picture_of_all(area))
        window.tell(tr("All views were copied."))

    def save(_on: bool) -> None:
        # What is seen may be another thing by the time of the answer.
        pictures = {
            without: picture_of(active(), without_patient=without) for without in (False, True)
        }
        chosen = window.prompts.save_picture(window, "picture.png")
        if chosen is None:
            return
        path, without_patient = chosen
        try:
            write_png(pictures[without_patient], path)
        except OutputError as error:
            window.show_error(error)
        else:
            window.tell(tr("Picture saved: {name}", name=path.name))

    return {"copy_view": copy, "copy_all_views": copy_all, "save_picture": save}
