"""An ellipse in a box along rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workstation.domain.drawn_measurement import ShapeType
from workstation.imaging.outlines import ellipse_outline
from workstation.measuring.coded_form import Shape
from workstation.measuring.kind import RegionKind, Stroke
from workstation.measuring.shapes import PicturePoint, Region, ellipse_region
from workstation.scene.sources import ViewFrame
from workstation.session.annotation_kinds import AnnotationKind


class Ellipse(RegionKind):
    """Two opposite corners."""

    kind = AnnotationKind.ELLIPSE
    keeps_sides = True

    def region(
        self, points: Sequence[PicturePoint], path: Stroke, frame: ViewFrame, *, drawing: bool
    ) -> Region:
        """The pixels inside."""
        del path
        return ellipse_region(points, frame, drawing=drawing)

    def outline(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> NDArray[np.float64]:
        """See `RegionKind`."""
        del path
        return ellipse_outline(points[0], points[1])

    def shapes(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> tuple[Shape, ...]:
        """See `MeasurementKind`."""
        del path
        middle, half = (points[0] + points[1]) / 2, np.abs(points[1] - points[0]) / 2
        return (Shape(ShapeType.ELLIPSE, np.array([middle, *(middle + np.diag(half))])),)
