"""Readings of a circle on a real PET beside published and independently sampled numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from workstation import api
from workstation.domain.image import Volume
from workstation.imaging.planes import PlaneName
from workstation.imaging.sphere_peak import RADIUS_MM
from workstation.measuring.readings import readings
from workstation.scene.sources import VolumeView
from workstation.session.annotation_kinds import AnnotationKind


def test_uptake_of_a_tumor(shared_data: Path) -> None:
    volume = api.open_series(shared_data / "pt_headneck_suv_qin0024" / "pet")
    assert isinstance(volume, Volume)
    view = VolumeView(volume, volume, True, "s")
    hottest = volume.geometry.to_lps_mm((248, 57, 52))
    at, row, column = view.locate(PlaneName.AXIAL, hottest)
    index = round(at)
    found = {
        str(reading.name): reading
        for reading in readings(
            AnnotationKind.CIRCLE,
            ((row, column), (row, column + 3)),
            view,
            view.frame(PlaneName.AXIAL, index),
            PlaneName.AXIAL,
            index=index,
        )
    }
    assert found["Max"].value == pytest.approx(7.208, abs=5e-4)
    assert found["Max"].unit == "SUVbw"
    assert found["Diameter"].value == pytest.approx(2 * 3 * 3.5378, rel=1e-3)
    line = np.linspace(-RADIUS_MM, RADIUS_MM, 41)
    sphere = np.stack(np.meshgrid(line, line, line), axis=-1).reshape(-1, 3)
    sphere = sphere[np.linalg.norm(sphere, axis=1) <= RADIUS_MM]
    means = []
    for down in range(-3, 4):
        for right in range(-3, 4):
            if down**2 + right**2 <= 9:
                middle = view.to_point(PlaneName.AXIAL, index, row + down, column + right)
                kji = np.rint(volume.geometry.to_kji(np.array(middle) + sphere)).astype(int)
                means.append(float(volume.array[tuple(kji.T)].mean()))
    assert found["Peak"].value == pytest.approx(max(means), rel=0.005)
