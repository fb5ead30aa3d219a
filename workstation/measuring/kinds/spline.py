"""A smooth outline through points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.outlines import closed_spline
from workstation.measuring.kind import RegionKind
from workstation.session.annotation_kinds import AnnotationKind


class Spline(RegionKind):
    """A closed curve."""

    kind = AnnotationKind.SPLINE

    def outline(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> NDArray[np.float64]:
        """The curve; it may bulge beyond its points."""
        del path
        return closed_spline(points)
