"""Where the rows of a picture lie in the patient, for sampling another image along them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.planes import PlaneName
from workstation.viewer.image_view import ImageView


@dataclass(frozen=True, slots=True, eq=False)
class PictureRows:
    """Rows of evenly spaced points, LPS mm.

    Parameters
    ----------
    origins_lps, steps_lps : (r, 3) float64
        First point of each row, and from one of its points to the next.
    normals_lps : (r, 3) float64
        Unit vectors along which a slab is projected.
    """

    origins_lps: NDArray[np.float64]
    steps_lps: NDArray[np.float64]
    normals_lps: NDArray[np.float64]


def picture_rows(
    view: ImageView, plane: PlaneName, index: int, rows: int, fineness: int = 1
) -> PictureRows:
    """The rows of a flat picture.

    Parameters
    ----------
    view, plane, index
        What is shown.
    rows : int
        Rows of the picture.
    fineness : int
        Points along the side of a pixel; they lie evenly within it.
    """
    corner, below, right = (
        np.array(view.to_point(plane, index, *place)) for place in ((0, 0), (1, 0), (0, 1))
    )
    row_step, column_step = below - corner, right - corner
    first = 0.5 / fineness - 0.5
    offsets = (np.arange(rows * fineness) / fineness + first)[:, np.newaxis]
    origins = corner + offsets * row_step + first * column_step
    normal = np.cross(column_step, row_step)
    normal /= np.linalg.norm(normal)
    count = rows * fineness
    return PictureRows(
        origins, np.tile(column_step / fineness, (count, 1)), np.tile(normal, (count, 1))
    )
