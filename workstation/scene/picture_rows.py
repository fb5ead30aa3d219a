"""Where the rows of a picture lie in the patient, for sampling another image along them."""

from __future__ import annotations

import numpy as np

from workstation.imaging.planes import PlaneName
from workstation.scene.curved_view import CurvedView
from workstation.scene.image_view import ImageView
from workstation.scene.row_places import PictureRows


def picture_rows(
    view: ImageView, plane: PlaneName, index: int, rows: int, fineness: int = 1
) -> PictureRows:
    """The rows of a picture.

    Parameters
    ----------
    view, plane, index
        What is shown.
    rows : int
        Rows of the picture.
    fineness : int
        Points along the side of a pixel; they lie evenly within it.
    """
    if isinstance(view, CurvedView):
        return _finer(view.rows(index), fineness)
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


def _finer(rows: PictureRows, fineness: int) -> PictureRows:
    """Rows repeated and their points closer: what lies between rows is not laid straight."""
    if fineness == 1:
        return rows
    first = 0.5 / fineness - 0.5
    return PictureRows(
        np.repeat(rows.origins_lps + first * rows.steps_lps, fineness, axis=0),
        np.repeat(rows.steps_lps / fineness, fineness, axis=0),
        np.repeat(rows.normals_lps, fineness, axis=0),
    )
