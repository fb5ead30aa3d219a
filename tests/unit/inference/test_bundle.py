from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from tests.support.plugin_folders import TINY_CONFIG, write_bundle
from workstation.errors import PluginRefusedError
from workstation.inference.bundle import LoadedBundle
from workstation.plugin_api.integrity import sha256_of
from workstation.plugin_api.manifest import ModelPin


def load(folder: Path, pins: dict[str, str], device: str = "cpu") -> LoadedBundle:
    pin = ModelPin(name="tiny", version="1.0.0", sha256=pins)
    model = LoadedBundle(folder, pin, device=device, precision="fp32")
    model.start_run()
    return model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("zoo") / "tiny"
    return folder, write_bundle(folder)


def test_probabilities_lie_on_the_source_grid_and_add_up(
    tiny: tuple[Path, dict[str, str]],
) -> None:
    model = load(*tiny)
    array = np.random.default_rng(0).normal(size=(18, 20, 22)).astype(np.float32)
    affine = np.diag([1.0, 1.0, 1.0, 1.0])[:, [2, 1, 0, 3]]
    found = model.segment_volume(array, affine)
    assert found.shape == (2, 18, 20, 22)
    np.testing.assert_allclose(found.sum(axis=0), 1.0, atol=1e-3)
    np.testing.assert_array_equal(found, model.segment_volume(array, affine))
    assert model.device_name.startswith("CPU (")
    assert model.fallbacks == []


def test_the_same_patient_stored_mirrored_gives_the_same_result(
    tiny: tuple[Path, dict[str, str]],
) -> None:
    model = load(*tiny)
    array = np.random.default_rng(0).normal(size=(18, 20, 22)).astype(np.float32)
    affine = np.eye(4)[:, [2, 1, 0, 3]]
    mirrored = affine.copy()
    mirrored[:3, 3] += affine[:3, 2] * 21
    mirrored[:3, 2] *= -1
    straight = model.segment_volume(array, affine)
    flipped = model.segment_volume(array[:, :, ::-1], mirrored)
    np.testing.assert_allclose(flipped[..., ::-1], straight, atol=1e-4)


def test_a_missing_cuda_device_is_told(tiny: tuple[Path, dict[str, str]]) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("there is a CUDA device")
    model = load(*tiny, device="cuda")
    assert "CUDA was asked for" in str(model.fallbacks[0])
    assert model.device_name.startswith("CPU")


def test_a_changed_file_and_an_unpinned_file_are_refused(tmp_path: Path) -> None:
    pins = write_bundle(tmp_path / "tiny")
    with pytest.raises(PluginRefusedError, match=r"no pin for models/model\.safetensors"):
        load(tmp_path / "tiny", {k: v for k, v in pins.items() if "configs" in k})
    config = tmp_path / "tiny" / "configs" / "inference.json"
    config.write_text(config.read_text().replace("0.25", "0.5"))
    with pytest.raises(PluginRefusedError, match="not the one that was pinned"):
        load(tmp_path / "tiny", pins)


def test_an_expression_is_refused_though_it_is_pinned(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    config = {**TINY_CONFIG, "device": f"$open({str(marker)!r}, 'w')"}
    pins = write_bundle(tmp_path / "tiny", config)
    with pytest.raises(PluginRefusedError, match="Python expression"):
        load(tmp_path / "tiny", pins)
    assert not marker.exists()


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    network = {**TINY_CONFIG["network_def"], "channels": [8, 16]}
    pins = write_bundle(tmp_path / "tiny", {**TINY_CONFIG, "network_def": network})
    with pytest.raises(PluginRefusedError, match="do not fit"):
        load(tmp_path / "tiny", pins)


def test_weights_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    write_bundle(folder)
    weights = folder / "models" / "model.safetensors"
    arrays = load_file(weights)
    name = next(iter(arrays))
    arrays[name] = np.full_like(arrays[name], np.nan)
    save_file(arrays, weights)
    pins = {
        each: sha256_of(folder / each)
        for each in ("configs/inference.json", "models/model.safetensors")
    }
    with pytest.raises(PluginRefusedError, match="not numbers"):
        load(folder, pins)


def test_outputs_that_are_no_numbers_are_refused(tiny: tuple[Path, dict[str, str]]) -> None:
    array = np.full((16, 16, 16), np.nan, dtype=np.float32)
    with pytest.raises(PluginRefusedError, match="not numbers on this image"):
        load(*tiny).segment_volume(array, np.eye(4)[:, [2, 1, 0, 3]])
