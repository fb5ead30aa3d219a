"""Registering one series to another, with the pictures by which a reader judges it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import Volume
from workstation.domain.study import WindowSetting
from workstation.errors import CancelledError
from workstation.imaging.grayscale import apply_window
from workstation.imaging.planes import PlaneName, extract_plane, plane_count
from workstation.imaging.registration import RigidRegistration, on_grid_of, register_rigidly
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress

_PLANES = (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL)


@dataclass(frozen=True, slots=True, eq=False)
class CheckPicture:
    """The same plane of both series: (r, c) uint8 each, and the size of a pixel in mm."""

    plane: PlaneName
    fixed: NDArray[np.uint8]
    moving: NDArray[np.uint8]
    spacing_rc_mm: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class CheckedRegistration:
    """A registration and its check pictures, through the middle of the fixed series."""

    registration: RigidRegistration
    pictures: tuple[CheckPicture, ...]


def register_series(
    fixed: Volume,
    moving: Volume,
    *,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> CheckedRegistration:
    """Register two series rigidly.

    Parameters
    ----------
    fixed, moving : Volume
        On straight, even grids, as they are shown.

    Raises
    ------
    GeometryError
        A series has too few slices or no contrast.
    CancelledError
        The token was cancelled.
    """

    def go_on(fraction: float) -> bool:
        progress(0.95 * fraction, Message("Registering"))
        return token is None or not token.is_cancelled

    found = register_rigidly(fixed, moving, go_on=go_on)
    if found is None:
        raise CancelledError
    progress(0.95, Message("Making the check view"))
    values = on_grid_of(fixed, moving, found.affine)
    outside = ~np.isfinite(values)
    laid = replace(
        moving,
        array=np.where(outside, np.float32(moving.array.min()), values),
        geometry=fixed.geometry,
        padding=None,
        slice_origins_lps_mm=None,
    )
    pictures = tuple(_check_picture(fixed, laid, plane) for plane in _PLANES)
    return CheckedRegistration(found, pictures)


def _check_picture(fixed: Volume, laid: Volume, plane: PlaneName) -> CheckPicture:
    """The middle plane of two volumes on one grid."""
    middle = plane_count(fixed, plane) // 2
    cut, other = (extract_plane(volume, plane, middle) for volume in (fixed, laid))
    return CheckPicture(plane, _grey(cut.values), _grey(other.values), cut.spacing_rc_mm)


def _grey(values: NDArray[Any]) -> NDArray[np.uint8]:
    """In a window that shows every tissue, whatever the file's own is."""
    low, high = np.percentile(values, (2.0, 98.0))
    width = max(float(high - low), 1e-3)
    window = WindowSetting(center=float(low + high) / 2, width=width, function="LINEAR_EXACT")
    return apply_window(values, window)
