"""Volumes with one bright block at a known place, for tests of pictures in three dimensions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.support.image_phantoms import source
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume

MARKER_KJI = (slice(20, 26), slice(6, 16), slice(34, 44))
"""Toward head, anterior and left in a volume of standard axial slices."""
MARKER_CENTER_KJI = (22.5, 10.5, 38.5)


def marked_volume(*, background: int = -1000, marker: int = 1000) -> Volume:
    """Axial slices, 2.0 x 1.0 x 1.1 mm, off the origin; a block is left, anterior and up."""
    array = np.full((30, 60, 50), background, np.int16)
    array[MARKER_KJI] = marker
    affine = np.zeros((4, 4))
    affine[2, 0], affine[1, 1], affine[0, 2] = 2.0, 1.0, 1.1
    affine[:, 3] = (-20.0, -30.0, -500.0, 1.0)
    return Volume(
        array=array,
        geometry=VolumeGeometry(shape_kji=(30, 60, 50), affine_lps=affine),
        quantity="HU",
        source=source(),
    )


def turned(volume: Volume, rotation: NDArray[np.float64]) -> Volume:
    """The same voxels with the patient turned in space."""
    affine = volume.geometry.affine_lps.copy()
    affine[:3, :3] = rotation @ affine[:3, :3]
    affine[:3, 3] = rotation @ affine[:3, 3] + (40.0, 10.0, -25.0)
    geometry = VolumeGeometry(shape_kji=volume.geometry.shape_kji, affine_lps=affine)
    return Volume(
        array=volume.array, geometry=geometry, quantity=volume.quantity, source=volume.source
    )


def ball_volume(shape: tuple[int, int, int] = (40, 80, 70)) -> tuple[Volume, NDArray[np.float64]]:
    """Slices of 2.0 x 1.0 x 1.1 mm with a ball left, anterior and up, and its center, LPS mm.

    Its edge is soft, and it is solid: 1000 inside, -1000 outside.
    """
    affine = np.zeros((4, 4))
    affine[2, 0], affine[1, 1], affine[0, 2] = 2.0, 1.0, 1.1
    affine[:, 3] = (-20.0, -30.0, -500.0, 1.0)
    geometry = VolumeGeometry(shape_kji=shape, affine_lps=affine)
    center: NDArray[np.float64] = geometry.to_lps_mm(np.array(shape) * (0.6, 0.35, 0.65))
    away = np.stack(np.meshgrid(*(np.arange(n) for n in shape), indexing="ij"), axis=-1)
    distance = np.linalg.norm(geometry.to_lps_mm(away) - center, axis=-1)
    radius = 0.25 * shape[1]
    array = np.clip(600.0 * (radius - distance), -1000, 1000).astype(np.int16)
    volume = Volume(array=array, geometry=geometry, quantity="HU", source=source())
    return volume, center
