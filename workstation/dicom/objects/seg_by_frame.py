"""Segmentations of images without a place in the patient: each frame names those that it marks.

References
----------
PS3.3 A.51 (Segmentation IOD), C.7.6.16.2.6 (Derivation Image: the source of each frame), 10.3
(Referenced Frame Number). A Frame of Reference is absent where the images have none.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.utils import pack_bits
from pydicom.sequence import Sequence
from pydicom.uid import SecondaryCaptureImageStorage

from workstation.dicom.objects.source_header import source_header
from workstation.domain.image import Image


def single_picture(header: Dataset) -> Dataset:
    """The header of one picture without a place, as the writing library takes it."""
    if "NumberOfFrames" in header:
        del header.NumberOfFrames
    # Of multi-frame classes it asks for functional groups, which clips do not have.
    header.SOPClassUID = SecondaryCaptureImageStorage
    return header


def source_class(image: Image) -> str:
    """SOP Class UID of the images, as their first file states it."""
    header = source_header(image.source.paths[0])
    return str(header.SOPClassUID)


def spread_over_frames(
    segmentation: Dataset, labels: NDArray[Any], image: Image, segments: int, sop_class: str
) -> None:
    """Make a segmentation of one picture one of many: a frame for each segment of each picture.

    Parameters
    ----------
    segmentation : Dataset
        Binary, of one frame at least; changed in place.
    labels : (t, j, i) unsigned
        Segment numbers from 1 for each frame of the image.
    image : Radiograph or FrameSequence
        Names the instance and the frame of each picture.
    segments : int
        How many segments there are.
    sop_class : str
        SOP Class UID of the images.
    """
    source = image.source
    pattern = segmentation.PerFrameFunctionalGroupsSequence[0]
    several = len(set(source.sop_instance_uids)) < len(source.sop_instance_uids)
    items: list[Dataset] = []
    planes: list[NDArray[np.bool_]] = []
    for number in range(1, segments + 1):
        for t, picture in enumerate(labels):
            plane = picture == number
            if not plane.any():
                continue
            frame = source.frame_indices[t] + 1 if several and source.frame_indices else None
            reference = _Reference(sop_class, source.sop_instance_uids[t], frame)
            items.append(_groups(pattern, number, t + 1, reference))
            planes.append(plane)
    segmentation.PerFrameFunctionalGroupsSequence = Sequence(items)
    segmentation.NumberOfFrames = len(items)
    segmentation.PixelData = pack_bits(np.stack(planes).astype(np.uint8))
    _name_all_sources(segmentation, image, sop_class)


class _Reference(NamedTuple):
    """A picture: SOP class and instance, and its frame from 1 where there are several."""

    sop_class: str
    uid: str
    frame: int | None


def _groups(pattern: Dataset, segment: int, position: int, of: _Reference) -> Dataset:
    item = deepcopy(pattern)
    item.SegmentIdentificationSequence[0].ReferencedSegmentNumber = segment
    content = item.FrameContentSequence[0]
    content.DimensionIndexValues = [segment, position][: len(_as_list(content))]
    image = item.DerivationImageSequence[0].SourceImageSequence[0]
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = of.sop_class, of.uid
    if of.frame is not None:
        image.ReferencedFrameNumber = of.frame
    return item


def _as_list(content: Dataset) -> list[int]:
    values = content.DimensionIndexValues
    return [values] if isinstance(values, int) else list(values)


def _name_all_sources(segmentation: Dataset, image: Image, sop_class: str) -> None:
    """Every instance of the image in the references of the object (PS3.3 C.12.4)."""
    for item in segmentation.get("ReferencedSeriesSequence") or ():
        pattern = item.ReferencedInstanceSequence[0]
        named = []
        for uid in dict.fromkeys(image.source.sop_instance_uids):
            instance = deepcopy(pattern)
            instance.ReferencedSOPClassUID, instance.ReferencedSOPInstanceUID = sop_class, uid
            named.append(instance)
        item.ReferencedInstanceSequence = Sequence(named)
