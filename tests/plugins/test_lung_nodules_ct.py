from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.plugin_images import ct_volume, reoriented
from workstation.domain.coding import LEFT, LONG_AXIS, RIGHT, SHORT_AXIS, VOLUME
from workstation.plugin_api.phantoms import PlantedNodule, thorax_phantom
from workstation.services.open_study import open_series
from workstation.services.run_plugin import PluginRunner

PLANTED = (
    PlantedNodule(center_lps_mm=(-72.0, 20.0, 10.0), diameter_mm=12.0),
    PlantedNodule(center_lps_mm=(80.0, -30.0, -30.0), diameter_mm=8.0),
)


def test_planted_nodules_are_found_measured_and_sided(cpu_runner: PluginRunner) -> None:
    phantom = thorax_phantom(PLANTED, spacing_kji_mm=(1.5, 1.0, 1.0), vessels=20)
    result = cpu_runner.run(ct_volume(phantom), "lung_nodules_ct")
    for planted, side in zip(PLANTED, (RIGHT, LEFT), strict=True):
        near = [
            f
            for f in result.findings
            if f.position_lps_mm is not None
            and np.linalg.norm(np.subtract(f.position_lps_mm, planted.center_lps_mm)) < 2
        ]
        assert len(near) == 1
        assert near[0].laterality == side
        assert near[0].tracking_uid
        numbers = {m.concept: m.value for m in near[0].measurements}
        truth = np.pi / 6 * planted.diameter_mm**3
        assert numbers[VOLUME] == pytest.approx(truth, rel=0.12)
        assert numbers[LONG_AXIS] == pytest.approx(planted.diameter_mm, abs=1.5)
        assert numbers[SHORT_AXIS] <= numbers[LONG_AXIS]
    assert len(result.findings) <= 3


def test_a_mirrored_array_gives_the_same_nodules(cpu_runner: PluginRunner) -> None:
    volume = ct_volume(thorax_phantom(PLANTED[:1], spacing_kji_mm=(2.0, 1.5, 1.5), vessels=0))
    straight = cpu_runner.run(volume, "lung_nodules_ct").findings
    turned = cpu_runner.run(
        reoriented(volume, (0, 1, 2), (True, False, True)), "lung_nodules_ct"
    ).findings
    assert [f.laterality for f in straight] == [f.laterality for f in turned] == [RIGHT]
    assert straight[0].position_lps_mm == pytest.approx(turned[0].position_lps_mm, abs=1.0)


def test_no_nodule_and_no_lung_are_told_apart(cpu_runner: PluginRunner) -> None:
    clear = ct_volume(thorax_phantom(spacing_kji_mm=(2.5, 2.0, 2.0), vessels=0))
    assert "no nodule candidate passed" in str(cpu_runner.run(clear, "lung_nodules_ct").notes[0])
    filled = type(clear)(
        array=np.maximum(clear.array, -100) + (np.indices(clear.array.shape).sum(0) % 2),
        geometry=clear.geometry,
        quantity="HU",
        source=clear.source,
    )
    assert "not searched for" in str(cpu_runner.run(filled, "lung_nodules_ct").notes[0])


def test_the_nodule_of_lidc_0314(cpu_runner: PluginRunner, shared_data: Path) -> None:
    """Four readers drew 1585 to 2308 cubic millimeters; their 50 % consensus is 2066.7."""
    image = open_series(shared_data / "ct_chest_nodule_lidc0314" / "dicom")
    result = cpu_runner.run(image, "lung_nodules_ct")
    first = result.findings[0]
    assert first.laterality == RIGHT
    assert first.position_lps_mm == pytest.approx((-57.3, 131.3, -520.5), abs=2.0)
    numbers = {m.concept: m.value for m in first.measurements}
    assert 1585 <= numbers[VOLUME] <= 2308
    assert len(result.findings) <= 4


def test_what_may_be_a_vessel_of_an_enhanced_scan_says_so(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    """Blood measures 144 HU; what is offered is a branching vessel of a few voxels."""
    image = open_series(shared_data / "ct_chest_tumour_ibsi1_rtstruct" / "ct")
    result = cpu_runner.run(image, "lung_nodules_ct", {"min_score": 0.1})
    assert any("left out" in str(note) for note in result.notes)
    assert result.findings
    for finding in result.findings:
        assert any("it may be the vessel" in str(c) for c in finding.caveats) or (
            "touches the pleura" in str(finding.statement)
        )
