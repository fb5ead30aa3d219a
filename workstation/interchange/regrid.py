"""Carry labels between grids whose voxels coincide but whose axes differ."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.errors import MaskReadError
from workstation.words import said

_TOLERANCE_VOXELS = 0.02


def labels_on_grid(
    labels: NDArray[Any], source: VolumeGeometry, target: VolumeGeometry, name: str
) -> NDArray[Any]:
    """Labels of `source` on the grid of `target`; no value is interpolated.

    Parameters
    ----------
    labels : (k, j, i) unsigned
        On the grid of `source`.

    Returns
    -------
    (k, j, i) array of the same dtype
        On the grid of `target`; the two may differ in axis order, flips and extent.

    Raises
    ------
    MaskReadError
        Voxel centers do not coincide, or labelled voxels lie outside the target.
    """
    step = np.linalg.inv(target.affine_lps) @ source.affine_lps
    whole = np.rint(step)
    limit = _TOLERANCE_VOXELS / max(source.shape_kji)
    axes_match = (
        np.abs(step[:3, :3] - whole[:3, :3]).max() < limit
        and np.abs(step[:3, 3] - whole[:3, 3]).max() < _TOLERANCE_VOXELS
        and np.array_equal(np.abs(whole[:3, :3]).sum(axis=0), np.ones(3))
        and np.array_equal(np.abs(whole[:3, :3]).sum(axis=1), np.ones(3))
    )
    if not axes_match:
        raise MaskReadError(
            said("The voxels of {name} do not coincide with those of the image.", name=name),
            hint=said("Choose the series that the mask was made on."),
        )
    indices = np.argwhere(labels)
    values = labels[tuple(indices.T)]
    placed = np.rint(indices @ whole[:3, :3].T + whole[:3, 3]).astype(np.intp)
    inside = np.all((placed >= 0) & (placed < np.array(target.shape_kji)), axis=1)
    if not inside.all():
        raise MaskReadError(
            said("{name} marks voxels outside the image.", name=name),
            hint=said("Choose the series that the mask was made on."),
        )
    result = np.zeros(target.shape_kji, dtype=labels.dtype)
    result[tuple(placed.T)] = values
    return result
