"""Words at a point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workstation.domain.drawn_measurement import ShapeType
from workstation.measuring.coded_form import Shape
from workstation.measuring.kind import MeasurementKind, Stroke
from workstation.session.annotation_kinds import AnnotationKind


class Text(MeasurementKind):
    """A point with words."""

    kind = AnnotationKind.TEXT
    words_at = 0
    is_note = True
    needs_words = True

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """No lines."""
        del points
        return ()

    def shapes(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> tuple[Shape, ...]:
        """Where the words stand."""
        del path
        return (Shape(ShapeType.POINT, points[:1]),)
