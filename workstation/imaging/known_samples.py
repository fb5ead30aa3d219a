"""Samples of a volume and projections of slabs that padding has no part in."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import Volume
from workstation.domain.voxel_mask import VoxelMask
from workstation.imaging.reslice_kernels import sample_linear, sample_nearest


def sample_known(
    volume: Volume,
    origins_kji: NDArray[np.float64],
    steps_kji: NDArray[np.float64],
    columns: int,
    *,
    depth_steps_kji: NDArray[np.float64],
    layers: int,
    mode: str,
) -> NDArray[np.float32]:
    """Trilinear samples, or the projection of several layers of them; see `sample_linear`.

    A point whose nearest voxel is padding has no value and takes no part in the projection.

    Returns
    -------
    (r, columns) float32 ndarray
        NaN where no layer has a value.
    """
    if volume.padding is None:
        return sample_linear(
            volume.array, origins_kji, steps_kji, columns,
            depth_steps_kji=depth_steps_kji, layers=layers, mode=mode,
        )  # fmt: skip
    projection: NDArray[np.float32] | None = None
    known = np.zeros((len(origins_kji), columns), np.int32)
    for layer in range(layers):
        origins = origins_kji + (layer - 0.5 * (layers - 1)) * depth_steps_kji
        values = sample_linear(volume.array, origins, steps_kji, columns, mode=mode)
        values[_padded(volume.padding, origins, steps_kji, columns)] = np.nan
        known += np.isfinite(values)
        projection = values if projection is None else _joined(projection, values, mode)
    if projection is None:
        raise ValueError("a slab has at least one layer")
    if mode == "mean":
        projection /= np.maximum(known, 1)
    return projection


def _padded(
    padding: VoxelMask,
    origins_kji: NDArray[np.float64],
    steps_kji: NDArray[np.float64],
    columns: int,
) -> NDArray[np.bool_]:
    """Where the voxel nearest to a point holds no value."""
    nearest: NDArray[Any] = sample_nearest(
        padding.packed, origins_kji, steps_kji, columns, packed_width=padding.shape[2]
    )
    return nearest.astype(bool)


def _joined(one: NDArray[np.float32], other: NDArray[np.float32], mode: str) -> NDArray[np.float32]:
    if mode == "max":
        return np.fmax(one, other)
    if mode == "min":
        return np.fmin(one, other)
    return np.where(np.isnan(one), other, one + np.nan_to_num(other))


def project(slab: NDArray[Any], mode: str) -> NDArray[Any]:
    """The maximum, minimum or mean of (n, r, c) planes along the first axis."""
    values: NDArray[Any]
    if mode == "mean":
        values = slab.mean(axis=0, dtype=np.float32)
    else:
        values = slab.max(axis=0) if mode == "max" else slab.min(axis=0)
    return values


def project_known(
    slab: NDArray[Any], padded: NDArray[np.bool_], mode: str
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """The maximum, minimum or mean along the first axis, of what is not padding.

    Parameters
    ----------
    slab : (n, r, c)
        Planes of a slab.
    padded : (n, r, c) bool
        Where they hold no value.

    Returns
    -------
    tuple of (r, c) arrays
        The projection, and where no plane has a value.
    """
    values = project(slab, mode)
    nowhere: NDArray[np.bool_] = np.logical_and.reduce(padded, axis=0)
    partly = padded.any(axis=0) & ~nowhere
    if partly.any():
        values[partly] = _of_known(slab[:, partly], padded[:, partly], mode)
    return values, nowhere


def _of_known(columns: NDArray[Any], padded: NDArray[np.bool_], mode: str) -> NDArray[Any]:
    """Projections (m,) of columns (n, m) that each have a value."""
    found: NDArray[Any]
    if mode == "mean":
        total = np.where(padded, 0, columns).sum(axis=0, dtype=np.float64)
        found = total / np.count_nonzero(~padded, axis=0)
        return found
    limits = np.finfo(columns.dtype) if columns.dtype.kind == "f" else np.iinfo(columns.dtype)
    if mode == "max":
        found = np.where(padded, columns.dtype.type(limits.min), columns).max(axis=0)
    else:
        found = np.where(padded, columns.dtype.type(limits.max), columns).min(axis=0)
    return found
