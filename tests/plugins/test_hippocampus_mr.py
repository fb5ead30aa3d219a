from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import nibabel
import numpy as np
import pytest

from plugins.hippocampus_mr.plugin import _region
from tests.support.plugin_images import dice, mr_volume, reoriented
from workstation.domain.coding import VOLUME
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.errors import PluginRefusedError
from workstation.plugin_api.payloads import ImagePayload
from workstation.plugin_api.phantoms import crop_phantom
from workstation.services.run_plugin import PluginRunner

ROOT = Path(__file__).resolve().parents[2]


def crop(folder: Path, name: str) -> tuple[Volume, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    image = nibabel.load(folder / "images" / name)
    label = nibabel.load(folder / "labels" / name)
    array = np.asarray(image.dataobj, dtype=np.float32).transpose(2, 1, 0)  # type: ignore[attr-defined]
    truth = np.asarray(label.dataobj).transpose(2, 1, 0).astype(np.uint8)  # type: ignore[attr-defined]
    swap = np.array([[0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]])
    affine = np.diag([-1.0, -1, 1, 1]) @ image.affine @ swap  # type: ignore[attr-defined]
    k, j, i = array.shape
    volume = Volume(
        array=np.ascontiguousarray(array),
        geometry=VolumeGeometry(shape_kji=(k, j, i), affine_lps=affine),
        quantity="US",
        source=ImageSource(modality="MR", series_instance_uid="1.2.4"),
    )
    return volume, truth


def held_out(part: str, count: int) -> list[str]:
    path = ROOT / "model_zoo" / "hippocampus_mr" / "training" / "split.csv"
    with path.open() as stream:
        return [r["sample"] for r in csv.DictReader(stream) if r["part"] == part][:count]


def test_crops_that_were_not_trained_on(cpu_runner: PluginRunner, shared_data: Path) -> None:
    scores = []
    for name in held_out("validation", 6):
        volume, truth = crop(shared_data / "train_mr_hippocampus", name)
        result = cpu_runner.run(volume, "hippocampus_mr")
        assert result.mask is not None
        scores.append([dice(result.mask.labels == n, truth == n) for n in (1, 2)])
        numbers = [m.value for f in result.findings for m in f.measurements if m.concept == VOLUME]
        assert sum(numbers) == pytest.approx((truth > 0).sum(), rel=0.3)
    assert np.mean(scores, axis=0).min() > 0.84
    assert result.precision == "fp32"
    assert len(result.provenance.model_sha256) == 64


def test_a_crop_in_a_larger_head_with_a_box_and_another_storage_order(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    (name,) = held_out("validation", 1)
    volume, truth = crop(shared_data / "train_mr_hippocampus", name)
    pad = 40
    head = np.pad(volume.array, pad, mode="reflect")
    affine = np.array(volume.geometry.affine_lps)
    affine[:3, 3] -= affine[:3, :3] @ ([pad] * 3)
    geometry = VolumeGeometry(shape_kji=head.shape, affine_lps=affine)
    whole = Volume(array=head, geometry=geometry, quantity="US", source=volume.source)
    corners = volume.geometry.to_lps_mm(
        np.array([[-0.5] * 3, [n - 0.5 for n in volume.array.shape]])
    )
    box = (*corners.min(axis=0), *corners.max(axis=0))
    with pytest.raises(PluginRefusedError, match="not a crop around one hippocampus") as caught:
        cpu_runner.run(whole, "hippocampus_mr")
    assert "box" in str(caught.value.hint)
    for stored in (whole, reoriented(whole, (2, 0, 1), (True, False, True))):
        result = cpu_runner.run(stored, "hippocampus_mr", {"box": box})
        assert result.mask is not None
        assert result.mask.geometry is stored.geometry
        found = result.mask.labels
        if stored is not whole:
            found = np.flip(found, (0, 2)).transpose(1, 2, 0)
        inside = found[pad:-pad, pad:-pad, pad:-pad]
        assert (found > 0).sum() == (inside > 0).sum()
        assert dice(inside > 0, truth > 0) > 0.8


def test_a_box_of_another_size_or_place_is_refused(cpu_runner: PluginRunner) -> None:
    volume = mr_volume(crop_phantom("MR"))
    with pytest.raises(PluginRefusedError, match="not of the size"):
        cpu_runner.run(volume, "hippocampus_mr", {"box": (0, 0, 0, 5, 50, 35)})
    with pytest.raises(PluginRefusedError, match="outside the volume"):
        cpu_runner.run(volume, "hippocampus_mr", {"box": (500, 0, 0, 535, 50, 35)})


def test_a_box_across_slices_thicker_than_their_pixels_is_taken() -> None:
    affine = np.array([[0, 0, 0.5, -30], [0, 0.5, 0, -30], [2.0, 0, 0, -40], [0, 0, 0, 1.0]])
    image = ImagePayload(
        array=np.zeros((40, 120, 120), np.float32),
        affine_lps=affine,
        modality="MR",
        quantity="US",
    )
    region = _region(image, (-15, -12, -21, 20, 24, 0))
    assert [(side.start, side.stop) for side in region] == [(10, 21), (36, 109), (30, 101)]
    with pytest.raises(PluginRefusedError, match="outside the volume"):
        _region(image, (-15, -12, 34, 20, 24, 60))


def test_what_is_no_hippocampus_is_refused(cpu_runner: PluginRunner) -> None:
    rng = np.random.default_rng(0)
    for values in (crop_phantom("MR").array, rng.normal(100, 30, (36, 52, 36))):
        volume = mr_volume(replace(crop_phantom("MR"), array=values.astype(np.float32)))
        with pytest.raises(PluginRefusedError, match="unlike T1 crops"):
            cpu_runner.run(volume, "hippocampus_mr")


def test_inverted_greys_are_refused(cpu_runner: PluginRunner, shared_data: Path) -> None:
    (name,) = held_out("validation", 1)
    volume, _ = crop(shared_data / "train_mr_hippocampus", name)
    with pytest.raises(PluginRefusedError, match="unlike T1 crops"):
        cpu_runner.run(replace(volume, array=volume.array.max() - volume.array), "hippocampus_mr")


def test_a_single_hot_voxel_changes_nothing_and_is_said(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    (name,) = held_out("validation", 1)
    volume, _ = crop(shared_data / "train_mr_hippocampus", name)
    hot = volume.array.astype(np.float32)
    hot[0, 0, 0] = 1e6
    plain = cpu_runner.run(volume, "hippocampus_mr")
    spiked = cpu_runner.run(replace(volume, array=hot), "hippocampus_mr")
    assert plain.mask is not None
    assert spiked.mask is not None
    count = int((plain.mask.labels > 0).sum())
    assert int((spiked.mask.labels > 0).sum()) == pytest.approx(count, rel=0.02)
    assert any("1 voxel far brighter" in str(note) for note in spiked.notes)


@pytest.mark.parametrize("turn", ["front to back", "upside down", "rows as columns", "hot block"])
def test_crops_against_their_header_are_refused(
    cpu_runner: PluginRunner, shared_data: Path, turn: str
) -> None:
    """On test crops, which neither network nor limits were fitted to."""
    for name in held_out("test", 2):
        volume, _ = crop(shared_data / "train_mr_hippocampus", name)
        array = volume.array.copy()
        if turn == "front to back":
            array = array[:, ::-1]
        elif turn == "upside down":
            array = array[::-1]
        elif turn == "rows as columns":
            array = array.transpose(0, 2, 1)
        else:
            array[:8, :8, :8] = 8 * array.max()
        geometry = replace(volume.geometry, shape_kji=array.shape)
        turned = replace(volume, array=np.ascontiguousarray(array), geometry=geometry)
        with pytest.raises(PluginRefusedError, match="unlike T1 crops"):
            cpu_runner.run(turned, "hippocampus_mr")
