"""The point of the patient under the mouse in a picture in three dimensions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.ray_pick import pick, ray_samples
from workstation.scene.image_view import Point
from workstation.viewer.layers import MaskLayer
from workstation.viewer.volume_scene import VolumeScene


def seen_point(
    scene: VolumeScene, start: NDArray[np.float64], layers: tuple[MaskLayer, ...]
) -> Point | None:
    """What is seen along a ray of a scene.

    Parameters
    ----------
    scene : VolumeScene
        What is shown.
    start : (3,) float64
        A point on the ray, LPS mm.
    layers : tuple of MaskLayer
        The segments whose surfaces are shown.

    Returns
    -------
    tuple of float or None
        LPS mm; None where nothing is seen.
    """
    points = ray_samples(scene.volume.geometry, start, scene.camera.axes[2])
    if not len(points):
        return None

    def keeps(where: NDArray[np.float64]) -> NDArray[np.bool_]:
        shown = np.ones(len(where), bool)
        for half in scene.kept:
            shown &= half.holds(where)
        return shown & in_segments(where, scene.inside) if scene.inside else shown

    hits = []
    if scene.shows_volume:
        found = pick(scene.volume, points, scene.look.opacity, scene.look.projection, keeps=keeps)
        hits += [found] if found is not None else []
    if scene.surfaces:
        touched = np.flatnonzero(in_segments(points, layers) & keeps(points))
        hits += [int(touched[0])] if len(touched) else []
    if not hits:
        return None
    x, y, z = points[min(hits)].tolist()
    return x, y, z


def in_segments(points: NDArray[np.float64], layers: tuple[MaskLayer, ...]) -> NDArray[np.bool_]:
    """Whether points, (n, 3) LPS mm, lie in a segment that is shown."""
    found = np.zeros(len(points), bool)
    for layer in layers:
        if layer.mask.geometry is None:
            continue
        shape = np.array(layer.mask.labels.shape)
        kji = np.rint(layer.mask.geometry.to_kji(points)).astype(int)
        within = np.all((kji >= 0) & (kji < shape), axis=1)
        labels = layer.mask.labels[tuple(np.clip(kji, 0, shape - 1).T)]
        found |= within & np.isin(labels, [style.number for style in layer.styles])
    return found
