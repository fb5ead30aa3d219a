"""Long and short axes in a slice, and the largest diameter in space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, binary_dilation, binary_fill_holes, label
from scipy.spatial import ConvexHull, QhullError
from scipy.spatial.distance import pdist, squareform
from skimage.measure import find_contours

BROKEN_WALL_MM = 3.0
_FLAT_SET_LIMIT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanarDiameters:
    """Long axis and the longest chord perpendicular to it, in one slice.

    `long_ends_ji` and `short_ends_ji` are the end points, (2, 2) row and column indices.
    """

    long_axis_mm: float
    short_axis_mm: float
    slice_index: int
    long_ends_ji: NDArray[np.float64]
    short_ends_ji: NDArray[np.float64]


def long_short_axis(
    mask: NDArray[np.bool_], spacing_ji_mm: tuple[float, float]
) -> PlanarDiameters | None:
    """Long axis over all slices and the short axis in the slice of the long one.

    The outline runs half-way between inside and outside pixel centers. The short axis is
    the longest line inside the outer outline that is perpendicular to the long axis, not the
    smallest Feret diameter. Cavities belong to the lesion, as a reader draws its axes: also one
    whose wall is broken by up to `BROKEN_WALL_MM`.

    Parameters
    ----------
    mask : (k, j, i) bool
    spacing_ji_mm : tuple of float
        Row and column spacing, mm.

    Returns
    -------
    PlanarDiameters or None
        None when the mask is empty.

    References
    ----------
    RECIST 1.1, Eisenhauer et al., Eur J Cancer 2009;45:228 (in-plane diameters).
    """
    best: tuple[float, int, NDArray[np.float64]] | None = None
    for k in np.flatnonzero(mask.any(axis=(1, 2))).tolist():
        points = _outline_mm(mask[k], spacing_ji_mm)
        length, ends = _farthest_pair(np.concatenate(points))
        if best is None or length > best[0] + 1e-9:
            best = (length, k, ends)
    if best is None:
        return None
    length, k, ends = best
    whole = without_cavities(mask[k], spacing_ji_mm)
    short, short_ends = _perpendicular_chord(_outline_mm(whole, spacing_ji_mm), ends)
    scale = np.array(spacing_ji_mm)
    return PlanarDiameters(
        long_axis_mm=length,
        short_axis_mm=short,
        slice_index=k,
        long_ends_ji=ends / scale,
        short_ends_ji=short_ends / scale,
    )


def without_cavities(
    plane: NDArray[np.bool_], spacing_ji_mm: tuple[float, float]
) -> NDArray[np.bool_]:
    """A slice of a lesion with its cavities filled.

    Parameters
    ----------
    plane : (j, i) bool
    spacing_ji_mm : tuple of float
        Row and column spacing, mm.
    """
    filled: NDArray[np.bool_] = binary_fill_holes(plane)
    reach = [max(1, round(BROKEN_WALL_MM / 2 / size)) for size in spacing_ji_mm]
    grown = np.pad(filled, [(n + 1, n + 1) for n in reach])
    disc = _ellipse(reach[0], reach[1])
    closed = binary_closing(grown, disc)
    cavity = binary_fill_holes(closed) & ~closed
    if cavity.any():
        # What closing added is taken over around the cavity only.
        near = binary_dilation(cavity, _ellipse(reach[0] + 1, reach[1] + 1))
        grown = grown | (near & (closed | cavity))
    inner = tuple(slice(n + 1, -(n + 1)) for n in reach)
    whole: NDArray[np.bool_] = grown[inner]
    return whole


def _ellipse(down: int, across: int) -> NDArray[np.bool_]:
    j, i = np.mgrid[-down : down + 1, -across : across + 1]
    inside: NDArray[np.bool_] = (j / down) ** 2 + (i / across) ** 2 <= 1.0
    return inside


def largest_part(mask: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], int]:
    """The largest of the parts of a (k, j, i) mask that do not touch, and how many there are."""
    parts, count = label(mask, structure=np.ones((3, 3, 3), bool))
    if count < 2:
        return mask, int(count)
    sizes = np.bincount(parts.ravel())[1:]
    return parts == int(sizes.argmax()) + 1, int(count)


def max_diameter_3d_mm(vertices_mm: NDArray[np.float64]) -> float:
    """Largest distance between two surface vertices, mm (IBSI L0JK).

    Parameters
    ----------
    vertices_mm : (n, 3) float
        Vertices of the closed surface, mm in any orthonormal frame.
    """
    length, _ = _farthest_pair(vertices_mm)
    return length


def _outline_mm(plane: NDArray[Any], spacing_ji_mm: tuple[float, float]) -> list[NDArray[Any]]:
    rows, columns = np.flatnonzero(plane.any(axis=1)), np.flatnonzero(plane.any(axis=0))
    origin = np.array([rows[0], columns[0]], dtype=np.float64)
    crop = plane[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    padded = np.pad(crop.astype(np.float32), 1)
    contours = find_contours(padded, 0.5, fully_connected="high")
    return [(contour - 1 + origin) * np.array(spacing_ji_mm) for contour in contours]


def _farthest_pair(points: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    try:
        corners = points[ConvexHull(points).vertices]
    except QhullError:  # all on one line or in one plane
        corners = np.unique(points, axis=0)[:_FLAT_SET_LIMIT]
    if len(corners) < 2:
        return 0.0, np.repeat(corners[:1], 2, axis=0)
    distances = squareform(pdist(corners))
    a, b = np.unravel_index(int(distances.argmax()), distances.shape)
    return float(distances[a, b]), corners[[a, b]]


def _perpendicular_chord(
    outlines: list[NDArray[np.float64]], ends: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Longest inside segment at right angles to the line between `ends`."""
    direction = ends[1] - ends[0]
    length = float(np.linalg.norm(direction))
    if length == 0:
        return 0.0, ends
    along = direction / length
    across = np.array([-along[1], along[0]])
    starts = np.concatenate([outline[:-1] for outline in outlines])
    stops = np.concatenate([outline[1:] for outline in outlines])
    t0, t1 = starts @ along, stops @ along
    v0, v1 = starts @ across, stops @ across
    best, best_t, best_v = 0.0, float(t0[0]), (float(v0[0]), float(v0[0]))
    # Chord length is linear between vertices, so only positions just beside one matter.
    offset = 1e-7 * length
    for t in np.unique(np.concatenate([t0 - offset, t0 + offset])):
        crosses = (t0 < t) != (t1 < t)
        if not crosses.any():
            continue
        share = (t - t0[crosses]) / (t1[crosses] - t0[crosses])
        v = np.sort(v0[crosses] + share * (v1[crosses] - v0[crosses]))
        gaps = v[1::2] - v[: len(v) - 1 : 2]
        widest = int(gaps.argmax())
        if gaps[widest] > best:
            best = float(gaps[widest])
            best_t = float(t)
            best_v = (float(v[2 * widest]), float(v[2 * widest + 1]))
    chord = np.array([best_t * along + v * across for v in best_v])
    return best, chord
