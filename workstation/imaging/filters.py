"""Image filters for looking, never for measuring: smoothing, sharpening, contrast, deblurring.

Sizes are in millimeters where the spacing is known, so that thick slices are not smeared into
each other. Every filter gives float32 of the shape it was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import SimpleITK as sitk  # noqa: N813 - the library's own spelling

Values = NDArray[np.float32]
_SIGMAS = 3.0
_CLAHE_GRID = 8
_CLAHE_BINS = 256


def _image(values: NDArray[np.generic], spacing: Sequence[float]) -> sitk.Image:
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    image = sitk.GetImageFromArray(np.ascontiguousarray(values, dtype=np.float32))
    image.SetSpacing([float(step) for step in reversed(spacing)])
    return image


def _values(image: sitk.Image) -> Values:
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    values: Values = sitk.GetArrayFromImage(image).astype(np.float32, copy=False)
    return values


def median(values: NDArray[np.generic], spacing: Sequence[float], *, radius_mm: float) -> Values:
    """The median of a box; keeps edges, removes speckle.

    Parameters
    ----------
    values : (k, j, i) or (j, i) ndarray
        Any type.
    spacing : sequence of float
        mm along each axis, in the order of the array.
    radius_mm : float
        Half of the box; at least one pixel within slices, none across slices thicker than it.
    """
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    within = sorted(range(len(spacing)), key=lambda axis: spacing[axis])[:2]
    radius = [
        max(1 if axis in within else 0, int(radius_mm / step)) for axis, step in enumerate(spacing)
    ]
    return _values(sitk.Median(_image(values, spacing), list(reversed(radius))))


def gaussian(values: NDArray[np.generic], spacing: Sequence[float], *, sigma_mm: float) -> Values:
    """A Gaussian of one width in mm along every axis."""
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    variance = [sigma_mm**2] * len(spacing)
    widest = int(np.ceil(2 * _SIGMAS * sigma_mm / min(spacing))) + 3
    smooth = sitk.DiscreteGaussian(_image(values, spacing), variance, widest, 0.001, True)
    return _values(smooth)


def curvature_diffusion(
    values: NDArray[np.generic], spacing: Sequence[float], *, steps: int, conductance: float
) -> Values:
    """Smooths along edges, not across them.

    References
    ----------
    Whitaker and Xue, ICIP 2001 (modified curvature diffusion equation).
    """
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    stable = min(spacing) / 2 ** (len(spacing) + 1)
    smooth = sitk.CurvatureAnisotropicDiffusion(
        _image(values, spacing), 0.9 * stable, conductance, 1, steps
    )
    return _values(smooth)


def unsharp(
    values: NDArray[np.generic], spacing: Sequence[float], *, sigma_mm: float, amount: float
) -> Values:
    """Adds what a Gaussian takes away; flat regions stay as they are."""
    original = np.asarray(values, dtype=np.float32)
    detail = original - gaussian(values, spacing, sigma_mm=sigma_mm)
    sharpened: Values = original + np.float32(amount) * detail
    return sharpened


def clahe(values: NDArray[np.generic], *, clip: float) -> Values:
    """Contrast limited adaptive histogram equalization of each slice, on its own range.

    Parameters
    ----------
    values : (k, j, i) or (j, i) ndarray
        Equalized plane by plane.
    clip : float
        How many times the mean count a bin may hold; larger is more contrast.

    References
    ----------
    Zuiderveld, in Graphics Gems IV, 1994.
    """
    array = np.asarray(values, dtype=np.float32)
    if array.ndim == 2:
        return _clahe_plane(array, clip, float(array.min()), float(array.max()))
    low, high = (float(v) for v in np.percentile(array, (0.5, 99.5)))
    return np.stack([_clahe_plane(plane, clip, low, high) for plane in array])


def _clahe_plane(plane: Values, clip: float, low: float, high: float) -> Values:
    span = max(high - low, 1e-6)
    bins = np.clip((plane - low) / span * (_CLAHE_BINS - 1), 0, _CLAHE_BINS - 1).astype(np.intp)
    rows, columns = plane.shape
    tiles_r, tiles_c = (max(1, min(_CLAHE_GRID, side // 8)) for side in plane.shape)
    edges_r = np.linspace(0, rows, tiles_r + 1).astype(int)
    edges_c = np.linspace(0, columns, tiles_c + 1).astype(int)
    tables = np.empty((tiles_r, tiles_c, _CLAHE_BINS), np.float32)
    for r in range(tiles_r):
        for c in range(tiles_c):
            part = bins[edges_r[r] : edges_r[r + 1], edges_c[c] : edges_c[c + 1]]
            counts = np.bincount(part.ravel(), minlength=_CLAHE_BINS).astype(np.float64)
            limit = clip * part.size / _CLAHE_BINS
            excess = np.maximum(counts - limit, 0).sum()
            counts = np.minimum(counts, limit) + excess / _CLAHE_BINS
            tables[r, c] = np.cumsum(counts) / part.size
    at_r, next_r, weight_r = _between(rows, edges_r)
    at_c, next_c, weight_c = _between(columns, edges_c)
    r0, r1, w_r = at_r[:, None], next_r[:, None], weight_r[:, None]
    c0, c1, w_c = at_c[None, :], next_c[None, :], weight_c[None, :]
    above = tables[r0, c0, bins] * (1 - w_c) + tables[r0, c1, bins] * w_c
    below = tables[r1, c0, bins] * (1 - w_c) + tables[r1, c1, bins] * w_c
    equalized: Values = (low + span * (above * (1 - w_r) + below * w_r)).astype(np.float32)
    return equalized


def _between(
    length: int, edges: NDArray[np.int_]
) -> tuple[NDArray[np.intp], NDArray[np.intp], Values]:
    """For each pixel: the tiles with middles before and after it, the weight of the later."""
    middles = (edges[:-1] + edges[1:] - 1) / 2
    place = np.interp(np.arange(length), middles, np.arange(len(middles)))
    first = np.floor(place).astype(np.intp)
    later = np.minimum(first + 1, len(middles) - 1)
    return first, later, (place - first).astype(np.float32)


def _kernel(spacing: Sequence[float], fwhm_mm: float) -> Values:
    sigma = [fwhm_mm / 2.3548 / step for step in spacing]
    axes = [np.arange(-int(np.ceil(_SIGMAS * s)), int(np.ceil(_SIGMAS * s)) + 1) for s in sigma]
    grids = np.meshgrid(*axes, indexing="ij")
    weights = np.exp(-sum(0.5 * (g / max(s, 1e-3)) ** 2 for g, s in zip(grids, sigma, strict=True)))
    kernel: Values = (weights / weights.sum()).astype(np.float32)
    return kernel


def deblur_richardson_lucy(
    values: NDArray[np.generic], spacing: Sequence[float], *, fwhm_mm: float, steps: int
) -> Values:
    """Richardson–Lucy deconvolution with a Gaussian blur of this width at half maximum.

    References
    ----------
    Richardson, J Opt Soc Am 1972;62:55. Lucy, Astron J 1974;79:745.
    """
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    array = np.asarray(values, dtype=np.float32)
    floor = float(array.min())
    sharp = sitk.RichardsonLucyDeconvolution(
        _image(array - floor, spacing), _image(_kernel(spacing, fwhm_mm), spacing), steps, True
    )
    return _values(sharp) + np.float32(floor)


def deblur_wiener(
    values: NDArray[np.generic], spacing: Sequence[float], *, fwhm_mm: float, noise: float
) -> Values:
    """Wiener deconvolution with a Gaussian blur; `noise` is its share of the variance, 0..1."""
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    array = np.asarray(values, dtype=np.float32)
    variance = float(array.var()) * noise
    sharp = sitk.WienerDeconvolution(
        _image(array, spacing), _image(_kernel(spacing, fwhm_mm), spacing), variance, True
    )
    return _values(sharp)
