"""From what was drawn to what a structured report states: codes, units, shapes in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from workstation.domain.drawn_measurement import (
    DrawnMeasurement,
    DrawnNumber,
    DrawnShape,
    ImagePlace,
)
from workstation.domain.image import Image, Volume
from workstation.domain.value_codes import value_concept, value_unit
from workstation.measuring.coded_form import UNITS
from workstation.measuring.kind import MeasurementKind, RegionKind
from workstation.measuring.registry import measurement
from workstation.measuring.stored_place import (
    MOST_POINTS,
    Points,
    is_within,
    left_out_words,
    no_place,
    on_picture,
    placed_shape,
    plane_of,
    spread,
    tracking_uid,
)
from workstation.messages import Message, joined
from workstation.scene.sources import unit_of
from workstation.session.annotations import Annotation, Reading


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
            left_out.append(left_out_words(drawn, made))
    return CodedMeasurements(tuple(stated), tuple(left_out))


def _coded(drawn: Annotation, image: Image) -> DrawnMeasurement | Message:
    kind = measurement(drawn.kind)
    nowhere = no_place(drawn, image)
    if nowhere is not None:
        return nowhere
    marks_a_place = kind.is_note or isinstance(kind, RegionKind)
    if not marks_a_place and not drawn.readings:
        return Message("it has no number")
    to_place, back = plane_of(drawn, image)
    points = back(np.array(drawn.points, np.float64))
    path = back(np.array(drawn.path, np.float64)) if drawn.path else None
    local = kind.shapes(points, path)
    if any(len(shape.corners) > MOST_POINTS for shape in local):
        return Message("its outline has too many points")
    spread_out = [to_place(spread(shape)) for shape in local]
    image_place, moved = _image_place(drawn, image, spread_out)
    shapes = tuple(
        placed_shape(shape, ends, flat=image_place is not None)
        for shape, ends in zip(local, moved, strict=True)
    )
    numbers, uncoded = _numbers(drawn, kind, image, () if marks_a_place else shapes)
    return DrawnMeasurement(
        tracking_uid=tracking_uid(drawn),
        label=drawn.text or drawn.kind.words,
        image=image_place,
        at=drawn.created,
        by=drawn.by,
        numbers=numbers,
        region=shapes[0] if marks_a_place else None,
        comments=(*_comments(drawn, kind), *uncoded),
    )


def _image_place(
    drawn: Annotation, image: Image, placed: list[Points]
) -> tuple[ImagePlace | None, list[Points]]:
    """The picture that points lie on with (column, row) there; else None and LPS mm."""
    found = on_picture(drawn, image, placed)
    if found is None:
        return None, placed
    place, pixels = found
    beside = isinstance(image, Volume) and not all(is_within(image, each) for each in pixels)
    return (None, placed) if beside else (place, pixels)


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
