"""Put the pixels of derived frames onto the grid of their image.

Patient coordinates decide where they are stated; else the image and frame that a frame names.

highdicom's `get_volume` is quicker (see `seg_read`) but refuses frames that are not a regular
stack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from workstation.domain.image import Image, Volume
from workstation.errors import MaskReadError
from workstation.imaging.rectify import source_kji
from workstation.imaging.regrid import carried_over, distance_of_frames, nothing_left
from workstation.messages import Message

_TOLERANCE_VOXELS = 0.1
_WIDEST_STEP = 4.0
"""In slice thicknesses; images with larger gaps between their slices are not usual."""
_TURNED_VOXELS = 0.005
"""Rows and columns that are off by more than this for each pixel are turned, not shifted."""
_HALF = 0.5
_PLACE = ("PlanePositionSequence", "PlaneOrientationSequence", "PixelMeasuresSequence")


class MarkedFrame(NamedTuple):
    """Pixels of one segment in one frame: its number, (n, 2) row and column, its groups."""

    segment: int
    where_ji: NDArray[np.intp]
    groups: Dataset
    number: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Voxels (n, 3) of each segment on the grid of the image, and what is not as it was."""

    voxels: dict[int, NDArray[np.intp]]
    caveats: dict[int, tuple[Message, ...]]


def place_frames(frames: Sequence[MarkedFrame], dataset: Dataset, like: Image) -> Placed:
    """Voxels of `like` that frames mark.

    Parameters
    ----------
    frames : sequence of MarkedFrame
        Of one object; several may be of one segment.
    dataset : Dataset
        The object, for what its frames share.
    like : Volume, Radiograph or FrameSequence
        The image.

    Raises
    ------
    MaskReadError
        A frame has neither a position nor the name of a frame of the image, or no frame lies
        on the image.
    """
    shared = (dataset.get("SharedFunctionalGroupsSequence") or [Dataset()])[0]
    if not isinstance(like, Volume):
        return _by_name(frames, shared, dataset, like)
    if frames and not any(_has_place(frame.groups, shared) for frame in frames):
        return _by_name(frames, shared, dataset, like)
    return _by_position(frames, shared, like)


def _by_name(
    frames: Sequence[MarkedFrame], shared: Dataset, dataset: Dataset, like: Image
) -> Placed:
    """Each frame lies on the images, or frames of an image, that it was derived from."""
    if (int(dataset.Rows), int(dataset.Columns)) != _size(like):
        raise _off_grid()
    voxels: defaultdict[int, list[NDArray[np.intp]]] = defaultdict(list)
    for frame in frames:
        for k in _named_slices(frame.groups, shared, like):
            voxels[frame.segment].append(np.insert(frame.where_ji, 0, k, axis=1))
    return Placed({number: np.concatenate(parts) for number, parts in voxels.items()}, {})


def _size(like: Image) -> tuple[int, int]:
    if isinstance(like, Volume):
        return like.geometry.shape_kji[1], like.geometry.shape_kji[2]
    return like.geometry.shape_ji


def _named_slices(groups: Dataset, shared: Dataset, like: Image) -> list[int]:
    """The slices or frames of the image that a frame names.

    References
    ----------
    PS3.3 C.7.6.16.2.6 (Derivation Image), 10.3 (Referenced Frame Number, from 1).
    """
    source = like.source
    frames = source.frame_indices or tuple(range(len(source.sop_instance_uids)))
    named = list(_source_images(groups)) or list(_source_images(shared))
    if not named and len(source.sop_instance_uids) <= 1:
        return [0]
    found: dict[int, None] = {}
    for uid, numbers in named:
        of_image = [k for k, each in enumerate(source.sop_instance_uids) if each == uid]
        if numbers and (len(of_image) > 1 or source.frame_indices):
            wanted = {number - 1 for number in numbers}
            of_image = [k for k in of_image if frames[k] in wanted]
        elif len(of_image) > 1:
            of_image = []
        found.update(dict.fromkeys(of_image))
    if not found:
        raise MaskReadError(
            Message("A frame of the mask does not say which frame of the image it marks."),
            hint=Message("Export it again with references to the frames, or with positions."),
        )
    return list(found)


def _source_images(groups: Dataset) -> Iterable[tuple[str, tuple[int, ...]]]:
    for derivation in groups.get("DerivationImageSequence") or ():
        for item in derivation.get("SourceImageSequence") or ():
            numbers = item.get("ReferencedFrameNumber")
            if numbers in (None, ""):
                numbers = ()
            elif isinstance(numbers, int | str | float):
                numbers = (numbers,)
            yield (
                str(item.get("ReferencedSOPInstanceUID", "")),
                tuple(int(number) for number in numbers),
            )


def _has_place(groups: Dataset, shared: Dataset) -> bool:
    return all(groups.get(keyword) or shared.get(keyword) for keyword in _PLACE)


def _by_position(frames: Sequence[MarkedFrame], shared: Dataset, like: Volume) -> Placed:
    places = [
        _place(_frame_affine(frame.groups, shared, frame.number), frame, like) for frame in frames
    ]
    if any(place is None for place in places):
        return _resampled(frames, shared, like)
    voxels: defaultdict[int, list[NDArray[np.intp]]] = defaultdict(list)
    lost: defaultdict[int, int] = defaultdict(int)
    for frame, place in zip(frames, places, strict=True):
        if place is None:
            raise _off_grid()
        inside = np.all((place >= 0) & (place < np.array(like.geometry.shape_kji)), axis=1)
        voxels[frame.segment].append(place[inside])
        lost[frame.segment] += int(np.count_nonzero(~inside))
    if (
        frames
        and sum(lost.values())
        and not any(len(v) for parts in voxels.values() for v in parts)
    ):
        raise MaskReadError(
            Message("The mask lies outside the image."),
            hint=Message("Choose the series that the mask was made on."),
        )
    joined = {number: np.concatenate(parts) for number, parts in voxels.items()}
    return Placed(
        joined,
        {
            number: (_cut(count, count + len(joined[number])),)
            for number, count in lost.items()
            if count
        },
    )


def _cut(lost: int, total: int) -> Message:
    return Message(
        "{percent:.1f} % of the segment lies outside of this image and is left out.",
        percent=100 * lost / total,
    )


def _place(
    affine: NDArray[np.float64], frame: MarkedFrame, like: Volume
) -> NDArray[np.intp] | None:
    """(n, 3) voxels, also outside of the image; None where pixels or planes are others.

    Raises
    ------
    MaskReadError
        The pixels are as large as those of the image, but lie between them.
    """
    if frame.where_ji.size == 0:
        return np.zeros((0, 3), np.intp)
    if not _has_equal_pixels(affine, like):
        return None
    exact = source_kji(like, frame.where_ji.astype(np.float64) @ affine[:, :2].T + affine[:, 2])
    rounded = np.rint(exact)
    off = np.abs(exact - rounded).max(axis=0)
    if off[1:].max() > _TOLERANCE_VOXELS and _is_along_axes(affine, like):
        raise _off_grid()
    if off.max() > _TOLERANCE_VOXELS:
        return None
    return rounded.astype(np.intp)


def _resampled(frames: Sequence[MarkedFrame], shared: Dataset, like: Volume) -> Placed:
    """Frames of another grid: each voxel of the image takes the nearest pixel of a frame."""
    by_segment: defaultdict[int, list[MarkedFrame]] = defaultdict(list)
    for frame in frames:
        by_segment[frame.segment].append(frame)
    caveat = Message(
        "The mask was made on another grid; each voxel of the image takes the nearest of the mask."
    )
    beyond = Message("A part of the segment lies outside of this image and is left out.")
    every = [_frame_affine(frame.groups, shared, frame.number) for frame in frames]
    apart = distance_of_frames(every) if every else None
    voxels: dict[int, NDArray[np.intp]] = {}
    caveats: dict[int, tuple[Message, ...]] = {}
    for number, members in by_segment.items():
        affines = [_frame_affine(member.groups, shared, member.number) for member in members]
        thickness = _thickness(members[0].groups, shared, apart)
        found = carried_over(
            [(affine, member.where_ji) for affine, member in zip(affines, members, strict=True)],
            thickness,
            like,
        )
        if found is None:
            raise _off_grid()
        voxels[number] = found
        is_cut = any(
            _leaves(affine, member.where_ji, like)
            for affine, member in zip(affines, members, strict=True)
        )
        caveats[number] = (caveat, beyond) if is_cut else (caveat,)
        if not len(found) and any(len(member.where_ji) for member in members) and not is_cut:
            caveats[number] += (nothing_left(),)
    if frames and not any(len(each) for each in voxels.values()):
        raise MaskReadError(
            Message("The mask lies outside the image."),
            hint=Message("Choose the series that the mask was made on."),
        )
    return Placed(voxels, caveats)


def _leaves(affine: NDArray[np.float64], where_ji: NDArray[np.intp], like: Volume) -> bool:
    """Whether the center of a marked pixel lies outside of the voxels of an image."""
    places = source_kji(like, where_ji.astype(np.float64) @ affine[:, :2].T + affine[:, 2])
    last = np.array(like.geometry.shape_kji) - _HALF
    return bool(((places < -_HALF) | (places > last)).any())


def _thickness(groups: Dataset, shared: Dataset, apart_mm: float | None) -> float | None:
    """What a frame stands for along its normal, mm: the way to the next, not what was imaged.

    Parameters
    ----------
    apart_mm : float or None
        Least distance of the frames of the object; frames that are many thicknesses apart have
        none between them because nothing is marked there.
    """
    measures = (groups.get("PixelMeasuresSequence") or shared.get("PixelMeasuresSequence"))[0]
    if measures.get("SpacingBetweenSlices"):
        return abs(float(measures.SpacingBetweenSlices))
    thickness = abs(float(measures.get("SliceThickness") or 0)) or None
    if apart_mm is None or thickness is None:
        return thickness or apart_mm
    return apart_mm if apart_mm <= _WIDEST_STEP * thickness else thickness


def _frame_affine(groups: Dataset, shared: Dataset, number: int) -> NDArray[np.float64]:
    """(3, 3): (row, column, 1) to LPS mm of one frame."""

    def item(keyword: str) -> Dataset:
        found = groups.get(keyword) or shared.get(keyword)
        if not found:
            raise MaskReadError(
                Message("The mask has no position in the patient."),
                hint=Message("It cannot be laid over a volume."),
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


def _has_equal_pixels(affine: NDArray[np.float64], like: Volume) -> bool:
    lengths = np.abs(_steps(affine, like)).max(axis=1)
    return bool(np.abs(lengths - 1).max() <= _TOLERANCE_VOXELS)


def _is_along_axes(affine: NDArray[np.float64], like: Volume) -> bool:
    steps = _steps(affine, like)
    return bool(np.abs(steps - np.rint(steps)).max() <= _TURNED_VOXELS)


def _steps(affine: NDArray[np.float64], like: Volume) -> NDArray[np.float64]:
    """(2, 3) voxels from one row, and from one column, to the next."""
    ends: NDArray[np.float64] = like.geometry.to_kji(affine[:, :2].T)
    return ends - like.geometry.to_kji(np.zeros((2, 3)))


def _off_grid() -> MaskReadError:
    return MaskReadError(
        Message("The voxels of the mask do not coincide with those of the image."),
        hint=Message("Choose the series that the mask was made on."),
    )
