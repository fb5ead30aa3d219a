"""Whether a chest lies in its volume as the header says: spine behind, heart left, apex up.

A header that is wrong about the orientation mirrors or turns the patient, and nothing in the
numbers shows it. The organs do. Everything here takes arrays whose axes run to the head, the back
and the left (`imaging.canonical`), and each piece of evidence is odd: the same chest turned the
other way round has its opposite. What says nothing either way, e.g. a slab without heart or
diaphragm, raises no doubt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from workstation.messages import Message

Bool = NDArray[np.bool_]
Spacing = tuple[float, float, float]

_BONE_HU = 180.0
_SPINE_MM = 36.0
_LEAST_SPINE_MM2 = 250.0
"""Bone of a vertebra in one slice, at least."""

_HEART_LEVELS = (0.2, 0.6)
"""Where the heart lies, of the height of the lungs, from below."""
_LEAST_LUNG_SHARE = 0.2
"""Of its largest section: a level at which either lung is smaller shows no heart between lungs."""
_MOST_CUT_SHARE = 0.25
"""Of the largest section, at either end of the volume: levels of a part are not those of lungs."""
_LEAST_LEVELS = 5
_LEAST_ROWS = 10
_HEART_RIGHT_MM = 6.0
_HEART_NEAR_MM = 90.0

_LEAST_COLUMNS = 200
_LEAST_UNCUT_SHARE = 0.8
"""Of the columns through the lungs, that end within the image."""
_DOME_MM = 40.0
"""How deep below its outline a dome of the lung rises."""
_DOME_DOUBT, _MOST_OF_DOMES = 0.4, 3.0
_AIRWAY_DOUBT_MM, _MOST_OF_AIRWAYS = 15.0, 1.5
_LEAST_AGAINST = 0.75
"""Domes are heard over airways: what passes for a trachea in a chest upside down may be bowel."""


def spine_column(coarse: NDArray[np.float32], lungs: Bool, spacing_mm: Spacing) -> float | None:
    """Column of the spine at the level of the lungs; None where there is no spine.

    The spine is the densest band of bone behind the lungs' center. It holds when the field
    of view shows one side of the chest only, where the middle of the body does not.

    Parameters
    ----------
    coarse, lungs : (k, j, i) float32, bool
        Hounsfield units and lungs, axes to head, back and left.
    """
    found = _bone_band(coarse, lungs, spacing_mm, behind=True)
    return None if found is None else found.column


def order_doubts(
    coarse: NDArray[np.float32],
    lungs: Bool,
    airways: Bool | None,
    spacing_mm: Spacing,
) -> tuple[Message, ...]:
    """What speaks against the orientation that the file states; none when nothing does.

    Parameters
    ----------
    coarse, lungs : (k, j, i) float32, bool
        Hounsfield units and lungs, axes to head, back and left.
    airways : (k, j, i) bool or None
        Trachea and main bronchi; None when they were not found.
    """
    doubts = []
    behind = _bone_band(coarse, lungs, spacing_mm, behind=True)
    front = _bone_band(coarse, lungs, spacing_mm, behind=False)
    if front is not None and (behind is None or front.area_mm2 > behind.area_mm2):
        doubts.append(
            Message(
                "WARNING: the spine lies in front of the lungs: the volume seems to be turned or "
                "mirrored against what the file states. Right and left may be swapped: check them."
            )
        )
    elif behind is None:
        doubts.append(
            Message(
                "No spine was found behind the lungs: the volume may be turned, mirrored, cut, or "
                "not a chest. Right and left may be wrong: check them."
            )
        )
    if behind is not None:
        shift = heart_shift_mm(lungs, (behind.row, behind.column), spacing_mm)
        if shift is not None and shift < -_HEART_RIGHT_MM:
            doubts.append(
                Message(
                    "WARNING: the heart seems to lie on the patient's right. The volume may be "
                    "mirrored against what the file states, or this is dextrocardia or a shifted "
                    "heart: right and left may be swapped. Check them."
                )
            )
    if _upside_down(lungs, airways, spacing_mm):
        doubts.append(
            Message(
                "WARNING: the lungs seem to stand on their heads: the volume seems to be stored "
                "upside down against what the file states. Right and left may be swapped: check "
                "them."
            )
        )
    return tuple(doubts)


def heart_shift_mm(lungs: Bool, spine_ji: tuple[float, float], spacing_mm: Spacing) -> float | None:
    """How much farther what lies between the lungs reaches to the left of the spine, mm.

    Median over the levels of the heart of the difference between the distances of the left and
    the right lung from the plane of the spine, in front of it; negative when it reaches farther to
    the right. None when either lung is missing there, or the volume ends amid the lungs. A patient
    who lies rolled to one side is brought straight first, by the line between the lungs.
    """
    areas = lungs.sum(axis=(1, 2))
    if max(areas[0], areas[-1]) > _MOST_CUT_SHARE * areas.max():
        return None
    lungs = _unrolled(lungs, spine_ji, spacing_mm)
    x = (np.arange(lungs.shape[2]) - spine_ji[1]) * spacing_mm[2]
    left, right = x > 0, x < 0
    levels = np.flatnonzero(areas)
    sections = [lungs[:, :, side].sum(axis=(1, 2)) for side in (left, right)]
    low, high = (levels[0] + share * (levels[-1] - levels[0]) for share in _HEART_LEVELS)
    shifts = []
    for k in range(round(low), round(high) + 1):
        if any(s[k] < _LEAST_LUNG_SHARE * s.max() or s[k] == 0 for s in sections):
            continue
        rows = np.flatnonzero(lungs[k].any(axis=1))
        section = lungs[k, : int(rows.mean())]
        gaps = [
            np.where(section[:, side], np.abs(x[side]), np.inf).min(axis=1)
            for side in (left, right)
        ]
        near = (gaps[0] < _HEART_NEAR_MM) & (gaps[1] < _HEART_NEAR_MM)
        if near.sum() >= _LEAST_ROWS:
            shifts.append(float(np.median(gaps[0][near] - gaps[1][near])))
    return float(np.median(shifts)) if len(shifts) >= _LEAST_LEVELS else None


def _unrolled(lungs: Bool, spine_ji: tuple[float, float], spacing_mm: Spacing) -> Bool:
    """Lungs turned about the spine so that the line between their centers lies across."""
    plane = lungs.sum(axis=0).astype(np.float64)
    sides = [plane.copy(), plane.copy()]
    sides[0][:, round(spine_ji[1]) :] = 0
    sides[1][:, : round(spine_ji[1])] = 0
    if not (sides[0].any() and sides[1].any()):
        return lungs
    right, left = (ndimage.center_of_mass(side) for side in sides)
    down = (left[0] - right[0]) * spacing_mm[1]
    across = (left[1] - right[1]) * spacing_mm[2]
    length = float(np.hypot(down, across))
    cosine, sine = across / length, down / length
    ratio = spacing_mm[2] / spacing_mm[1]
    matrix = np.array([[1, 0, 0], [0, cosine, sine * ratio], [0, -sine / ratio, cosine]])
    center = np.array([0.0, *spine_ji])
    turned: Bool = ndimage.affine_transform(
        lungs.astype(np.uint8), matrix, offset=center - matrix @ center, order=0
    ).astype(bool)
    return turned


def dome_slope(lungs: Bool, spacing_mm: Spacing) -> float | None:
    """How steeply both ends of the lungs rise from their outline to its middle, mm per mm.

    An apex is convex and a base hollow: seen from above both are higher in the middle. Negative
    when the lungs stand on their heads; None where the image cuts too much of them.
    """
    proj = lungs.any(axis=0)
    depth = ndimage.distance_transform_edt(np.pad(proj, 1), sampling=spacing_mm[1:])[1:-1, 1:-1]
    depth = np.minimum(depth, _DOME_MM)
    last = lungs.shape[0] - 1
    top, bottom = last - lungs[::-1].argmax(axis=0), lungs.argmax(axis=0)
    slope = 0.0
    for surface, uncut in ((top, proj & (top < last)), (bottom, proj & (bottom > 0))):
        if uncut.sum() < max(_LEAST_COLUMNS, _LEAST_UNCUT_SHARE * proj.sum()):
            return None
        slope += float(np.polyfit(depth[uncut], surface[uncut] * spacing_mm[0], 1)[0])
    return slope


def _upside_down(lungs: Bool, airways: Bool | None, spacing_mm: Spacing) -> bool:
    """Whether domes or airways say so, and neither speaks against it as loudly."""
    slope = dome_slope(lungs, spacing_mm) or 0.0
    signs = float(np.clip(slope / _DOME_DOUBT, -_MOST_OF_DOMES, _MOST_OF_DOMES))
    if airways is not None and airways.any():
        heights = [
            float(np.average(np.arange(len(mask)), weights=mask.sum(axis=(1, 2))))
            for mask in (airways, lungs)
        ]
        sign = (heights[0] - heights[1]) * spacing_mm[0] / _AIRWAY_DOUBT_MM
        signs += float(np.clip(sign, -_MOST_OF_AIRWAYS, _MOST_OF_AIRWAYS))
    return signs < -_LEAST_AGAINST


@dataclass(frozen=True, slots=True, kw_only=True)
class _BoneBand:
    """Where the densest band of bone lies in a slice, and how much of it there is."""

    row: float
    column: float
    area_mm2: float


def _bone_band(
    coarse: NDArray[np.float32], lungs: Bool, spacing_mm: Spacing, *, behind: bool
) -> _BoneBand | None:
    """The densest band of bone on one side of the lungs' center.

    None where it is less than that of a vertebra.
    """
    if not lungs.any():
        return None
    levels = lungs.any(axis=(1, 2))
    rows = np.flatnonzero(lungs.any(axis=(0, 2)))
    center = int(np.average(rows, weights=lungs.sum(axis=(0, 2))[rows]))
    first = center if behind else 0
    part = coarse[levels][:, center:] if behind else coarse[levels][:, :center]
    bone = (part > _BONE_HU).sum(axis=0).astype(np.float64)
    width = max(1, round(_SPINE_MM / spacing_mm[2]))
    band = ndimage.uniform_filter1d(bone.sum(axis=0), width, mode="constant")
    column = int(band.argmax())
    area = float(band[column]) * width / int(levels.sum()) * spacing_mm[1] * spacing_mm[2]
    if area < _LEAST_SPINE_MM2:
        return None
    here = bone[:, max(0, column - width // 2) : column + width // 2 + 1].sum(axis=1)
    row = first + float(np.average(np.arange(len(here)), weights=here))
    return _BoneBand(row=row, column=float(column), area_mm2=area)
