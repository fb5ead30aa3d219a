"""Readings of lines on a picture, in millimeters where the spacing holds, else in pixels."""

from __future__ import annotations

from itertools import pairwise

from workstation.imaging import calipers
from workstation.measuring.kind import Drawn, Stroke
from workstation.messages import NOTHING, Message
from workstation.session.annotations import Reading

_UNTRUSTED = Message("geometry not acknowledged")


def scaled_points(points: Stroke, pixel_rc: tuple[float, float]) -> Stroke:
    """Points (row, column) times the height and width of a pixel."""
    return tuple((row * pixel_rc[0], column * pixel_rc[1]) for row, column in points)


def length_reading(name: Message, points: Stroke, drawn: Drawn) -> Reading:
    """The length of a line through points."""
    trusted = drawn.frame.spacing_rc_mm is not None
    scaled = scaled_points(points, drawn.frame.spacing_rc_mm or (1.0, 1.0))
    return Reading(
        name=name,
        value=sum(calipers.distance(a, b) for a, b in pairwise(scaled)),
        unit="mm" if trusted else "px",
        caveat=drawn.view.scale_word() if trusted else NOTHING,
    )


def angle_reading(name: Message, degrees: float, drawn: Drawn) -> Reading:
    """An angle; it needs only the shape of a pixel, which is known without spacing, too."""
    doubtful = drawn.view.in_patient and not drawn.view.trusts(drawn.plane)
    return Reading(name=name, value=degrees, unit="°", caveat=_UNTRUSTED if doubtful else NOTHING)
