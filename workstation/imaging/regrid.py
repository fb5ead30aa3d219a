"""Carry marked pixels of frames onto the voxels of another grid, by the nearest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import Volume
from workstation.imaging.rectify import source_kji, source_lps_mm
from workstation.messages import Message

_ALONG_TOLERANCE = 1e-3


def nothing_left() -> Message:
    """What is said of a segment that no voxel of the image takes: it is finer than they are."""
    return Message("The segment is finer than the voxels of this image: nothing of it is left.")


def distance_of_frames(affines: Sequence[NDArray[np.float64]]) -> float | None:
    """Least distance of parallel frames along their normal, mm; None of a single plane."""
    normal = np.cross(affines[0][:, 1], affines[0][:, 0])
    normal /= np.linalg.norm(normal)
    distinct = np.unique(np.round([affine[:, 2] @ normal for affine in affines], 3))
    return float(np.diff(distinct).min()) if len(distinct) > 1 else None


def carried_over(
    frames: Sequence[tuple[NDArray[np.float64], NDArray[np.intp]]],
    thickness_mm: float | None,
    like: Volume,
) -> NDArray[np.intp] | None:
    """Voxels of `like` whose centers lie in marked pixels of parallel frames.

    Parameters
    ----------
    frames : sequence of (affine, marked)
        (3, 3) that maps (row, column, 1) to LPS mm, and (n, 2) marked pixels.
    thickness_mm : float or None
        What a frame stands for along its normal; None takes the distance of frames.
    like : Volume
        The image.

    Returns
    -------
    (m, 3) intp or None
        None when the frames are not parallel, or nothing says how thick they are.
    """
    columns, rows = frames[0][0][:, 0], frames[0][0][:, 1]
    normal = np.cross(rows, columns)
    normal /= np.linalg.norm(normal)
    for affine, _marked in frames:
        if not np.allclose(affine[:, :2], frames[0][0][:, :2], atol=_ALONG_TOLERANCE):
            return None
    apart = distance_of_frames([affine for affine, _marked in frames])
    step = min((each for each in (apart, thickness_mm) if each is not None), default=None)
    if not step:
        return None
    found = [
        _inside(affine, marked, normal, step, like) for affine, marked in frames if len(marked)
    ]
    if not found:
        return np.zeros((0, 3), np.intp)
    return np.unique(np.concatenate(found), axis=0)


def _inside(
    affine: NDArray[np.float64],
    marked_ji: NDArray[np.intp],
    normal: NDArray[np.float64],
    thickness_mm: float,
    like: Volume,
) -> NDArray[np.intp]:
    """Voxels whose centers lie in the marked pixels of one frame."""
    low, high = marked_ji.min(axis=0), marked_ji.max(axis=0) + 1
    picture = np.zeros(high - low, bool)
    picture[tuple((marked_ji - low).T)] = True
    box = _box(affine, low - 0.5, high - 0.5, normal * thickness_mm / 2, like)
    if box is None:
        return np.zeros((0, 3), np.intp)
    kji = np.stack(np.meshgrid(*box, indexing="ij"), axis=-1).reshape(-1, 3)
    points = source_lps_mm(like, kji.astype(np.float64)) - affine[:, 2]
    to_frame = np.linalg.inv(np.column_stack([affine[:, 0], affine[:, 1], normal]))
    along_j, along_i, off = to_frame @ points.T
    j, i = np.rint(along_j).astype(np.intp) - low[0], np.rint(along_i).astype(np.intp) - low[1]
    # A center halfway between two frames belongs to one of them.
    near = (off >= -thickness_mm / 2) & (off < thickness_mm / 2)
    near &= (j >= 0) & (i >= 0) & (j < picture.shape[0]) & (i < picture.shape[1])
    near[near] = picture[j[near], i[near]]
    inside: NDArray[np.intp] = kji[near]
    return inside


def _box(
    affine: NDArray[np.float64],
    low_ji: NDArray[np.float64],
    high_ji: NDArray[np.float64],
    half: NDArray[np.float64],
    like: Volume,
) -> tuple[NDArray[np.intp], ...] | None:
    """Ranges of voxels that may lie in a part of a frame; None when there are none."""
    corners = np.array(
        [
            affine @ (j, i, 1.0) + side * half
            for j in (low_ji[0], high_ji[0])
            for i in (low_ji[1], high_ji[1])
            for side in (-1, 1)
        ]
    )
    places = source_kji(like, corners)
    low = np.maximum(np.floor(places.min(axis=0)).astype(int) - 1, 0)
    high = np.minimum(
        np.ceil(places.max(axis=0)).astype(int) + 2, np.array(like.geometry.shape_kji)
    )
    if np.any(low >= high):
        return None
    return tuple(np.arange(a, b) for a, b in zip(low, high, strict=True))
