"""A small CT series on disk, written by the program's own writer and checked elsewhere."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from workstation.dicom.objects.ct_write import CtSeriesHeader, write_ct_series
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.domain.study import Patient
from workstation.services.open_study import open_series


def write_series(folder: Path, grid: VolumeGeometry) -> tuple[Path, ...]:
    """Every voxel of the series has its own value."""
    array = np.arange(np.prod(grid.shape_kji), dtype=np.int16).reshape(grid.shape_kji)
    header = CtSeriesHeader(
        patient=Patient(
            patient_id="P1", name="Test^Person", birth_date="19700101", sex="F", age="056Y"
        ),
        study_description="Study",
        series_description="Series",
        moment=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    )
    return write_ct_series(array, grid, header, folder)


def a_series(folder: Path, grid: VolumeGeometry) -> Volume:
    """The series, written and opened again."""
    write_series(folder, grid)
    volume = open_series(folder)
    assert isinstance(volume, Volume)
    return volume
