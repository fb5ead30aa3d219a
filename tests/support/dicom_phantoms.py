"""Small DICOM series with known geometry and values, written with pydicom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence as DicomSequence
from pydicom.tag import Tag
from pydicom.uid import (
    UID,
    CTImageStorage,
    EnhancedMRImageStorage,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    MRImageStorage,
    PositronEmissionTomographyImageStorage,
    SecondaryCaptureImageStorage,
    generate_uid,
)

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)

Change = Callable[[Dataset, int], None]


@dataclass(frozen=True, kw_only=True)
class SeriesPhantom:
    """What `write_series` writes; every value that a test asserts is stated here."""

    stored: NDArray[Any]
    positions: NDArray[np.float64]
    orientation: Sequence[float] = AXIAL
    spacing_ji_mm: tuple[float, float] = (0.7, 0.5)
    slope: float = 1.0
    intercept: float = -1024.0
    modality: str = "CT"
    study_uid: str = field(default_factory=generate_uid)
    series_uid: str = field(default_factory=generate_uid)
    frame_of_reference_uid: str = field(default_factory=generate_uid)


def ramp(count: int = 6, rows: int = 8, columns: int = 10, dtype: str = "uint16") -> NDArray[Any]:
    """Values that differ in every voxel: 100 k + 10 j + i."""
    k, j, i = np.indices((count, rows, columns))
    values: NDArray[Any] = (100 * k + 10 * j + i).astype(dtype)
    return values


def straight(
    count: int,
    step: Sequence[float] | NDArray[np.float64] = (0.0, 0.0, 2.5),
    origin: Sequence[float] = (-31.0, 17.5, 400.25),
) -> NDArray[np.float64]:
    """Positions on a straight line, (count, 3) LPS mm."""
    line: NDArray[np.float64] = np.asarray(origin) + np.outer(np.arange(count), np.asarray(step))
    return line


def write_series(
    folder: Path, phantom: SeriesPhantom, change: Change | None = None, *, shuffled: bool = True
) -> list[Path]:
    """Write one file per slice; instance numbers run against the positions when shuffled."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    count = len(phantom.stored)
    for k in range(count):
        data_set = image_data_set(phantom, k)
        data_set.InstanceNumber = count - k if shuffled else k + 1
        if change is not None:
            change(data_set, k)
        path = folder / f"{(k * 7) % 10}{k:03d}"
        save(data_set, path)
        paths.append(path)
    return paths


def image_data_set(phantom: SeriesPhantom, k: int) -> Dataset:
    """The data set of slice k."""
    classes = {
        "CT": CTImageStorage,
        "MR": MRImageStorage,
        "PT": PositronEmissionTomographyImageStorage,
    }
    data_set = blank(classes.get(phantom.modality, SecondaryCaptureImageStorage))
    data_set.StudyInstanceUID, data_set.SeriesInstanceUID = phantom.study_uid, phantom.series_uid
    data_set.FrameOfReferenceUID = phantom.frame_of_reference_uid
    data_set.Modality = phantom.modality
    data_set.SeriesNumber = 3
    data_set.SeriesDescription = "Phantom"
    data_set.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    data_set.ImagePositionPatient = [f"{value:.10g}" for value in phantom.positions[k]]
    data_set.ImageOrientationPatient = [f"{value:.12g}" for value in phantom.orientation]
    data_set.PixelSpacing = [repr(value) for value in phantom.spacing_ji_mm]
    data_set.SliceThickness = f"{_step_mm(phantom.positions):.10g}"
    data_set.RescaleSlope, data_set.RescaleIntercept = repr(phantom.slope), repr(phantom.intercept)
    put_pixels(data_set, phantom.stored[k])
    return data_set


def _step_mm(positions: NDArray[np.float64]) -> float:
    """The way from the first place to the next one; 1 where there is none."""
    places = np.unique(positions, axis=0)
    return float(np.linalg.norm(places[1] - places[0])) if len(places) > 1 else 1.0


def blank(sop_class: str = SecondaryCaptureImageStorage) -> Dataset:
    """Identity attributes and nothing else."""
    data_set = Dataset()
    data_set.file_meta = FileMetaDataset()
    data_set.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data_set.SOPClassUID = sop_class
    data_set.SOPInstanceUID = generate_uid()
    data_set.StudyInstanceUID, data_set.SeriesInstanceUID = generate_uid(), generate_uid()
    data_set.PatientName, data_set.PatientID = "Phantom^One", "P1"
    data_set.Modality = "OT"
    data_set.StudyDate, data_set.StudyTime = "20260102", "030405"
    return data_set


def put_pixels(data_set: Dataset, values: NDArray[Any], *, bits_stored: int | None = None) -> None:
    """Set the Image Pixel module for (rows, columns) or (rows, columns, 3) integers."""
    bits = values.dtype.itemsize * 8
    data_set.Rows, data_set.Columns = values.shape[:2]
    data_set.SamplesPerPixel = 3 if values.ndim == 3 else 1
    data_set.PhotometricInterpretation = "RGB" if values.ndim == 3 else "MONOCHROME2"
    if values.ndim == 3:
        data_set.PlanarConfiguration = 0
    data_set.BitsAllocated = bits
    data_set.BitsStored = bits_stored or bits
    data_set.HighBit = data_set.BitsStored - 1
    data_set.PixelRepresentation = 1 if values.dtype.kind == "i" else 0
    data_set.PixelData = values.tobytes() + (b"\0" if values.nbytes % 2 else b"")
    data_set["PixelData"].VR = "OB" if bits == 8 else "OW"


def put_raw(data_set: Dataset, keyword: str, vr: str, value: bytes) -> None:
    """An element with these very bytes, whatever its VR should be."""
    number = Tag(keyword)
    value += b" " * (len(value) % 2)
    data_set[number] = RawDataElement(number, vr, len(value), value, 0, False, True)


def compress(data_set: Dataset, syntax: str, frames: Sequence[bytes], **kwargs: Any) -> None:
    """Replace the pixels by encapsulated frames."""
    data_set.file_meta.TransferSyntaxUID = UID(syntax)
    data_set.PixelData = encapsulate(list(frames), **kwargs)
    data_set["PixelData"].VR = "OB"


def save(data_set: Dataset, path: Path, *, implicit: bool = False) -> Path:
    """Write with File Meta."""
    if implicit:
        data_set.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    data_set.save_as(path, enforce_file_format=True)
    return path


def enhanced_mr(
    stored: NDArray[Any],
    positions: NDArray[np.float64],
    *,
    orientation: Sequence[float] = AXIAL,
    spacing_ji_mm: tuple[float, float] = (0.7, 0.5),
    slopes: Sequence[float] | None = None,
    temporal: Sequence[int] | None = None,
) -> Dataset:
    """One enhanced MR file; frames in the order given, slopes per frame."""
    data_set = blank(EnhancedMRImageStorage)
    data_set.Modality = "MR"
    data_set.ImageType = ["ORIGINAL", "PRIMARY", "T1", "NONE"]
    data_set.FrameOfReferenceUID = generate_uid()
    put_pixels(data_set, stored[0])
    data_set.NumberOfFrames = len(stored)
    data_set.PixelData = stored.tobytes()
    shared, measures, plane = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = list(spacing_ji_mm), _step_mm(positions)
    plane.ImageOrientationPatient = list(orientation)
    shared.PixelMeasuresSequence = DicomSequence([measures])
    shared.PlaneOrientationSequence = DicomSequence([plane])
    data_set.SharedFunctionalGroupsSequence = DicomSequence([shared])
    items = []
    for index, position in enumerate(positions):
        item, place = Dataset(), Dataset()
        place.ImagePositionPatient = [f"{value:.10g}" for value in position]
        item.PlanePositionSequence = DicomSequence([place])
        if slopes is not None:
            transform = Dataset()
            transform.RescaleSlope, transform.RescaleIntercept = repr(slopes[index]), "0"
            transform.RescaleType = "US"
            item.PixelValueTransformationSequence = DicomSequence([transform])
        if temporal is not None:
            content = Dataset()
            content.TemporalPositionIndex = temporal[index]
            item.FrameContentSequence = DicomSequence([content])
        items.append(item)
    data_set.PerFrameFunctionalGroupsSequence = DicomSequence(items)
    return data_set
