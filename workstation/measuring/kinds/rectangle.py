"""A box along rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.outlines import rectangle_outline
from workstation.measuring.kind import RegionKind, Stroke
from workstation.measuring.shapes import PicturePoint, Region, box_region
from workstation.scene.sources import ViewFrame
from workstation.session.annotation_kinds import AnnotationKind


class Rectangle(RegionKind):
    """Two opposite corners."""

    kind = AnnotationKind.RECTANGLE
    keeps_sides = True

    def region(
        self, points: Sequence[PicturePoint], path: Stroke, frame: ViewFrame, *, drawing: bool
    ) -> Region:
        """The pixels inside."""
        del path
        return box_region(points, frame, drawing=drawing)

    def outline(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> NDArray[np.float64]:
        """See `RegionKind`."""
        del path
        return rectangle_outline(points[0], points[1])
