"""An outline that is drawn by hand."""

from __future__ import annotations

from workstation.measuring.kind import RegionKind, Stroke
from workstation.session.annotation_kinds import AnnotationKind


class Freehand(RegionKind):
    """Straight from corner to corner, and back to the first."""

    kind = AnnotationKind.FREEHAND
    is_stroke = True

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """The closed line."""
        return ((*points, points[0]),)
