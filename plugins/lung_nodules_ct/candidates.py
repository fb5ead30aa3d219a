"""Blobs inside the lungs: multi-scale Laplacian response, judged by the Hessian."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from workstation.messages import Message
from workstation.plugin_api.protocols import PluginContext

Bool = NDArray[np.bool_]

FINE_MM, COARSE_MM = 1.0, 2.0
FINE_SIGMAS_MM = (1.3, 1.8, 2.5)
COARSE_SIGMAS_MM = (3.5, 4.9, 6.8)
"""A ball of radius r answers most at sigma = r / sqrt(3): diameters of 4.5 to 24 mm."""
LUNG_HU = -850.0
BRIGHTEST_HU = 150.0
_LEAST_RESPONSE_HU = 130.0
_MOST_CANDIDATES = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One blob: center in voxels (k, j, i) of the cropped grid, radius, and how round it is.

    `roundness` is the smallest over the largest curvature: 1 for a ball, 0 for a vessel.
    """

    center_kji: tuple[float, float, float]
    radius_mm: float
    response_hu: float
    roundness: float


def find_candidates(
    hu: NDArray[np.float32],
    search: Bool,
    spacing_mm: tuple[float, float, float],
    context: PluginContext,
) -> list[Candidate]:
    """Blobs in `search`, the strongest first.

    Parameters
    ----------
    hu : (k, j, i) float32
        Hounsfield units.
    search : (k, j, i) bool
        Lungs with the notches that nodules at the pleura leave filled.
    spacing_mm : tuple of float
        Along the axes.

    References
    ----------
    Lindeberg T. Feature detection with automatic scale selection. IJCV 1998;30:79.
    Sato Y et al. Tissue classification based on 3D local intensity structures. TVCG 2000.
    """
    values = np.where(search, np.clip(hu, -1000.0, BRIGHTEST_HU), LUNG_HU).astype(np.float32)
    found: list[Candidate] = []
    scales = [(FINE_MM, s) for s in FINE_SIGMAS_MM] + [(COARSE_MM, s) for s in COARSE_SIGMAS_MM]
    grids = {mm: _resampled(values, search, spacing_mm, mm) for mm in (FINE_MM, COARSE_MM)}
    for number, (step_mm, sigma_mm) in enumerate(scales):
        context.progress(
            0.45 + 0.25 * number / len(scales),
            Message("blobs of {sigma_mm:.0f} mm", sigma_mm=3.5 * sigma_mm),
        )
        grid, inside, actual_mm = grids[step_mm]
        found += _blobs(grid, inside, actual_mm, spacing_mm, sigma_mm)
    found.sort(key=lambda c: -c.response_hu * (0.3 + c.roundness))
    return _distinct(found, spacing_mm)


def _resampled(
    values: NDArray[np.float32],
    search: Bool,
    spacing_mm: tuple[float, float, float],
    step_mm: float,
) -> tuple[NDArray[np.float32], Bool, tuple[float, float, float]]:
    shape = [
        max(2, round(n * mm / step_mm)) for n, mm in zip(values.shape, spacing_mm, strict=True)
    ]
    factors = [m / n for m, n in zip(shape, values.shape, strict=True)]
    # Half-voxel smoothing keeps small bright voxels from being skipped when the grid gets coarser.
    sigmas = [0.5 * max(0.0, 1 / f - 1) for f in factors]
    smooth = ndimage.gaussian_filter(values, sigmas) if any(sigmas) else values
    grid = ndimage.zoom(smooth, factors, order=1, grid_mode=True, mode="nearest")
    inside = ndimage.zoom(
        search.astype(np.uint8), factors, order=0, grid_mode=True, mode="nearest"
    ).astype(bool)
    dk, dj, di = (mm / f for mm, f in zip(spacing_mm, factors, strict=True))
    return grid, inside, (dk, dj, di)


def _blobs(
    grid: NDArray[np.float32],
    inside: Bool,
    grid_mm: tuple[float, float, float],
    spacing_mm: tuple[float, float, float],
    sigma_mm: float,
) -> list[Candidate]:
    import SimpleITK

    image = SimpleITK.GetImageFromArray(grid)
    image.SetSpacing(tuple(reversed(grid_mm)))
    smooth = SimpleITK.GetArrayFromImage(SimpleITK.SmoothingRecursiveGaussian(image, sigma_mm))
    laplacian = np.zeros_like(smooth)
    for axis, mm in enumerate(grid_mm):
        laplacian += ndimage.correlate1d(smooth, [1.0, -2.0, 1.0], axis=axis) / mm**2
    response = -(sigma_mm**2) * laplacian
    peak = (response == ndimage.maximum_filter(response, size=3)) & inside
    peak &= response > _LEAST_RESPONSE_HU
    points = np.argwhere(peak)
    strengths = response[peak]
    order = np.argsort(-strengths)[: 4 * _MOST_CANDIDATES]
    scale = np.array(grid_mm) / np.array(spacing_mm)
    blobs = []
    for point, strength in zip(points[order], strengths[order], strict=True):
        roundness = _roundness(smooth, point, grid_mm)
        if roundness > 0:
            center = (point + 0.5) * scale - 0.5
            blobs.append(
                Candidate(
                    center_kji=(float(center[0]), float(center[1]), float(center[2])),
                    radius_mm=sigma_mm * 3**0.5,
                    response_hu=float(strength),
                    roundness=roundness,
                )
            )
    return blobs


def _roundness(
    smooth: NDArray[np.float32], point: NDArray[np.intp], grid_mm: tuple[float, float, float]
) -> float:
    """Smallest over largest curvature at a point, 0 unless it is a maximum in every direction."""
    if np.any(point < 1) or np.any(point > np.array(smooth.shape) - 2):
        return 0.0
    k, j, i = (int(v) for v in point)
    cube = smooth[k - 1 : k + 2, j - 1 : j + 2, i - 1 : i + 2].astype(np.float64)
    hessian = np.empty((3, 3))
    for a in range(3):
        for b in range(3):
            hessian[a, b] = _second_difference(cube, a, b) / (grid_mm[a] * grid_mm[b])
    curvature = np.sort(np.linalg.eigvalsh(hessian))
    if curvature[2] >= 0:
        return 0.0
    return float(curvature[2] / curvature[0])


def _second_difference(cube: NDArray[np.float64], a: int, b: int) -> float:
    def at(**offsets: int) -> float:
        index = [1, 1, 1]
        for axis, offset in offsets.items():
            index[int(axis[1:])] += offset
        return float(cube[tuple(index)])

    if a == b:
        return at(**{f"x{a}": 1}) - 2 * at() + at(**{f"x{a}": -1})
    plus = at(**{f"x{a}": 1, f"x{b}": 1}) + at(**{f"x{a}": -1, f"x{b}": -1})
    minus = at(**{f"x{a}": 1, f"x{b}": -1}) + at(**{f"x{a}": -1, f"x{b}": 1})
    return (plus - minus) / 4


def _distinct(
    candidates: list[Candidate], spacing_mm: tuple[float, float, float]
) -> list[Candidate]:
    """Strongest first; a blob whose center lies inside a stronger one is dropped."""
    kept: list[Candidate] = []
    centers = np.empty((0, 3))
    radii = np.empty(0)
    for candidate in candidates:
        place = np.array(candidate.center_kji) * np.array(spacing_mm)
        if kept and bool((np.linalg.norm(centers - place, axis=1) < np.maximum(radii, 3.0)).any()):
            continue
        kept.append(candidate)
        centers = np.vstack([centers, place])
        radii = np.append(radii, candidate.radius_mm)
        if len(kept) == _MOST_CANDIDATES:
            break
    return kept
