"""The way along several points."""

from __future__ import annotations

from typing import ClassVar

from workstation.domain import coding
from workstation.measuring.coded_form import Coded
from workstation.measuring.kind import Drawn, MeasurementKind
from workstation.measuring.line_readings import length_reading
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

_NAME = Message("Length")


class Polyline(MeasurementKind):
    """A line through any number of points."""

    kind = AnnotationKind.POLYLINE
    has_ends = True
    codes: ClassVar = {_NAME: Coded(coding.PATH_LENGTH)}

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """Its length, along every part."""
        return (length_reading(_NAME, drawn.points, drawn),)
