"""From what was drawn to the graphics of a presentation state: lines and words on stored pictures.

The lines are those that the painter draws. Handles, small circles at ends and dotted guide lines
are no part of a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.domain.display_objects import (
    DrawnGraphics,
    Graphic,
    GraphicKind,
    PointXY,
    Reference,
    TextObject,
)
from workstation.domain.drawn_measurement import DrawnShape, ImagePlace, ShapeType
from workstation.domain.image import Image, Volume
from workstation.measuring.annotation_place import words_of
from workstation.measuring.coded_form import Shape
from workstation.measuring.kind import MeasurementKind, Stroke
from workstation.measuring.registry import measurement
from workstation.measuring.stored_place import (
    MOST_POINTS,
    Points,
    is_within,
    left_out_words,
    no_place,
    on_picture,
    picture_size,
    placed_shape,
    plane_of,
    spread,
    tracking_uid,
)
from workstation.messages import Message, Translate
from workstation.session.annotations import Annotation

_SCREEN_PX = 768.0
"""How large the longer side of a picture is thought on a screen, for marks of a size there."""
_HALF_A_PIXEL = 0.5
_KINDS = {
    ShapeType.POINT: GraphicKind.POINT,
    ShapeType.POLYLINE: GraphicKind.POLYLINE,
    # Closed by its first point standing at the end again (PS3.3 C.10.5.1.1).
    ShapeType.POLYGON: GraphicKind.POLYLINE,
    ShapeType.CIRCLE: GraphicKind.CIRCLE,
    ShapeType.ELLIPSE: GraphicKind.ELLIPSE,
}


@dataclass(frozen=True, slots=True)
class GraphicsOfDrawn:
    """What a presentation state can draw, and in words what it cannot."""

    drawn: tuple[DrawnGraphics, ...]
    left_out: tuple[Message, ...] = ()


def drawn_graphics(
    annotations: Sequence[Annotation], image: Image, say: Translate
) -> GraphicsOfDrawn:
    """Measurements as a presentation state draws them.

    Parameters
    ----------
    annotations : sequence of Annotation
        Drawn on the stack that the image was read from.
    image : Image
        As it was acquired, read from DICOM.
    say : callable
        Puts readings into words.

    Returns
    -------
    GraphicsOfDrawn
        Points are (column, row), where (0, 0) is the center of the first pixel.
    """
    made: list[DrawnGraphics] = []
    left_out: list[Message] = []
    for drawn in annotations:
        found = _graphics(drawn, image, say)
        if isinstance(found, DrawnGraphics):
            made.append(found)
        else:
            left_out.append(left_out_words(drawn, found))
    return GraphicsOfDrawn(tuple(made), tuple(left_out))


def _graphics(drawn: Annotation, image: Image, say: Translate) -> DrawnGraphics | Message:
    nowhere = no_place(drawn, image)
    if nowhere is not None:
        return nowhere
    kind = measurement(drawn.kind)
    to_place, back = plane_of(drawn, image)
    points = back(np.array(drawn.points, np.float64))
    path = back(np.array(drawn.path, np.float64)) if drawn.path else None
    shapes = _lines(kind, points, path)
    if any(len(shape.corners) > MOST_POINTS for shape in shapes):
        return Message("its outline has too many points")
    # Its handles, too: one that has words alone lies where they do.
    found = on_picture(drawn, image, [to_place(each) for each in (points, *map(spread, shapes))])
    if found is None:
        return Message("it lies in none of the images")
    place, (handles, *ends) = found
    whole = [placed_shape(*each, flat=True) for each in zip(shapes, ends, strict=True)]
    if not all(is_within(image, np.array(shape.points)) for shape in whole) or not (
        whole or is_within(image, handles)
    ):
        return Message("it reaches beyond the image")
    marks = _marks(kind, points, _screen_scale(drawn, image))
    whole += _on_pixels(drawn, image, [to_place(mark) for mark in marks])
    words = "\n".join(line for line in words_of(drawn, say) if line.strip())
    if not whole and not words:
        return Message("it has no words")
    at = handles[kind.words_at] if kind.words_at is not None else _beside(whole)
    return DrawnGraphics(
        label=drawn.text or say(drawn.kind.words),
        tracking_uid=tracking_uid(drawn),
        reference=_reference(place),
        graphics=tuple(_graphic(shape, image) for shape in whole),
        text=TextObject(text=words, anchor=_pixel(at, image)) if words else None,
    )


def _lines(kind: MeasurementKind, points: Points, path: Points | None) -> tuple[Shape, ...]:
    """The lines of a kind on its plane, or the shape that they are lines of."""
    strokes = kind.strokes(_stroke(points))
    if strokes is None:
        return kind.shapes(points, path)
    if not strokes and kind.marks(_stroke(points)):
        # Nothing but a mark of the screen, in whose place every viewer has its own.
        return kind.shapes(points, path)
    return tuple(Shape(ShapeType.POLYLINE, np.array(line)) for line in strokes)


def _marks(kind: MeasurementKind, points: Points, scale: float) -> list[Points]:
    """The marks of a kind at its lines, in the units of its plane."""
    if not kind.strokes(_stroke(points)):
        return []
    on_screen = kind.marks(_stroke(points[:, ::-1] * scale))
    return [np.array(mark)[:, ::-1] / scale for mark in on_screen]


def _screen_scale(drawn: Annotation, image: Image) -> float:
    """Pixels of the screen to a unit of the plane, for a picture that fills it."""
    _, back = plane_of(drawn, image)
    rows, columns = picture_size(image)
    if isinstance(image, Volume):
        height, width = np.multiply((rows, columns), image.geometry.spacing_kji_mm[1:])
    else:
        height, width = np.ptp(back(np.array([(0.0, 0.0, 0.0), (rows, columns, 0.0)])), axis=0)
    return float(_SCREEN_PX / max(height, width))


def _on_pixels(drawn: Annotation, image: Image, lines: Sequence[Points]) -> list[DrawnShape]:
    """Lines on the picture, without those that leave it."""
    found = [on_picture(drawn, image, [line]) for line in lines]
    placed = [each[1][0] for each in found if each is not None]
    return [
        DrawnShape(ShapeType.POLYLINE, tuple(map(tuple, line.tolist())))
        for line in placed
        if is_within(image, line)
    ]


def _stroke(points: Points) -> Stroke:
    return tuple((row, column) for row, column in points.tolist())


def _beside(shapes: Sequence[DrawnShape]) -> Points:
    """Where words stand: right of the middle of the box around all lines."""
    ends = np.array([point for shape in shapes for point in _extent(shape)])
    return np.array([ends[:, 0].max(), (ends[:, 1].min() + ends[:, 1].max()) / 2])


def _extent(shape: DrawnShape) -> tuple[tuple[float, ...], ...]:
    if shape.type is not ShapeType.CIRCLE:
        return shape.points
    (column, row), on = shape.points
    radius = float(np.hypot(on[0] - column, on[1] - row))
    return (column - radius, row - radius), (column + radius, row + radius)


def _graphic(shape: DrawnShape, image: Image) -> Graphic:
    closing = shape.points[:1] if shape.type is ShapeType.POLYGON else ()
    return Graphic(
        kind=_KINDS[shape.type],
        points=tuple(_pixel(point, image) for point in (*shape.points, *closing)),
    )


def _pixel(point: Sequence[float] | Points, image: Image) -> PointXY:
    """From the corner of the first pixel to its center; on the pixels, as is asked of graphics."""
    rows, columns = picture_size(image)
    column, row = (float(value) for value in point)
    return (
        min(max(column, 0.0), columns) - _HALF_A_PIXEL,
        min(max(row, 0.0), rows) - _HALF_A_PIXEL,
    )


def _reference(place: ImagePlace) -> Reference:
    return Reference(images=((place.sop_instance_uid, (place.frame - 1,)),))
