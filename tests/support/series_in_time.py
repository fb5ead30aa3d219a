"""Series of one place at several times, written with pydicom; the times are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from tests.support.dicom_phantoms import SeriesPhantom, straight, write_series

SLICES, ROWS, COLUMNS = 4, 24, 30

Stamp = Callable[[Dataset, int, int], None]
"""Told the data set, the number of the time (from 0) and that of the slice."""


def stored(time: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    """Voxels of time t (from 0) are 100 (t + 1) + slice."""
    values = np.zeros((SLICES, ROWS, COLUMNS), np.uint16)
    values += 100 * (time + 1) + np.arange(SLICES, dtype=np.uint16)[:, None, None]
    return values


def write_times(
    folder: Path, count: int, stamp: Stamp, *, modality: str = "MR", apart: bool = False
) -> None:
    """Write `count` volumes of one grid, in one series or each in one of its own (`apart`)."""
    study, frame_of_reference, series = generate_uid(), generate_uid(), generate_uid()
    for time in range(count):
        phantom = SeriesPhantom(
            stored=stored(time),
            positions=straight(SLICES),
            intercept=0.0,
            modality=modality,
            study_uid=study,
            series_uid=generate_uid() if apart else series,
            frame_of_reference_uid=frame_of_reference,
        )

        def change(data_set: Dataset, k: int, time: int = time) -> None:
            data_set.InstanceNumber = 1 + time * SLICES + k
            data_set.SeriesNumber = 10 + time if apart else 3
            stamp(data_set, time, k)

        write_series(folder / f"{time:02d}", phantom, change)
