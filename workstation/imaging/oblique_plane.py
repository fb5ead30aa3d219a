"""An oblique cutting plane from words."""

from __future__ import annotations

from itertools import product

import numpy as np

from workstation.domain.image import Image, Volume
from workstation.errors import InputError
from workstation.imaging.oblique import ObliquePlane, plane_through
from workstation.messages import Message

_LARGEST_PX = 1024


def oblique_plane(image: Image, normal: str | None, offset_mm: float | None) -> ObliquePlane:
    """A plane through the volume's center, moved along its normal.

    Parameters
    ----------
    normal : str or None
        ``X,Y,Z`` in LPS; None takes the double-oblique direction (1, 1, 1).
    offset_mm : float or None
        Distance from the center of the volume along the normal, mm.

    Raises
    ------
    InputError
        The image is no volume, the normal is not a direction, or the plane misses the volume.
    """
    if not isinstance(image, Volume):
        raise InputError(Message("Only a volume can be cut obliquely."))
    try:
        direction = np.array([float(v) for v in (normal or "1,1,1").split(",")])
    except ValueError as error:
        raise InputError(
            Message("“{normal}” is not a normal.", normal=normal), hint=Message("Write X,Y,Z.")
        ) from error
    length = float(np.linalg.norm(direction))
    if direction.shape != (3,) or not np.isfinite(length) or length == 0:
        raise InputError(
            Message("“{normal}” is not a normal.", normal=normal),
            hint=Message("Write X,Y,Z, not all zero."),
        )
    center = image.geometry.center_lps_mm + direction / length * (offset_mm or 0.0)
    pixel_mm = min(image.geometry.spacing_kji_mm)
    seen = plane_through(center, direction, shape_rc=(1, 1), pixel_mm=pixel_mm)
    corners = np.array(list(product((0, 1), repeat=3))) * (np.array(image.geometry.shape_kji) - 1)
    offsets = image.geometry.to_lps_mm(corners) - center
    along = offsets @ direction / length
    if not along.min() <= 0 <= along.max():
        raise InputError(
            Message(
                "There is no oblique plane at {offset_mm:g} mm: it misses the volume.",
                offset_mm=offset_mm,
            ),
            hint=Message(
                "The volume spans {along:.1f} to {along2:.1f} mm there.",
                along=along.min() + (offset_mm or 0),
                along2=along.max() + (offset_mm or 0),
            ),
        )
    reach_r = 2 * float(np.abs(offsets @ np.array(seen.down_lps)).max())
    reach_c = 2 * float(np.abs(offsets @ np.array(seen.right_lps)).max())
    pixel_mm = max(pixel_mm, reach_r / _LARGEST_PX, reach_c / _LARGEST_PX)
    shape = (max(int(reach_r / pixel_mm), 1) + 1, max(int(reach_c / pixel_mm), 1) + 1)
    return plane_through(center, direction, shape_rc=shape, pixel_mm=pixel_mm)
