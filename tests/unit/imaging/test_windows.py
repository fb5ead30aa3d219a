from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, radiograph, source
from workstation.domain.study import WindowSetting
from workstation.imaging.windows import (
    auto_window,
    full_range_window,
    initial_window,
    offered_windows,
    opens_inverted,
    opens_with_voi_lut,
    window_by_name,
)
from workstation.presets.window_presets import window_presets

PRESETS = window_presets()


@pytest.mark.parametrize(
    ("name", "low", "high"), [("Brain", 0, 80), ("Lung", -1350, 150), ("Bone", -500, 1300)]
)
def test_presets_hold_their_tissue(name: str, low: float, high: float) -> None:
    preset = next(p for p in PRESETS if p.title == name)
    assert preset.center - preset.width / 2 <= low
    assert preset.center + preset.width / 2 >= high


def test_the_files_windows_come_first_and_double_ones_once() -> None:
    own = WindowSetting(center=-600, width=1500, explanation="")
    volume = replace(asymmetric_volume(), windows=(own,))
    names = [str(window.explanation) for window in offered_windows(volume, PRESETS)]
    assert names[0] == "File 1"
    assert "Lung" not in names
    assert names[1] == "Mediastinum"
    assert initial_window(volume, PRESETS).center == -600


def test_mr_opens_between_percentiles_of_the_tissue() -> None:
    values = np.zeros(10_000, dtype=np.int16)
    values[5000:] = np.linspace(100, 1100, 5000)
    window = auto_window(values, "MR")
    assert window.center - window.width / 2 == pytest.approx(110, abs=2)
    assert window.center + window.width / 2 == pytest.approx(1090, abs=2)


def test_ct_without_a_window_opens_with_soft_tissue() -> None:
    assert str(initial_window(asymmetric_volume(), PRESETS).explanation) == "Soft tissue"


def test_pet_opens_inverted_from_0_to_10_suv_whatever_the_file_says() -> None:
    raw = WindowSetting(center=16000, width=32000)
    pet = replace(
        asymmetric_volume("float32"), quantity="SUVbw", source=source("PT"), windows=(raw,)
    )
    window = initial_window(pet, PRESETS)
    assert (window.center, window.width) == (5.0, 10.0)
    assert opens_inverted(pet)
    assert not opens_inverted(asymmetric_volume())


def test_constant_values_still_give_a_window() -> None:
    for dtype in (np.float32, np.int16, np.uint16):
        assert auto_window(np.full(10, 7, dtype=dtype), "MR").width > 0
    assert auto_window(np.empty(0, dtype=np.float32), "MR").width > 0


def test_full_range_shows_smallest_to_largest() -> None:
    window = full_range_window(asymmetric_volume())
    assert window.center - 0.5 - (window.width - 1) / 2 == 0
    assert window.center - 0.5 + (window.width - 1) / 2 == 579


def test_names_are_found_in_any_case() -> None:
    found = window_by_name(asymmetric_volume(), " LUNG ", PRESETS)
    assert found is not None
    assert found.width == 1500
    assert window_by_name(asymmetric_volume(), "nothing", PRESETS) is None


def test_a_radiograph_with_only_a_lut_opens_with_it() -> None:
    lut = (0, np.arange(1024, dtype=np.uint16), 10)
    assert opens_with_voi_lut(replace(radiograph(), voi_lut=lut))
    own = (WindowSetting(center=1, width=2),)
    assert not opens_with_voi_lut(replace(radiograph(), voi_lut=lut, windows=own))


@pytest.mark.parametrize(
    ("window", "shows"),
    [
        # A mask of zeros and ones whose file has a window of nothing: white all over.
        (WindowSetting(center=0, width=1), False),
        (WindowSetting(center=2, width=1), False),
        (WindowSetting(center=1, width=1), True),
        (WindowSetting(center=0.5, width=1, function="LINEAR_EXACT"), True),
        (WindowSetting(center=-5, width=4, function="LINEAR_EXACT"), False),
        (WindowSetting(center=-5, width=4, function="SIGMOID"), True),
    ],
)
def test_a_window_that_shows_nothing_is_not_opened_with(
    window: WindowSetting, *, shows: bool
) -> None:
    volume = asymmetric_volume()
    values = np.zeros_like(volume.array, dtype=np.int16)
    values[:, : values.shape[1] // 2] = 1
    mask = replace(volume, array=values, source=source("MR"), quantity="", windows=(window,))
    opened = initial_window(mask, PRESETS)
    assert (opened.center, opened.width) == (window.center, window.width) or not shows
    if not shows:
        assert str(opened.explanation) == "Automatic"
    # It is offered all the same.
    assert window.center in {each.center for each in offered_windows(mask, PRESETS)}


def test_a_preset_that_shows_nothing_is_not_opened_with() -> None:
    values = np.linspace(2000, 4000, 10_000).astype(np.int16)
    window = auto_window(values, "CT", presets=PRESETS, quantity="HU")
    assert str(window.explanation) == "Automatic"
    assert window.center == pytest.approx(3000, abs=5)
    alike = np.full(100, 3000, np.int16)
    assert str(auto_window(alike, "CT", presets=PRESETS).explanation) == "Soft tissue"


@pytest.mark.parametrize("modality", ["PT", "NM"])
@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_activity_below_nothing_has_a_window(modality: str, dtype: type) -> None:
    """Corrections for randoms and scatter may leave a slice of negative values only."""
    window = auto_window(np.arange(-1000, -700).astype(dtype), modality)
    assert window.width >= 1
    assert window.center - window.width / 2 < -700
