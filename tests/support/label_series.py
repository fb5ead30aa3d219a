"""A DICOM series whose values number structures of another series."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.uid import UID, generate_uid

from workstation.dicom.standard.sop_classes import SECONDARY_CAPTURE
from workstation.domain.image import Volume


def write_label_series(
    folder: Path,
    volume: Volume,
    labels: NDArray[np.uint8],
    *,
    description: str = "Mask_Tumor",
    sop_class_uid: str = SECONDARY_CAPTURE,
) -> None:
    """Labels, (k, j, i) on the grid of a volume read from files, as images of its study."""
    folder.mkdir(parents=True)
    series_uid = generate_uid()
    for number, path in enumerate(volume.source.paths):
        data = pydicom.dcmread(path)
        k = volume.source.sop_instance_uids.index(data.SOPInstanceUID)
        data.SeriesInstanceUID, data.SeriesNumber = series_uid, 77
        data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = UID(sop_class_uid)
        data.SeriesDescription, data.Modality = description, "MR"
        data.ImageType = ["DERIVED", "SECONDARY"]
        data.WindowCenter, data.WindowWidth = 0, 1
        for name in ("RescaleSlope", "RescaleIntercept", "RescaleType"):
            if name in data:
                del data[name]
        data.PixelData = labels[k].astype(np.int16).tobytes()
        data.save_as(folder / f"{number:03d}.dcm")
