"""The kinds of measurements: their names, and how many points each has.

What a kind says and how it is drawn stands in a file of its own in `measuring.kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workstation.messages import Message


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
    def words(self) -> Message:
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
    words: Message
    points: int
    or_more: bool = False
    is_region: bool = False


_FACTS = {
    AnnotationKind.PROBE: _Facts(Message("Probe"), 1),
    AnnotationKind.LENGTH: _Facts(Message("Length"), 2),
    AnnotationKind.ANGLE: _Facts(Message("Angle"), 3),
    AnnotationKind.RECTANGLE: _Facts(Message("Rectangle"), 2, is_region=True),
    AnnotationKind.ELLIPSE: _Facts(Message("Ellipse"), 2, is_region=True),
    AnnotationKind.POLYLINE: _Facts(Message("Polyline"), 2, or_more=True),
    # Two lines.
    AnnotationKind.COBB: _Facts(Message("Cobb angle"), 4),
    # The long axis, then the short one.
    AnnotationKind.BIDIRECTIONAL: _Facts(Message("Long and short axis"), 4),
    # The middle, then a point on it.
    AnnotationKind.CIRCLE: _Facts(Message("Circle"), 2, is_region=True),
    AnnotationKind.FREEHAND: _Facts(Message("Freehand"), 3, or_more=True, is_region=True),
    AnnotationKind.SPLINE: _Facts(Message("Spline"), 3, or_more=True, is_region=True),
    AnnotationKind.LIVEWIRE: _Facts(Message("Livewire"), 3, or_more=True, is_region=True),
    # The heart, then the chest.
    AnnotationKind.CARDIOTHORACIC: _Facts(Message("Cardiothoracic ratio"), 4),
    # The tip, then the end.
    AnnotationKind.ARROW: _Facts(Message("Arrow"), 2),
    AnnotationKind.TEXT: _Facts(Message("Text"), 1),
}
