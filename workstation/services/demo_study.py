"""The sample study: a synthetic thorax as a real DICOM series."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from workstation.dicom.objects.ct_write import CtSeriesHeader, write_ct_series
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.study import Patient
from workstation.imaging.thorax_phantom import ThoraxPhantom, make_thorax

DEMO_PATIENT = Patient(
    patient_id="DEMO-0001",
    name="Phantom^Thorax=胸部^模型",
    birth_date="19610512",
    sex="F",
    age="064Y",
)


def write_demo_study(folder: Path, geometry: VolumeGeometry | None = None) -> ThoraxPhantom:
    """Write the sample series into `folder`; returns what is in it.

    Parameters
    ----------
    geometry : VolumeGeometry or None
        As `make_thorax` takes it.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    phantom = make_thorax(geometry)
    header = CtSeriesHeader(
        patient=DEMO_PATIENT,
        study_description="CT thorax (synthetic)",
        series_description="Thorax 1.6 mm",
        moment=datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
    )
    write_ct_series(phantom.array, phantom.geometry, header, folder)
    return phantom
