"""Trachea and main bronchi in a CT volume whose axes run superior, posterior, left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

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
_LARGEST_STEP_MM = 8.0
_FARTHEST_FROM_MIDDLE_MM = 60.0
_DARKEST_ABOVE_HU = -850
PLAUSIBLE_ML = 12.0
"""Air of a trachea with main bronchi, at least: 30 to 50 mL in adults, less in children."""


class Hole(NamedTuple):
    """One round, dark hole of a slice: center in mm, its darkest voxel, and its pixels."""

    row_mm: float
    column_mm: float
    darkest: tuple[int, int, int]
    pixels: Bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Airways:
    """Trachea and main bronchi.

    Parameters
    ----------
    with_walls : (k, j, i) bool
        Their air and their walls; empty where no trachea is seen.
    air_ml : float
        Volume of their air.
    """

    with_walls: Bool
    air_ml: float

    @property
    def plausible(self) -> bool:
        """Whether there is as much air as in a trachea with its main bronchi."""
        return self.air_ml >= PLAUSIBLE_ML


def find_airways(
    hu: NDArray[np.float32], inner_air: Bool, spacing_mm: tuple[float, float, float]
) -> Airways:
    """Trachea and main bronchi.

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
    track = _trachea(hu, inner_air, spacing_mm)
    if not track:
        return Airways(with_walls=np.zeros_like(inner_air), air_ml=0.0)
    voxel_ml = float(np.prod(spacing_mm)) / 1000
    # The holes are the trachea, whatever becomes of the growing below them.
    air = np.zeros_like(inner_air)
    for hole in track:
        air[hole.darkest[0]] |= hole.pixels
    grown = _grown(hu, inner_air, track[len(track) // 2].darkest, voxel_ml)
    if grown is not None:
        air |= grown
    distance = ndimage.distance_transform_edt(~air, sampling=spacing_mm)
    return Airways(with_walls=distance <= _WALL_MM, air_ml=float(air.sum()) * voxel_ml)


def _grown(
    hu: NDArray[np.float32], inner_air: Bool, seed: tuple[int, int, int], voxel_ml: float
) -> Bool | None:
    """Air that is connected to the seed, at the highest threshold that does not leak."""
    best: Bool | None = None
    volume = 0.0
    for threshold in range(-1000, -780, 15):
        grown = _component(inner_air & (hu < threshold), seed)
        if grown is None:
            continue
        now = float(grown.sum()) * voxel_ml
        # Noise breaks the trachea into crumbs at the lowest thresholds: that they join is no leak.
        leaked = volume >= PLAUSIBLE_ML and now > 1.35 * volume and now - volume > _SMALLEST_RISE_ML
        if leaked or now > _LARGEST_ML:
            break
        best, volume = grown, now
    return best


def _component(mask: Bool, seed: tuple[int, int, int]) -> Bool | None:
    if not mask[seed]:
        return None
    labels, _ = ndimage.label(mask)
    component: Bool = labels == labels[seed]
    return component


def _trachea(
    hu: NDArray[np.float32], inner_air: Bool, spacing_mm: tuple[float, float, float]
) -> list[Hole]:
    """Round holes one below the other, from the top slice on, as long as they go on."""
    dk, dj, di = spacing_mm
    needed = max(2, round(_RUN_MM / dk))
    columns = np.flatnonzero(inner_air.any(axis=(0, 1)))
    if columns.size == 0:
        return []
    middle = (columns[0] + columns[-1]) / 2 * di
    track: list[Hole] = []
    for k in range(hu.shape[0] - 1, -1, -1):
        holes = _round_holes(hu[k], inner_air[k], (dj, di), k)
        following = [h for h in holes if not track or _follows(h, track[-1])]
        if not following:
            if len(track) >= needed:
                return track
            track = []
            following = holes
        if following:
            hole = min(following, key=lambda h: abs(h.column_mm - middle))
            if track or abs(hole.column_mm - middle) < _FARTHEST_FROM_MIDDLE_MM:
                track.append(hole)
    return track if len(track) >= needed else []


def _follows(hole: Hole, above: Hole) -> bool:
    step = np.hypot(hole.row_mm - above.row_mm, hole.column_mm - above.column_mm)
    return bool(step < _LARGEST_STEP_MM)


def _round_holes(
    hu: NDArray[np.float32], air: Bool, spacing_mm: tuple[float, float], k: int
) -> list[Hole]:
    """Each round, dark hole of a slice."""
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
        if float(values.min()) > _DARKEST_ABOVE_HU:
            continue
        j, i = np.unravel_index(int(values.argmin()), values.shape)
        row, column = int(j) + box[0].start, int(i) + box[1].start
        found.append(
            Hole(row * spacing_mm[0], column * spacing_mm[1], (k, row, column), labels == number)
        )
    return found
