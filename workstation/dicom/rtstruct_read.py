"""Read RTSTRUCT contours onto the grid of their image (PS3.3 C.8.8.6)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError
from pydicom.uid import UID

from workstation.dicom.belonging import require_belonging
from workstation.dicom.mask_damage import damage_worded
from workstation.domain import coding
from workstation.domain.image import Image, Volume
from workstation.domain.mask import AlgorithmType, Mask, Segment, new_id
from workstation.domain.provenance import Provenance
from workstation.errors import MaskReadError
from workstation.imaging.rectify import source_kji
from workstation.words import said

RT_STRUCTURE_SET_STORAGE = UID("1.2.840.10008.5.1.4.1.1.481.3")
# A contour belongs to a slice when it lies closer than this share of the slice distance.
_SLICE_TOLERANCE = 0.3


def read_structure_set(path: Path, like: Image) -> tuple[Mask, ...]:
    """Closed planar contours as masks: a voxel is inside when its center is.

    Contours of one structure on one slice are combined by exclusive or, so that an inner
    contour cuts a hole; a keyhole contour gives the same result.

    Returns
    -------
    tuple of Mask
        One mask per structure, for structures may overlap.

    Raises
    ------
    MaskReadError
        The file is no structure set, is of another patient or frame of reference, has no
        closed contour, or lies off the image.
    """
    if not isinstance(like, Volume):
        raise MaskReadError(said("Contours need a volume to lie on."))
    with damage_worded(path):
        return _read(path, like)


def _read(path: Path, like: Volume) -> tuple[Mask, ...]:
    dataset = _open(path)
    names = {int(roi.ROINumber): roi for roi in dataset.StructureSetROISequence}
    require_belonging(
        dataset,
        like,
        [str(roi.get("ReferencedFrameOfReferenceUID", "") or "") for roi in names.values()],
    )
    masks = []
    for contours in dataset.ROIContourSequence:
        number = int(contours.ReferencedROINumber)
        roi = names.get(number, Dataset())
        labels = np.zeros(like.geometry.shape_kji, np.uint8)
        drawn = sum(
            _draw(contour, like, labels)
            for contour in contours.get("ContourSequence", ())
            if contour.get("ContourGeometricType") in {"CLOSED_PLANAR", "CLOSEDPLANAR_XOR"}
        )
        if drawn:
            masks.append(_mask(labels, str(roi.get("ROIName", "")), contours, dataset, like))
    if not masks:
        raise MaskReadError(
            said("No contour of the structure set lies on this image."),
            hint=said("Choose the series that it was drawn on."),
        )
    return tuple(masks)


def is_structure_set(path: Path) -> bool:
    """Whether the file is an RTSTRUCT."""
    try:
        dataset = pydicom.dcmread(path, specific_tags=["SOPClassUID"], stop_before_pixels=True)
    except (InvalidDicomError, OSError):
        return False
    return bool(dataset.get("SOPClassUID") == RT_STRUCTURE_SET_STORAGE)


def contoured_series_uid(path: Path) -> str:
    """Series that a structure set was drawn on (PS3.3 C.8.8.5); else empty."""
    dataset = pydicom.dcmread(path, specific_tags=["ReferencedFrameOfReferenceSequence"])
    for frame in dataset.get("ReferencedFrameOfReferenceSequence", ()):
        for study in frame.get("RTReferencedStudySequence", ()):
            for series in study.get("RTReferencedSeriesSequence", ()):
                return str(series.get("SeriesInstanceUID", ""))
    return ""


def _open(path: Path) -> Dataset:
    try:
        dataset = pydicom.dcmread(path)
    except (InvalidDicomError, OSError, RecursionError) as error:
        raise MaskReadError(
            said("{name} cannot be read as DICOM.", name=path.name), detail=type(error).__name__
        ) from error
    if dataset.get("SOPClassUID") != RT_STRUCTURE_SET_STORAGE:
        raise MaskReadError(said("{name} is not a structure set.", name=path.name))
    if "ROIContourSequence" not in dataset or "StructureSetROISequence" not in dataset:
        raise MaskReadError(said("{name} has no contours.", name=path.name))
    return dataset


def _draw(contour: Dataset, like: Volume, labels: NDArray[np.uint8]) -> int:
    """Toggle the inside of one contour; 1 when it was drawn, 0 when it is too short."""
    try:
        points = np.array(contour.ContourData, dtype=np.float64).reshape(-1, 3)
    except (ValueError, AttributeError) as error:
        raise MaskReadError(said("A contour of the structure set is damaged.")) from error
    if len(points) < 3:
        return 0
    indices = source_kji(like, points)
    k = int(np.rint(indices[:, 0].mean()))
    if np.abs(indices[:, 0] - k).max() > _SLICE_TOLERANCE:
        raise MaskReadError(
            said("The contours do not lie in the slices of this image."),
            hint=said("Choose the series that they were drawn on."),
        )
    if not 0 <= k < labels.shape[0]:
        raise MaskReadError(
            said("The contours reach outside the image."),
            hint=said("Choose the series that they were drawn on."),
        )
    labels[k] ^= inside_polygon(indices[:, 1:], (labels.shape[1], labels.shape[2]))
    return 1


def inside_polygon(corners_ji: NDArray[np.float64], shape_ji: tuple[int, int]) -> NDArray[np.uint8]:
    """Pixels whose centers lie inside a closed polygon, by the even-odd rule.

    Parameters
    ----------
    corners_ji : (n, 2) float
        Fractional row and column; the first corner is not repeated.

    Returns
    -------
    (j, i) uint8
        1 inside, 0 outside. A center exactly on the outline is inside on one side only, so
        that polygons that share an edge do not overlap.
    """
    rows, columns = shape_ji
    j0, i0 = corners_ji[:, 0], corners_ji[:, 1]
    j1, i1 = np.roll(j0, -1), np.roll(i0, -1)
    first = np.clip(np.ceil(np.minimum(j0, j1)), 0, rows).astype(int)
    last = np.clip(np.ceil(np.maximum(j0, j1)), 0, rows).astype(int)
    toggles = np.zeros((rows, columns + 1), np.int32)
    for edge in np.flatnonzero(last > first):
        crossed = np.arange(first[edge], last[edge])
        share = (crossed - j0[edge]) / (j1[edge] - j0[edge])
        column = np.ceil(i0[edge] + share * (i1[edge] - i0[edge]))
        np.add.at(toggles, (crossed, np.clip(column, 0, columns).astype(int)), 1)
    return (np.cumsum(toggles[:, :columns], axis=1) % 2).astype(np.uint8)


def _mask(
    labels: NDArray[np.uint8], name: str, contours: Dataset, dataset: Dataset, like: Volume
) -> Mask:
    color = [int(v) for v in contours.get("ROIDisplayColor", ()) or (255, 80, 80)]
    return Mask(
        labels=labels,
        geometry=like.geometry,
        segments=(
            Segment(
                number=1,
                label=name or "Structure",
                category=coding.TISSUE,
                type=coding.TISSUE,
                color_rgb=(color[0], color[1], color[2]),
                algorithm_type=AlgorithmType.MANUAL,
            ),
        ),
        provenance=Provenance(
            method="RTSTRUCT contours, voxel centers inside",
            version="1",
            inputs=(str(dataset.get("SOPInstanceUID", "")),),
        ),
        id=new_id(),
        series_instance_uid=like.source.series_instance_uid,
        sop_instance_uids=like.source.sop_instance_uids,
        frame_indices=like.source.frame_indices,
    )
