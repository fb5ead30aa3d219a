"""Where a measurement lies on the plane that is shown: its points, its lines, and what is hit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workstation.imaging.planes import PlaneName
from workstation.measuring.kind import Stroke
from workstation.measuring.registry import measurement
from workstation.measuring.shapes import PicturePoint
from workstation.messages import Translate
from workstation.scene.camera import ViewTransform
from workstation.scene.sources import ImageView
from workstation.session.annotations import Annotation

HALF_A_PLANE = 0.501
HANDLE_REACH = 9.0
LINE_REACH = 7.0
HELD_REACH = 4.0
"""How much farther a measurement reaches that is selected, so that it is not lost again."""


@dataclass(frozen=True, slots=True, eq=False)
class PlacedAnnotation:
    """An annotation on the plane that is shown.

    Parameters
    ----------
    points : tuple of (row, column)
        Its handles.
    strokes : tuple of tuple of (row, column)
        The lines that are drawn; a closed one ends where it begins.
    foreign : bool
        Its numbers come from other images than those that are shown: another series, or another
        phase, echo or b-value of this one.
    of_other_series : bool
        They come from another series.
    label : (row, column) or None
        The middle of its words, where a person put them on this plane.
    """

    annotation: Annotation
    points: tuple[PicturePoint, ...]
    strokes: tuple[Stroke, ...] = ()
    foreign: bool = False
    of_other_series: bool = False
    label: PicturePoint | None = None


def place_annotation(
    annotation: Annotation, view: ImageView, plane: PlaneName, index: int
) -> PlacedAnnotation | None:
    """The annotation on a plane, or None when it does not lie on it.

    One in the patient is shown on each plane of its frame of reference or series that holds
    all of its points and lines within half a plane's distance.
    """
    if annotation.in_patient != view.in_patient:
        return None
    if not view.in_patient:
        if annotation.stack_id != view.stack_id or annotation.frame != index:
            return None
    elif not _shares_frame(annotation, view):
        return None
    points = []
    for point in annotation.points:
        at, row, column = view.locate(plane, point)
        if view.in_patient and abs(at - index) > HALF_A_PLANE:
            return None
        points.append((row, column))
    shape = measurement(annotation.kind)
    strokes = shape.strokes(tuple(points))
    if strokes is None:
        strokes = _shaped(annotation, view, plane, index)
    if strokes is None:
        return None
    foreign = annotation.stack_id != view.stack_id
    other_series = annotation.series_instance_uid != view.image.source.series_instance_uid
    label = None
    if annotation.label_at is not None:
        at, row, column = view.locate(plane, annotation.label_at)
        # On a plane that crosses the one where they were put they would lie on the lines.
        if not view.in_patient or abs(at - index) <= HALF_A_PLANE:
            label = (row, column)
    return PlacedAnnotation(annotation, tuple(points), strokes, foreign, other_series, label)


def _shares_frame(annotation: Annotation, view: ImageView) -> bool:
    if annotation.series_instance_uid == view.image.source.series_instance_uid:
        return True
    geometry = view.image.geometry
    frame = getattr(geometry, "frame_of_reference_uid", "")
    return bool(frame) and frame == annotation.frame_of_reference_uid


def _shaped(
    annotation: Annotation, view: ImageView, plane: PlaneName, index: int
) -> tuple[Stroke, ...] | None:
    """The outline of a region where it is shown; None where it leaves the plane.

    It is made in the plane that it was drawn on, whose rows and columns may run elsewhere
    than those of the plane that is shown.
    """
    shape = measurement(annotation.kind)
    points = np.array(annotation.points)
    path = np.array(annotation.path) if annotation.path else None
    if view.in_patient:
        origin = points[0]
        axes = np.array([annotation.row_direction, annotation.column_direction])
        if not axes.any():
            return None
        local = shape.outline(
            (points - origin) @ axes.T,
            (path - origin) @ axes.T if path is not None else None,
        )
        base = np.array(view.locate(plane, origin))
        steps = np.array([view.locate(plane, origin + axis) for axis in axes]) - base
        places = base + local @ steps
        if np.abs(places[:, 0] - index).max() > HALF_A_PLANE:
            return None
        corners = places[:, 1:]
    else:
        scale = np.array(pixel_shape(view))
        flat = path[:, :2] * scale if path is not None else None
        corners = shape.outline(points[:, :2] * scale, flat) / scale
    line = [(row, column) for row, column in corners.tolist()]
    return ((*line, line[0]),)


def words_of(annotation: Annotation, say: Translate) -> list[str]:
    """What stands beside an annotation, in lines: the reader's words, then its readings."""
    return [*annotation.text.splitlines(), *(say(reading.text) for reading in annotation.readings)]


def pixel_shape(view: ImageView) -> tuple[float, float]:
    """Height and width of a pixel of a film, mm or relative."""
    spacing = getattr(view.image.geometry, "spacing_ji_mm", None)
    return spacing or (getattr(view.image.geometry, "aspect_ratio_ji", 1.0), 1.0)


def handle_at(
    placed: PlacedAnnotation, transform: ViewTransform, x: float, y: float, *, held: bool = False
) -> int | None:
    """The nearest point of an annotation under the mouse, or None.

    `held` tells that the annotation is selected; it reaches farther then. Distances are
    logical pixels, which are as large to the hand on a screen of high density.
    """
    reach = HANDLE_REACH + (HELD_REACH if held else 0.0)
    far = [
        math.hypot(hx - x, hy - y)
        for hx, hy in (transform.to_screen(row, column) for row, column in placed.points)
    ]
    nearest = min(range(len(far)), key=far.__getitem__)
    return nearest if far[nearest] <= reach else None


def is_near(
    placed: PlacedAnnotation, transform: ViewTransform, x: float, y: float, *, held: bool = False
) -> bool:
    """Whether the mouse is on a line of an annotation, or on the point of one without lines."""
    reach = LINE_REACH + (HELD_REACH if held else 0.0)
    if not placed.strokes:
        hx, hy = transform.to_screen(*placed.points[0])
        return math.hypot(hx - x, hy - y) <= reach
    for stroke in placed.strokes:
        corners = [transform.to_screen(r, c) for r, c in stroke]
        if any(_distance(x, y, start, end) <= reach for start, end in pairwise(corners)):
            return True
    return False


def _distance(x: float, y: float, start: PicturePoint, end: PicturePoint) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    squared = dx * dx + dy * dy
    along = 0.0 if squared == 0 else ((x - start[0]) * dx + (y - start[1]) * dy) / squared
    along = min(max(along, 0.0), 1.0)
    return math.hypot(x - start[0] - along * dx, y - start[1] - along * dy)
