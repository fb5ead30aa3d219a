from __future__ import annotations

import numpy as np
import pytest
from skimage.color import rgb2lab

from workstation.imaging.heatmaps import blend_heat, heat_rgba, heat_table


def test_lightness_rises_evenly() -> None:
    lightness = rgb2lab(heat_table()[np.newaxis].astype(float) / 255)[0, :, 0]
    steps = np.diff(lightness)
    assert lightness[0] == pytest.approx(22, abs=2)
    assert lightness[-1] == pytest.approx(93, abs=2)
    assert steps.min() > -0.2
    assert np.abs(lightness - np.linspace(22, 93, 256)).max() < 4


def test_nothing_is_drawn_where_the_network_did_not_look() -> None:
    gray = np.full((2, 2, 3), 100, np.uint8)
    heat = np.array([[0.0, 1.0], [0.35, np.nan]])
    out = blend_heat(gray, heat, opacity=0.5)
    assert (out[0, 0] == 100).all()
    assert (out[1, 1] == 100).all()
    expected = np.rint(100 * (1 - 128 / 255) + heat_table()[255] * (128 / 255.0))
    assert np.abs(out[0, 1].astype(int) - expected).max() <= 1
    assert heat_rgba(heat, 0.5)[1, 0, 3] == 128


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        blend_heat(np.zeros((2, 3, 3), np.uint8), np.zeros((3, 2)))
