"""The value at a point."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from workstation.domain.drawn_measurement import ShapeType
from workstation.measuring.coded_form import Coded, Shape
from workstation.measuring.kind import Drawn, MeasurementKind, Stroke
from workstation.measuring.stored_values import value_under
from workstation.messages import Message, listed
from workstation.scene.sources import no_unit, unit_of, value_at
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

_NAME = Message("Value")
_ARM_PX = 6.0


class Probe(MeasurementKind):
    """A point."""

    kind = AnnotationKind.PROBE
    codes: ClassVar = {_NAME: Coded(None)}

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """The stored value there; nothing where none was measured."""
        point = drawn.points[0]
        if drawn.place is None or drawn.caveat:
            value = value_at(drawn.frame, *point)
        else:
            value = value_under(drawn.view, drawn.frame, *drawn.place, point)
        if value is None or not math.isfinite(value):
            return ()
        unit = unit_of(drawn.view.image)
        caveat = listed((drawn.caveat, no_unit(drawn.view.image)))
        return (Reading(name=_NAME, value=value, unit=unit, caveat=caveat),)

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """None but its mark."""
        del points
        return ()

    def marks(self, points: Stroke) -> tuple[Stroke, ...]:
        """A cross."""
        x, y = points[0]
        across = ((x - _ARM_PX, y), (x + _ARM_PX, y))
        down = ((x, y - _ARM_PX), (x, y + _ARM_PX))
        return across, down

    def shapes(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> tuple[Shape, ...]:
        """The point."""
        del path
        return (Shape(ShapeType.POINT, points[:1]),)
