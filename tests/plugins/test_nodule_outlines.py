"""Outlines of spiculated nodules, and vessels that are no nodules, on made-up lung."""

from __future__ import annotations

import numpy as np
import pytest

from plugins.lung_nodules_ct.candidates import Candidate
from plugins.lung_nodules_ct.nodules import Nodule, outline
from plugins.lung_nodules_ct.vessels import blood_hu, goes_on, is_vessel
from tests.support.spiculated import SpiculatedNodule, spiculated_nodule
from workstation.quantification.diameters import long_short_axis


def outlined(made: SpiculatedNodule, radius_mm: float) -> Nodule:
    candidate = Candidate(
        center_kji=made.center_kji, radius_mm=radius_mm, response_hu=500.0, roundness=0.8
    )
    found = outline(candidate, made.hu, np.ones(made.hu.shape, dtype=bool), made.spacing_mm)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("radius_mm", "spicules", "length_mm", "base_mm"),
    [(11.0, 14, 4.5, 2.2), (8.0, 14, 4.0, 2.2), (13.0, 24, 6.0, 2.8)],
)
def test_spicules_are_part_of_the_nodule(
    radius_mm: float, spicules: int, length_mm: float, base_mm: float
) -> None:
    """Volume within 5 %, long axis within 6 %; an opening alone loses 6 to 11 and 10 to 20 %."""
    made = spiculated_nodule(
        radius_mm=radius_mm, spicules=spicules, length_mm=length_mm, base_mm=base_mm
    )
    found = outlined(made, 0.9 * radius_mm)
    assert found.volume_mm3 == pytest.approx(made.truth_mm3, rel=0.05)
    axes = long_short_axis(found.mask, made.spacing_mm[1:])
    truth = long_short_axis(made.truth, made.spacing_mm[1:])
    assert axes is not None
    assert truth is not None
    assert axes.long_axis_mm == pytest.approx(truth.long_axis_mm, rel=0.06)


def test_a_vessel_that_runs_on_is_not_part_of_the_nodule() -> None:
    made = spiculated_nodule(radius_mm=10.0, spicules=0, vessel_mm=3.0)
    assert outlined(made, 9.0).volume_mm3 == pytest.approx(made.truth_mm3, rel=0.05)


def a_chest(heart_hu: float) -> tuple[np.ndarray, np.ndarray]:
    hu = np.full((60, 80, 90), -850.0, dtype=np.float32)
    lungs = np.ones(hu.shape, dtype=bool)
    lungs[:, :, 30:60] = False
    hu[~lungs] = 40.0
    k, j, i = np.ogrid[0:60, 0:80, 0:90]
    hu[(k - 30) ** 2 + (j - 30) ** 2 + (i - 45) ** 2 < 14**2] = heart_hu
    rng = np.random.default_rng(0)
    uneven = rng.normal(250, 90, (60, 14, 14))
    hu[:, 60:74, 38:52] = uneven
    return hu + rng.normal(0, 10, hu.shape).astype(np.float32), lungs


def test_the_density_of_blood_is_that_of_the_enhanced_heart_and_not_of_the_spine() -> None:
    hu, lungs = a_chest(152.0)
    assert blood_hu(hu, lungs, (2.0, 2.0, 2.0)) == pytest.approx(152.0, abs=5.0)
    plain, lungs = a_chest(45.0)
    assert blood_hu(plain, lungs, (2.0, 2.0, 2.0)) is None


def test_as_dense_as_blood_and_connected_is_a_vessel() -> None:
    assert is_vessel(150.0, 0.2, 152.0)
    assert not is_vessel(30.0, 0.2, 152.0)
    assert not is_vessel(150.0, 0.0, 152.0)
    assert not is_vessel(150.0, 0.2, None)
    assert goes_on(0.05)
    assert not goes_on(0.02)
