"""Measurements that a reader has drawn, as a structured report states them.

References
----------
PS3.16 TID 1501, TID 1410 (groups of measurements), TID 300, TID 320 (a number and what it was
inferred from); PS3.3 C.18.6 (coordinates on an image), C.18.9 (coordinates in the patient).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workstation.domain.coding import Code
from workstation.messages import Message


class ShapeType(StrEnum):
    """What the points of a shape mean."""

    POINT = "point"
    POLYLINE = "polyline"
    POLYGON = "polygon"
    """Closed; the first point does not stand at the end again."""
    CIRCLE = "circle"
    """Its middle, then a point on it. On images only."""
    ELLIPSE = "ellipse"
    """The ends of its major axis, then those of its minor one."""


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """A shape where it lies.

    Parameters
    ----------
    points : tuple of tuple of float
        On an image (column, row) in pixels, where (0, 0) is the top left corner of the first
        pixel and (0.5, 0.5) its middle (PS3.3 C.18.6.1.2); in the patient (x, y, z), LPS mm.
    """

    type: ShapeType
    points: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class ImagePlace:
    """The picture that something was drawn on; frames count from 1."""

    sop_instance_uid: str
    frame: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnNumber:
    """One number of a drawn measurement.

    Parameters
    ----------
    unit : Code
        UCUM.
    derivation : Code or None
        Qualifies the concept, e.g. Mean.
    site : Code or None
        What was measured, where the kind of measurement says so.
    shapes : tuple of DrawnShape
        What it was inferred from; empty for the numbers of a region, which is that of the whole.
    """

    concept: Code
    value: float
    unit: Code
    derivation: Code | None = None
    site: Code | None = None
    shapes: tuple[DrawnShape, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMeasurement:
    """A measurement with its numbers, shapes and place.

    Parameters
    ----------
    tracking_uid : str
        Equal for the same measurement in every report, however it was moved since.
    label : Message or str
        What the reader called it, or its kind.
    image : ImagePlace or None
        The picture that its shapes lie on; None where they are in the patient, in the frame of
        reference of the images.
    region : DrawnShape or None
        What it marks, for regions and notes.
    comments : tuple of Message or str
        What must stand beside its numbers, and what the reader wrote to it.
    by, at
        Who drew it, and when.
    """

    tracking_uid: str
    label: Message | str
    image: ImagePlace | None
    at: datetime
    by: str = ""
    numbers: tuple[DrawnNumber, ...] = ()
    region: DrawnShape | None = None
    comments: tuple[Message | str, ...] = ()
