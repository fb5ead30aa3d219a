"""A thorax-like CT phantom, written as DICOM in several transfer syntaxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    generate_uid,
)

ROWS = COLUMNS = 512
Encoder = Callable[[NDArray[np.uint16]], bytes]

PADDED = "uncompressed with padding"
NOISE = "signed noise, random names"
RAW = ("uncompressed", PADDED, NOISE)

SYNTAXES: dict[str, tuple[str, Encoder | None]] = {
    "uncompressed": (ExplicitVRLittleEndian, None),
    PADDED: (ExplicitVRLittleEndian, None),
    NOISE: (ExplicitVRLittleEndian, None),
    "jpeg_lossless": (
        JPEGLosslessSV1,
        lambda a: bytes(imagecodecs.ljpeg_encode(a, bitspersample=16)),
    ),
    "jpeg_ls": (JPEGLSLossless, lambda a: bytes(imagecodecs.jpegls_encode(a))),
    "jpeg_2000": (
        JPEG2000Lossless,
        lambda a: bytes(imagecodecs.jpeg2k_encode(a, codecformat="j2k", reversible=True)),
    ),
    "htj2k": (HTJ2KLossless, lambda a: bytes(imagecodecs.htj2k_encode(a))),
}


def slices(count: int, seed: int = 20261121) -> NDArray[np.uint16]:
    """Stored values of a noisy body with lungs: (count, 512, 512) uint16, HU + 1024."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[-1 : 1 : ROWS * 1j, -1 : 1 : COLUMNS * 1j]
    body = np.where((x / 0.9) ** 2 + (y / 0.65) ** 2 < 1, 40.0, -1000.0)
    for side in (-0.42, 0.42):
        body[((x - side) / 0.3) ** 2 + (y / 0.45) ** 2 < 1] = -850.0
    noise = rng.normal(0, 12, (8, ROWS, COLUMNS))
    out = np.empty((count, ROWS, COLUMNS), np.uint16)
    for k in range(count):
        values = body + noise[k % 8] + 20 * np.sin(k / 7) * (body > 0)
        out[k] = np.clip(np.rint(values) + 1024, 0, 4095)
    return out


def write_series(folder: Path, volume: NDArray[np.uint16], syntax: str) -> None:
    """Write one CT series, files numbered against the order of positions.

    The series named `PADDED` has nothing outside a circle, as scanners write it; that named
    `NOISE` has signed values over the whole range, and names in no order.
    """
    uid, encoder = SYNTAXES[syntax]
    folder.mkdir(parents=True, exist_ok=True)
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    y, x = np.mgrid[-1 : 1 : ROWS * 1j, -1 : 1 : COLUMNS * 1j]
    outside = y**2 + x**2 > 1
    rng = np.random.default_rng(len(volume))
    shuffled = rng.permutation(10**6)[: len(volume)]
    for k, values in enumerate(volume):
        data_set = _header(study, series, frame, k, len(volume))
        pixels: NDArray[Any] = values
        if syntax == PADDED:
            pixels = np.where(outside, np.uint16(0), values)
            data_set.add_new("PixelPaddingValue", "US", 0)
        elif syntax == NOISE:
            pixels = rng.integers(-1024, 3072, values.shape).astype(np.int16)
            data_set.PixelRepresentation, data_set.RescaleIntercept = 1, "0"
        data_set.file_meta.TransferSyntaxUID = UID(uid)
        if encoder is None:
            data_set.PixelData = pixels.tobytes()
        else:
            data_set.PixelData = encapsulate([encoder(pixels)])
        data_set["PixelData"].VR = "OW" if encoder is None else "OB"
        name = shuffled[k] if syntax == NOISE else len(volume) - k
        data_set.save_as(folder / f"{name:06d}", enforce_file_format=True)


def _header(study: str, series: str, frame: str, k: int, count: int) -> Dataset:
    data_set = Dataset()
    data_set.file_meta = FileMetaDataset()
    data_set.SOPClassUID = CTImageStorage
    data_set.SOPInstanceUID = generate_uid()
    data_set.StudyInstanceUID, data_set.SeriesInstanceUID = study, series
    data_set.FrameOfReferenceUID = frame
    data_set.Modality = "CT"
    data_set.PatientName, data_set.PatientID = "Phantom^Thorax", "PHANTOM"
    data_set.PatientBirthDate, data_set.PatientSex = "19700101", "O"
    data_set.StudyDate = data_set.SeriesDate = data_set.AcquisitionDate = "20260101"
    data_set.StudyTime = data_set.SeriesTime = data_set.AcquisitionTime = "120000"
    data_set.Manufacturer, data_set.ManufacturerModelName = "Lightbox", "Phantom"
    data_set.SeriesDescription, data_set.ProtocolName = "Thorax 1.0 mm", "Chest"
    data_set.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    data_set.KVP, data_set.ConvolutionKernel, data_set.SliceThickness = "120", "B", "1.0"
    data_set.PatientPosition, data_set.BodyPartExamined = "HFS", "CHEST"
    data_set.SeriesNumber, data_set.InstanceNumber = "2", str(count - k)
    data_set.ImagePositionPatient = ["-180.0", "-180.0", f"{-300.0 + k:.4f}"]
    data_set.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    data_set.PixelSpacing = ["0.703125", "0.703125"]
    data_set.SamplesPerPixel, data_set.PhotometricInterpretation = 1, "MONOCHROME2"
    data_set.Rows, data_set.Columns = ROWS, COLUMNS
    data_set.BitsAllocated, data_set.BitsStored, data_set.HighBit = 16, 16, 15
    data_set.PixelRepresentation = 0
    data_set.RescaleIntercept, data_set.RescaleSlope, data_set.RescaleType = "-1024", "1", "HU"
    data_set.WindowCenter, data_set.WindowWidth = ["-600", "40"], ["1500", "400"]
    data_set.add_new(0x00091001, "LO", "private")
    return data_set
