"""A head with known spheres, moved in the patient as one says, for tests of registration."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.support.image_phantoms import rotation, source
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume

_SPHERES = (((12, -8, 5), 26, 60.0), ((-22, 14, -6), 14, 200.0), ((25, 22, 12), 9, 320.0),
            ((-8, -26, -14), 8, 150.0))  # fmt: skip


def head(points: NDArray[np.float64]) -> NDArray[np.float32]:
    """A lopsided body with four spheres; points are (..., 3) LPS mm."""
    values = np.where(
        (points[..., 0] / 55) ** 2 + (points[..., 1] / 65) ** 2 + (points[..., 2] / 48) ** 2 < 1,
        100.0,
        0.0,
    )
    for center, radius, value in _SPHERES:
        inside = ((points - np.array(center)) ** 2).sum(axis=-1) < radius**2
        values = np.where(inside, value, values)
    return values.astype(np.float32)


def moved_head(
    motion: NDArray[np.float64], spacing: tuple[float, float, float], *, contrast: float = 1.0
) -> Volume:
    """The head moved in the patient: value at `motion @ x` is that of the head at x."""
    shape = tuple(round(150 / step) for step in spacing)
    affine = np.eye(4)
    affine[:3, :3] = np.array([[0, 0, 1.0], [0, 1.0, 0], [1.0, 0, 0]]).T * np.array(spacing)
    affine[:3, 3] = (-74, -75, -73)
    kji = np.moveaxis(np.indices(shape), 0, -1).astype(np.float64)
    points = kji @ affine[:3, :3].T + affine[:3, 3]
    back = np.linalg.inv(motion)
    values = head(points @ back[:3, :3].T + back[:3, 3]) * contrast
    return Volume(
        array=values,
        geometry=VolumeGeometry(shape_kji=(shape[0], shape[1], shape[2]), affine_lps=affine),
        quantity="US",
        source=source("MR"),
    )


def rigid_motion(
    angles: tuple[float, float, float], shift: tuple[float, float, float]
) -> NDArray[np.float64]:
    """Turns about x, y and z in degrees, then a shift, LPS mm, as (4, 4)."""
    affine = np.eye(4)
    affine[:3, :3] = rotation(*angles)
    affine[:3, 3] = shift
    return affine
