"""Words at a point."""

from __future__ import annotations

from workstation.measuring.kind import MeasurementKind, Stroke
from workstation.session.annotation_kinds import AnnotationKind


class Text(MeasurementKind):
    """A point with words."""

    kind = AnnotationKind.TEXT
    words_at = 0

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """No lines."""
        del points
        return ()
