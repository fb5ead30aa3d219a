"""Write a volume as a classic CT series, one file per slice (PS3.3 A.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from workstation import __version__
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.study import Patient
from workstation.security.integrity import make_folder, whole_file


@dataclass(frozen=True, slots=True, kw_only=True)
class CtSeriesHeader:
    """Identity of a CT series that is to be written."""

    patient: Patient
    study_description: str
    series_description: str
    moment: datetime
    study_instance_uid: str = field(default_factory=generate_uid)
    series_instance_uid: str = field(default_factory=generate_uid)
    kilovolts: float = 120.0
    kernel: str = "STANDARD"
    window_center: Sequence[float] = (-600.0, 50.0)
    window_width: Sequence[float] = (1500.0, 350.0)
    window_names: Sequence[str] = ("LUNG", "MEDIASTINUM")


def write_ct_series(
    array_hu: NDArray[np.int16], geometry: VolumeGeometry, header: CtSeriesHeader, folder: Path
) -> tuple[Path, ...]:
    """Write (k, j, i) HU values; returns the files in slice order.

    Raises
    ------
    OutputError
        The folder or a file cannot be written.
    """
    make_folder(folder)
    frame_of_reference = geometry.frame_of_reference_uid or generate_uid()
    paths = []
    for k in range(geometry.shape_kji[0]):
        dataset = _slice(array_hu, geometry, header, k, frame_of_reference)
        path = folder / f"IM{k + 1:05d}.dcm"
        with whole_file(path) as temporary:
            dataset.save_as(temporary, enforce_file_format=True)
        paths.append(path)
    return tuple(paths)


def _slice(
    array_hu: NDArray[np.int16],
    geometry: VolumeGeometry,
    header: CtSeriesHeader,
    k: int,
    frame_of_reference: str,
) -> Dataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    day, time = header.moment.strftime("%Y%m%d"), header.moment.strftime("%H%M%S")
    dk, dj, di = geometry.spacing_kji_mm
    patient = header.patient
    position = geometry.to_lps_mm((k, 0, 0))
    directions = geometry.directions_kji_lps
    values: dict[str, Any] = {
        "SpecificCharacterSet": "ISO_IR 192",
        "SOPClassUID": CTImageStorage,
        "SOPInstanceUID": meta.MediaStorageSOPInstanceUID,
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
        "PatientName": patient.name,
        "PatientID": patient.patient_id,
        "PatientBirthDate": patient.birth_date,
        "PatientSex": patient.sex,
        "PatientAge": patient.age,
        "StudyInstanceUID": header.study_instance_uid,
        "StudyDate": day,
        "StudyTime": time,
        "StudyID": "1",
        "AccessionNumber": "",
        "ReferringPhysicianName": "",
        "StudyDescription": header.study_description,
        "SeriesInstanceUID": header.series_instance_uid,
        "SeriesNumber": 2,
        "SeriesDescription": header.series_description,
        "SeriesDate": day,
        "SeriesTime": time,
        "AcquisitionDate": day,
        "AcquisitionTime": time,
        "ContentDate": day,
        "ContentTime": time,
        "AcquisitionNumber": 1,
        "InstanceNumber": k + 1,
        "Modality": "CT",
        "Manufacturer": "Lightbox",
        "ManufacturerModelName": "Synthetic phantom",
        "SoftwareVersions": __version__,
        "BodyPartExamined": "CHEST",
        "PatientPosition": "HFS",
        "PositionReferenceIndicator": "",
        "KVP": header.kilovolts,
        "ConvolutionKernel": header.kernel,
        "SliceThickness": round(dk, 4),
        "SpacingBetweenSlices": round(dk, 4),
        "FrameOfReferenceUID": frame_of_reference,
        "ImagePositionPatient": [f"{v:.6f}" for v in position],
        "ImageOrientationPatient": [f"{v:.6f}" for v in (*directions[2], *directions[1])],
        "PixelSpacing": [f"{dj:.6f}", f"{di:.6f}"],
        "Rows": geometry.shape_kji[1],
        "Columns": geometry.shape_kji[2],
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "BitsAllocated": 16,
        "BitsStored": 16,
        "HighBit": 15,
        "PixelRepresentation": 1,
        "RescaleIntercept": 0,
        "RescaleSlope": 1,
        "RescaleType": "HU",
        "WindowCenter": list(header.window_center),
        "WindowWidth": list(header.window_width),
        "WindowCenterWidthExplanation": list(header.window_names),
        "PixelData": np.ascontiguousarray(array_hu[k], dtype="<i2").tobytes(),
    }
    dataset = Dataset()
    dataset.file_meta = meta
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset
