"""Spiculated nodules in lung, of known outline, with a vessel that runs through the lung."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

LUNG, SOLID = -850.0, 20.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpiculatedNodule:
    """Hounsfield units, (k, j, i) float32, on `spacing_mm`; what is nodule; the body's center."""

    hu: NDArray[np.float32]
    truth: NDArray[np.bool_]
    center_kji: tuple[float, float, float]
    spacing_mm: tuple[float, float, float]

    @property
    def truth_mm3(self) -> float:
        """Volume of body and spicules."""
        return float(self.truth.sum() * np.prod(self.spacing_mm))


def spiculated_nodule(
    *,
    radius_mm: float = 11.0,
    spicules: int = 14,
    length_mm: float = 4.5,
    base_mm: float = 2.2,
    vessel_mm: float = 1.6,
    spacing_mm: tuple[float, float, float] = (1.25, 0.7, 0.7),
    seed: int = 0,
) -> SpiculatedNodule:
    """A lobulated ball with tapering spicules, and a vessel from it to the border of the volume.

    Parameters
    ----------
    radius_mm : float
        Of the body.
    length_mm, base_mm : float
        Of a spicule beyond the body, and its radius where it leaves it; it tapers to 0.3 mm.
    vessel_mm : float
        Radius of the vessel, which is no part of the nodule.
    """
    rng = np.random.default_rng(seed)
    fine = 2
    half = radius_mm + 18.0
    shape = [int(2 * half / mm) * fine for mm in spacing_mm]
    axes = [
        (np.arange(n, dtype=np.float32) - (n - 1) / 2) * (mm / fine)
        for n, mm in zip(shape, spacing_mm, strict=True)
    ]
    z, y, x = np.meshgrid(*axes, indexing="ij", sparse=True)
    distance = np.sqrt(z**2 + y**2 + x**2)
    body = distance < radius_mm
    directions = rng.normal(size=(spicules, 3))
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    for along in directions:
        far = z * along[0] + y * along[1] + x * along[2]
        off = np.sqrt(np.maximum(distance**2 - far**2, 0.0))
        share = np.clip((far - radius_mm) / length_mm, 0.0, 1.0)
        body |= (
            (far > 0) & (far < radius_mm + length_mm) & (off < base_mm * (1 - share) + 0.3 * share)
        )
    along = rng.normal(size=3)
    along /= np.linalg.norm(along)
    far = z * along[0] + y * along[1] + x * along[2]
    vessel = (far > 0) & (np.sqrt(np.maximum(distance**2 - far**2, 0.0)) < vessel_mm)
    hu = np.where(body | vessel, SOLID, LUNG).astype(np.float32)

    def coarse(values: NDArray[np.float32]) -> NDArray[np.float32]:
        k, j, i = (n // fine for n in shape)
        blocks = values.reshape(k, fine, j, fine, i, fine)
        means: NDArray[np.float32] = blocks.mean(axis=(1, 3, 5), dtype=np.float32)
        return means

    blurred = ndimage.gaussian_filter(coarse(hu), [0.3 / mm for mm in spacing_mm])
    noisy = blurred + rng.normal(0, 20, blurred.shape).astype(np.float32)
    truth = coarse(body.astype(np.float32)) >= 0.5
    k, j, i = ((n - 1) / 2 for n in truth.shape)
    return SpiculatedNodule(hu=noisy, truth=truth, center_kji=(k, j, i), spacing_mm=spacing_mm)
