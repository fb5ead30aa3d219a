"""The words beside a picture say where its window comes from and how it is sampled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, radiograph
from workstation.domain.study import WindowSetting
from workstation.imaging.windows import full_range_window
from workstation.presets.window_presets import window_presets
from workstation.scene.sampling import Sampling
from workstation.viewer.display_words import window_source, window_words, zoom_words

OWN = WindowSetting(center=30.0, width=300.0, explanation="ORGAN")


def test_where_a_window_comes_from() -> None:
    volume = replace(asymmetric_volume(), windows=(OWN,))
    assert str(window_source(volume, OWN)) == "file"
    assert str(window_source(volume, replace(OWN, explanation=""))) == "file"
    assert str(window_source(volume, window_presets()[0].window)) == "preset"
    assert str(window_source(volume, full_range_window(volume))) == "automatic"
    assert str(window_source(volume, WindowSetting(center=31.0, width=300.0))) == "by hand"
    film = replace(radiograph(), voi_lut=(0, np.arange(4, dtype=np.uint16), 8))
    assert str(window_source(film, OWN, use_voi_lut=True)) == "VOI LUT"
    assert str(window_source(radiograph(), OWN, use_voi_lut=True)) == "by hand"


def test_the_line_of_the_window() -> None:
    volume = replace(asymmetric_volume(), windows=(OWN,))
    assert window_words(volume, OWN, inverted=False) == "W 300 L 30  ORGAN  (file)"
    by_hand = WindowSetting(center=31.0, width=300.0)
    assert window_words(volume, by_hand, inverted=True) == "W 300 L 31  (by hand)  inverted"


@pytest.mark.parametrize(
    ("zoom", "sampling", "words"),
    [
        (1.0, Sampling(), "Zoom 100 %  1:1"),
        (1.25, Sampling(), "Zoom 125 %  interpolated"),
        (0.8, Sampling(), "Zoom 80 %  reduced"),
        (0.3, Sampling(pooled=3), "Zoom 30 %  reduced, 3 × 3 averaged"),
        (2.0, Sampling(is_interpolated=True), "Zoom 200 %  interpolated, between voxels"),
    ],
)
def test_the_line_of_the_zoom(zoom: float, sampling: Sampling, words: str) -> None:
    assert zoom_words(zoom, sampling) == words
