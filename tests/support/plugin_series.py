"""DICOM series that the shipped plugins are for, and that they are not for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import DigitalXRayImageStorageForPresentation

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    put_pixels,
    save,
    straight,
    write_series,
)
from workstation.plugin_api.phantoms import crop_phantom, film_phantom, thorax_phantom


@dataclass(frozen=True, kw_only=True)
class About:
    """What the headers of a series say."""

    patient: str = "Phantom^One"
    patient_id: str = "P1"
    part: str = ""
    description: str = "Phantom"
    study_description: str = ""
    study_uid: str = ""
    age: str = ""
    number: int = 3

    def put(self, data_set: Dataset) -> None:
        """State it."""
        data_set.PatientName, data_set.PatientID = self.patient, self.patient_id
        data_set.SeriesDescription, data_set.SeriesNumber = self.description, self.number
        data_set.StudyDescription = self.study_description
        if self.part:
            data_set.BodyPartExamined = self.part
        if self.study_uid:
            data_set.StudyInstanceUID = self.study_uid
        if self.age:
            data_set.PatientAge = self.age


def write_ct(folder: Path, about: About) -> Path:
    """A thorax of 2 mm voxels in slices of 3 mm, HU."""
    phantom = thorax_phantom(spacing_kji_mm=(3.0, 2.0, 2.0), vessels=4)
    stored = np.clip(phantom.hu.astype(np.int32) + 1024, 0, 4095).astype(np.uint16)
    return _volume(folder, about, stored, "CT", (3.0, 2.0, 2.0), -1024.0)


def write_mr(folder: Path, about: About) -> Path:
    """A crop around one hippocampus, 1 mm voxels."""
    values = np.asarray(crop_phantom("MR").array, dtype=np.float64)
    stored = (1000 * (values - values.min()) / np.ptp(values)).astype(np.uint16)
    return _volume(folder, about, stored, "MR", (1.0, 1.0, 1.0), 0.0)


def write_film(folder: Path, about: About, modality: str = "DX") -> Path:
    """A frontal chest film."""
    folder.mkdir(parents=True, exist_ok=True)
    values = np.asarray(film_phantom().array, dtype=np.float64)
    data_set = blank(DigitalXRayImageStorageForPresentation)
    data_set.Modality, data_set.ViewPosition = modality, "PA"
    data_set.PatientOrientation = ["L", "F"]
    data_set.ImagerPixelSpacing = [0.5, 0.5]
    data_set.PixelIntensityRelationshipSign = 1
    data_set.InstanceNumber = 1
    about.put(data_set)
    put_pixels(data_set, (4000 * (values - values.min()) / np.ptp(values)).astype(np.uint16))
    save(data_set, folder / "film.dcm")
    return folder


def _volume(
    folder: Path,
    about: About,
    stored: NDArray[np.uint16],
    modality: str,
    spacing_kji_mm: tuple[float, float, float],
    intercept: float,
) -> Path:
    dk, dj, di = spacing_kji_mm
    phantom = SeriesPhantom(
        stored=stored,
        positions=straight(len(stored), (0.0, 0.0, dk)),
        spacing_ji_mm=(dj, di),
        modality=modality,
        intercept=intercept,
    )
    write_series(folder, phantom, lambda data_set, _k: about.put(data_set), shuffled=False)
    return folder
