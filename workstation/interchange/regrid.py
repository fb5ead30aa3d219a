"""Carry labels between grids: exactly where voxels coincide, else by the nearest."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.errors import MaskReadError
from workstation.imaging.rectify import source_kji, source_lps_mm
from workstation.imaging.regrid import nothing_left
from workstation.messages import Message

_TOLERANCE_VOXELS = 0.02
_HALF = 0.5


class Carried(NamedTuple):
    """Labels on the grid of an image, and what became of them on the way.

    `caveats` are sentences about all of them, `lost` those about single labels. Every label of the
    source is a key of `lost`, also one of which nothing is left.
    """

    labels: NDArray[Any]
    caveats: tuple[Message, ...]
    lost: dict[int, tuple[Message, ...]]


def labels_on_grid(
    labels: NDArray[Any], source: VolumeGeometry, like: Volume, name: str
) -> Carried:
    """Labels of `source` on the grid of an image.

    Parameters
    ----------
    labels : (k, j, i) unsigned
        On the grid of `source`.

    Returns
    -------
    Carried
        (k, j, i) of the same dtype on the grid of `like`; the two may differ in axis order, flips
        and extent.

    Raises
    ------
    MaskReadError
        No labelled voxel lies on the image, or voxels as large as its own lie between them.
    """
    step = np.linalg.inv(like.geometry.affine_lps) @ source.affine_lps
    if not _has_equal_voxels(step, source):
        return _nearest(labels, source, like, name)
    if np.abs(step[:3, 3] - np.rint(step[:3, 3])).max() >= _TOLERANCE_VOXELS:
        raise MaskReadError(
            Message("The voxels of {name} do not coincide with those of the image.", name=name),
            hint=Message("Choose the series that the mask was made on."),
        )
    whole = np.rint(step)
    indices = np.argwhere(labels)
    values = labels[tuple(indices.T)]
    placed = np.rint(indices @ whole[:3, :3].T + whole[:3, 3]).astype(np.intp)
    inside = np.all((placed >= 0) & (placed < np.array(like.geometry.shape_kji)), axis=1)
    if len(inside) and not inside.any():
        raise _outside(name)
    result = np.zeros(like.geometry.shape_kji, dtype=labels.dtype)
    result[tuple(placed[inside].T)] = values[inside]
    return Carried(result, (), _lost(values, inside, result))


def is_same_grid(one: VolumeGeometry, other: VolumeGeometry) -> bool:
    """Whether two grids have the same voxels, whatever the order and direction of their axes."""
    step = np.linalg.inv(other.affine_lps) @ one.affine_lps
    if sorted(one.shape_kji) != sorted(other.shape_kji) or not _has_equal_voxels(step, one):
        return False
    corners = np.array([[0, 0, 0], np.array(one.shape_kji) - 1]) @ step[:3, :3].T + step[:3, 3]
    ends = np.array([[0, 0, 0], np.array(other.shape_kji) - 1])
    return bool(np.abs(np.sort(corners, axis=0) - ends).max() < _HALF)


def _has_equal_voxels(step: NDArray[np.float64], source: VolumeGeometry) -> bool:
    whole = np.rint(step)
    limit = _TOLERANCE_VOXELS / max(source.shape_kji)
    return bool(
        np.abs(step[:3, :3] - whole[:3, :3]).max() < limit
        and np.array_equal(np.abs(whole[:3, :3]).sum(axis=0), np.ones(3))
        and np.array_equal(np.abs(whole[:3, :3]).sum(axis=1), np.ones(3))
    )


def _nearest(labels: NDArray[Any], source: VolumeGeometry, like: Volume, name: str) -> Carried:
    """Each voxel of the image takes the label at its center, slice by slice."""
    slices, rows, columns = like.geometry.shape_kji
    result = np.zeros(like.geometry.shape_kji, dtype=labels.dtype)
    j, i = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    for k in range(slices):
        kji = np.stack([np.full(j.size, k), j.ravel(), i.ravel()], axis=-1).astype(np.float64)
        places = np.rint(source.to_kji(source_lps_mm(like, kji))).astype(np.intp)
        inside = np.all((places >= 0) & (places < np.array(source.shape_kji)), axis=1)
        row = result[k].reshape(-1)
        row[inside] = labels[tuple(places[inside].T)]
    if labels.any() and not result.any():
        raise _outside(name)
    caveat = Message(
        "The mask was made on another grid; each voxel of the image takes the nearest of the mask."
    )
    marked = np.argwhere(labels)
    found = source_kji(like, source.to_lps_mm(marked.astype(np.float64)))
    last = np.array(like.geometry.shape_kji) - _HALF
    within = np.all((found >= -_HALF) & (found <= last), axis=1)
    return Carried(result, (caveat,), _lost(labels[tuple(marked.T)], within, result))


def _lost(
    values: NDArray[Any], within: NDArray[np.bool_], result: NDArray[Any]
) -> dict[int, tuple[Message, ...]]:
    """What is said of each label.

    Parameters
    ----------
    values : (n,) unsigned
        Label of each marked voxel of the source.
    within : (n,) bool
        Whether its center lies on the image.
    result : (k, j, i) unsigned
        What is left.
    """
    marked = np.bincount(values)
    kept = np.bincount(values[within], minlength=len(marked))
    left = np.bincount(result.ravel(), minlength=len(marked))
    found: dict[int, tuple[Message, ...]] = {}
    for number in np.flatnonzero(marked).tolist():
        outside = 1 - float(kept[number] / marked[number])
        told = [_cut(outside)] if outside else []
        if kept[number] and not left[number]:
            told.append(nothing_left())
        found[number] = tuple(told)
    return found


def _cut(lost: float) -> Message:
    return Message(
        "{percent:.1f} % of the segment lies outside of this image and is left out.",
        percent=100 * lost,
    )


def _outside(name: str) -> MaskReadError:
    return MaskReadError(
        Message("{name} marks nothing on this image.", name=name),
        hint=Message("Choose the series that the mask was made on."),
    )
