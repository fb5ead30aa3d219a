"""Pictures of what is shown: copied, or saved as PNG."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from workstation.errors import OutputError
from workstation.ui.action_spec import ActionSpec
from workstation.viewer.language import tr
from workstation.viewer.slice_viewport import SliceViewport

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow

_MENU = "&File"
_WITHOUT_PATIENT = 1
PICTURE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("copy_view", "&Copy view", _MENU, ("Ctrl+C",)),
    ActionSpec("copy_all_views", "Copy &all views", _MENU, ("Ctrl+Shift+C",)),
    ActionSpec("save_picture", "&Save picture as…", _MENU, ("Ctrl+Shift+S",), separator=True),
)


def picture_of(viewport: SliceViewport, *, without_patient: bool = False) -> QImage:
    """What a viewport shows, in pixels of the screen.

    Parameters
    ----------
    viewport : SliceViewport
        What is pictured, with everything that is drawn on it.
    without_patient : bool
        Leave the patient's corner text out. Text that is part of the pixels stays.
    """
    mode = viewport.text_mode
    if without_patient and mode == 0:
        viewport.text_mode = _WITHOUT_PATIENT
    picture = viewport.picture()
    viewport.text_mode = mode
    return picture


def picture_of_all(area: QWidget, viewports: list[SliceViewport]) -> QImage:
    """Viewports of one area, each at its place, on black.

    Parameters
    ----------
    area : QWidget
        What holds them.
    viewports : list of SliceViewport
        Those that are seen.
    """
    ratio = area.devicePixelRatioF()
    places = [QRect(v.mapTo(area, QPoint(0, 0)), v.size()) for v in viewports]
    whole = places[0]
    for place in places:
        whole = whole.united(place)
    picture = QImage(whole.size() * ratio, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0))
    painter = QPainter(picture)
    for viewport, place in zip(viewports, places, strict=True):
        painter.drawImage(place.topLeft() - whole.topLeft(), picture_of(viewport))
    painter.end()
    return picture


def picture_handlers(window: MainWindow) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does."""

    def copy(_on: bool) -> None:
        QGuiApplication.clipboard().setImage(picture_of(window.area.stage.active))
        window.tell(tr("The view was copied."))

    def copy_all(_on: bool) -> None:
        area = window.viewer_windows.active_area
        seen = [frame.viewport for frame in area.frames if not frame.isHidden()]
        QGuiApplication.clipboard().setImage(picture_of_all(area, seen))
        window.tell(tr("{count} views were copied.").format(count=len(seen)))

    def save(_on: bool) -> None:
        chosen = window.prompts.save_picture(window, "picture.png")
        if chosen is None:
            return
        path, without_patient = chosen
        picture = picture_of(window.area.stage.active, without_patient=without_patient)
        if picture.save(str(path), "PNG"):
            window.tell(tr("Picture saved: {name}").format(name=path.name))
        else:
            window.show_error(
                OutputError(
                    tr("The picture could not be written: {name}").format(name=path.name),
                    hint=tr("Choose another folder, or free space."),
                )
            )

    return {"copy_view": copy, "copy_all_views": copy_all, "save_picture": save}
