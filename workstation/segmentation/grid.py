"""Where the voxels of a mask lie, for edits in millimeters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.geometry import ORTHOGONAL_TOLERANCE_DEG, VolumeGeometry
from workstation.domain.label_patch import Box


@dataclass(frozen=True, slots=True, eq=False)
class EditGrid:
    """A grid of voxels and the length of its steps.

    Parameters
    ----------
    shape_kji : tuple of int
        Slices, rows, columns.
    affine : (4, 4) float64
        Maps (k, j, i, 1) to a point: LPS mm; on a film or frame (k, row, column) with rows
        and columns in mm or in pixels, as far as their size is known.
    is_film : bool
        Of films or frames: slices are not neighbors in space, and no distance lies between them.
    """

    shape_kji: tuple[int, int, int]
    affine: NDArray[np.float64]
    is_film: bool = False

    @classmethod
    def of_volume(cls, geometry: VolumeGeometry) -> EditGrid:
        """The grid of a volume, in LPS mm."""
        return cls(geometry.shape_kji, np.array(geometry.affine_lps))

    @classmethod
    def of_film(
        cls, shape_kji: tuple[int, int, int], pixel_rc: tuple[float, float] = (1.0, 1.0)
    ) -> EditGrid:
        """The grid of films or frames: frame number, rows and columns in their own size."""
        return cls(shape_kji, np.diag([1.0, pixel_rc[0], pixel_rc[1], 1.0]), is_film=True)

    @property
    def steps_mm(self) -> tuple[float, float, float]:
        """Length of one step along k, j and i."""
        k, j, i = np.linalg.norm(self.affine[:3, :3], axis=0).tolist()
        return k, j, i

    @property
    def is_orthogonal(self) -> bool:
        """Whether the axes are at right angles; not under a tilted gantry."""
        axes = self.affine[:3, :3] / np.linalg.norm(self.affine[:3, :3], axis=0)
        limit = np.sin(np.radians(ORTHOGONAL_TOLERANCE_DEG))
        return bool(np.abs(axes.T @ axes - np.eye(3)).max() <= limit)

    @property
    def voxel_mm3(self) -> float:
        """Volume of a voxel."""
        return float(abs(np.linalg.det(self.affine[:3, :3])))

    def to_kji(self, points: ArrayLike) -> NDArray[np.float64]:
        """Fractional voxel index of points, (..., 3)."""
        moved = np.asarray(points, dtype=np.float64) - self.affine[:3, 3]
        found: NDArray[np.float64] = moved @ np.linalg.inv(self.affine[:3, :3]).T
        return found

    def to_points(self, kji: ArrayLike) -> NDArray[np.float64]:
        """Points of fractional voxel indices, (..., 3)."""
        found: NDArray[np.float64] = (
            np.asarray(kji, dtype=np.float64) @ self.affine[:3, :3].T + self.affine[:3, 3]
        )
        return found

    def reach(
        self, radius_mm: float, normal: NDArray[np.float64] | None = None, half_mm: float = 0.0
    ) -> NDArray[np.float64]:
        """How many voxels a ball, or a disc with a thickness, reaches along k, j and i, (3,).

        Parameters
        ----------
        radius_mm : float
            Of the ball or disc.
        normal : (3,) float64 or None
            Unit normal of the disc; None for a ball.
        half_mm : float
            Half of the thickness of the disc.
        """
        rows = np.linalg.inv(self.affine[:3, :3])
        if normal is None:
            ball: NDArray[np.float64] = radius_mm * np.linalg.norm(rows, axis=1)
            return ball
        depth = rows @ normal
        flat = np.linalg.norm(rows - np.outer(depth, normal), axis=1)
        disc: NDArray[np.float64] = radius_mm * flat + half_mm * np.abs(depth)
        return disc

    def box_around(self, points: ArrayLike, reach: NDArray[np.float64]) -> Box | None:
        """The voxels within a `reach` of any of some points, as a box; None outside."""
        kji = np.atleast_2d(self.to_kji(points))
        low = np.maximum(np.floor(kji.min(axis=0) - reach), 0).astype(int)
        high = np.minimum(np.ceil(kji.max(axis=0) + reach), np.array(self.shape_kji) - 1).astype(
            int
        )
        if np.any(high < low):
            return None
        k, j, i = (slice(int(a), int(b) + 1) for a, b in zip(low, high, strict=True))
        return k, j, i

    def offsets(self, box: Box, direction: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """Coordinate of voxel centers along a direction as three terms to add, by broadcasting.

        Returns
        -------
        list of ndarray
            Shapes (k, 1, 1), (1, j, 1), (1, 1, i); the first holds the constant.
        """
        parts = []
        for axis, run in enumerate(box):
            step = float(self.affine[:3, axis] @ direction)
            along = np.arange(run.start, run.stop, dtype=np.float64) * step
            shape = [1, 1, 1]
            shape[axis] = -1
            parts.append(along.reshape(shape))
        parts[0] = parts[0] + float(self.affine[:3, 3] @ direction)
        return parts
