"""The angle between two lines, as of a spine (Cobb)."""

from __future__ import annotations

from typing import ClassVar

from workstation.domain import coding
from workstation.imaging import calipers
from workstation.measuring.coded_form import Coded
from workstation.measuring.kind import Drawn, MeasurementKind, Stroke
from workstation.measuring.line_readings import angle_reading, scaled_points
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

_NAME = Message("Cobb angle")


class Cobb(MeasurementKind):
    """Two lines that need not meet."""

    kind = AnnotationKind.COBB
    has_ends = True
    codes: ClassVar = {_NAME: Coded(coding.COBB_ANGLE)}

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """The smaller angle between the lines."""
        scaled = scaled_points(drawn.points, drawn.frame.pixel_rc)
        return (angle_reading(_NAME, calipers.cobb_deg(scaled), drawn),)

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """The two lines."""
        return points[:2], points[2:]

    def dotted(self, points: Stroke) -> tuple[Stroke, ...]:
        """From the middle of one to the middle of the other."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
        return ((((ax + bx) / 2, (ay + by) / 2), ((cx + dx) / 2, (cy + dy) / 2)),)
