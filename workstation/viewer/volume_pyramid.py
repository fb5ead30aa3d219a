"""A volume at several resolutions: the coarse ones serve while the fine ones are made."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from workstation.imaging.render_volume import MOST_VOXELS, prepare_render_volume
from workstation.imaging.volume_preset import Projection
from workstation.viewer.volume_level import VolumeLevel, numbers
from workstation.viewer.volume_scene import VolumeScene

LEVEL_VOXELS = (1_500_000, 10_000_000, MOST_VOXELS)
"""The most voxels of each level: a first picture soon, pictures while moving, and those at rest."""
_LOG = logging.getLogger(__name__)


class VolumePyramid:
    """The levels of one volume, with one choice of segments, for one projection.

    The first level is there at once; a thread makes the others.

    Parameters
    ----------
    scene : VolumeScene
        The scene that the levels are first made for.
    make_mapper, make_window : callable
        What casts rays, and a window of VTK that is not shown.
    limits : tuple of int
        The most voxels of each level, rising.
    told : callable
        Called by the thread when there is another level.
    """

    def __init__(
        self,
        scene: VolumeScene,
        make_mapper: Callable[[], Any],
        make_window: Callable[[], Any],
        *,
        limits: tuple[int, ...] = LEVEL_VOXELS,
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self._scene = scene
        self._make_mapper, self._make_window, self._told = make_mapper, make_window, told
        self._is_maximum = scene.look.projection is Projection.MAXIMUM
        first = self._made(limits[0])
        self._levels = [first]
        self._closing = False
        self._thread: threading.Thread | None = None
        self.is_whole = first.ready.factors_kji == (1, 1, 1) or len(limits) == 1
        """Whether the finest level is there."""
        if not self.is_whole:
            self._thread = threading.Thread(
                target=self._refine, args=(limits[1:],), name="volume levels", daemon=True
            )
            self._thread.start()

    @property
    def finest(self) -> VolumeLevel:
        """The finest level that is there."""
        return self._levels[-1]

    def within(self, voxels: int) -> VolumeLevel:
        """The finest level that is there and has at most so many voxels."""
        fitting = [level for level in self._levels if level.ready.array.size <= voxels]
        return fitting[-1] if fitting else self._levels[0]

    def serves(self, scene: VolumeScene) -> bool:
        """Whether another scene shows the same voxels."""
        return scene.volume is self._scene.volume and _cuts(scene) == _cuts(self._scene)

    def stop(self) -> None:
        """Make no further levels than the one that is being made."""
        self._closing = True

    @property
    def is_working(self) -> bool:
        """Whether the thread still makes a level."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self) -> None:
        """Wait until the thread has ended; if it was not stopped, the finest level is there."""
        if self._thread is not None:
            self._thread.join()

    def _made(self, most_voxels: int) -> VolumeLevel:
        # A mean would hide what a maximum is looked at for.
        ready = prepare_render_volume(
            self._scene.volume, most_voxels=most_voxels, maximum=self._is_maximum
        )
        return VolumeLevel(ready, self._scene, self._make_mapper())

    def _refine(self, limits: tuple[int, ...]) -> None:
        try:
            window = self._make_window()
            try:
                for limit in limits:
                    if self._closing or self.is_whole:
                        return
                    self._add(limit, window)
            finally:
                window.Finalize()
        except Exception:  # noqa: BLE001 - the coarse levels still serve, and say that they do
            _LOG.exception("A finer level of a volume could not be made")
        finally:
            self.is_whole = True
            self._told()

    def _add(self, limit: int, window: Any) -> None:  # noqa: ANN401
        before = self.finest.ready.factors_kji
        level = self._made(limit)
        if level.ready.factors_kji != before:
            if not self._is_maximum:
                level.warm_up(window, self._scene.look)
            self._levels.append(level)
            self.is_whole = self.is_whole or level.ready.factors_kji == (1, 1, 1)
            self._told()


def _cuts(scene: VolumeScene) -> tuple[object, ...]:
    """Tells one choice of segments, in one version, from another."""
    return tuple((x.mask.id, x.mask.version, numbers(x)) for x in scene.inside)
