"""How far the positions of a stack can be trusted: the geometry honesty badge.

References
----------
PS3.3 C.7.6.2.1.1 (Image Position and Orientation). The limits are those of the program:
deviations above 1 % and 0.01 mm are told, above 10 % or 0.2 mm block volumes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workstation.domain.geometry import (
    ORTHOGONAL_TOLERANCE_DEG,
    GeometryIssue,
    GeometryIssueCode,
)
from workstation.messages import NOTHING, Message, joined

TOLD_MM, TOLD_SHARE = 0.01, 0.01
REFUSED_MM, REFUSED_SHARE = 0.2, 0.1
SAME_POSITION_MM = 0.01
LEAST_REGULAR_SHARE = 0.25
MOST_NAMED_GAPS = 5


def slice_normal(orientation: Sequence[float]) -> NDArray[np.float64]:
    """Row direction × column direction, unit length, LPS."""
    normal = np.cross(np.asarray(orientation[:3]), np.asarray(orientation[3:]))
    unit: NDArray[np.float64] = normal / np.linalg.norm(normal)
    return unit


def check_positions(
    positions_lps_mm: NDArray[np.float64],
    orientation: Sequence[float],
    paths: Sequence[str],
    modality: str,
) -> tuple[tuple[GeometryIssue, ...], bool]:
    """Judge the slice positions of one stack.

    Parameters
    ----------
    positions_lps_mm : (k, 3) float64
        Image Position (Patient) of each slice, sorted along the normal.
    orientation : six float
        Row direction and column direction.
    paths : sequence of str
        File of each slice, for the messages' `files`.
    modality : str
        Words a tilt as that of a gantry when it is CT.

    Returns
    -------
    tuple of (issues, uniform)
        `uniform` is whether a regular grid describes every slice within 0.01 mm or 1 %.
    """
    if len(positions_lps_mm) < 2:
        return (), True
    normal = slice_normal(orientation)
    distances = positions_lps_mm @ normal
    steps = np.diff(distances)
    issues = [*_spacing_issues(steps, paths), *_sideways_issue(positions_lps_mm, paths)]
    tilt = _tilt_issue(positions_lps_mm, normal, modality)
    uniform = not issues
    if tilt is not None:
        issues.append(tilt)
    return tuple(issues), uniform


def _spacing_issues(steps: NDArray[np.float64], paths: Sequence[str]) -> list[GeometryIssue]:
    typical, gaps = _missing(steps)
    if gaps:
        named = joined(
            "; ",
            (
                Message(
                    "{steps:.2f} mm between images {i} and {i2}", steps=steps[i], i=i + 1, i2=i + 2
                )
                for i in gaps[:MOST_NAMED_GAPS]
            ),
        )
        more = (
            Message(" and {count} more", count=len(gaps) - MOST_NAMED_GAPS)
            if len(gaps) > MOST_NAMED_GAPS
            else NOTHING
        )
        missing = sum(round(float(steps[i]) / typical) - 1 for i in gaps)
        return [
            GeometryIssue(
                code=GeometryIssueCode.MISSING_SLICES,
                message=Message(
                    "{count} slice is missing: {named}{more}, where {typical:.2f} mm is regular.",
                    many="{count} slices are missing: {named}{more}, where {typical:.2f} mm "
                    "is regular.",
                    count=missing,
                    named=named,
                    more=more,
                    typical=typical,
                ),
                files=tuple(paths[i + 1] for i in gaps),
                blocks_volume=True,
            )
        ]
    deviation = np.abs(steps - typical)
    worst = float(deviation.max())
    grid = np.concatenate(([0.0], np.cumsum(steps)))
    drift = float(np.abs(grid - np.linspace(0.0, grid[-1], len(grid))).max())
    told = max(TOLD_MM, TOLD_SHARE * typical)
    if worst <= told and drift <= REFUSED_MM:
        return []
    return [
        GeometryIssue(
            code=GeometryIssueCode.NONUNIFORM_SPACING,
            message=Message(
                "Slices are not equally spaced: {steps:.3f} to {steps2:.3f} mm.",
                steps=float(steps.min()),
                steps2=float(steps.max()),
            ),
            files=tuple(paths[i + 1] for i in np.flatnonzero(deviation > told)[:20]),
            blocks_volume=worst > REFUSED_MM or worst > REFUSED_SHARE * typical,
        )
    ]


def _missing(steps: NDArray[np.float64]) -> tuple[float, list[int]]:
    """The regular step, and the gaps that are whole multiples of it.

    Gaps count as missing slices only when every other step is regular.
    """
    median = float(np.median(steps))
    for regular in dict.fromkeys((float(steps.min()), median)):
        if regular <= SAME_POSITION_MM:
            continue
        near = np.abs(steps - regular) <= min(REFUSED_MM, REFUSED_SHARE * regular)
        base = float(np.mean(steps[near])) if near.any() else regular
        multiple = np.rint(steps / base)
        off = np.abs(steps - multiple * base)
        fits = off <= min(REFUSED_MM, REFUSED_SHARE * base)
        common = near.mean() >= LEAST_REGULAR_SHARE
        if fits.all() and (multiple >= 2).any() and common:
            return base, [int(i) for i in np.flatnonzero(multiple >= 2)]
    return median, []


def _sideways_issue(positions: NDArray[np.float64], paths: Sequence[str]) -> list[GeometryIssue]:
    """Slices that do not lie on one straight line from the first to the last."""
    first, last = positions[0], positions[-1]
    line = last - first
    length = float(np.linalg.norm(line))
    if length <= SAME_POSITION_MM or len(positions) < 3:
        return []
    unit = line / length
    relative = positions - first
    lateral = relative - np.outer(relative @ unit, unit)
    distance = np.linalg.norm(lateral, axis=1)
    worst = float(distance.max())
    if worst <= max(TOLD_MM, TOLD_SHARE * length / (len(positions) - 1)):
        return []
    return [
        GeometryIssue(
            code=GeometryIssueCode.NONUNIFORM_SPACING,
            message=Message(
                "Slices are shifted sideways against each other by up to {worst:.2f} mm.",
                worst=worst,
            ),
            files=tuple(paths[i] for i in np.flatnonzero(distance > worst / 2)[:20]),
            blocks_volume=worst > REFUSED_MM,
        )
    ]


def _tilt_issue(
    positions: NDArray[np.float64], normal: NDArray[np.float64], modality: str
) -> GeometryIssue | None:
    """A stack whose direction is not the slice normal; computed from vectors, never from a tag."""
    step = positions[-1] - positions[0]
    length = float(np.linalg.norm(step))
    if length <= SAME_POSITION_MM:
        return None
    along = abs(float(step @ normal))
    sideways = float(np.linalg.norm(step - normal * float(step @ normal)))
    degrees = float(np.degrees(np.arctan2(sideways, along)))
    if degrees <= ORTHOGONAL_TOLERANCE_DEG:
        return None
    words = (
        Message("The gantry was tilted") if modality == "CT" else Message("The stack is sheared")
    )
    return GeometryIssue(
        code=GeometryIssueCode.GANTRY_TILT,
        message=Message(
            "{words}: its direction is {degrees:.2f}° off the slice normal. The "
            "grid keeps the shear; it is straightened for display.",
            words=words,
            degrees=degrees,
        ),
    )
