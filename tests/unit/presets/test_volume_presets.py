from __future__ import annotations

import logging
from pathlib import Path

import pytest

from workstation.presets.volume_presets import load_volume_presets
from workstation.settings.paths import resources_folder


def test_every_file_that_ships_is_valid_and_named_after_its_id() -> None:
    files = {path.stem for path in (resources_folder() / "volume_presets").glob("*.json")}
    presets = load_volume_presets()
    assert {preset.id for preset in presets} == files
    assert {"ct-bone", "ct-lung", "ct-angio", "ct-soft-tissue", "mr-surface", "mip"} <= files
    assert all(preset.source for preset in presets)
    assert len({preset.title for preset in presets}) == len(presets)


@pytest.mark.parametrize("modality", ["CT", "MR", "PT", "NM", "XA", ""])
def test_every_modality_has_a_preset(modality: str) -> None:
    assert [p for p in load_volume_presets() if p.suits(modality)]


def test_absolute_values_are_for_ct_only() -> None:
    for preset in load_volume_presets():
        assert preset.relative or preset.modalities == ("CT",)


def test_air_is_never_seen() -> None:
    for preset in load_volume_presets():
        if not preset.relative:
            assert preset.opacity[0][0] > -1000
            assert preset.opacity[0][1] == 0


def test_a_broken_file_is_left_out_and_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken.json").write_text('{"id": "broken"}', encoding="utf-8")
    good = (resources_folder() / "volume_presets" / "ct-bone.json").read_bytes()
    (tmp_path / "ct-bone.json").write_bytes(good)
    with caplog.at_level(logging.WARNING):
        assert [preset.id for preset in load_volume_presets(tmp_path)] == ["ct-bone"]
    assert "broken.json" in caplog.text
