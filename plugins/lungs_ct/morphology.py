"""Masks and grids of anisotropic volumes: grown and closed by balls, binned and repeated."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bool = NDArray[np.bool_]


def ball_dilated(mask: Bool, spacing_mm: tuple[float, float, float], radius_mm: float) -> Bool:
    """A mask grown by a ball of `radius_mm`, exact on anisotropic grids."""
    if not mask.any():
        return mask.copy()
    grown: Bool = distance_outside(mask, spacing_mm) <= radius_mm
    return grown


def ball_closed(mask: Bool, spacing_mm: tuple[float, float, float], radius_mm: float) -> Bool:
    """A mask closed by a ball of `radius_mm`: gaps and notches narrower than it are filled."""
    if not mask.any():
        return mask.copy()
    pad = [int(np.ceil(radius_mm / mm)) + 1 for mm in spacing_mm]
    # Edge padding: the volume's first and last slices are no border of the lung.
    padded = np.pad(mask, [(p, p) for p in pad], mode="edge")
    grown = distance_outside(padded, spacing_mm) <= radius_mm
    closed = distance_outside(~grown, spacing_mm) > radius_mm
    inside = tuple(slice(p, -p) for p in pad)
    result: Bool = closed[inside] | mask
    return result


def distance_outside(mask: Bool, spacing_mm: tuple[float, float, float]) -> NDArray[np.float32]:
    """Distance of each voxel to the mask, mm; 0 inside."""
    import SimpleITK

    image = SimpleITK.GetImageFromArray(mask.astype(np.uint8))
    image.SetSpacing(tuple(reversed(spacing_mm)))
    distance = SimpleITK.SignedMaurerDistanceMap(
        image, insideIsPositive=False, squaredDistance=False, useImageSpacing=True
    )
    values: NDArray[np.float32] = SimpleITK.GetArrayFromImage(distance)
    return np.maximum(values, 0.0)


def binned(array: NDArray[Any], steps: tuple[int, ...]) -> NDArray[np.float32]:
    """Block means; incomplete blocks at the end are dropped by repeating the edge."""
    pad = [(0, -n % s) for n, s in zip(array.shape, steps, strict=True)]
    padded = np.pad(array, pad, mode="edge") if any(p[1] for p in pad) else array
    k, j, i = (n // s for n, s in zip(padded.shape, steps, strict=True))
    blocks = padded.reshape(k, steps[0], j, steps[1], i, steps[2])
    means: NDArray[np.float32] = blocks.mean(axis=(1, 3, 5), dtype=np.float32)
    return np.maximum(means, -1024.0)


def upsampled(mask: Bool, steps: tuple[int, ...], shape: tuple[int, ...]) -> Bool:
    """A binned mask on the grid that it was binned from."""
    for axis, step in enumerate(steps):
        if step > 1:
            mask = np.repeat(mask, step, axis=axis)
    return mask[tuple(slice(0, n) for n in shape)]
