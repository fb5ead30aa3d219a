"""Write the phantoms of the numbers self-test, and what must be read from them.

``python scripts/make_self_test.py`` makes ``resources/self_test`` anew. The DICOM files are
written here attribute by attribute, so that nothing of the program takes part in what it is
later tested with.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    CTImageStorage,
    ExplicitVRLittleEndian,
    MRImageStorage,
    PositronEmissionTomographyImageStorage,
)

ROOT = Path(__file__).resolve().parents[1] / "resources" / "self_test"
UID = "2.25.170000000000000000000000000000000"
STAMP = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Phantom:
    """Slices of (k, j, i) stored values with their place in the patient."""

    name: str
    modality: str
    stored: NDArray[np.int16]
    positions: NDArray[np.float64]
    row: tuple[float, float, float]
    column: tuple[float, float, float]
    spacing_ji: tuple[float, float]
    slope: float = 1.0
    intercept: float = 0.0

    def points(self) -> NDArray[np.float64]:
        """LPS mm of every voxel, (k, j, i, 3)."""
        j, i = np.arange(self.stored.shape[1]), np.arange(self.stored.shape[2])
        down = np.array(self.column) * self.spacing_ji[0]
        along = np.array(self.row) * self.spacing_ji[1]
        return (
            self.positions[:, None, None]
            + j[None, :, None, None] * down
            + i[None, None, :, None] * along
        )


def field(points: NDArray[np.float64]) -> NDArray[np.int16]:
    """A field that linear interpolation reproduces: 4 x - 3 y + 2 z + 200."""
    return np.rint(points @ np.array([4.0, -3.0, 2.0]) + 200).astype(np.int16)


def ruler() -> Phantom:
    """Anisotropic CT off the origin: two markers 24 mm apart, a block of 100 HU, one of 40."""
    shape = (10, 40, 48)
    stored = np.full(shape, -1000, np.int16)
    stored[4, 5, 8] = 2000
    stored[4, 29, 32] = 2000
    stored[6, 10:20, 12:32] = 100
    stored[2, 30:34, 36:46] = 40
    positions = np.array([[-31.0, 17.5, 400.25 + 2.5 * k] for k in range(shape[0])])
    return Phantom("ruler", "CT", stored, positions, (1, 0, 0), (0, 1, 0), (0.8, 0.6), 1.0, 0.0)


def tilted() -> Phantom:
    """CT with the gantry tilted by 18.5°: a linear field."""
    angle = np.radians(18.5)
    row, column = (1.0, 0.0, 0.0), (0.0, float(np.cos(angle)), float(np.sin(angle)))
    positions = np.array([[-20.0, -15.0, 100.0 + 3.0 * k] for k in range(9)])
    empty = np.zeros((9, 24, 28), np.int16)
    blank = Phantom("tilted", "CT", empty, positions, row, column, (1.2, 0.9))
    return Phantom("tilted", "CT", field(blank.points()), positions, row, column, (1.2, 0.9))


def oblique() -> Phantom:
    """MR with slices across no axis of the patient: a linear field."""
    a, b = np.radians(25.0), np.radians(-15.0)
    turn_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    turn_z = np.array([[np.cos(b), -np.sin(b), 0], [np.sin(b), np.cos(b), 0], [0, 0, 1]])
    turn = turn_z @ turn_x
    row, column = (tuple(float(v) for v in turn[:, n]) for n in (0, 1))
    positions = np.array([[12.0, -40.0, 55.0] + turn[:, 2] * 4.0 * k for k in range(10)])
    empty = np.zeros((10, 22, 26), np.int16)
    blank = Phantom("oblique", "MR", empty, positions, row, column, (1.1, 1.4))
    return Phantom("oblique", "MR", field(blank.points()), positions, row, column, (1.1, 1.4))


def uptake() -> Phantom:
    """PET of 70 kg, 350 MBq, one half-life of decay: 10 000 Bq/mL is SUV 4."""
    stored = np.full((6, 20, 20), 1000, np.int16)
    stored[2:4, 8:12, 5:9] = 20000
    positions = np.array([[0.0, 0.0, 4.0 * k] for k in range(6)])
    return Phantom("uptake", "PT", stored, positions, (1, 0, 0), (0, 1, 0), (4.0, 4.0), 0.5)


def data_set(phantom: Phantom, number: int, k: int) -> Dataset:
    """One slice."""
    classes = {
        "CT": CTImageStorage,
        "MR": MRImageStorage,
        "PT": PositronEmissionTomographyImageStorage,
    }
    made = Dataset()
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.SOPClassUID = classes[phantom.modality]
    made.SOPInstanceUID = f"{UID}.{number}.{k + 1}"
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    made.StudyInstanceUID, made.SeriesInstanceUID = f"{UID}.{number}", f"{UID}.{number}.0"
    made.FrameOfReferenceUID = f"{UID}.{number}.9"
    made.PatientName, made.PatientID = "Selftest^Numbers", "SELFTEST"
    made.PatientBirthDate, made.PatientSex, made.PatientWeight = "19700101", "O", "70"
    made.Modality, made.SeriesDescription = phantom.modality, phantom.name
    made.SeriesNumber, made.InstanceNumber = number, len(phantom.stored) - k
    made.StudyDate = made.SeriesDate = made.AcquisitionDate = "20260101"
    made.StudyTime = made.SeriesTime = made.AcquisitionTime = "120000"
    made.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    made.ImagePositionPatient = [f"{v:.9g}" for v in phantom.positions[k]]
    made.ImageOrientationPatient = [f"{v:.12g}" for v in (*phantom.row, *phantom.column)]
    made.PixelSpacing = [repr(v) for v in phantom.spacing_ji]
    made.SliceThickness = "2"
    made.RescaleSlope, made.RescaleIntercept = repr(phantom.slope), repr(phantom.intercept)
    if phantom.modality == "CT":
        made.RescaleType = "HU"
    if phantom.modality == "PT":
        made.Units, made.DecayCorrection = "BQML", "START"
        made.CorrectedImage = ["ATTN", "DECY"]
        dose = Dataset()
        dose.RadionuclideTotalDose = "350000000"
        dose.RadionuclideHalfLife = "3600"
        dose.RadiopharmaceuticalStartTime = "110000"
        dose.RadiopharmaceuticalStartDateTime = "20260101110000"
        made.RadiopharmaceuticalInformationSequence = [dose]
    made.Rows, made.Columns = phantom.stored.shape[1:]
    made.SamplesPerPixel, made.PhotometricInterpretation = 1, "MONOCHROME2"
    made.BitsAllocated, made.BitsStored, made.HighBit, made.PixelRepresentation = 16, 16, 15, 1
    made.PixelData = phantom.stored[k].astype("<i2").tobytes()
    return made


def main() -> None:
    """Write phantoms.zip and expected.json."""
    ROOT.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(ROOT / "phantoms.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, phantom in enumerate((ruler(), tilted(), oblique(), uptake()), start=1):
            for k in range(len(phantom.stored)):
                buffer = BytesIO()
                data_set(phantom, number, k).save_as(buffer, enforce_file_format=True)
                info = zipfile.ZipInfo(f"{phantom.name}/{k:02d}", STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, buffer.getvalue())
    expected = {
        "length_mm": {"value": 24.0, "tolerance": 0.001},
        "area_mm2": {"value": 96.0, "tolerance": 0.001},
        "mean_hu": {"value": 100.0, "tolerance": 0.001},
        "suv": {"value": 4.0, "tolerance": 0.001},
        "field": {"weights": [4.0, -3.0, 2.0], "offset": 200.0, "tolerance": 1.0},
    }
    (ROOT / "expected.json").write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
