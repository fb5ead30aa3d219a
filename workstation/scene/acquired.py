"""Where the pixels of an acquired image lie on the picture that is shown of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import FrameSequence, Volume
from workstation.imaging.planes import PlaneName
from workstation.scene.flat_view import FlatView
from workstation.scene.image_view import ImageView
from workstation.scene.volume_view import VolumeView

_SAME_PLANE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class AcquiredPicture:
    """The instance that is shown whole and unturned by resampling.

    `matrix` is (2, 3): (column, row, 1) of the image as stored → (column, row) of the picture.
    """

    uid: str
    frame: int
    slice_k: int
    matrix: NDArray[np.float64]


def acquired_picture(view: ImageView, plane: PlaneName, index: int) -> AcquiredPicture | None:
    """The image whose pixels a picture shows; None where it cuts through several."""
    source = view.image.source
    if isinstance(view, FlatView):
        k = index if isinstance(view.image, FrameSequence) else 0
        matrix = np.eye(3)[:2]
    elif isinstance(view, VolumeView):
        placed = _slice_of(view, plane, index)
        if placed is None:
            return None
        k, matrix = placed
    else:
        return None
    if k >= len(source.sop_instance_uids):
        return None
    frame = source.frame_indices[k] if k < len(source.frame_indices) else 0
    return AcquiredPicture(source.sop_instance_uids[k], frame, k, matrix)


def _slice_of(
    view: VolumeView, plane: PlaneName, index: int
) -> tuple[int, NDArray[np.float64]] | None:
    image = view.image
    _slices, rows, columns = image.geometry.shape_kji
    affine = image.geometry.affine_lps
    middle = view.to_point(plane, index, 0.0, 0.0)
    origins = _origins(image)
    normal = image.geometry.normal_lps
    distances = np.abs((origins - np.asarray(middle)) @ normal)
    k = int(np.argmin(distances))
    corners = [
        origins[k] + affine[:3, 1] * j + affine[:3, 2] * i
        for j, i in ((0, 0), (0, columns - 1), (rows - 1, 0))
    ]
    placed = np.array([view.locate(plane, corner) for corner in corners])
    if np.abs(placed[:, 0] - index).max() > _SAME_PLANE:
        return None
    first = placed[0, [2, 1]]
    across = (placed[1, [2, 1]] - first) / max(columns - 1, 1)
    down = (placed[2, [2, 1]] - first) / max(rows - 1, 1)
    return k, np.column_stack([across, down, first])


def _origins(image: Volume) -> NDArray[np.float64]:
    if image.slice_origins_lps_mm is not None:
        return image.slice_origins_lps_mm
    k = np.arange(image.geometry.shape_kji[0])
    return image.geometry.to_lps_mm(np.column_stack([k, 0 * k, 0 * k]))
