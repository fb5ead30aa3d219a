"""Deconvolution with a Gaussian blur of a known width in millimeters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import SimpleITK as sitk  # noqa: N813 - the library's own spelling
from numpy.typing import NDArray

from workstation.plugin_api.enhancing import itk_image, itk_values

Values = NDArray[np.float32]
_SIGMAS = 3.0


def deblur_richardson_lucy(
    values: NDArray[np.generic], spacing: Sequence[float], *, fwhm_mm: float, steps: int
) -> Values:
    """Richardson–Lucy deconvolution with a Gaussian blur of this width at half maximum.

    References
    ----------
    Richardson, J Opt Soc Am 1972;62:55. Lucy, Astron J 1974;79:745.
    """
    array = np.asarray(values, dtype=np.float32)
    floor = float(array.min())
    sharp = sitk.RichardsonLucyDeconvolution(
        itk_image(array - floor, spacing),
        itk_image(_kernel(spacing, fwhm_mm), spacing),
        steps,
        True,
    )
    return itk_values(sharp) + np.float32(floor)


def deblur_wiener(
    values: NDArray[np.generic], spacing: Sequence[float], *, fwhm_mm: float, noise: float
) -> Values:
    """Wiener deconvolution with a Gaussian blur; `noise` is its share of the variance, 0..1."""
    array = np.asarray(values, dtype=np.float32)
    variance = float(array.var()) * noise
    sharp = sitk.WienerDeconvolution(
        itk_image(array, spacing), itk_image(_kernel(spacing, fwhm_mm), spacing), variance, True
    )
    return itk_values(sharp)


def _kernel(spacing: Sequence[float], fwhm_mm: float) -> Values:
    sigma = [fwhm_mm / 2.3548 / step for step in spacing]
    axes = [np.arange(-int(np.ceil(_SIGMAS * s)), int(np.ceil(_SIGMAS * s)) + 1) for s in sigma]
    grids = np.meshgrid(*axes, indexing="ij")
    weights = np.exp(-sum(0.5 * (g / max(s, 1e-3)) ** 2 for g, s in zip(grids, sigma, strict=True)))
    kernel: Values = (weights / weights.sum()).astype(np.float32)
    return kernel
