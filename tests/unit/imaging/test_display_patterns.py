"""The display function has the values of PS3.14; patterns have what they are said to have."""

from __future__ import annotations

import numpy as np
import pytest

from workstation.imaging.display_patterns import (
    LUMINANCE_STEPS,
    bars_pattern,
    gsdf_fit,
    gsdf_jnd,
    gsdf_luminance,
    luminance_pattern,
    quality_pattern,
    ramp_pattern,
    uniform_pattern,
)


@pytest.mark.parametrize(
    ("jnd", "luminance"),
    # PS3.14 section 7 and annex B.
    [(1, 0.0500), (2, 0.0547), (100, 1.8508), (500, 119.1318), (1023, 3993.404)],
)
def test_luminances_of_the_standard(jnd: int, luminance: float) -> None:
    assert gsdf_luminance(jnd) == pytest.approx(luminance, rel=2e-3)
    assert gsdf_jnd(max(luminance, 0.05)) == pytest.approx(jnd, abs=0.6)


def test_there_and_back() -> None:
    for jnd in range(5, 1023, 31):
        assert gsdf_jnd(gsdf_luminance(jnd)) == pytest.approx(jnd, abs=0.2)


def test_outside_of_the_standard() -> None:
    for jnd in (0, 1024):
        with pytest.raises(ValueError, match="JND"):
            gsdf_luminance(jnd)
    for luminance in (0.01, 5000):
        with pytest.raises(ValueError, match="luminance"):
            gsdf_jnd(luminance)


def test_a_perfect_display_fits_and_a_plain_one_does_not() -> None:
    jnds = np.linspace(gsdf_jnd(0.5), gsdf_jnd(400.0), LUMINANCE_STEPS)
    perfect = gsdf_fit([gsdf_luminance(float(j)) for j in jnds])
    assert perfect.largest_percent < 2.0
    assert perfect.ratio == pytest.approx(800, rel=0.01)
    gamma = [0.5 + 399.5 * (n / (LUMINANCE_STEPS - 1)) ** 2.2 for n in range(LUMINANCE_STEPS)]
    assert gsdf_fit(gamma).largest_percent > 20


def test_luminances_that_do_not_rise_are_refused() -> None:
    for wrong in ([1.0, 2.0], [1.0, 1.0, 2.0], [1.0, 3.0, 2.0]):
        with pytest.raises(ValueError, match="luminance"):
            gsdf_fit(wrong)


def test_luminance_patches_fill_a_tenth() -> None:
    levels = [int(luminance_pattern(n, (300, 400))[150, 200]) for n in range(1, 19)]
    assert levels == [15 * n for n in range(18)]
    picture = luminance_pattern(18, (300, 400))
    assert (picture == 255).mean() == pytest.approx(0.1, abs=0.003)
    assert picture[0, 0] == 51
    with pytest.raises(ValueError, match="step"):
        luminance_pattern(19, (10, 10))


def test_ramps_bars_and_plain_fields() -> None:
    ramp = ramp_pattern((4, 512))
    assert ramp[0].tolist() == [n // 2 for n in range(512)]
    assert np.unique(uniform_pattern(204, (5, 6))).tolist() == [204]
    bars = bars_pattern((40, 40))
    assert bars[0, :4].tolist() == [255, 0, 255, 0]
    assert bars[30, :4].tolist() == [255, 255, 0, 0]
    assert bars[:4, 39].tolist() == [255, 0, 255, 0]


@pytest.mark.parametrize("size", [(400, 400), (300, 500), (120, 90)])
def test_the_quality_pattern_has_every_grey_and_both_faint_squares(size: tuple[int, int]) -> None:
    picture = quality_pattern(size)
    assert picture.shape == size
    levels = set(np.unique(picture).tolist())
    assert {round(n * 255 / 15) for n in range(16)} <= levels
    assert {13, 242} <= levels
