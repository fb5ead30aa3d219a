"""An arrow with words."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from workstation.domain.drawn_measurement import ShapeType
from workstation.measuring.coded_form import Shape
from workstation.measuring.kind import MeasurementKind, Stroke
from workstation.session.annotation_kinds import AnnotationKind

_HEAD_PX = 12.0
_HALF_ANGLE = math.radians(22)


class Arrow(MeasurementKind):
    """From its end to its tip, which is the first point."""

    kind = AnnotationKind.ARROW
    words_at = 1
    is_note = True

    def marks(self, points: Stroke) -> tuple[Stroke, ...]:
        """The head."""
        (x, y), (end_x, end_y) = points
        angle = math.atan2(end_y - y, end_x - x)
        return tuple(
            (
                (x, y),
                (x + math.cos(angle + side) * _HEAD_PX, y + math.sin(angle + side) * _HEAD_PX),
            )
            for side in (-_HALF_ANGLE, _HALF_ANGLE)
        )

    def shapes(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> tuple[Shape, ...]:
        """What it points at."""
        del path
        return (Shape(ShapeType.POINT, points[:1]),)
