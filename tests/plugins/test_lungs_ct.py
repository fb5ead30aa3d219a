from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from tests.support.plugin_images import ct_volume, dice, mr_volume, reoriented
from workstation.domain.coding import LEFT, RIGHT, UNIT_HU, UNIT_PERCENT, VOLUME
from workstation.domain.geometry import VolumeGeometry
from workstation.errors import PluginRefusedError
from workstation.plugin_api.phantoms import (
    PlantedNodule,
    ThoraxPhantom,
    crop_phantom,
    thorax_phantom,
)
from workstation.services.open_study import open_series
from workstation.services.run_plugin import PluginRunner


@pytest.fixture(scope="module")
def phantom() -> ThoraxPhantom:
    return thorax_phantom(spacing_kji_mm=(2.5, 2.0, 2.0), vessels=20)


def test_lungs_airways_and_density_of_a_known_chest(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom
) -> None:
    result = cpu_runner.run(ct_volume(phantom), "lungs_ct")
    assert result.mask is not None
    for number in (1, 2):
        assert dice(result.mask.labels == number, phantom.truth == number) > 0.96
    right, left = result.findings
    assert (str(right.label), right.laterality) == ("Right lung", RIGHT)
    assert (str(left.label), left.laterality) == ("Left lung", LEFT)
    assert right.position_lps_mm is not None
    assert left.position_lps_mm is not None
    assert right.position_lps_mm[0] < 0 < left.position_lps_mm[0]
    trachea = phantom.hu[phantom.hu.shape[0] - 12] < -950
    assert not (result.mask.labels[phantom.hu.shape[0] - 12][trachea] > 0).any()
    share = next(m for m in result.measurements if m.unit == UNIT_PERCENT)
    assert share.value < 1.0
    assert "noise" not in str(share.caveat)
    assert "metal" not in str(share.caveat)
    assert "2.5 mm" in str(share.caveat)
    volume = next(m for m in result.measurements if m.concept == VOLUME)
    truth_ml = (phantom.truth > 0).sum() * 10.0 / 1000
    assert volume.value == pytest.approx(truth_ml, rel=0.04)


@pytest.mark.parametrize("axes", list(permutations(range(3))))
def test_sides_do_not_depend_on_how_the_array_is_stored(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom, axes: tuple[int, int, int]
) -> None:
    volume = ct_volume(phantom)
    flips = (axes[0] == 1, axes[1] != 1, axes[2] != 0)
    result = cpu_runner.run(reoriented(volume, axes, flips), "lungs_ct")
    assert result.mask is not None
    turned = phantom.truth.transpose(axes)
    for axis, flip in enumerate(flips):
        turned = np.flip(turned, axis) if flip else turned
    for number in (1, 2):
        assert dice(result.mask.labels == number, turned == number) > 0.96


def test_lungs_that_touch_are_parted(cpu_runner: PluginRunner, phantom: ThoraxPhantom) -> None:
    volume = ct_volume(phantom)
    hu = phantom.hu.copy()
    k, j, i = (n // 2 for n in hu.shape)
    hu[k - 6 : k + 6, j - 20 : j - 15, i - 15 : i + 15] = -860
    touching = type(volume)(array=hu, geometry=volume.geometry, quantity="HU", source=volume.source)
    result = cpu_runner.run(touching, "lungs_ct")
    assert result.mask is not None
    for number in (1, 2):
        assert dice(result.mask.labels == number, phantom.truth == number) > 0.93


def test_a_mr_series_is_refused_and_a_volume_without_lungs_is_no_result(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom
) -> None:
    with pytest.raises(PluginRefusedError, match="for CT, not for MR"):
        cpu_runner.run(mr_volume(crop_phantom("MR")), "lungs_ct")
    volume = ct_volume(phantom)
    solid = type(volume)(
        array=np.where(phantom.truth > 0, 40, phantom.hu).astype(np.int16),
        geometry=volume.geometry,
        quantity="HU",
        source=volume.source,
    )
    result = cpu_runner.run(solid, "lungs_ct")
    assert result.findings == ()
    assert "No lung was found" in str(result.notes[0])


def test_real_chest(cpu_runner: PluginRunner, shared_data: Path) -> None:
    image = open_series(shared_data / "ct_chest_nodule_lidc0314" / "dicom")
    result = cpu_runner.run(image, "lungs_ct")
    numbers = {str(f.label): {m.concept: m.value for m in f.measurements} for f in result.findings}
    assert numbers["Right lung"][VOLUME] / 1000 == pytest.approx(936, rel=0.03)
    assert numbers["Left lung"][VOLUME] / 1000 == pytest.approx(1919, rel=0.03)


def test_one_side_of_a_chest_keeps_its_side(cpu_runner: PluginRunner, shared_data: Path) -> None:
    image = open_series(shared_data / "ct_chest_tumour_ibsi1_rtstruct" / "ct")
    result = cpu_runner.run(image, "lungs_ct")
    assert [str(f.label) for f in result.findings] == ["Right lung"]
    assert any("Only one lung" in str(note) for note in result.notes)


def test_lungs_cut_by_the_field_of_view_are_no_lungs(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom
) -> None:
    """Of 40 mm out of the middle of a chest neither a lung volume nor an index is given."""
    whole = ct_volume(phantom)
    first, slices = 40, 16
    affine = np.array(whole.geometry.affine_lps)
    affine[:3, 3] += affine[:3, 0] * first
    slab = type(whole)(
        array=phantom.hu[first : first + slices],
        geometry=VolumeGeometry(shape_kji=(slices, *phantom.hu.shape[1:]), affine_lps=affine),
        quantity="HU",
        source=whole.source,
    )
    result = cpu_runner.run(slab, "lungs_ct")
    assert result.measurements == ()
    assert [str(f.label) for f in result.findings] == ["Right lung", "Left lung"]
    for finding in result.findings:
        (mean,) = finding.measurements
        assert mean.unit == UNIT_HU
        assert f"cut at the upper end, lower end of the image: not the whole {finding.label}" in (
            str(mean.caveat)
        )
    notes = [n for n in result.notes if "not a lung volume" in str(n)]
    assert len(notes) == 2
    assert "no emphysema index is given" in str(notes[0])


def test_one_cut_lung_leaves_the_other_its_numbers(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom
) -> None:
    whole = ct_volume(phantom)
    columns = phantom.hu.shape[2] - 36
    part = type(whole)(
        array=np.ascontiguousarray(phantom.hu[:, :, :columns]),
        geometry=VolumeGeometry(
            shape_kji=(*phantom.hu.shape[:2], columns), affine_lps=whole.geometry.affine_lps
        ),
        quantity="HU",
        source=whole.source,
    )
    result = cpu_runner.run(part, "lungs_ct")
    right, left = result.findings
    assert VOLUME in {m.concept for m in right.measurements}
    assert any(m.unit == UNIT_PERCENT for m in right.measurements)
    assert not any(m.unit == UNIT_PERCENT or m.concept == VOLUME for m in left.measurements)
    assert result.measurements == ()


@pytest.mark.parametrize("plugin", ["lungs_ct", "lung_nodules_ct"])
def test_a_chest_against_its_header_is_doubted_on_every_finding(
    cpu_runner: PluginRunner, plugin: str
) -> None:
    planted = (PlantedNodule(center_lps_mm=(-72.0, 20.0, 30.0), diameter_mm=12.0),)
    made = thorax_phantom(planted, spacing_kji_mm=(2.5, 2.0, 2.0), vessels=8, heart=True)
    whole = ct_volume(made)
    assert not any("WARNING" in str(n) for n in cpu_runner.run(whole, plugin).notes)
    for axis, words in ((2, "heart seems"), (1, "spine lies in front"), (0, "on their heads")):
        turned = replace(whole, array=np.ascontiguousarray(np.flip(made.hu, axis)))
        result = cpu_runner.run(turned, plugin)
        assert any(words in str(note) for note in result.notes)
        assert result.findings
        for finding in result.findings:
            assert any(words in str(caveat) for caveat in finding.caveats)


def test_lungs_larger_than_any_are_no_result(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom
) -> None:
    affine = phantom.affine_lps.copy()
    affine[:3, :3] *= 1.6
    whole = ct_volume(phantom)
    geometry = VolumeGeometry(shape_kji=whole.geometry.shape_kji, affine_lps=affine)
    result = cpu_runner.run(replace(whole, geometry=geometry), "lungs_ct")
    assert result.findings == ()
    assert result.measurements == ()
    assert any("more than any chest holds" in str(note) for note in result.notes)


@pytest.mark.parametrize("offset_hu", [-80, 60])
def test_no_emphysema_index_where_air_does_not_measure_as_air(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom, offset_hu: int
) -> None:
    whole = ct_volume(phantom)
    shifted = replace(whole, array=(phantom.hu + offset_hu).astype(np.int16))
    result = cpu_runner.run(shifted, "lungs_ct")
    assert [m.concept for m in result.measurements] == [VOLUME]
    for finding in result.findings:
        assert not any(m.unit == UNIT_PERCENT for m in finding.measurements)
    (note,) = (n for n in result.notes if "No emphysema index is given" in str(n))
    stated = float(str(note).split("measures ")[1].split(" HU")[0])
    assert stated == pytest.approx(-986 + offset_hu, abs=8)


def test_noise_and_metal_are_said_beside_the_emphysema_index(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom
) -> None:
    hu = phantom.hu + np.random.default_rng(3).normal(0, 90, phantom.hu.shape)
    hu[40:44, 60:64, 80:84] = 3071
    noisy = replace(ct_volume(phantom), array=hu.astype(np.int16))
    result = cpu_runner.run(noisy, "lungs_ct")
    share = next(m for m in result.measurements if m.unit == UNIT_PERCENT)
    assert "noise alone moves lung below the threshold" in str(share.caveat)
    assert "metal" in str(share.caveat)


def test_lungs_that_go_on_into_filled_slices_are_cut(
    cpu_runner: PluginRunner, phantom: ThoraxPhantom
) -> None:
    hu = phantom.hu.copy()
    hu[60:] = -3024
    result = cpu_runner.run(replace(ct_volume(phantom), array=hu), "lungs_ct")
    assert result.measurements == ()
    assert len(result.findings) == 2
    for finding in result.findings:
        assert VOLUME not in {m.concept for m in finding.measurements}
    assert sum("cut at the upper end" in str(note) for note in result.notes) == 2
