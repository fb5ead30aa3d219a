"""Closed outlines, plane by plane → voxels, a voxel being inside when its center is.

References
----------
PS3.3 C.8.8.6.3: CLOSEDPLANAR_XOR outlines are combined by exclusive or. Others of one plane add
up; an outline that lies within another is a hole, as writers of structure sets mean it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAME_PLANE_SLICES = 0.05
OFF_SLICE = 0.3
"""Beyond this share of the slice distance an outline lies between slices."""
COARSE_SLICES = 1.2
WIDEST_GAP_SLICES = 4.0
LEAST_PLANES = 3
LARGEST_STEP = 1.5
"""In the usual distance of planes; planes farther apart have nothing between them."""
ONE_MISSING = 2.5
"""In the usual distance of planes; such a gap is one plane that may have been forgotten."""
_ROUNDING = 1e-6
_HALF = 0.5 + _ROUNDING


class Outline(NamedTuple):
    """A closed line in one plane: its slice, fractional, and its corners (row, column)."""

    depth: float
    corners_ji: NDArray[np.float64]
    exclusive: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """What outlines enclose, and what of them could not be drawn as it was.

    `sideways` and `beyond` say that a part lies outside of the image, in the plane of slices
    or behind their ends; `step` is the distance of planes in slices where slices between them
    took the nearest (or, `gaps`, stayed empty); `between` that outlines lie between slices;
    `missing` that there are gaps of one plane.
    """

    labels: NDArray[np.uint8]
    sideways: bool = False
    beyond: bool = False
    between: bool = False
    step: float | None = None
    gaps: bool = False
    missing: bool = False


def fill_outlines(outlines: Sequence[Outline], shape_kji: tuple[int, int, int]) -> Filled:
    """Voxels within the outlines of one structure.

    A plane stands for half the way to its neighbors, and as much beyond the last one; each slice
    takes the plane that its middle lies in. Where planes are far apart, half a slice counts.

    Parameters
    ----------
    outlines : sequence of Outline
        In any order; those of one plane are combined.
    shape_kji : tuple of int
        Slices, rows, columns.
    """
    slices, rows, columns = shape_kji
    labels = np.zeros(shape_kji, np.uint8)
    planes = _planes(outlines)
    if not planes:
        return Filled(labels)
    depths = np.array([plane[0].depth for plane in planes])
    gaps = np.diff(depths)
    # The lower of two middle ones: a distance that is really there.
    step = float(np.sort(gaps)[(len(gaps) - 1) // 2]) if len(gaps) else 0.0
    coarse = step > COARSE_SLICES
    bridged = coarse and len(planes) >= LEAST_PLANES and step <= WIDEST_GAP_SLICES
    regular = step > 0.0 and (bridged or not coarse)
    used: dict[int, NDArray[np.uint8]] = {}
    for k in range(slices):
        plane = _plane_of(k, depths, 0.5 * step if regular else 0.5, LARGEST_STEP * step * regular)
        if plane is None:
            continue
        if plane not in used:
            used[plane] = _combined(planes[plane], (rows, columns))
        labels[k] = used[plane]
    return Filled(
        labels,
        sideways=any(_is_sideways(outline, (rows, columns)) for outline in outlines),
        beyond=bool((depths < -_HALF).any() or (depths > slices - 1 + _HALF).any()),
        between=not coarse and not 0 < step < 1 - OFF_SLICE and _lie_between(depths),
        step=step if coarse else None,
        gaps=coarse and not bridged,
        missing=regular
        and bool(((gaps > LARGEST_STEP * step) & (gaps <= ONE_MISSING * step)).any()),
    )


def _plane_of(k: int, depths: NDArray[np.float64], reach: float, largest_gap: float) -> int | None:
    """The plane that the middle of a slice lies in; halfway between two it is the later one.

    Parameters
    ----------
    k : int
        The slice.
    depths : (n,) float
        Of the planes, ascending, in slices.
    reach : float
        How far a plane stands for what is beside it, in slices, where it has no neighbor.
    largest_gap : float
        Planes farther apart are no neighbors.
    """
    later = int(np.searchsorted(depths, k - _ROUNDING))
    back = k - depths[later - 1] if later > 0 else np.inf
    ahead = depths[later] - k if later < len(depths) else np.inf
    limit = reach if back + ahead > largest_gap else np.inf
    if ahead <= min(back, limit) + _ROUNDING:
        return later
    return later - 1 if back < limit - _ROUNDING else None


def _lie_between(depths: NDArray[np.float64]) -> bool:
    return bool((np.abs(depths - np.rint(depths)) > OFF_SLICE).any())


def _planes(outlines: Sequence[Outline]) -> list[list[Outline]]:
    planes: list[list[Outline]] = []
    for outline in sorted(outlines, key=lambda each: each.depth):
        if planes and outline.depth - planes[-1][0].depth <= SAME_PLANE_SLICES:
            planes[-1].append(outline)
        else:
            planes.append([outline])
    return planes


class _Area(NamedTuple):
    """Pixels inside one outline, cut to the least box (row, column, end row, end column)."""

    box: tuple[int, int, int, int]
    filled: NDArray[np.uint8]

    def of(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The part of a picture in the box, to read and to write."""
        top, left, bottom, right = self.box
        return picture[top:bottom, left:right]

    def holds(self, other: _Area) -> bool:
        """Whether another area, whose box lies in this one, lies within."""
        top, left = self.box[:2]
        t, left_in, b, r = other.box
        part = self.filled[t - top : b - top, left_in - left : r - left]
        return bool(np.all(part >= other.filled))


def _area(outline: Outline, shape_ji: tuple[int, int]) -> _Area | None:
    """None where no pixel of the image is inside."""
    corners = outline.corners_ji
    low = np.clip(np.floor(corners.min(axis=0)), 0, shape_ji).astype(int)
    high = np.clip(np.ceil(corners.max(axis=0)) + 1, low, shape_ji).astype(int)
    size = int(high[0] - low[0]), int(high[1] - low[1])
    filled = inside_polygon(corners, size, (int(low[0]), int(low[1])))
    rows, columns = np.flatnonzero(filled.any(axis=1)), np.flatnonzero(filled.any(axis=0))
    if not len(rows):
        return None
    (top, bottom), (left, right) = rows[[0, -1]].tolist(), columns[[0, -1]].tolist()
    j, i = int(low[0]), int(low[1])
    box = (j + top, i + left, j + bottom + 1, i + right + 1)
    return _Area(box, np.ascontiguousarray(filled[top : bottom + 1, left : right + 1]))


def _combined(plane: Sequence[Outline], shape_ji: tuple[int, int]) -> NDArray[np.uint8]:
    found = (_area(outline, shape_ji) for outline in plane)
    areas = [area for area in found if area is not None]
    result = np.zeros(shape_ji, np.uint8)
    if any(outline.exclusive for outline in plane):
        for area in areas:
            np.bitwise_xor(area.of(result), area.filled, out=area.of(result))
        return result
    once = list({(area.box, area.filled.tobytes()): area for area in areas}.values())
    once.sort(key=lambda area: int(area.filled.sum()), reverse=True)
    boxes = np.array([area.box for area in once]).reshape(-1, 4)
    for number, area in enumerate(once):
        outer = boxes[:number]
        is_around = (outer[:, :2] <= area.box[:2]) & (outer[:, 2:] >= area.box[2:])
        near = np.flatnonzero(is_around.all(axis=1))
        around = sum(once[n].holds(area) for n in near)
        part = area.of(result)
        part[area.filled > 0] = 1 - around % 2
    return result


def _is_sideways(outline: Outline, shape_ji: tuple[int, int]) -> bool:
    low, high = outline.corners_ji.min(axis=0), outline.corners_ji.max(axis=0)
    return bool((low < -1.0).any() or (high > np.array(shape_ji)).any())


def inside_polygon(
    corners_ji: NDArray[np.float64], shape_ji: tuple[int, int], first_ji: tuple[int, int] = (0, 0)
) -> NDArray[np.uint8]:
    """Pixels whose centers lie inside a closed polygon, by the even-odd rule.

    Parameters
    ----------
    corners_ji : (n, 2) float
        Fractional row and column; the first corner is not repeated.
    shape_ji, first_ji : tuple of int
        Size of the part of the picture that is looked at, and its first row and column.

    Returns
    -------
    (j, i) uint8
        1 inside, 0 outside. A center exactly on the outline is inside on one side only, so
        that polygons that share an edge do not overlap.
    """
    rows, columns = shape_ji
    j0, i0 = corners_ji[:, 0], corners_ji[:, 1]
    j1, i1 = np.roll(j0, -1), np.roll(i0, -1)
    top, left = first_ji
    first = np.clip(np.ceil(np.minimum(j0, j1)), top, top + rows).astype(int)
    last = np.clip(np.ceil(np.maximum(j0, j1)), top, top + rows).astype(int)
    toggles = np.zeros((rows, columns + 1), np.int32)
    for edge in np.flatnonzero(last > first):
        crossed = np.arange(first[edge], last[edge])
        share = (crossed - j0[edge]) / (j1[edge] - j0[edge])
        column = np.ceil(i0[edge] + share * (i1[edge] - i0[edge]))
        np.add.at(toggles, (crossed - top, np.clip(column - left, 0, columns).astype(int)), 1)
    return (np.cumsum(toggles[:, :columns], axis=1) % 2).astype(np.uint8)
