"""Manifests that the program writes are read again as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from workstation.plugin_api.manifest import PluginManifest, read_manifest
from workstation.plugin_host.written_plugin import ENTRY, is_written, write_plugin
from workstation.settings.paths import project_folder

ODD = "quote \" backslash \\ tick ' sharp # braces {} = [x] ö 中 \u00a0."


def manifest(text: str) -> PluginManifest:
    code = {"value": "L1", "scheme": "99LIGHTBOX", "meaning": text[:64]}
    return PluginManifest.model_validate(
        {
            "api_version": 1,
            "id": "odd_one",
            "name": text,
            "version": "1.2.3",
            "kind": "segmentation",
            "entry": ENTRY,
            "license": text,
            "author": text,
            "intended_use": text * 3,
            "limits": text * 3,
            "citations": [text, "another"],
            "accepts": {"modality": ["MR"], "image": "volume", "min_slices": 2},
            "model": {"name": "odd_one", "version": "1.2.3", "sha256": {"a/b.json": "0" * 64}},
            "produces": {
                "segments": [
                    {"number": n, "label": text, "category": code, "type": code, "color": [1, 2, n]}
                    for n in (1, 2)
                ]
            },
        }
    )


@pytest.mark.parametrize("text", [ODD, "plain words", "\U0001f600 astral"])
def test_what_is_written_is_read_again(tmp_path: Path, text: str) -> None:
    wanted = manifest(text)
    write_plugin(tmp_path / "odd_one", wanted, states_orientation=False, states_spacing=True)
    assert read_manifest(tmp_path / "odd_one") == wanted
    names: dict[str, object] = {}
    exec((tmp_path / "odd_one" / "plugin.py").read_text(), names)
    model = names["Model"]
    assert (model.states_orientation, model.states_spacing) == (False, True)  # type: ignore[attr-defined]


def test_only_what_was_written_is_known_as_such(tmp_path: Path) -> None:
    write_plugin(tmp_path / "x", manifest(ODD), states_orientation=True, states_spacing=True)
    assert is_written(tmp_path / "x")
    assert not is_written(project_folder() / "plugins" / "lungs_ct")
    assert not is_written(tmp_path / "absent")
