"""A circle around a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from workstation.domain import coding
from workstation.domain.drawn_measurement import ShapeType
from workstation.imaging.outlines import circle_outline
from workstation.measuring.coded_form import AREA_AND_VALUES, Coded, Shape
from workstation.measuring.kind import Drawn, RegionKind, Stroke
from workstation.measuring.shapes import PicturePoint, Region, circle_region, radius_of
from workstation.messages import Message
from workstation.scene.sources import ViewFrame
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

_DIAMETER = Message("Diameter")


class Circle(RegionKind):
    """Its middle, then a point on it."""

    kind = AnnotationKind.CIRCLE
    whole_by = (0,)
    codes: ClassVar = {_DIAMETER: Coded(coding.DIAMETER), **AREA_AND_VALUES}

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """The diameter where the spacing holds, then those of every region."""
        found = super().readings(drawn)
        spacing = drawn.frame.spacing_rc_mm
        if spacing is None:
            return found
        diameter = Reading(
            name=_DIAMETER,
            value=2 * radius_of(drawn.points, spacing),
            unit="mm",
            caveat=drawn.view.scale_word(),
        )
        return (diameter, *found)

    def region(
        self, points: Sequence[PicturePoint], path: Stroke, frame: ViewFrame, *, drawing: bool
    ) -> Region:
        """The pixels inside."""
        del path
        return circle_region(points, frame, drawing=drawing)

    def outline(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> NDArray[np.float64]:
        """See `RegionKind`."""
        del path
        return circle_outline(points[0], points[1])

    def shapes(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> tuple[Shape, ...]:
        """See `MeasurementKind`."""
        del path
        return (Shape(ShapeType.CIRCLE, points),)
