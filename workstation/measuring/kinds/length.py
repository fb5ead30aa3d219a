"""The distance between two points."""

from __future__ import annotations

from workstation.measuring.kind import Drawn, MeasurementKind
from workstation.measuring.line_readings import length_reading
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading


class Length(MeasurementKind):
    """A line from one point to another."""

    kind = AnnotationKind.LENGTH
    has_ends = True

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """Its length."""
        return (length_reading(Message("Length"), drawn.points, drawn),)
