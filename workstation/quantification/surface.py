"""Closed surfaces of masks: area, mesh volume, sphericity."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from skimage.measure import marching_cubes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurfaceMesh:
    """A closed triangle mesh; `vertices_lps_mm` (n, 3), `faces` (m, 3) vertex numbers."""

    vertices_lps_mm: NDArray[np.float64]
    faces: NDArray[np.intp]

    @property
    def area_mm2(self) -> float:
        """Sum of the triangle areas."""
        a, b, c = (self.vertices_lps_mm[self.faces[:, n]] for n in range(3))
        return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)

    @property
    def volume_mm3(self) -> float:
        """Sum of signed tetrahedra (IBSI RNU0)."""
        center = self.vertices_lps_mm.mean(axis=0)
        a, b, c = (self.vertices_lps_mm[self.faces[:, n]] - center for n in range(3))
        return float(abs(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) / 6)

    @property
    def sphericity(self) -> float:
        """(36 pi V^2)^(1/3) / A with the mesh volume (IBSI QCFX)."""
        return float((36 * math.pi * self.volume_mm3**2) ** (1 / 3) / self.area_mm2)


def surface_mesh(
    mask: NDArray[np.bool_], to_lps_mm: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> SurfaceMesh:
    """Surface half-way between inside and outside voxel centers, by marching cubes.

    Parameters
    ----------
    mask : (k, j, i) bool
        Not empty.
    to_lps_mm : callable
        Maps (n, 3) fractional voxel indices of `mask` to LPS mm: that of its grid, or one
        that follows uneven slices.

    References
    ----------
    Lorensen and Cline 1987; Lewiner et al. 2003; IBSI reference manual, morphology.
    """
    kept = [np.flatnonzero(mask.any(axis=axes)) for axes in ((1, 2), (0, 2), (0, 1))]
    box = tuple(slice(int(index[0]), int(index[-1]) + 1) for index in kept)
    origin = np.array([index[0] for index in kept], dtype=np.float64)
    padded = np.pad(mask[box].astype(np.float32), 1)
    vertices, faces, _, _ = marching_cubes(padded, 0.5, allow_degenerate=False)
    return SurfaceMesh(
        vertices_lps_mm=to_lps_mm(vertices.astype(np.float64) - 1 + origin), faces=faces
    )
