"""Long and short axis of a lesion, at right angles (RECIST 1.1)."""

from __future__ import annotations

from typing import ClassVar

from workstation.domain import coding
from workstation.imaging.calipers import perpendicular_axes, turned_axes
from workstation.measuring.coded_form import Coded
from workstation.measuring.kind import Drawn, MeasurementKind, Stroke
from workstation.measuring.line_readings import length_reading, scaled_points
from workstation.measuring.picture import Picture
from workstation.measuring.picture_points import from_scaled, picture_points, pixel_scale
from workstation.messages import Message, listed
from workstation.scene.sources import Point
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

_LONG, _SHORT = Message("Long axis"), Message("Short axis")


class Bidirectional(MeasurementKind):
    """Two axes."""

    kind = AnnotationKind.BIDIRECTIONAL
    has_ends = True
    codes: ClassVar = {
        _LONG: Coded(coding.LONG_AXIS, shape=0),
        _SHORT: Coded(coding.SHORT_AXIS, shape=1),
    }

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """The length of each; a short axis that is longer says so."""
        long = length_reading(_LONG, drawn.points[:2], drawn)
        short = length_reading(_SHORT, drawn.points[2:], drawn)
        if short.value > long.value:
            words = listed((short.caveat, Message("longer than the long axis")))
            short = Reading(name=short.name, value=short.value, unit=short.unit, caveat=words)
        return long, short

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """The two axes."""
        return points[:2], points[2:]

    def completed(
        self,
        picture: Picture,
        points: tuple[Point, ...],
        path: tuple[Point, ...],
        *,
        moved: int | None,
        drawing: bool,
    ) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
        """The short axis is made perpendicular to the long one."""
        del drawing
        if moved in (0, 1):
            return points, path
        scale = pixel_scale(picture)
        plane = scaled_points(picture_points(picture, points), scale)
        upright = perpendicular_axes(plane, 3 if moved is None else moved)
        return from_scaled(picture, upright, scale), path

    def dragged(
        self,
        picture: Picture,
        points: tuple[Point, ...],
        *,
        handle: int,
        to: Point,
    ) -> tuple[Point, ...]:
        """The short axis goes with the long one when that is turned or drawn out."""
        moved = super().dragged(picture, points, handle=handle, to=to)
        if handle > 1:
            return moved
        scale = pixel_scale(picture)
        old = scaled_points(picture_points(picture, points), scale)
        new = scaled_points(picture_points(picture, moved[:2]), scale)
        return from_scaled(picture, turned_axes(old, new[0], new[1]), scale)
