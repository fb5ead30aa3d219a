"""The numbers of a measurement, from the image that it lies on. Pure functions."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from workstation.domain.image import Radiograph
from workstation.imaging import calipers
from workstation.imaging.planes import PlaneName
from workstation.measuring.region_readings import radius_of, region_of, region_readings
from workstation.measuring.stored_values import value_under
from workstation.scene.sources import FlatView, ImageView, ViewFrame, unit_of, value_at
from workstation.session.annotations import AnnotationKind, Reading
from workstation.words import joined, said

PicturePoint = tuple[float, float]
_UNTRUSTED = said("geometry not acknowledged")


def readings(
    kind: AnnotationKind,
    points: tuple[PicturePoint, ...],
    view: ImageView,
    frame: ViewFrame,
    plane: PlaneName,
    *,
    index: int | None = None,
    path: tuple[PicturePoint, ...] = (),
    drawing: bool = False,
    caveat: str = "",
) -> tuple[Reading, ...]:
    """What a measurement says.

    Parameters
    ----------
    kind : AnnotationKind
        What was drawn.
    points : tuple of (row, column)
        On the picture, fractional; pixel centers are whole numbers.
    view, frame, plane
        The image, its picture and the plane that it was drawn on.
    index : int or None
        Which plane; None leaves out what looks at the slices around it.
    path : tuple of (row, column)
        The traced line of a livewire.
    drawing : bool
        It is still being drawn: leave out what takes long.
    caveat : str
        Stands beside every number that comes from values, e.g. that they are of a slab.

    Returns
    -------
    tuple of Reading
        Millimeters only where `view.trusts(plane)` and the pixel size holds; else pixels. No
        values for shapes that hold no pixel.
    """
    if isinstance(view, FlatView) and not view.image.geometry.has_scale_at((*points, *path)):
        frame = replace(frame, spacing_rc_mm=None)
    match kind:
        case AnnotationKind.PROBE:
            place = (plane, index) if index is not None else None
            return _probe(points[0], view, frame, place, caveat)
        case AnnotationKind.LENGTH:
            return (_length(said("Length"), points, view, frame),)
        case AnnotationKind.POLYLINE:
            return (_length(said("Length"), points, view, frame),)
        case AnnotationKind.ANGLE | AnnotationKind.COBB:
            return (_angle(kind, points, view, frame, plane),)
        case AnnotationKind.BIDIRECTIONAL:
            return _axes(points, view, frame)
        case AnnotationKind.CARDIOTHORACIC:
            return _cardiothoracic(points, view, frame)
        case AnnotationKind.ARROW | AnnotationKind.TEXT:
            return ()
    region = region_of(kind, points, path, frame, drawing=drawing)
    place = (plane, index) if index is not None else None
    found = region_readings(region, view, frame, place=place, drawing=drawing, caveat=caveat)
    if kind is AnnotationKind.CIRCLE and frame.spacing_rc_mm is not None:
        diameter = Reading(
            name=said("Diameter"),
            value=2 * radius_of(points, frame.spacing_rc_mm),
            unit="mm",
            caveat=view.scale_word(),
        )
        return (diameter, *found)
    return found


def _probe(
    point: PicturePoint,
    view: ImageView,
    frame: ViewFrame,
    place: tuple[PlaneName, int] | None,
    caveat: str,
) -> tuple[Reading, ...]:
    if place is None or caveat:
        value = value_at(frame, *point)
    else:
        value = value_under(view, frame, *place, point)
    if value is None or not math.isfinite(value):
        return ()
    return (Reading(name=said("Value"), value=value, unit=unit_of(view.image), caveat=caveat),)


def _length(
    name: str, points: tuple[PicturePoint, ...], view: ImageView, frame: ViewFrame
) -> Reading:
    trusted = frame.spacing_rc_mm is not None
    scaled = scaled_points(points, frame.spacing_rc_mm or (1.0, 1.0))
    return Reading(
        name=name,
        value=sum(calipers.distance(a, b) for a, b in pairwise(scaled)),
        unit="mm" if trusted else "px",
        caveat=view.scale_word() if trusted else "",
    )


def scaled_points(
    points: tuple[PicturePoint, ...], pixel_rc: tuple[float, float]
) -> tuple[PicturePoint, ...]:
    """Points (row, column) times the height and width of a pixel."""
    return tuple((row * pixel_rc[0], column * pixel_rc[1]) for row, column in points)


def _angle(
    kind: AnnotationKind,
    points: tuple[PicturePoint, ...],
    view: ImageView,
    frame: ViewFrame,
    plane: PlaneName,
) -> Reading:
    # An angle needs only the shape of a pixel, which is known for films without spacing too.
    scaled = scaled_points(points, frame.pixel_rc)
    doubtful = view.in_patient and not view.trusts(plane)
    if kind is AnnotationKind.COBB:
        name, value = said("Cobb angle"), calipers.cobb_deg(scaled)
    else:
        name, value = said("Angle"), calipers.angle_deg(*scaled)
    return Reading(name=name, value=value, unit="°", caveat=_UNTRUSTED if doubtful else "")


def _axes(
    points: tuple[PicturePoint, ...], view: ImageView, frame: ViewFrame
) -> tuple[Reading, ...]:
    long = _length(said("Long axis"), points[:2], view, frame)
    short = _length(said("Short axis"), points[2:], view, frame)
    if short.value > long.value:
        words = joined("; ", (w for w in (short.caveat, said("longer than the long axis")) if w))
        short = Reading(name=short.name, value=short.value, unit=short.unit, caveat=words)
    return long, short


def _cardiothoracic(
    points: tuple[PicturePoint, ...], view: ImageView, frame: ViewFrame
) -> tuple[Reading, ...]:
    scaled = scaled_points(points, frame.pixel_rc)
    ratio = calipers.cardiothoracic_ratio(scaled)
    if ratio is None:
        return ()
    found = [
        Reading(
            name=said("Cardiothoracic ratio"),
            value=ratio,
            unit="",
            caveat=projection_caveat(view),
            digits=2,
        )
    ]
    chest = _length("Chest width", points[2:], view, frame)
    if frame.spacing_rc_mm is not None:
        found.append(
            Reading(
                name=said("Heart width"), value=ratio * chest.value, unit="mm", caveat=chest.caveat
            )
        )
        found.append(chest)
    return tuple(found)


def projection_caveat(view: ImageView) -> str:
    """What limits a cardiothoracic ratio on this image; empty on a film stated to be PA."""
    image = view.image
    if not isinstance(image, Radiograph):
        return said("not a film")
    position = image.source.view_position.strip().upper()
    if position == "PA":
        return ""
    if position == "AP":
        return said("AP film: the heart looks larger")
    return (
        said("{position} film, not PA", position=position)
        if position
        else said("PA film not stated")
    )
