"""Which stacks are phases of one volume."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_phantoms import enhanced_mr, save
from tests.support.series_in_time import Stamp, write_times
from workstation.domain.moments import TimeSource
from workstation.domain.study import Series
from workstation.services.open_study import scan
from workstation.session.phases import in_time, phase_words, phases_in_memory, phases_of

TIMES, SLICES = 11, 4


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Eleven time points of four slices, in one file, the times in reverse."""
    stored = np.zeros((TIMES * SLICES, 8, 10), np.uint16)
    positions = np.array([(0, 0, 2.0 * k) for _ in range(TIMES) for k in range(SLICES)])
    temporal = [TIMES - t for t in range(TIMES) for _ in range(SLICES)]
    save(enhanced_mr(stored, positions, temporal=temporal), tmp_path / "t.dcm")
    ((_study, found),) = scan(tmp_path).all_series()
    return found


def test_time_points_are_ordered_by_their_number(series: Series) -> None:
    assert len(series.stacks) == TIMES
    phases = phases_of(series, series.stacks[3])
    assert [str(phase_words(phase)) for phase in phases] == [
        f"time point {n}" for n in range(1, TIMES + 1)
    ]


def test_volumes_that_differ_in_more_or_in_nothing_stated_are_no_phases(
    shared_data: Path,
) -> None:
    for folder in ("awkward/mr_ge_dti", "ct_chest_nodule_lidc0314"):
        found = [
            phases_of(series, stack)
            for _study, series in scan(shared_data / folder).all_series()
            for stack in series.stacks
        ]
        assert found
        assert not any(found)


def test_the_nearest_phases_are_held_where_not_all_fit() -> None:
    assert phases_in_memory(10, 0, 100, 10_000) == (0, 1, 9, 2, 8, 3, 7, 4, 6, 5)
    assert phases_in_memory(10, 4, 100, 350) == (4, 5, 3)
    assert phases_in_memory(10, 4, 1000, 10) == (4, 5)
    assert phases_in_memory(2, 1, 100, 10_000) == (1, 0)


def gated(data_set: Dataset, time: int, _k: int) -> None:
    data_set.NominalPercentageOfCardiacPhase = (75.0, 0.0, 40.0)[time]
    data_set.NominalInterval = "1000"


def uptake(data_set: Dataset, time: int, _k: int) -> None:
    data_set.FrameReferenceTime = str((5000, 25000, 90000)[time])
    data_set.ActualFrameDuration = str((10000, 30000, 100000)[time])
    data_set.Units = "CNTS"


def unstated(data_set: Dataset, time: int, _k: int) -> None:
    data_set.AcquisitionNumber = str(3 - time)


@pytest.mark.parametrize(
    ("stamp", "modality", "values", "unit", "source", "durations"),
    [
        (gated, "CT", [0, 40, 75], "%", TimeSource.CARDIAC, [400, 350, 250]),
        (uptake, "PT", [5, 25, 90], "s", TimeSource.REFERENCE, [20e3, 65e3, 100e3]),
        (unstated, "MR", [1, 2, 3], "", TimeSource.UNKNOWN, []),
    ],
)
def test_phases_of_one_series_have_the_times_of_the_file(
    tmp_path: Path,
    stamp: Stamp,
    modality: str,
    values: list[float],
    unit: str,
    source: TimeSource,
    durations: list[float],
) -> None:
    write_times(tmp_path, 3, stamp, modality=modality)
    ((_study, found),) = scan(tmp_path).all_series()
    stacks = phases_of(found, found.stacks[0])
    ordered, axis = in_time(stacks, [""] * len(stacks))
    assert ordered == stacks
    assert list(axis.values) == values
    assert (axis.unit, axis.source) == (unit, source)
    assert list(axis.durations_ms) == pytest.approx(durations)


@pytest.mark.parametrize(
    ("modality", "keyword", "values", "label"),
    [
        ("MR", "FlipAngle", (2, 5, 15), "flip angle 5"),
        ("MR", "InversionTime", (50, 400, 1200), "inversion time 400"),
        ("CT", "KVP", (80, 100, 140), "kV 100"),
        ("CT", "ConvolutionKernel", ("B30f", "B45f", "B70f"), "kernel B45f"),
    ],
)
def test_volumes_of_different_settings_are_no_phases(
    tmp_path: Path, modality: str, keyword: str, values: tuple[object, ...], label: str
) -> None:
    def stamp(data_set: Dataset, time: int, _k: int) -> None:
        setattr(data_set, keyword, str(values[time]))
        data_set.AcquisitionNumber = time + 1
        data_set.AcquisitionTime = f"10000{time}"

    write_times(tmp_path, 3, stamp, modality=modality)
    ((series,),) = [study.series for study in scan(tmp_path).studies]
    assert str(series.stacks[1].label) == label
    assert [phases_of(series, stack) for stack in series.stacks] == [(), (), ()]
