"""From what was drawn to what a structured report states: codes, units, shapes in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from numpy.typing import NDArray

from workstation.domain.drawn_measurement import (
    DrawnMeasurement,
    DrawnNumber,
    DrawnShape,
    ImagePlace,
    ShapeType,
)
from workstation.domain.image import FrameSequence, Image, Volume
from workstation.domain.value_codes import value_concept, value_unit
from workstation.imaging.rectify import source_kji
from workstation.measuring.coded_form import UNITS, Shape
from workstation.measuring.kind import MeasurementKind, RegionKind
from workstation.measuring.registry import measurement
from workstation.messages import Message, joined
from workstation.scene.sources import unit_of
from workstation.session.annotations import Annotation, Reading

Points = NDArray[np.float64]
_MOST_POINTS = 5000
"""What Graphic Data (0070,0022) has room for: 16383 numbers."""
_ON_A_SLICE = 0.01
"""How far from a slice, in slices, something may lie and be drawn on its picture."""
_HALF_A_PIXEL = 0.5
_ROUND = 1e-6


@dataclass(frozen=True, slots=True)
class CodedMeasurements:
    """What a report can state, and in words what it cannot."""

    stated: tuple[DrawnMeasurement, ...]
    left_out: tuple[Message, ...] = ()


def coded_measurements(annotations: Sequence[Annotation], image: Image) -> CodedMeasurements:
    """Measurements as a structured report states them.

    Parameters
    ----------
    annotations : sequence of Annotation
        Drawn on the stack that the image was read from.
    image : Image
        As it was acquired, read from DICOM.
    """
    stated: list[DrawnMeasurement] = []
    left_out: list[Message] = []
    for drawn in annotations:
        made = _coded(drawn, image)
        if isinstance(made, DrawnMeasurement):
            stated.append(made)
        else:
            left_out.append(
                Message("{kind} {text}: {reason}", kind=drawn.kind.words, text=drawn.text,
                        reason=made)
                if drawn.text
                else Message("{kind}: {reason}", kind=drawn.kind.words, reason=made)
            )  # fmt: skip
    return CodedMeasurements(tuple(stated), tuple(left_out))


def _coded(drawn: Annotation, image: Image) -> DrawnMeasurement | Message:
    kind = measurement(drawn.kind)
    if drawn.in_patient != isinstance(image, Volume) or drawn.frame >= _frames(image):
        return Message("it was not drawn on these images")
    if drawn.in_patient and not any((*drawn.row_direction, *drawn.column_direction)):
        return Message("it lies on no flat picture")
    marks_a_place = kind.is_note or isinstance(kind, RegionKind)
    if not marks_a_place and not drawn.readings:
        return Message("it has no number")
    to_place, back = _plane(drawn, image)
    points = back(np.array(drawn.points, np.float64))
    path = back(np.array(drawn.path, np.float64)) if drawn.path else None
    local = kind.shapes(points, path)
    if any(len(shape.corners) > _MOST_POINTS for shape in local):
        return Message("its outline has too many points")
    spread = [_spread(shape) for shape in local]
    image_place, moved = _image_place(drawn, image, [to_place(each) for each in spread])
    shapes = tuple(
        _placed(shape, ends, flat=image_place is not None)
        for shape, ends in zip(local, moved, strict=True)
    )
    numbers, uncoded = _numbers(drawn, kind, image, () if marks_a_place else shapes)
    return DrawnMeasurement(
        tracking_uid=f"2.25.{uuid5(NAMESPACE_URL, f'lightbox:{drawn.id}').int}",
        label=drawn.text or drawn.kind.words,
        image=image_place,
        at=drawn.created,
        by=drawn.by,
        numbers=numbers,
        region=shapes[0] if marks_a_place else None,
        comments=(*_comments(drawn, kind), *uncoded),
    )


def _plane(
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


def _spread(shape: Shape) -> Points:
    """Points that say where a shape lies: a round one's middle and two ends of half axes."""
    if shape.type is not ShapeType.CIRCLE:
        return shape.corners
    middle, on = shape.corners
    down, right = on - middle
    return np.array([middle, on, middle + np.array((-right, down))])


def _image_place(
    drawn: Annotation, image: Image, placed: list[Points]
) -> tuple[ImagePlace | None, list[Points]]:
    """The picture that points lie on with (column, row) there; else None and LPS mm.

    Pixels count from the corner of the first one there, from its middle here.
    """
    if not isinstance(image, Volume):
        pixels = [each[:, ::-1] + _HALF_A_PIXEL for each in placed]
        return _place_of(image, drawn.frame), pixels
    kji = [source_kji(image, each) for each in placed]
    places = np.concatenate(kji)
    k = round(float(places[0, 0]))
    is_on_slice = np.abs(places[:, 0] - k).max() <= _ON_A_SLICE
    last = np.array(image.geometry.shape_kji[1:]) - _HALF_A_PIXEL
    within = (places[:, 1:] >= -_HALF_A_PIXEL - _ON_A_SLICE) & (places[:, 1:] <= last + _ON_A_SLICE)
    if not (is_on_slice and within.all() and 0 <= k < image.geometry.shape_kji[0]):
        return None, placed
    return _place_of(image, k), [each[:, :0:-1] + _HALF_A_PIXEL for each in kji]


def _frames(image: Image) -> int:
    return image.array.shape[0] if isinstance(image, FrameSequence) else 1


def _place_of(image: Image, index: int) -> ImagePlace:
    source = image.source
    frame = source.frame_indices[index] if source.frame_indices else 0
    return ImagePlace(source.sop_instance_uids[index], frame + 1)


def _placed(shape: Shape, points: Points, *, flat: bool) -> DrawnShape:
    """A shape from the points of `_spread`; a circle on pixels that are not square is none."""
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


def _numbers(
    drawn: Annotation, kind: MeasurementKind, image: Image, shapes: tuple[DrawnShape, ...]
) -> tuple[tuple[DrawnNumber, ...], tuple[Message, ...]]:
    """The readings with codes; in words those that have none, so that nothing is lost."""
    numbers: list[DrawnNumber] = []
    uncoded: list[Message] = []
    for reading in drawn.readings:
        coded = kind.codes.get(reading.name)
        unit = None
        if coded is not None:
            quantity = image.quantity
            # Another unit than that of the image: it was read when that was known otherwise.
            as_image = value_unit(quantity) if reading.unit == unit_of(image) else None
            unit = as_image if coded.concept is None else UNITS.get(reading.unit)
        if coded is None or unit is None or not isfinite(reading.value):
            uncoded.append(Message("Not coded: {reading}", reading=reading.text))
            continue
        numbers.append(
            DrawnNumber(
                concept=coded.concept or value_concept(quantity),
                value=float(reading.value),
                unit=unit,
                derivation=coded.derivation,
                site=coded.site,
                shapes=shapes if coded.shape is None or not shapes else (shapes[coded.shape],),
            )
        )
    return tuple(numbers), tuple(uncoded)


def _comments(drawn: Annotation, kind: MeasurementKind) -> tuple[Message | str, ...]:
    """The words of a note, and each caveat once with the names of its numbers."""
    words = (drawn.text,) if kind.is_note and drawn.text else ()
    # By their words: one caveat alone and one of a list are the same to a reader.
    beside: dict[str, list[Reading]] = {}
    for reading in drawn.readings:
        if reading.caveat:
            beside.setdefault(str(reading.caveat), []).append(reading)
    return (
        *words,
        *(
            Message(
                "{names}: {caveat}",
                names=joined(", ", [reading.name for reading in found]),
                caveat=found[0].caveat,
            )
            for found in beside.values()
        ),
    )
