"""A volume that turns by itself about the axis that stands upright on the screen."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.scene.volume_camera import VolumeCamera
from workstation.viewer.volume_scene import Rendering, VolumeScene

STEPS = 48
"""Pictures of a whole turn."""
PACE_MS = 110


class Turned(Protocol):
    """What turns: a viewport in three dimensions."""

    camera: VolumeCamera

    @property
    def is_there(self) -> bool:
        """Whether it is seen, shows a volume, and nobody holds it."""

    @property
    def rendering(self) -> Rendering | None:
        """The picture that is shown."""

    @property
    def is_still(self) -> bool:
        """Whether that is the picture of the last scene at rest."""

    def turn_to(self, camera: VolumeCamera, known: Rendering | None) -> None:
        """Look from elsewhere; a picture that is known from before needs no rendering."""


class Turntable(QObject):
    """Turns the camera of a viewport step by step, and keeps the pictures of the last turn.

    Each step waits for its picture; once a turn was made, nothing is rendered until something
    else than the angle changes. It rests while the reader drags, and while nothing is seen.

    Parameters
    ----------
    volume : Turned
        What turns.
    """

    toggled = Signal(bool)

    def __init__(self, volume: Turned, parent: QObject) -> None:
        super().__init__(parent)
        self._volume = volume
        self._start: VolumeCamera | None = None
        self._angle = 0
        self._pictures: dict[int, Rendering] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.step)

    @property
    def is_on(self) -> bool:
        """Whether it turns."""
        return self._timer.isActive()

    def set_on(self, on: bool) -> None:
        """Begin from where the volume is seen now, or stop there."""
        if on == self.is_on:
            return
        self._start, self._angle = None, 0
        self._pictures.clear()
        if on:
            self._timer.start(PACE_MS)
        else:
            self._timer.stop()
        self.toggled.emit(on)

    def step(self) -> None:
        """Go on by one picture, where the last one is there."""
        volume = self._volume
        seen = volume.rendering
        if seen is None or not volume.is_there or not volume.is_still:
            return
        if self._start is None or volume.camera != self._camera(self._angle):
            # The reader looks from elsewhere now: it goes on from there.
            self._start, self._angle = volume.camera, 0
            self._pictures.clear()
        kept = next(iter(self._pictures.values()), None)
        if kept is not None and not _differs_by_angle(seen.scene, kept.scene):
            self._pictures.clear()
        if seen.is_final:
            self._pictures[self._angle] = seen
        self._angle = (self._angle + 1) % STEPS
        volume.turn_to(self._camera(self._angle), self._pictures.get(self._angle))

    def _camera(self, angle: int) -> VolumeCamera:
        assert self._start is not None  # noqa: S101 - set by the first step
        return self._start.around(angle * 360.0 / STEPS)


def _differs_by_angle(one: VolumeScene, other: VolumeScene) -> bool:
    """Whether two scenes show the same but for the camera."""

    def rest(scene: VolumeScene) -> tuple[object, ...]:
        surfaces = [(id(s.surface), s.color, s.opacity) for s in scene.surfaces]
        inside = [id(layer) for layer in scene.inside]
        what = (id(scene.volume), scene.look, scene.shows_volume)
        return (*what, scene.size, scene.kept, surfaces, inside)

    return rest(one) == rest(other)
