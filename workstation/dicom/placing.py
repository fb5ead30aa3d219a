"""Put the pixels of a derived frame onto the grid of its image by patient coordinates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from workstation.domain.image import Image, Volume
from workstation.errors import MaskReadError
from workstation.imaging.rectify import source_kji
from workstation.words import said

_TOLERANCE_VOXELS = 0.1


def frame_voxels(
    where_ji: NDArray[np.intp], groups: Dataset, dataset: Dataset, like: Image, number: int
) -> NDArray[np.intp]:
    """(n, 3) voxel indices of `like` for marked pixels (n, 2) of one frame.

    Raises
    ------
    MaskReadError
        The frame has no position where one is needed, or its pixels do not coincide with
        voxels of the image.
    """
    if not isinstance(like, Volume):
        if (int(dataset.Rows), int(dataset.Columns)) != like.geometry.shape_ji:
            raise _off_grid()
        return np.insert(where_ji, 0, 0, axis=1)
    if where_ji.size == 0:
        return np.zeros((0, 3), np.intp)
    affine = _frame_affine(groups, dataset, number)
    points = where_ji.astype(np.float64) @ affine[:, :2].T + affine[:, 2]
    exact = source_kji(like, points)
    rounded = np.rint(exact)
    _require_equal_pixels(affine, like)
    if np.abs(exact - rounded).max() > _TOLERANCE_VOXELS:
        raise _off_grid()
    placed = rounded.astype(np.intp)
    if placed.min() < 0 or np.any(placed >= np.array(like.geometry.shape_kji)):
        raise MaskReadError(
            said("The mask marks voxels outside the image."),
            hint=said("Choose the series that the mask was made on."),
        )
    return placed


def _frame_affine(groups: Dataset, dataset: Dataset, number: int) -> NDArray[np.float64]:
    """(3, 3): (row, column, 1) to LPS mm of one frame."""
    shared = (dataset.get("SharedFunctionalGroupsSequence") or [Dataset()])[0]

    def item(keyword: str) -> Dataset:
        found = groups.get(keyword) or shared.get(keyword)
        if not found:
            raise MaskReadError(
                said("The mask has no position in the patient."),
                hint=said("It cannot be laid over a volume."),
                detail=f"frame={number} missing={keyword}",
            )
        first: Dataset = found[0]
        return first

    position = item("PlanePositionSequence").ImagePositionPatient
    orientation = item("PlaneOrientationSequence").ImageOrientationPatient
    row_mm, column_mm = (float(v) for v in item("PixelMeasuresSequence").PixelSpacing)
    along_row, along_column = np.array(orientation, dtype=float).reshape(2, 3)
    return np.stack(
        [along_column * row_mm, along_row * column_mm, np.array(position, dtype=float)], axis=1
    )


def _require_equal_pixels(affine: NDArray[np.float64], like: Volume) -> None:
    steps = like.geometry.to_kji(affine[:, :2].T) - like.geometry.to_kji(np.zeros((2, 3)))
    lengths = np.abs(steps).max(axis=1)
    if np.abs(lengths - 1).max() > _TOLERANCE_VOXELS:
        raise _off_grid()


def _off_grid() -> MaskReadError:
    return MaskReadError(
        said("The voxels of the mask do not coincide with those of the image."),
        hint=said("Choose the series that the mask was made on."),
    )
