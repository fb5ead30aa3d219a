"""The kinds of measurements: their names, and how many points each has.

What a kind says and how it is drawn stands in a file of its own in `measuring.kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workstation.words import said


class AnnotationKind(StrEnum):
    """What was drawn; the values are names in files and of tools."""

    PROBE = "probe"
    LENGTH = "length"
    ANGLE = "angle"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    POLYLINE = "polyline"
    COBB = "cobb"
    BIDIRECTIONAL = "bidirectional"
    CIRCLE = "circle"
    FREEHAND = "freehand"
    SPLINE = "spline"
    LIVEWIRE = "livewire"
    CARDIOTHORACIC = "cardiothoracic"
    ARROW = "arrow"
    TEXT = "text"

    @property
    def words(self) -> str:
        """Its name for the reader, e.g. "Cobb angle"."""
        return _FACTS[self].words

    @property
    def points(self) -> int:
        """How many points it has, or how many at least."""
        return _FACTS[self].points

    @property
    def has_any_number(self) -> bool:
        """Whether it has any number of points, from `points` on."""
        return _FACTS[self].or_more

    @property
    def is_region(self) -> bool:
        """Whether it encloses pixels."""
        return _FACTS[self].is_region


@dataclass(frozen=True, slots=True)
class _Facts:
    words: str
    points: int
    or_more: bool = False
    is_region: bool = False


_FACTS = {
    AnnotationKind.PROBE: _Facts(said("Probe"), 1),
    AnnotationKind.LENGTH: _Facts(said("Length"), 2),
    AnnotationKind.ANGLE: _Facts(said("Angle"), 3),
    AnnotationKind.RECTANGLE: _Facts(said("Rectangle"), 2, is_region=True),
    AnnotationKind.ELLIPSE: _Facts(said("Ellipse"), 2, is_region=True),
    AnnotationKind.POLYLINE: _Facts(said("Polyline"), 2, or_more=True),
    # Two lines.
    AnnotationKind.COBB: _Facts(said("Cobb angle"), 4),
    # The long axis, then the short one.
    AnnotationKind.BIDIRECTIONAL: _Facts(said("Long and short axis"), 4),
    # The middle, then a point on it.
    AnnotationKind.CIRCLE: _Facts(said("Circle"), 2, is_region=True),
    AnnotationKind.FREEHAND: _Facts(said("Freehand"), 3, or_more=True, is_region=True),
    AnnotationKind.SPLINE: _Facts(said("Spline"), 3, or_more=True, is_region=True),
    AnnotationKind.LIVEWIRE: _Facts(said("Livewire"), 3, or_more=True, is_region=True),
    # The heart, then the chest.
    AnnotationKind.CARDIOTHORACIC: _Facts(said("Cardiothoracic ratio"), 4),
    # The tip, then the end.
    AnnotationKind.ARROW: _Facts(said("Arrow"), 2),
    AnnotationKind.TEXT: _Facts(said("Text"), 1),
}
