"""Where what was drawn lies on the pictures of the files: planes, pixels, shapes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from numpy.typing import NDArray

from workstation.domain.drawn_measurement import DrawnShape, ImagePlace, ShapeType
from workstation.domain.image import FrameSequence, Image, Volume
from workstation.imaging.rectify import source_kji
from workstation.measuring.coded_form import Shape
from workstation.messages import Message
from workstation.session.annotations import Annotation

Points = NDArray[np.float64]
MOST_POINTS = 5000
"""What Graphic Data (0070,0022) has room for: 16383 numbers."""
_ON_A_SLICE = 0.01
"""How far from a slice, in slices, something may lie and be drawn on its picture."""
_HALF_A_PIXEL = 0.5
_BESIDE = 0.01
"""How far beside an image, in pixels, something may lie that is drawn on it."""
_ROUND = 1e-6


def tracking_uid(drawn: Annotation) -> str:
    """The UID that a measurement has in every object."""
    return f"2.25.{uuid5(NAMESPACE_URL, f'lightbox:{drawn.id}').int}"


def no_place(drawn: Annotation, image: Image) -> Message | None:
    """Why a measurement lies on no plane of an image; None where it lies on one."""
    if drawn.in_patient != isinstance(image, Volume) or drawn.frame >= _frames(image):
        return Message("it was not drawn on these images")
    if drawn.in_patient and not any((*drawn.row_direction, *drawn.column_direction)):
        return Message("it lies on no flat picture")
    return None


def left_out_words(drawn: Annotation, reason: Message) -> Message:
    """A measurement that is left out, and why."""
    if not drawn.text:
        return Message("{kind}: {reason}", kind=drawn.kind.words, reason=reason)
    return Message("{kind} {text}: {reason}", kind=drawn.kind.words, text=drawn.text, reason=reason)


def plane_of(
    drawn: Annotation, image: Image
) -> tuple[Callable[[Points], Points], Callable[[Points], Points]]:
    """To coordinates of the annotation from (row, column) of equal units on its plane; and back."""
    if drawn.in_patient:
        origin = np.array(drawn.points[0])
        axes = np.array([drawn.row_direction, drawn.column_direction])
        return lambda local: origin + local @ axes, lambda points: (points - origin) @ axes.T
    geometry = image.geometry
    scale = np.array(
        getattr(geometry, "spacing_ji_mm", None) or (getattr(geometry, "aspect_ratio_ji", 1.0), 1.0)
    )
    return lambda local: local / scale, lambda points: points[:, :2] * scale


def spread(shape: Shape) -> Points:
    """Points that say where a shape lies: a round one's middle and two ends of half axes."""
    if shape.type is not ShapeType.CIRCLE:
        return shape.corners
    middle, on = shape.corners
    down, right = on - middle
    return np.array([middle, on, middle + np.array((-right, down))])


def on_picture(
    drawn: Annotation, image: Image, placed: list[Points]
) -> tuple[ImagePlace, list[Points]] | None:
    """The picture that points lie on with (column, row) there; None where they lie on none.

    Pixels count from the corner of the first one there, from its middle here. Points may lie
    beside the picture, see `is_within`.
    """
    if not isinstance(image, Volume):
        pixels = [each[:, ::-1] + _HALF_A_PIXEL for each in placed]
        return _place_of(image, drawn.frame), pixels
    kji = [source_kji(image, each) for each in placed]
    depths = np.concatenate(kji)[:, 0]
    k = round(float(depths[0]))
    if np.abs(depths - k).max() > _ON_A_SLICE or not 0 <= k < image.geometry.shape_kji[0]:
        return None
    return _place_of(image, k), [each[:, :0:-1] + _HALF_A_PIXEL for each in kji]


def picture_size(image: Image) -> tuple[int, int]:
    """Rows and columns of each picture of an image."""
    if isinstance(image, Volume):
        return image.geometry.shape_kji[1], image.geometry.shape_kji[2]
    return image.geometry.shape_ji


def is_within(image: Image, pixels: Points) -> bool:
    """Whether points (column, row), from the corner of the first pixel, lie on the pixels."""
    rows, columns = picture_size(image)
    last = np.array([columns, rows]) + _BESIDE
    return bool(((pixels >= -_BESIDE) & (pixels <= last)).all())


def _frames(image: Image) -> int:
    return image.array.shape[0] if isinstance(image, FrameSequence) else 1


def _place_of(image: Image, index: int) -> ImagePlace:
    source = image.source
    frame = source.frame_indices[index] if source.frame_indices else 0
    return ImagePlace(source.sop_instance_uids[index], frame + 1)


def placed_shape(shape: Shape, points: Points, *, flat: bool) -> DrawnShape:
    """A shape from the points of `spread`; a circle on pixels that are not square is none."""
    if shape.type is ShapeType.CIRCLE:
        axes = points[1:] - points[0]
        lengths = np.linalg.norm(axes, axis=1)
        if flat and abs(lengths[0] - lengths[1]) <= _ROUND * lengths.max():
            return DrawnShape(ShapeType.CIRCLE, _tuples(points[:2]))
    if shape.type in (ShapeType.CIRCLE, ShapeType.ELLIPSE):
        return DrawnShape(ShapeType.ELLIPSE, _tuples(_ellipse_ends(points)))
    return DrawnShape(shape.type, _tuples(points))


def _ellipse_ends(points: Points) -> Points:
    """Ends of the major, then of the minor axis, from a middle and two conjugate half axes."""
    middle = points[0]
    directions, lengths, _ = np.linalg.svd((points[1:] - middle).T, full_matrices=False)
    major, minor = (directions * lengths).T
    return np.array([middle - major, middle + major, middle - minor, middle + minor])


def _tuples(points: Points) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(each) for each in points.tolist())
