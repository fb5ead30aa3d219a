"""Volumes made ready for rendering: whole numbers on an even grid, coarser where they are large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume

MOST_VOXELS = 40_000_000
"""Above this a volume is averaged: rays through more voxels are too slow on two cores."""
_STEPS = 32767
_ALIKE = 1.3


@dataclass(frozen=True, slots=True, eq=False)
class RenderVolume:
    """Voxels for a ray caster.

    Parameters
    ----------
    array : (k, j, i) int16 or uint16
        value = array * scale + offset.
    geometry : VolumeGeometry
        Of this array; right-angled.
    factors_kji : tuple of int
        How many voxels of the volume went into one, along each axis.
    scale, offset : float
        From numbers to values of the image.
    """

    array: NDArray[Any]
    geometry: VolumeGeometry
    factors_kji: tuple[int, int, int]
    scale: float = 1.0
    offset: float = 0.0

    @property
    def lowest(self) -> int:
        """The number that stands for nothing."""
        return int(self.array.min())

    @property
    def is_decimated(self) -> bool:
        """Whether voxels were averaged."""
        return self.factors_kji != (1, 1, 1)


def prepare_render_volume(
    volume: Volume, *, most_voxels: int = MOST_VOXELS, maximum: bool = False
) -> RenderVolume:
    """Bring a volume into the form that a ray caster takes.

    Values that are missing (padding, not a number) become the lowest value. Voxels are put together
    by powers of two, along the axes with the smallest steps first, until there are few enough.

    Parameters
    ----------
    volume : Volume
        [k, j, i] values on a right-angled grid, LPS mm.
    most_voxels : int
        The most that are wanted.
    maximum : bool
        Whether the largest of the voxels that are put together stands for them, not their mean.

    Raises
    ------
    ValueError
        The grid is sheared.
    """
    if volume.geometry.is_sheared:
        raise ValueError("a sheared grid must be resampled before it is rendered")
    factors = decimation(volume.geometry, most_voxels)
    array = volume.array
    if volume.padding is not None:
        missing = np.asarray(volume.padding[:])
        array = np.where(missing, array[~missing].min() if not missing.all() else 0, array)
    array = block_maximum(array, factors) if maximum else block_mean(array, factors)
    scale, offset = 1.0, 0.0
    if array.dtype not in (np.dtype(np.int16), np.dtype(np.uint16)):
        array, scale, offset = _whole_numbers(array)
    return RenderVolume(
        array=np.ascontiguousarray(array),
        geometry=coarser_geometry(volume.geometry, factors),
        factors_kji=factors,
        scale=scale,
        offset=offset,
    )


def _whole_numbers(array: NDArray[Any]) -> tuple[NDArray[Any], float, float]:
    finite = np.isfinite(array)
    low = float(array[finite].min()) if finite.any() else 0.0
    high = float(array[finite].max()) if finite.any() else 0.0
    scale = (high - low) / _STEPS or 1.0
    filled = np.where(finite, array, low)
    return np.rint((filled - low) / scale).astype(np.uint16), scale, low


def decimation(geometry: VolumeGeometry, most_voxels: int) -> tuple[int, int, int]:
    """Factors (k, j, i), powers of two, that bring a grid to at most so many voxels."""
    factors, shape = [1, 1, 1], list(geometry.shape_kji)
    spacing = list(geometry.spacing_kji_mm)
    while np.prod(shape, dtype=np.int64) > most_voxels:
        finest = min(s for s, n in zip(spacing, shape, strict=True) if n > 1)
        for axis in range(3):
            # Axes of nearly one spacing go together, so that voxels stay nearly cubes.
            if shape[axis] > 1 and spacing[axis] <= _ALIKE * finest:
                factors[axis] *= 2
                spacing[axis] *= 2
                shape[axis] = -(-geometry.shape_kji[axis] // factors[axis])
    return factors[0], factors[1], factors[2]


def coarser_geometry(geometry: VolumeGeometry, factors_kji: tuple[int, int, int]) -> VolumeGeometry:
    """The grid whose voxels are blocks of another: their centers lie in the middle of the block."""
    affine = geometry.affine_lps.copy()
    affine[:3, 3] = geometry.to_lps_mm((np.array(factors_kji) - 1) / 2)
    affine[:3, :3] *= factors_kji
    shape = [-(-n // f) for n, f in zip(geometry.shape_kji, factors_kji, strict=True)]
    return VolumeGeometry(
        shape_kji=(shape[0], shape[1], shape[2]),
        affine_lps=affine,
        frame_of_reference_uid=geometry.frame_of_reference_uid,
    )


def block_mean(array: NDArray[Any], factors_kji: tuple[int, int, int]) -> NDArray[Any]:
    """Mean of blocks of voxels, [k, j, i]; blocks over the edge repeat the last voxel.

    The type stays; means of whole numbers are rounded.
    """
    if factors_kji == (1, 1, 1):
        return array
    whole = np.issubdtype(array.dtype, np.integer)
    fk, fj, fi = factors_kji
    shape = [-(-n // f) for n, f in zip(array.shape, factors_kji, strict=True)]
    out = np.empty(shape, array.dtype)
    rows, columns = (
        [np.minimum(np.arange(n) * f + d, size - 1) for d in range(f)]
        for n, f, size in zip(shape[1:], (fj, fi), array.shape[1:], strict=True)
    )
    # Slab by slab: a sum of the whole volume would take four times its memory.
    for k in range(shape[0]):
        total = np.zeros(shape[1:], np.float32)
        for d in range(fk):
            plane = array[min(k * fk + d, array.shape[0] - 1)]
            for row in rows:
                lines = plane[row]
                for column in columns:
                    total += lines[:, column]
        total /= fk * fj * fi
        out[k] = np.rint(total) if whole else total
    return out


def block_maximum(array: NDArray[Any], factors_kji: tuple[int, int, int]) -> NDArray[Any]:
    """Largest value of blocks of voxels, [k, j, i]; one that is not a number counts for nothing."""
    for axis, factor in enumerate(factors_kji):
        if factor > 1:
            starts = np.arange(0, array.shape[axis], factor)
            array = np.fmax.reduceat(array, starts, axis=axis)
    return array


def block_any(
    labels: NDArray[Any], shown: NDArray[np.bool_], factors: tuple[int, int, int]
) -> NDArray[np.bool_]:
    """Where a block holds a voxel of a shown segment.

    Parameters
    ----------
    labels : (k, j, i) unsigned
        Segment numbers.
    shown : (n,) bool
        By segment number.
    factors : tuple of int
        Size of a block, (k, j, i).

    Returns
    -------
    (k', j', i') bool
    """
    inside: NDArray[np.bool_] = shown[labels]
    for axis, factor in enumerate(factors):
        if factor > 1:
            starts = np.arange(0, inside.shape[axis], factor)
            inside = np.logical_or.reduceat(inside, starts, axis=axis)
    return inside
