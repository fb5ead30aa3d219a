from __future__ import annotations

import pytest
from pydantic import ValidationError

from workstation.imaging.volume_preset import VolumePreset


def _preset(**changes: object) -> VolumePreset:
    values: dict[str, object] = {
        "id": "p",
        "title": "P",
        "opacity": [[100, 0], [300, 0.5]],
        "colors": [[100, 0, 0, 0], [300, 1, 1, 1]],
    }
    return VolumePreset.model_validate(values | changes)


def test_values_are_those_of_the_image() -> None:
    opacity, colors = _preset().curves(-160, 240)
    assert list(opacity) == [(100, 0), (300, 0.5)]
    assert colors[1] == (300, 1, 1, 1)


def test_relative_values_follow_the_window() -> None:
    opacity, _ = _preset(relative=True, opacity=[[0, 0], [0.5, 1]]).curves(200, 1000)
    assert list(opacity) == [(200, 0), (600, 1)]


def test_shift_and_stretch_turn_around_the_middle_of_the_curve() -> None:
    opacity, colors = _preset().curves(0, 1, shift=50, stretch=0.5)
    assert list(opacity) == [(200, 0), (300, 0.5)]
    assert [c[0] for c in colors] == [200, 300]


@pytest.mark.parametrize(
    "wrong",
    [
        {"opacity": [[300, 0], [100, 1]]},
        {"opacity": [[100, 0], [300, 1.5]]},
        {"colors": [[100, 0, 0, 0], [100, 1, 1, 1]]},
        {"opacity": [[100, 0]]},
        {"light": True},
    ],
)
def test_files_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _preset(**wrong)


def test_presets_are_offered_for_their_modalities() -> None:
    assert _preset(modalities=["CT"]).suits("CT")
    assert not _preset(modalities=["CT"]).suits("MR")
    assert _preset().suits("MR")
