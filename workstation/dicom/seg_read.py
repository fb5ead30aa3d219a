"""Read DICOM Segmentation objects onto the grid of their image.

Placing goes by the patient coordinates of each frame, never by frame order; this reader is
independent of the library that writes, so that it can judge what was written.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError
from pydicom.pixels.utils import unpack_bits
from pydicom.uid import UID

from workstation.dicom.belonging import require_belonging
from workstation.dicom.dataset_pixels import stored_frames
from workstation.dicom.mask_damage import damage_worded
from workstation.dicom.placing import frame_voxels
from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.image import Image, Volume
from workstation.domain.mask import AlgorithmType, Mask, Segment, new_id
from workstation.domain.provenance import Provenance
from workstation.errors import DicomReadError, MaskReadError
from workstation.words import said

SEGMENTATION_STORAGE = UID("1.2.840.10008.5.1.4.1.1.66.4")
LABEL_MAP_STORAGE = UID("1.2.840.10008.5.1.4.1.1.66.7")
_FRACTION_THRESHOLD = 0.5
_LIMIT_BYTES = 4 << 30


def read_segmentation(path: Path, like: Image) -> tuple[Mask, ...]:
    """Segments of a SEG as masks on the grid of `like`.

    Fractional segments are cut at one half of the largest value.

    Returns
    -------
    tuple of Mask
        One mask; more where segments overlap, each voxel then being in one segment per mask.

    Raises
    ------
    MaskReadError
        The file is not a SEG, is damaged, is of another patient or frame of reference, or
        does not lie on the image.
    """
    with damage_worded(path):
        return _read(path, like)


def _read(path: Path, like: Image) -> tuple[Mask, ...]:
    dataset = _open(path)
    require_belonging(dataset, like, [str(dataset.get("FrameOfReferenceUID", "") or "")])
    segments = {segment.number: segment for segment in map(_segment, dataset.SegmentSequence)}
    frames = _frames(dataset)
    shape = like.array.shape if isinstance(like, Volume) else (1, *like.geometry.shape_ji)
    layers: list[NDArray[np.uint16]] = []
    layer_of: dict[int, int] = {}
    voxels: dict[int, list[NDArray[np.intp]]] = defaultdict(list)
    for number, (pixels, functional_groups) in enumerate(frames):
        for value, where in _marked(dataset, pixels, functional_groups):
            voxels[value].append(frame_voxels(where, functional_groups, dataset, like, number))
    for value in sorted(voxels):
        places = np.concatenate(voxels[value])
        layer = _free_layer(layers, places, shape)
        layers[layer][tuple(places.T)] = value
        layer_of[value] = layer
    for number in segments:  # empty segments belong to the first layer
        layer_of.setdefault(number, 0)
    if not layers:
        layers.append(np.zeros(shape, np.uint16))
    return tuple(
        _mask(layer, [s for n, s in segments.items() if layer_of[n] == index], dataset, like)
        for index, layer in enumerate(layers)
    )


def is_segmentation(path: Path) -> bool:
    """Whether the file is a DICOM SEG or label map."""
    try:
        dataset = pydicom.dcmread(path, specific_tags=["SOPClassUID"], stop_before_pixels=True)
    except (InvalidDicomError, OSError):
        return False
    return dataset.get("SOPClassUID") in {SEGMENTATION_STORAGE, LABEL_MAP_STORAGE}


def segmented_series_uid(path: Path) -> str:
    """Series that a SEG refers to, Referenced Series Sequence (0008,1115); else empty."""
    dataset = pydicom.dcmread(path, specific_tags=["ReferencedSeriesSequence"])
    series = dataset.get("ReferencedSeriesSequence")
    return str(series[0].get("SeriesInstanceUID", "")) if series else ""


def _open(path: Path) -> Dataset:
    try:
        dataset = pydicom.dcmread(path)
    except (InvalidDicomError, OSError, RecursionError) as error:
        raise MaskReadError(
            said("{name} cannot be read as DICOM.", name=path.name), detail=type(error).__name__
        ) from error
    if dataset.get("SOPClassUID") not in {SEGMENTATION_STORAGE, LABEL_MAP_STORAGE}:
        raise MaskReadError(
            said("{name} is not a DICOM segmentation.", name=path.name),
            hint=said("Choose a SEG object."),
        )
    missing = [
        keyword
        for keyword in ("SegmentSequence", "Rows", "Columns", "NumberOfFrames", "PixelData")
        if keyword not in dataset
    ]
    if missing:
        raise MaskReadError(
            said("{name} is incomplete.", name=path.name), detail=f"missing={missing}"
        )
    size = int(dataset.Rows) * int(dataset.Columns) * int(dataset.NumberOfFrames)
    if size > _LIMIT_BYTES:
        raise MaskReadError(said("{name} claims more than 4 GiB of voxels.", name=path.name))
    return dataset


def _frames(dataset: Dataset) -> list[tuple[NDArray[Any], Dataset]]:
    rows, columns, count = int(dataset.Rows), int(dataset.Columns), int(dataset.NumberOfFrames)
    groups = dataset.get("PerFrameFunctionalGroupsSequence") or [Dataset()] * count
    if len(groups) != count:
        raise MaskReadError(said("The segmentation's frames are not all described."))
    if int(dataset.BitsAllocated) == 1 and not dataset.file_meta.TransferSyntaxUID.is_compressed:
        bits = np.asarray(unpack_bits(dataset.PixelData, as_array=True))
        if bits.size < rows * columns * count:
            raise MaskReadError(
                said("The segmentation is cut short."), hint=said("Fetch it again.")
            )
        pixels = bits[: rows * columns * count].reshape(count, rows, columns)
    else:
        try:
            pixels = stored_frames(dataset)
        except (ValueError, RuntimeError, AttributeError, DicomReadError) as error:
            raise MaskReadError(
                said("The segmentation's pixels cannot be decoded."), detail=str(error)
            ) from error
    return list(zip(pixels, groups, strict=True))


def _marked(
    dataset: Dataset, pixels: NDArray[Any], groups: Dataset
) -> list[tuple[int, NDArray[np.intp]]]:
    """(segment number, (n, 2) row and column) of one frame."""
    if dataset.SOPClassUID == LABEL_MAP_STORAGE or dataset.get("SegmentationType") == "LABELMAP":
        numbers = [int(n) for n in np.unique(pixels) if n > 0]
        return [(n, np.argwhere(pixels == n)) for n in numbers]
    identification = groups.get("SegmentIdentificationSequence")
    if not identification:
        shared = dataset.get("SharedFunctionalGroupsSequence") or [Dataset()]
        identification = shared[0].get("SegmentIdentificationSequence")
    if not identification:
        raise MaskReadError(said("A frame of the segmentation names no segment."))
    number = int(identification[0].ReferencedSegmentNumber)
    threshold = 0.0
    if dataset.get("SegmentationType") == "FRACTIONAL":
        threshold = _FRACTION_THRESHOLD * float(dataset.get("MaximumFractionalValue", 255)) - 1e-9
    return [(number, np.argwhere(pixels > threshold))]


def _free_layer(
    layers: list[NDArray[np.uint16]], places: NDArray[np.intp], shape: tuple[int, ...]
) -> int:
    index = tuple(places.T)
    for number, layer in enumerate(layers):
        if not layer[index].any():
            return number
    layers.append(np.zeros(shape, np.uint16))
    return len(layers) - 1


def _segment(item: Dataset) -> Segment:
    region = item.get("AnatomicRegionSequence")
    types = item.get("SegmentedPropertyTypeCodeSequence")
    modifiers = types[0].get("SegmentedPropertyTypeModifierCodeSequence") if types else None
    return Segment(
        number=max(int(item.SegmentNumber), 1),
        label=str(
            item.get(
                "SegmentLabel", said("Segment {segmentnumber}", segmentnumber=item.SegmentNumber)
            )
        ),
        category=_code(item.get("SegmentedPropertyCategoryCodeSequence"), coding.TISSUE),
        type=_code(types, coding.TISSUE),
        type_modifier=_code(modifiers, coding.TISSUE) if modifiers else None,
        anatomic_region=_code(region, coding.TISSUE) if region else None,
        color_rgb=_rgb(item.get("RecommendedDisplayCIELabValue")),
        algorithm_type=_algorithm_type(item),
        algorithm_name=str(item.get("SegmentAlgorithmName", "")),
        tracking_uid=str(item.get("TrackingUID", "")),
        tracking_id=str(item.get("TrackingID", "")),
    )


def _algorithm_type(item: Dataset) -> AlgorithmType:
    value = str(item.get("SegmentAlgorithmType", ""))
    return AlgorithmType(value) if value in set(AlgorithmType) else AlgorithmType.MANUAL


def _code(sequence: Any, absent: Code) -> Code:  # noqa: ANN401 - a pydicom Sequence or None
    if not sequence:
        return absent
    item = sequence[0]
    value = item.get("CodeValue") or item.get("LongCodeValue") or ""
    return Code(
        str(value) or absent.value,
        str(item.get("CodingSchemeDesignator", "")) or "99UNKNOWN",
        str(item.get("CodeMeaning", "")) or "unnamed",
    )


def _rgb(cielab: Any) -> tuple[int, int, int]:  # noqa: ANN401 - three stored numbers or None
    """Recommended Display CIELab Value (PS3.3 C.10.7.1.1) as sRGB; red when absent."""
    if not cielab or len(cielab) != 3:
        return (255, 80, 80)
    from skimage.color import lab2rgb

    lightness, a, b = (float(v) for v in cielab)
    lab = np.array([[[lightness * 100 / 65535, a * 255 / 65535 - 128, b * 255 / 65535 - 128]]])
    red, green, blue = (int(v) for v in np.rint(lab2rgb(lab)[0, 0] * 255))
    return (red, green, blue)


def _mask(
    layer: NDArray[np.uint16], segments: list[Segment], dataset: Dataset, like: Image
) -> Mask:
    small = layer.astype(np.uint8) if layer.max(initial=0) < 256 else layer
    return Mask(
        labels=small,
        geometry=like.geometry if isinstance(like, Volume) else None,
        segments=tuple(sorted(segments, key=lambda segment: segment.number)),
        provenance=Provenance(
            method=str(dataset.get("SeriesDescription", "") or "DICOM SEG"),
            version=str(dataset.get("SoftwareVersions", "") or "unknown"),
            inputs=(str(dataset.get("SOPInstanceUID", "")),),
        ),
        id=new_id(),
        series_instance_uid=like.source.series_instance_uid,
        sop_instance_uids=like.source.sop_instance_uids,
        frame_indices=like.source.frame_indices,
    )
