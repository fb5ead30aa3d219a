"""How many rays a picture may have, so that it is there in time; learnt from the ones before."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workstation.viewer.volume_scene import Look, VolumeScene

MOVING_S = 0.04
"""A picture of a moving volume shall take no longer."""
DRAFT_S = 0.16
"""The first picture of a volume at rest, so that it is seen within a quarter of a second."""
_BETWEEN_S = 0.6
_COARSEST = 6.0
_FIRST = 4.0
_TOO_LONG = 1.3
_ALIKE_TURN = 0.94
_ALIKE_ZOOM = 1.3
_NEARLY = 1.15
FINER_COSTS = 1.4
"""A sample of a finer level costs this much more, because its voxels lie farther apart."""


@dataclass(frozen=True, slots=True)
class Rays:
    """How a picture was made, or shall be.

    Parameters
    ----------
    distance_px : float
        Between rays, in pixels of the picture.
    step_mm : float
        Between samples of a ray.
    """

    distance_px: float
    step_mm: float

    def samples(self, size: tuple[int, int]) -> float:
        """A number in proportion to the samples of a picture."""
        return size[0] * size[1] / self.distance_px**2 / self.step_mm


class RenderPace:
    """What one sample costs in the pictures of one renderer."""

    def __init__(self) -> None:
        self._costs: dict[int, tuple[VolumeScene, float]] = {}
        self._moving_px = _FIRST
        self._slow: set[object] = set()

    def took(self, voxels: int, scene: VolumeScene, rays: Rays, seconds: float) -> None:
        """Learn from a picture of a level with so many voxels."""
        self._costs[voxels] = (scene, seconds / rays.samples(scene.size))
        if scene.moving:
            if self._moving_px >= _COARSEST and seconds > _TOO_LONG * MOVING_S:
                self._slow.add(_cost_of(scene.look))
                self._moving_px = _FIRST
                return
            wanted = rays.distance_px * math.sqrt(seconds / MOVING_S)
            self._moving_px = min(max(0.5 * (self._moving_px + wanted), 1.0), _COARSEST)

    def seconds(self, voxels: int, scene: VolumeScene, rays: Rays) -> float | None:
        """How long a picture will take; None while nothing like it was made."""
        known = {n: cost for n, (other, cost) in self._costs.items() if alike(scene, other)}
        if voxels in known:
            return known[voxels] * rays.samples(scene.size)
        if not known:
            return None
        nearest = max(known)
        factor = FINER_COSTS if voxels > nearest else 1.0
        return known[nearest] * factor * rays.samples(scene.size)

    def is_slow(self, look: Look) -> bool:
        """Whether few rays were not enough for a look to move: it needs a coarser level."""
        return _cost_of(look) in self._slow

    @property
    def moving_px(self) -> float:
        """Between rays while the volume moves."""
        return self._moving_px

    def draft_px(self, voxels: int, scene: VolumeScene, finest: Rays) -> float | None:
        """Between rays of the first picture at rest; None when nobody knows."""
        return self._within(DRAFT_S, voxels, scene, finest)

    def next_px(self, voxels: int, scene: VolumeScene, finest: Rays) -> float:
        """Between rays of the picture after: the finest one, or one on the way to it."""
        found = self._within(_BETWEEN_S, voxels, scene, finest)
        return found if found is not None else finest.distance_px

    def _within(
        self, limit_s: float, voxels: int, scene: VolumeScene, finest: Rays
    ) -> float | None:
        seconds = self.seconds(voxels, scene, finest)
        if seconds is None:
            return None
        slower = math.sqrt(seconds / limit_s)
        return finest.distance_px * slower if slower > _NEARLY else finest.distance_px


def finest_px(scene: VolumeScene, voxel_mm: float) -> float:
    """Between rays of the final picture, px: a pixel, or half a voxel where that is more."""
    return max(1.0, 0.5 * voxel_mm / scene.camera.mm_per_px)


def alike(scene: VolumeScene, other: VolumeScene) -> bool:
    """Whether pictures of two scenes cost about the same for each sample."""
    return (
        scene.volume is other.volume
        and _cost_of(scene.look) == _cost_of(other.look)
        and scene.shows_volume == other.shows_volume
        and len(scene.kept) == len(other.kept)
        and float(np.dot(scene.camera.toward, other.camera.toward)) > _ALIKE_TURN
        and _zoom(scene, other) < _ALIKE_ZOOM
    )


def _cost_of(look: Look) -> tuple[object, ...]:
    return look.opacity, look.projection, look.shading


def _zoom(scene: VolumeScene, other: VolumeScene) -> float:
    # What is seen of the patient, whatever the size of the picture.
    here = scene.camera.mm_per_px * scene.size[1]
    there = other.camera.mm_per_px * other.size[1]
    return max(here, there) / min(here, there)
