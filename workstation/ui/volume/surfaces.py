"""Surfaces of the segments that a viewport shows, made by jobs and kept until labels change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workstation.domain.mask import Mask
from workstation.imaging.surfaces import Surface, segment_surface
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.ui.shell.job_controller import JobController, Lane
from workstation.viewer.layers import MaskLayer
from workstation.viewer.volume_scene import ShownSurface
from workstation.viewer.volume_settings import surface_opacity

_Key = tuple[str, int, int]


def _surface(
    mask: Mask, number: int, *, token: CancelToken, progress: ProgressFn
) -> Surface | None:
    token.raise_if_cancelled()
    progress(0.0, Message("Making surfaces"))
    return segment_surface(mask.labels, number, mask.geometry) if mask.geometry else None


class VolumeSurfaces(QObject):
    """Makes surfaces; segments that did not change keep theirs."""

    changed = Signal()
    failed = Signal(object)
    """WorkstationError."""

    def __init__(self, jobs: JobController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._made: dict[_Key, Surface | None] = {}
        self._asked: set[_Key] = set()

    def of(self, layers: tuple[MaskLayer, ...]) -> tuple[ShownSurface, ...]:
        """The surfaces of layers as far as they are made; the others are asked for."""
        found = []
        for layer in layers:
            for style in layer.styles:
                key = _key(layer.mask, style.number)
                if key not in self._made:
                    self._ask(key, layer.mask)
                surface = self._made.get(key)
                if surface is not None:
                    red, green, blue = (part / 255 for part in style.color_rgb)
                    opacity = surface_opacity(style.fill_opacity)
                    found.append(ShownSurface(surface, (red, green, blue), opacity))
        return tuple(found)

    def forget(self) -> None:
        """Let go of everything, when the studies are closed."""
        self._made.clear()

    def _ask(self, key: _Key, mask: Mask) -> None:
        if key in self._asked:
            return
        self._asked.add(key)
        job = self._jobs.create(_surface, mask, key[1], lane=Lane.BACKGROUND)

        def take(surface: Surface | None) -> None:
            for old in [k for k in self._made if k[:2] == key[:2]]:
                del self._made[old]
            self._made[key] = surface
            self.changed.emit()

        job.done.connect(take)
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._asked.discard(key))
        job.start()


def _key(mask: Mask, number: int) -> _Key:
    return mask.id, number, dict(mask.changed_versions).get(number, mask.version)
