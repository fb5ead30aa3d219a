"""Bundles whose files are damaged, pipes or no text: listed with what can be said of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.plugin_folders import folders_in
from workstation.errors import PluginRefusedError
from workstation.inference.bundle_config import read_bundle_config
from workstation.plugin_api.integrity import WEIGHTS, require_pinned
from workstation.plugin_api.manifest import ModelPin, read_manifest
from workstation.plugin_host.model_zoo import ModelEntry, list_models, verify_models


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / "tiny"
    for name in ("configs", "models", "docs"):
        (folder / name).mkdir(parents=True)
    (folder / "configs" / "metadata.json").write_text('{"version": "1.2.0", "license": "MIT"}')
    (folder / WEIGHTS).write_bytes(b"x" * 2_000_000)
    return folder


def listed(tmp_path: Path) -> ModelEntry:
    (model,) = list_models(folders_in(tmp_path), ())
    return model


def test_a_card_that_is_no_utf_8_is_read_as_far_as_it_goes(tmp_path: Path, bundle: Path) -> None:
    (bundle / "docs" / "README.md").write_bytes(b"# Tiny\n\xff for the liver")
    assert listed(tmp_path).card == "# Tiny\n\N{REPLACEMENT CHARACTER} for the liver"
    assert (listed(tmp_path).version, listed(tmp_path).weights_mb) == ("1.2.0", 2.0)


@pytest.mark.parametrize("content", ["{", "NaN", '{"a": Infinity}', '{"a": "\\ud800"}', "[" * 9999])
def test_what_is_no_json_makes_a_bundle_unusable(
    tmp_path: Path, bundle: Path, content: str
) -> None:
    (bundle / "configs" / "metadata.json").write_text(content)
    assert "metadata.json cannot be read" in str(listed(tmp_path).problem)
    (check,) = verify_models(folders_in(tmp_path), ())
    assert not check.ok


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_named_pipes_are_not_waited_for(tmp_path: Path, bundle: Path) -> None:
    for name in ("configs/metadata.json", "configs/inference.json", "docs/README.md", WEIGHTS):
        (bundle / name).unlink(missing_ok=True)
        os.mkfifo(bundle / name)
    model = listed(tmp_path)
    assert "metadata.json cannot be read" in str(model.problem)
    assert (model.weights_mb, model.sha256) == (0.0, "")
    assert "cannot be read" in str(model.card)
    with pytest.raises(PluginRefusedError, match=r"no configs/inference\.json"):
        read_bundle_config(bundle)
    pin = ModelPin(name="tiny", version="1.2.0", sha256={WEIGHTS: "0" * 64})
    with pytest.raises(PluginRefusedError, match="has no file"):
        require_pinned(bundle, pin)
    os.mkfifo(tmp_path / "plugin.toml")
    with pytest.raises(PluginRefusedError, match="cannot be read"):
        read_manifest(tmp_path)
