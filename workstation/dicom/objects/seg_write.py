"""Write masks as DICOM Segmentation (PS3.3 A.51) and prove them before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import highdicom as hd
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError
from pydicom.sr.coding import Code as DicomCode
from pydicom.uid import ExplicitVRLittleEndian

from workstation import __version__
from workstation.dicom.objects.lab_colors import encoded_lab
from workstation.dicom.objects.object_words import (
    MANUFACTURER,
    long_string,
    person_name,
    segment_description,
)
from workstation.dicom.objects.seg_by_frame import single_picture, source_class, spread_over_frames
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.source_header import source_header
from workstation.domain.coding import Code
from workstation.domain.image import Image, Volume
from workstation.domain.mask import AlgorithmType, Mask, Segment
from workstation.errors import (
    DicomReadError,
    MaskReadError,
    UnsupportedOutputError,
    VerificationError,
)
from workstation.messages import Message
from workstation.security.integrity import whole_file

_SERIES_NUMBER = 9001


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSegmentation:
    """A SEG on disk; `numbers` maps segment numbers of the mask to those in the object."""

    path: Path
    sop_instance_uid: str
    numbers: dict[int, int]


def write_segmentation(
    mask: Mask, image: Image, path: Path, *, creator: str = ""
) -> WrittenSegmentation:
    """Write a mask as a binary DICOM SEG and compare it, read again, voxel for voxel.

    Parameters
    ----------
    mask : Mask
        On the grid of `image`. Segment numbers are rewritten 1, 2, ... in order, as the
        standard asks (PS3.3 C.8.20.4); caveats of a segment stand in its description.
    image : Volume, Radiograph or FrameSequence
        Its source files are read again for identity and references.
    creator : str
        Content Creator's Name (0070,0084); empty for none.

    Raises
    ------
    MaskReadError
        The mask has no segment with a voxel, or the image was not read from DICOM.
    UnsupportedOutputError
        The images do not state what a segmentation needs.
    OutputError
        The object cannot be written.
    VerificationError
        Read again, it differs; nothing is kept.
    """
    present = tuple(s for s in mask.segments if np.any(mask.labels == s.number))
    if not present:
        raise MaskReadError(Message("The mask is empty; there is nothing to write."))
    ordered = sorted(present, key=lambda segment: segment.number)
    labels = np.zeros(mask.labels.shape, dtype=np.uint8 if len(ordered) < 256 else np.uint16)
    for number, segment in enumerate(ordered, start=1):
        labels[mask.labels == segment.number] = number
    sources = _sources(image, labels)
    uid = hd.UID()
    try:
        seg = hd.seg.Segmentation(
            source_images=sources.datasets,
            pixel_array=sources.labels,
            segmentation_type=hd.seg.SegmentationTypeValues.BINARY,
            segment_descriptions=[
                _description(segment, number, mask)
                for number, segment in enumerate(ordered, start=1)
            ],
            series_instance_uid=hd.UID(),
            series_number=_SERIES_NUMBER,
            sop_instance_uid=uid,
            instance_number=1,
            manufacturer=MANUFACTURER,
            manufacturer_model_name="Lightbox",
            software_versions=__version__,
            device_serial_number="0",
            content_description="Segmentation for clinician review",
            content_label="SEGMENTATION",
            content_creator_name=person_name(creator) or None,
            transfer_syntax_uid=ExplicitVRLittleEndian,
            omit_empty_frames=True,
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise UnsupportedOutputError(
            Message("These images do not allow a DICOM segmentation."),
            hint=Message("Export the mask as NIfTI instead."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    if "PatientOrientation" in sources.datasets[0] and not isinstance(image, Volume):
        seg.PatientOrientation = sources.datasets[0].PatientOrientation
    if sources.by_frame:
        spread_over_frames(seg, labels, image, len(ordered), source_class(image))
    seg.SeriesDescription = long_string(f"Segmentation: {mask.provenance.method}")
    with whole_file(path) as temporary:
        seg.save_as(temporary)
        _verify(temporary, mask, ordered, image)
    return WrittenSegmentation(
        path=path,
        sop_instance_uid=str(uid),
        numbers={segment.number: number for number, segment in enumerate(ordered, start=1)},
    )


class _Sources:
    """Datasets that the SEG refers to, and the labels of each of their frames.

    `by_frame` is whether these stand for all frames of an image without a place in the patient.
    """

    def __init__(
        self, datasets: list[Dataset], labels: NDArray[Any], *, by_frame: bool = False
    ) -> None:
        self.datasets = datasets
        self.labels = labels
        self.by_frame = by_frame


def _sources(image: Image, labels: NDArray[Any]) -> _Sources:
    paths = image.source.paths
    if not paths or not image.source.sop_instance_uids:
        raise MaskReadError(
            Message("DICOM segmentations need DICOM images as their source."),
            hint=Message("Export the mask as NIfTI instead."),
        )
    if len(paths) != len(labels):
        raise MaskReadError(Message("The mask does not have a plane for every frame of the image."))
    try:
        if len(labels) > 1 and not isinstance(image, Volume):
            header = single_picture(source_header(paths[0]))
            # One picture with a voxel of each segment; the frames are made of it.
            used = labels.reshape(len(labels), -1).max(axis=1).argmax()
            return _Sources([header], labels[used : used + 1], by_frame=True)
        if len(set(paths)) == 1:
            header = source_header(paths[0])
            return _Sources([header], _in_frame_order(labels, image, header))
        used = np.flatnonzero(labels.any(axis=(1, 2)))
        slices = list(range(int(used[0]), int(used[-1]) + 1))
        datasets = [source_header(paths[k]) for k in slices]
    except (OSError, InvalidDicomError) as error:
        raise DicomReadError(
            Message("The source images can no longer be read."),
            hint=Message("Open the study again."),
            detail=str(error),
        ) from error
    # One grid is one frame of reference, also where a sender gave each slice its own.
    frame_of_reference = getattr(datasets[0], "FrameOfReferenceUID", None)
    for dataset in datasets:
        if frame_of_reference is not None:
            dataset.FrameOfReferenceUID = frame_of_reference
        if isinstance(image, Volume) and not dataset.get("SliceThickness"):
            # That of the segment's voxels, which fill the space between slices.
            known = image.geometry.shape_kji[0] > 1
            dataset.SliceThickness = image.geometry.spacing_kji_mm[0] if known else None
    return _Sources(datasets, labels[slices])


def _in_frame_order(labels: NDArray[Any], image: Image, header: Dataset) -> NDArray[Any]:
    """Planes of a multi-frame file in the order of its frames; other frames stay empty."""
    frames = int(header.get("NumberOfFrames") or 1)
    ordered = np.zeros((frames, *labels.shape[1:]), dtype=labels.dtype)
    ordered[list(image.source.frame_indices) or slice(None)] = labels
    return ordered


def _description(segment: Segment, number: int, mask: Mask) -> hd.seg.SegmentDescription:
    provenance = mask.provenance
    algorithm = None
    if segment.algorithm_type is not AlgorithmType.MANUAL:
        algorithm = hd.AlgorithmIdentificationSequence(
            name=long_string(segment.algorithm_name or provenance.method) or "unnamed",
            family=DicomCode("123110", "DCM", "Artificial Intelligence"),
            version=long_string(provenance.version) or "unknown",
            source=MANUFACTURER,
        )
    description = hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=long_string(str(segment.label)) or f"Segment {number}",
        segmented_property_category=dicom_code(segment.category),
        segmented_property_type=dicom_code(segment.type),
        algorithm_type=segment.algorithm_type.value,
        algorithm_identification=algorithm,
        tracking_uid=segment.tracking_uid or None,
        tracking_id=(segment.tracking_id or str(segment.label)) if segment.tracking_uid else None,
        anatomic_regions=(
            [dicom_code(segment.anatomic_region)] if segment.anatomic_region else None
        ),
        display_color=hd.color.CIELabColor.from_dicom_value(encoded_lab(segment.color_rgb)),
    )
    if words := segment_description(segment.caveats):
        description.SegmentDescription = words
    if segment.type_modifier is not None:
        description.SegmentedPropertyTypeCodeSequence[
            0
        ].SegmentedPropertyTypeModifierCodeSequence = [
            hd.sr.CodedConcept.from_code(dicom_code(segment.type_modifier))
        ]
    return description


def dicom_code(code: Code) -> DicomCode:
    """The same code as pydicom's type."""
    return DicomCode(code.value, code.scheme, code.meaning)


def _described_caveats(segment: Segment) -> tuple[str, ...]:
    """The lines of its description."""
    return tuple(segment_description(segment.caveats).splitlines())


def _verify(path: Path, mask: Mask, ordered: Sequence[Segment], image: Image) -> None:
    again = read_segmentation(path, image)
    differs = len(again) != 1
    if not differs:
        read = again[0]
        for number, segment in enumerate(ordered, start=1):
            meant = mask.labels == segment.number
            found = read.segment(number)
            differs = differs or not np.array_equal(read.labels == number, meant)
            differs = differs or found.type.value != segment.type.value
            differs = differs or tuple(map(str, found.caveats)) != _described_caveats(segment)
    if differs:
        raise VerificationError(
            Message("The DICOM segmentation, read again, differs from the mask; it is not kept."),
            hint=Message("Report this fault; NIfTI export stays possible."),
        )
