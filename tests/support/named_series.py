"""Small CT series whose UIDs, patient and pixels a test chooses."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian, generate_uid


@dataclass(frozen=True, kw_only=True)
class Names:
    """The UIDs of one series of `len(sops)` slices, and whose it says that it is."""

    study: str = field(default_factory=generate_uid)
    series: str = field(default_factory=generate_uid)
    frame: str = field(default_factory=generate_uid)
    sops: tuple[str, ...] = field(default_factory=lambda: tuple(generate_uid() for _ in range(4)))
    patient_id: str = "P1"
    patient_name: str = "Test^Person"
    description: str = "Series"


def write_named(folder: Path, names: Names, value: int, *, size: int = 24) -> Path:
    """Slices of 2 mm, pixels of 1 mm, every pixel of `value` HU."""
    folder.mkdir(parents=True, exist_ok=True)
    for k, sop in enumerate(names.sops):
        header = Dataset()
        header.file_meta = FileMetaDataset()
        header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        header.file_meta.MediaStorageSOPClassUID = CTImageStorage
        header.file_meta.MediaStorageSOPInstanceUID = UID(sop or generate_uid())
        header.SOPClassUID, header.SOPInstanceUID = CTImageStorage, sop
        header.StudyInstanceUID, header.SeriesInstanceUID = names.study, names.series
        header.FrameOfReferenceUID = names.frame
        header.PatientName, header.PatientID = names.patient_name, names.patient_id
        header.PatientBirthDate, header.PatientSex = "19700101", "F"
        header.StudyDate = header.SeriesDate = header.AcquisitionDate = "20260102"
        header.StudyTime = header.SeriesTime = header.AcquisitionTime = "101010"
        header.Modality, header.SeriesNumber, header.InstanceNumber = "CT", 3, k + 1
        header.SeriesDescription = names.description
        header.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        header.ImagePositionPatient = [-12, -12, 2 * k]
        header.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        header.PixelSpacing, header.SliceThickness = [1, 1], 2
        header.RescaleSlope, header.RescaleIntercept, header.RescaleType = 1, 0, "HU"
        header.Rows = header.Columns = size
        header.SamplesPerPixel, header.PhotometricInterpretation = 1, "MONOCHROME2"
        header.BitsAllocated = header.BitsStored = 16
        header.HighBit, header.PixelRepresentation = 15, 1
        header.PixelData = np.full((size, size), value, np.int16).tobytes()
        header["PixelData"].VR = "OW"
        header.save_as(folder / f"{k}.dcm", enforce_file_format=True)
    return folder
