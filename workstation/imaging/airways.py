"""Trachea and main bronchi in a CT volume whose axes run superior, posterior, left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Bool = NDArray[np.bool_]

_TRACHEA_MM2 = (40.0, 750.0)
_LONGEST_RATIO = 2.6
_RUN_MM = 12.0
"""The trachea is followed over at least this length before it is believed."""
_SMALLEST_RISE_ML = 8.0
_LARGEST_ML = 130.0
_WALL_MM = 1.7


def find_airways(
    hu: NDArray[np.float32], inner_air: Bool, spacing_mm: tuple[float, float, float]
) -> Bool:
    """Trachea and main bronchi with their walls; empty when no trachea is seen.

    Parameters
    ----------
    hu : (k, j, i) float32
        Hounsfield units; k runs to the head, i to the left.
    inner_air : (k, j, i) bool
        Air inside the body.
    spacing_mm : tuple of float
        Spacing along the axes.

    References
    ----------
    Mori K et al. Automated extraction and visualization of bronchus from 3D CT images of
    lung. CVRMed 1995: region growing with a threshold that rises until it leaks.
    """
    seed = _trachea_seed(hu, inner_air, spacing_mm)
    if seed is None:
        return np.zeros_like(inner_air)
    voxel_ml = float(np.prod(spacing_mm)) / 1000
    best: Bool | None = None
    volume = 0.0
    for threshold in range(-1000, -780, 15):
        grown = _component(inner_air & (hu < threshold), seed)
        if grown is None:
            continue
        now = float(grown.sum()) * voxel_ml
        leaked = best is not None and now > 1.35 * volume and now - volume > _SMALLEST_RISE_ML
        if leaked or now > _LARGEST_ML:
            break
        best, volume = grown, now
    if best is None:
        return np.zeros_like(inner_air)
    distance = ndimage.distance_transform_edt(~best, sampling=spacing_mm)
    with_wall: Bool = distance <= _WALL_MM
    return with_wall


def _component(mask: Bool, seed: tuple[int, int, int]) -> Bool | None:
    if not mask[seed]:
        return None
    labels, _ = ndimage.label(mask)
    component: Bool = labels == labels[seed]
    return component


def _trachea_seed(
    hu: NDArray[np.float32], inner_air: Bool, spacing_mm: tuple[float, float, float]
) -> tuple[int, int, int] | None:
    """The darkest voxel of a round hole that continues downward, from the top slice on."""
    dk, dj, di = spacing_mm
    needed = max(2, round(_RUN_MM / dk))
    columns = np.flatnonzero(inner_air.any(axis=(0, 1)))
    if columns.size == 0:
        return None
    middle = (columns[0] + columns[-1]) / 2 * di
    track: list[tuple[float, float, tuple[int, int, int]]] = []
    for k in range(hu.shape[0] - 1, -1, -1):
        holes = _round_holes(hu[k], inner_air[k], (dj, di), k)
        following = [
            h for h in holes if not track or np.hypot(h[0] - track[-1][0], h[1] - track[-1][1]) < 8
        ]
        if not following:
            track = []
            following = holes
        if following:
            track.append(min(following, key=lambda h: abs(h[1] - middle)))
        if len(track) >= needed and abs(track[-1][1] - middle) < 60.0:
            return track[len(track) // 2][2]
    return None


def _round_holes(
    hu: NDArray[np.float32], air: Bool, spacing_mm: tuple[float, float], k: int
) -> list[tuple[float, float, tuple[int, int, int]]]:
    """(row mm, column mm, darkest voxel) of each round, dark hole of a slice."""
    labels, count = ndimage.label(air)
    found = []
    pixel = spacing_mm[0] * spacing_mm[1]
    for number, box in enumerate(ndimage.find_objects(labels, max_label=count), start=1):
        inside = labels[box] == number
        area = float(inside.sum()) * pixel
        height = (box[0].stop - box[0].start) * spacing_mm[0]
        width = (box[1].stop - box[1].start) * spacing_mm[1]
        if not _TRACHEA_MM2[0] <= area <= _TRACHEA_MM2[1]:
            continue
        if max(height, width) > _LONGEST_RATIO * min(height, width):
            continue
        values = np.where(inside, hu[box], np.inf)
        if float(values.min()) > -850:
            continue
        j, i = np.unravel_index(int(values.argmin()), values.shape)
        row, column = int(j) + box[0].start, int(i) + box[1].start
        found.append((row * spacing_mm[0], column * spacing_mm[1], (k, row, column)))
    return found
