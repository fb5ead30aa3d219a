"""Lines of compound graphics: ticks, gaps, heads, and lines that run to the border.

References
----------
PS3.3 C.10.5.1.3 (Compound Graphic Sequence).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.display_objects import CompoundGraphic, CompoundKind

Points = NDArray[np.float64]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_ROUND = 96
_TICK_PX, _HEAD_PX, _CUT_PX = 6.0, 10.0, 28.0
_HEAD_SPREAD = 0.45
_DIVISIONS = 10
_FAR = 1e5


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Lines, (n, 2) each, and words with their places; all in screen pixels."""

    lines: list[Points] = field(default_factory=list)
    words: list[tuple[tuple[float, float], str]] = field(default_factory=list)


def compound_points(graphic: CompoundGraphic) -> Points:
    """The points of a compound graphic, turned, in the units that they are given in.

    Rectangles and ellipses become closed outlines, (n, 2); the others keep their points.
    """
    points = np.asarray(graphic.points, dtype=np.float64)
    if graphic.kind is CompoundKind.RECTANGLE:
        (x0, y0), (x1, y1) = points[:2]
        points = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])
    elif graphic.kind is CompoundKind.ELLIPSE:
        turn = np.linspace(0.0, 2 * np.pi, _ROUND + 1)
        middle, half = (points[0] + points[1]) / 2, (points[1] - points[0]) / 2
        points = middle + half * np.column_stack([np.cos(turn), np.sin(turn)])
    if graphic.rotation_deg:
        about = graphic.rotation_point
        center = np.asarray(about) if about is not None else points.mean(axis=0)
        angle = np.deg2rad(graphic.rotation_deg)
        # Counterclockwise as seen, with rows running down.
        turned = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        points = (points - center) @ turned.T + center
    return points


def compound_drawing(
    graphic: CompoundGraphic,
    points: ArrayLike,
    *,
    gap_middle: ArrayLike | None,
    area_width: float,
    border: Rectangle,
) -> Drawing:
    """What is drawn of a compound graphic.

    Parameters
    ----------
    graphic : CompoundGraphic
        For its kind, ticks, gap and visible part.
    points : (n, 2)
        Of `compound_points`, on the screen.
    gap_middle : (2,) or None
        The rotation point on the screen; None takes the middle of the line.
    area_width : float
        Of the displayed area, screen pixels: the unit of gap and visible part.
    border : Rectangle
        Of the viewport; endless lines run to it.
    """
    at = np.asarray(points, dtype=np.float64)
    gap, visible = graphic.gap * area_width / 2, graphic.visible * area_width / 2
    match graphic.kind:
        case CompoundKind.MULTILINE:
            count = len(at) // 2 * 2
            return Drawing([at[n : n + 2] for n in range(0, count, 2)])
        case CompoundKind.INFINITELINE | CompoundKind.CUTLINE:
            return _endless(graphic.kind, at, gap_middle, gap, border)
        case CompoundKind.RANGELINE:
            normal = _normal(at[0], at[1]) * _TICK_PX
            ends = [np.array([p - normal, p + normal]) for p in at[:2]]
            return Drawing([at[:2], *ends])
        case CompoundKind.RULER | CompoundKind.AXIS:
            return _ticked(graphic, at)
        case CompoundKind.CROSSHAIR:
            reach = visible or _FAR
            arms = [np.array(d) for d in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))]
            found = [_clipped(at[0] + gap * arm, at[0] + reach * arm, border) for arm in arms]
            return Drawing([line for line in found if line is not None])
        case CompoundKind.ARROW:
            return Drawing([at[:2], _head(at[0], at[1])])
        case _:
            return Drawing([at])


def _normal(first: Points, second: Points) -> Points:
    """Unit vector to the right of a line, as seen with rows running down."""
    along = second - first
    length = max(float(np.hypot(*along)), 1e-9)
    normal: Points = np.array([-along[1], along[0]]) / length
    return normal


def _head(tip: Points, foot: Points) -> Points:
    along = foot - tip
    along = along / max(float(np.hypot(*along)), 1e-9) * _HEAD_PX
    aside = np.array([-along[1], along[0]]) * _HEAD_SPREAD
    head: Points = np.array([tip + along + aside, tip, tip + along - aside])
    return head


def _endless(
    kind: CompoundKind,
    at: Points,
    gap_middle: ArrayLike | None,
    gap: float,
    border: Rectangle,
) -> Drawing:
    along = at[1] - at[0]
    along = along / max(float(np.hypot(*along)), 1e-9)
    whole = _clipped(at[0] - _FAR * along, at[1] + _FAR * along, border)
    if whole is None:
        return Drawing()
    middle = np.asarray(gap_middle) if gap_middle is not None else at[:2].mean(axis=0)
    halves = [whole]
    if gap > 0:
        before, after = middle - gap * along, middle + gap * along
        parts = [_clipped(whole[0], before, border), _clipped(after, whole[1], border)]
        halves = [part for part in parts if part is not None]
    lines = list(halves)
    if kind is CompoundKind.CUTLINE:
        normal = _normal(at[0], at[1])
        quarters = [part.mean(axis=0) for part in (halves if gap > 0 else _split(whole))]
        for foot in quarters:
            lines += [np.array([foot, foot + normal * _CUT_PX]), _head(foot, foot + normal)]
    return Drawing(lines)


def _split(line: Points) -> list[Points]:
    middle = line.mean(axis=0)
    return [np.array([line[0], middle]), np.array([middle, line[1]])]


def _ticked(graphic: CompoundGraphic, at: Points) -> Drawing:
    below = _normal(at[0], at[1])
    ticks: Sequence[tuple[float, str]] = graphic.ticks
    if not ticks and graphic.kind is CompoundKind.RULER:
        ticks = [(n / _DIVISIONS, "") for n in range(_DIVISIONS + 1)]
    low, high = {"TOP": (-_TICK_PX, 0.0), "BOTTOM": (0.0, _TICK_PX)}.get(
        graphic.ticks_at, (-_TICK_PX / 2, _TICK_PX / 2)
    )
    lines, words = [at[:2]], []
    side = -1.0 if graphic.labels_at == "TOP" else 1.0
    for place, label in ticks:
        on = at[0] + place * (at[1] - at[0])
        lines.append(np.array([on + low * below, on + high * below]))
        if label:
            x, y = on + side * 2.2 * _TICK_PX * below
            words.append(((float(x), float(y)), label))
    return Drawing(lines, words)


def _clipped(first: Points, second: Points, border: Rectangle) -> Points | None:
    """The part of a line inside a rectangle (Liang and Barsky)."""
    left, top, right, bottom = border
    step = second - first
    low, high = 0.0, 1.0
    for direction, distance in (
        (-step[0], first[0] - left),
        (step[0], right - first[0]),
        (-step[1], first[1] - top),
        (step[1], bottom - first[1]),
    ):
        if direction == 0:
            if distance < 0:
                return None
        elif direction < 0:
            low = max(low, distance / direction)
        else:
            high = min(high, distance / direction)
    if low > high:
        return None
    return np.array([first + low * step, first + high * step])
