"""Filters do what they are for, in millimeters."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from plugins.enhance_clahe.clahe import clahe
from plugins.enhance_deblur.deconvolution import deblur_richardson_lucy, deblur_wiener
from plugins.enhance_diffusion.plugin import curvature_diffusion
from plugins.enhance_gaussian.plugin import gaussian
from plugins.enhance_median.plugin import median
from plugins.enhance_unsharp.plugin import unsharp

SPACING = (5.0, 0.8, 0.5)


def edges(noise: float = 0.0) -> NDArray[np.float32]:
    rng = np.random.default_rng(3)
    values = np.zeros((6, 40, 60), np.float32)
    values[:, 10:30, 15:45] = 100
    return (values + rng.normal(0, noise, values.shape) if noise else values).astype(np.float32)


def test_a_median_removes_speckle_and_keeps_edges_and_slices() -> None:
    values = edges()
    speckled = values.copy()
    speckled[3, 20, 30] = 3000
    found = median(speckled, SPACING, radius_mm=1.0)
    assert found.dtype == np.float32
    assert found.shape == values.shape
    assert found[3, 20, 30] == 100
    np.testing.assert_array_equal(found[3, 12:28, 18:42], 100)
    layered = values.copy()
    layered[3] = 1000
    assert (median(layered, SPACING, radius_mm=1.0)[3] == 1000).all()


def test_a_gaussian_is_as_wide_along_every_axis_in_millimeters() -> None:
    values = np.zeros((41, 61, 81), np.float32)
    values[20, 30, 40] = 1.0
    spacing = (2.0, 1.0, 0.7)
    found = gaussian(values, spacing, sigma_mm=3.0)
    assert found.sum() == pytest.approx(1.0, abs=0.01)
    for axis, step in enumerate(spacing):
        line = found.sum(axis=tuple(n for n in range(3) if n != axis))
        places = (np.arange(len(line)) - len(line) // 2) * step
        assert np.sqrt((line * places**2).sum() / line.sum()) == pytest.approx(3.0, rel=0.05)


def test_diffusion_smooths_noise_more_than_edges() -> None:
    noisy = edges(noise=6.0)
    found = curvature_diffusion(noisy, (1.0, 1.0, 1.0), steps=8, conductance=2.0)
    assert found[2, 14:26, 20:40].std() < 0.6 * noisy[2, 14:26, 20:40].std()
    assert found[2, 20, 18] - found[2, 20, 11] > 90


def test_unsharp_steepens_edges_and_leaves_flat_regions() -> None:
    blurred = gaussian(edges(), (1.0, 1.0, 1.0), sigma_mm=1.5)
    found = unsharp(blurred, (1.0, 1.0, 1.0), sigma_mm=1.5, amount=1.0)
    assert np.diff(found[3, 20]).max() > 1.2 * np.diff(blurred[3, 20]).max()
    assert found[3, 20, 30] == pytest.approx(100, abs=0.5)


def test_clahe_brings_out_faint_structure_in_its_own_range() -> None:
    values = edges()
    values[:, 15:25, 25:35] += 2
    found = clahe(values, clip=20.0)
    assert found.min() >= values.min() - 1e-3
    assert found.max() <= values.max() + 1e-3
    inside, around = found[3, 17:23, 27:33].mean(), found[3, 12:14, 20:40].mean()
    assert inside - around > 4
    film = clahe(values[0], clip=3.0)
    assert film.shape == values[0].shape


def test_an_even_clahe_does_not_reorder_values() -> None:
    ramp = np.tile(np.linspace(0, 100, 200, dtype=np.float32), (64, 1))
    found = clahe(ramp, clip=1.0)
    assert (np.diff(found, axis=1) >= -1e-3).all()


@pytest.mark.parametrize("method", ["richardson-lucy", "wiener"])
def test_deblurring_undoes_a_known_blur(method: str) -> None:
    truth = edges()[:, :, :]
    sigma_mm = 1.4
    blurred = ndimage.gaussian_filter(truth, [sigma_mm / s for s in (1.0, 0.8, 0.8)])
    fwhm = 2.3548 * sigma_mm
    if method == "wiener":
        found = deblur_wiener(blurred, (1.0, 0.8, 0.8), fwhm_mm=fwhm, noise=1e-4)
    else:
        found = deblur_richardson_lucy(blurred, (1.0, 0.8, 0.8), fwhm_mm=fwhm, steps=15)
    before = np.abs(blurred - truth)[2:4].mean()
    assert np.abs(found - truth)[2:4].mean() < 0.85 * before


def test_negative_values_survive_deblurring() -> None:
    found = deblur_richardson_lucy(edges() - 1000, (1.0, 1.0, 1.0), fwhm_mm=1.5, steps=5)
    assert found[3, 20, 30] == pytest.approx(-900, abs=15)
