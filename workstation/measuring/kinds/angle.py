"""The angle at the second of three points."""

from __future__ import annotations

from typing import ClassVar

from workstation.domain import coding
from workstation.imaging import calipers
from workstation.measuring.coded_form import Coded
from workstation.measuring.kind import Drawn, MeasurementKind
from workstation.measuring.line_readings import angle_reading, scaled_points
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

_NAME = Message("Angle")


class Angle(MeasurementKind):
    """Two arms from one point."""

    kind = AnnotationKind.ANGLE
    has_ends = True
    codes: ClassVar = {_NAME: Coded(coding.ANGLE)}

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """The angle between the arms, 0 to 180 degrees."""
        scaled = scaled_points(drawn.points, drawn.frame.pixel_rc)
        return (angle_reading(_NAME, calipers.angle_deg(*scaled), drawn),)
