"""What a drag of the mouse does to a picture in three dimensions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from workstation.domain.study import WindowSetting
from workstation.scene.volume_camera import VolumeCamera
from workstation.viewer.volume_settings import VolumeSettings

WHEEL_STEP = 1.1
_ZOOM_PER_PX = 1.008
_STRETCH_PER_PX = 1.006


class VolumeMouse:
    """A drag that goes on: from where, with which button."""

    def __init__(self) -> None:
        self._from: QPointF | None = None
        self._button = Qt.MouseButton.NoButton

    @property
    def is_dragging(self) -> bool:
        """Whether a button is held."""
        return self._from is not None

    @property
    def button(self) -> Qt.MouseButton:
        """The button that is held."""
        return self._button

    def press(self, place: QPointF, button: Qt.MouseButton) -> None:
        """A button went down."""
        self._from, self._button = place, button

    def step(self, place: QPointF) -> QPointF:
        """How far the mouse went since it was last asked, px."""
        gone = place - self._from if self._from is not None else QPointF()
        self._from = place
        return gone

    def release(self) -> bool:
        """The button went up; whether it was held."""
        was, self._from = self.is_dragging, None
        return was


def dragged_camera(camera: VolumeCamera, button: Qt.MouseButton, step: QPointF) -> VolumeCamera:
    """The left button turns, the middle one moves, the right one zooms."""
    if button is Qt.MouseButton.LeftButton:
        return camera.turned(step.x(), step.y())
    if button is Qt.MouseButton.MiddleButton:
        return camera.moved(step.x(), step.y())
    if button is Qt.MouseButton.RightButton:
        return camera.zoomed(_ZOOM_PER_PX ** -step.y())
    return camera


def dragged_values(
    settings: VolumeSettings, window: WindowSetting, step: QPointF, height_px: float
) -> VolumeSettings:
    """To the right: a wider range of values. Down: higher values, so that less is seen."""
    span = settings.preset.span * (window.width if settings.preset.relative else 1.0)
    return settings.windowed(_STRETCH_PER_PX ** step.x(), step.y() / max(height_px, 1) * span)
