from __future__ import annotations

import logging
from pathlib import Path

import pytest

from workstation.presets.window_presets import load_window_presets
from workstation.settings.paths import resources_folder

FOLDER = resources_folder() / "window_presets"


def test_every_file_that_ships_is_valid_and_named_after_its_id() -> None:
    presets = load_window_presets()
    assert {preset.id for preset in presets} == {path.stem for path in FOLDER.glob("*.json")}
    assert all(preset.source for preset in presets)
    assert len({preset.title for preset in presets}) == len(presets)


def test_the_number_keys_go_in_this_order() -> None:
    titles = [preset.title for preset in load_window_presets() if preset.suits("HU")]
    assert titles == [
        "Lung", "Mediastinum", "Soft tissue", "Bone", "Brain", "Subdural", "Stroke", "Liver",
        "CT angiography", "Temporal bone",
    ]  # fmt: skip
    suv = [preset.title for preset in load_window_presets() if preset.suits("SUVbw")]
    assert suv == ["SUV 0–10", "SUV 0–5", "SUV 0–20"]


@pytest.mark.parametrize("quantity", ["HU", "SUVbw"])
def test_one_preset_opens_images_of_a_quantity(quantity: str) -> None:
    presets = [p for p in load_window_presets() if p.suits(quantity)]
    assert sum(preset.opens for preset in presets) == 1


def test_a_new_file_is_a_new_preset(tmp_path: Path) -> None:
    text = '{"id": "z", "title": "Z", "quantity": "US", "center": 1, "width": 2}'
    (tmp_path / "z.json").write_text(text, encoding="utf-8")
    (preset,) = load_window_presets(tmp_path)
    assert (preset.window.center, preset.window.width) == (1, 2)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"id": "broken"}'])
def test_a_broken_file_is_left_out_and_named_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    (tmp_path / "broken.json").write_text(content, encoding="utf-8")
    (tmp_path / "ct-bone.json").write_bytes((FOLDER / "ct-bone.json").read_bytes())
    with caplog.at_level(logging.WARNING):
        assert [preset.id for preset in load_window_presets(tmp_path)] == ["ct-bone"]
    (record,) = caplog.records
    assert "broken.json" in record.getMessage()
