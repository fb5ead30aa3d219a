"""The stored voxels under pixels of a picture, where the picture itself was interpolated."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.imaging.planes import PlaneName
from workstation.imaging.rectify import source_kji
from workstation.scene.sources import ImageView, ViewFrame, VolumeView, value_at


def reads_voxels(view: ImageView, frame: ViewFrame) -> bool:
    """Whether numbers of a picture must be read from voxels: its own values lie between them."""
    return isinstance(view, VolumeView) and (view.is_resampled or frame.is_interpolated)


def voxels_under(
    view: VolumeView, plane: PlaneName, index: int, rows: ArrayLike, columns: ArrayLike
) -> NDArray[np.intp]:
    """Voxels of the acquired volume that are nearest to pixels of a plane, each once.

    Parameters
    ----------
    rows, columns : (n,) array_like
        Pixels of the picture.

    Returns
    -------
    (m, 3) intp
        (k, j, i); pixels beside the volume, and padding, have none.
    """
    flat = np.unique(_known_voxels(view, plane, index, rows, columns))
    return np.stack(np.unravel_index(flat, view.image.geometry.shape_kji), axis=-1)


def pixels_with_values(
    view: VolumeView, plane: PlaneName, index: int, rows: ArrayLike, columns: ArrayLike
) -> int:
    """How many pixels of a plane lie on a voxel that has a value."""
    flat = _known_voxels(view, plane, index, rows, columns)
    kji = np.unravel_index(flat, view.image.geometry.shape_kji)
    return int(np.count_nonzero(np.isfinite(view.image.array[kji])))


def _known_voxels(
    view: VolumeView, plane: PlaneName, index: int, rows: ArrayLike, columns: ArrayLike
) -> NDArray[np.intp]:
    """The nearest voxel to each pixel, by its place in the array; none beside the volume."""
    r, c = np.asarray(rows, np.float64).ravel(), np.asarray(columns, np.float64).ravel()
    origin = np.array(view.to_point(plane, index, 0, 0))
    down = np.array(view.to_point(plane, index, 1, 0)) - origin
    right = np.array(view.to_point(plane, index, 0, 1)) - origin
    image = view.image
    points = origin + r[:, None] * down + c[:, None] * right
    kji = np.rint(source_kji(image, points)).astype(np.intp)
    inside = np.all((kji >= 0) & (kji < np.array(image.geometry.shape_kji)), axis=1)
    flat: NDArray[np.intp] = np.ravel_multi_index(tuple(kji[inside].T), image.geometry.shape_kji)
    if image.padding is not None and flat.size:
        flat = flat[~image.padding.take(flat)]
    return flat


def values_under(
    view: VolumeView, plane: PlaneName, index: int, rows: ArrayLike, columns: ArrayLike
) -> NDArray[Any]:
    """Finite values of the voxels that `voxels_under` gives, float64."""
    kji = voxels_under(view, plane, index, rows, columns)
    values = view.image.array[tuple(kji.T)].astype(np.float64)
    kept: NDArray[Any] = values[np.isfinite(values)]
    return kept


def value_under(
    view: ImageView, frame: ViewFrame, plane: PlaneName, index: int, at: tuple[float, float]
) -> float | None:
    """The value at a point (row, column) of a picture that is no slab; None where is none."""
    shown = value_at(frame, *at)
    if shown is None or not isinstance(view, VolumeView) or not reads_voxels(view, frame):
        return shown
    values = values_under(view, plane, index, [at[0]], [at[1]])
    return float(values[0]) if values.size else None
