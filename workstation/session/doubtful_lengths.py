"""Lengths that were drawn across slices whose places are doubtful by now."""

from __future__ import annotations

import numpy as np

from workstation.session.annotations import Annotation
from workstation.session.workspace import Workspace

_SIZES = frozenset({"mm", "mm²"})
_ALONG = 1 - 1e-6
"""Cosine of the angle between two planes that is no more than rounding."""


def rests_on_doubt(annotation: Annotation, workspace: Workspace) -> bool:
    """Whether a measurement in millimeters lies across slices of an unacknowledged geometry.

    None can be drawn there. But one that was drawn may be opened again with other slices of its
    series, of which nobody has taken note. Within a slice only Pixel Spacing counts.
    """
    place = workspace.place(annotation.stack_id)
    if place is None or not place.stack.geometry.blocks_volume or not annotation.in_patient:
        return False
    if workspace.acknowledgement(annotation.stack_id) is not None:
        return False
    if not any(reading.unit in _SIZES for reading in annotation.readings):
        return False
    affine = place.stack.affine_lps
    if affine is None:
        return True
    slices = np.cross(affine[:3, 1], affine[:3, 2])
    drawn_on = np.cross(annotation.row_direction, annotation.column_direction)
    lengths = float(np.linalg.norm(slices) * np.linalg.norm(drawn_on))
    return not lengths or abs(float(slices @ drawn_on)) < _ALONG * lengths
