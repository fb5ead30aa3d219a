"""Which stacks are phases of one volume."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.dicom_phantoms import enhanced_mr, save
from workstation.domain.study import Series
from workstation.services.open_study import scan
from workstation.session.phases import phase_words, phases_in_memory, phases_of

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
    assert [phase_words(phase) for phase in phases] == [
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
