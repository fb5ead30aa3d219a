"""Where an image stands among those of its series, by the numbers of the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.image import Image, ImageSource, Volume
from workstation.imaging.planes import PlaneName, acquisition_plane, plane_layout
from workstation.imaging.rectify import source_kji


@dataclass(frozen=True, slots=True)
class ImageNumber:
    """An acquired image.

    `at` counts from 1 in the order of the files' Instance Numbers (PS3.3 C.7.6.1), frames of one
    file in their own; `number` is the Instance Number, None where the files state none, or where
    all images are frames of one file.
    """

    at: int
    count: int
    number: int | None


def number_in_order(stated: Sequence[tuple[int, int]], k: int) -> ImageNumber:
    """The number of slice k; in the order of the slices where the files state none.

    Parameters
    ----------
    stated : sequence of (int, int)
        Instance Number and frame of each slice, 0 where a file states none.
    """
    count = len(stated)
    if len(set(stated)) != count:
        return ImageNumber(k + 1, count, None)
    numbers = {number for number, _ in stated}
    is_told = len(numbers) == count and 0 not in numbers
    at = 1 + sum(each < stated[k] for each in stated)
    return ImageNumber(at, count, stated[k][0] if is_told else None)


def slice_number(image: Volume, k: int) -> ImageNumber:
    """The number of slice k of a volume; see `number_in_order`."""
    count, source = image.geometry.shape_kji[0], image.source
    if len(source.instance_numbers) != count or len(source.frame_indices) != count:
        return ImageNumber(k + 1, count, None)
    return number_in_order(
        tuple(zip(source.instance_numbers, source.frame_indices, strict=True)), k
    )


def plane_number(image: Volume, plane: PlaneName, index: int) -> ImageNumber | None:
    """The acquired image that a plane is; None where it is cut across the images.

    Parameters
    ----------
    index : int
        Number of the plane, from 0, as it is displayed.
    """
    if plane is not PlaneName.NATIVE and plane is not acquisition_plane(image.geometry):
        return None
    count = image.geometry.shape_kji[0]
    if not 0 <= index < count:
        return None
    is_flipped = plane_layout(image.geometry, plane).flipped[0]
    return slice_number(image, count - 1 - index if is_flipped else index)


def nearest_slice(image: Volume, where: tuple[float, float, float]) -> int:
    """The slice of a volume, evenly spaced or not, that is nearest to a place (LPS mm)."""
    along = round(float(source_kji(image, np.array(where))[0]))
    return min(max(along, 0), image.geometry.shape_kji[0] - 1)


def stored_picture(source: ImageSource, k: int) -> ImagePlace | None:
    """The file and frame of slice or frame k; None where the image names no files."""
    if not 0 <= k < len(source.sop_instance_uids):
        return None
    frame = source.frame_indices[k] if k < len(source.frame_indices) else 0
    return ImagePlace(source.sop_instance_uids[k], frame + 1)


def picture_showing(
    image: Image, where: tuple[float, float, float] | None, frame: int | None = None
) -> ImagePlace | None:
    """The stored picture that shows something; the middle one where its place is not known.

    Parameters
    ----------
    where : (3,) of float or None
        LPS mm, on a volume.
    frame : int or None
        Slice or frame from 0, where that is known.
    """
    if where is not None and isinstance(image, Volume):
        frame = nearest_slice(image, where)
    if frame is None:
        frame = len(image.source.sop_instance_uids) // 2
    return stored_picture(image.source, frame)


def index_of_picture(source: ImageSource, picture: ImagePlace | None) -> int | None:
    """Which slice or frame of an image a stored picture is, from 0; None where it is none."""
    if picture is None:
        return None
    for k, uid in enumerate(source.sop_instance_uids):
        if uid == picture.sop_instance_uid and stored_picture(source, k) == picture:
            return k
    return None
