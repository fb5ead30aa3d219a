"""Three planes at right angles that can be turned together. Pure geometry, LPS mm."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.imaging.planes import PlaneName, plane_affine

TURNING_PLANES = (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL)


@dataclass(frozen=True, slots=True, eq=False)
class PlaneBasis:
    """How one plane lies and is looked at.

    Parameters
    ----------
    right, down : (3,) float64
        Unit vectors in which columns and rows grow, LPS, at right angles.
    onward : (3,) float64
        Unit normal in which the plane's number grows.
    """

    right: NDArray[np.float64]
    down: NDArray[np.float64]
    onward: NDArray[np.float64]

    def turned(self, rotation: NDArray[np.float64]) -> PlaneBasis:
        """Under a (3, 3) rotation, straightened against rounding."""
        onward = _unit(rotation @ self.onward)
        right = rotation @ self.right
        right = _unit(right - (right @ onward) * onward)
        down = np.cross(onward, right)
        return PlaneBasis(right, down * math.copysign(1.0, down @ (rotation @ self.down)), onward)


@dataclass(frozen=True, slots=True, eq=False)
class MprAxes:
    """The planes of a volume, turned around a common point.

    Turning within one plane leaves that picture as it is and turns the other two, so that
    their normals stay at right angles and no picture spins under the reader's eyes.

    Parameters
    ----------
    center_lps_mm : tuple of float
        The point that all three planes go through when they are turned.
    bases : mapping
        Of the axial, coronal and sagittal plane.
    """

    center_lps_mm: tuple[float, float, float]
    bases: Mapping[PlaneName, PlaneBasis]

    @classmethod
    def along(cls, geometry: VolumeGeometry, center_lps_mm: ArrayLike) -> MprAxes:
        """The planes along the grid of a volume, as `imaging.planes` cuts them."""
        return cls(_triple(center_lps_mm), {p: _grid_basis(geometry, p) for p in TURNING_PLANES})

    def turned(self, within: PlaneName, angle_deg: float) -> MprAxes:
        """Turn the other two planes around the normal of one.

        Parameters
        ----------
        within : PlaneName
            The plane whose picture stays.
        angle_deg : float
            Clockwise as seen on that picture, unmirrored.
        """
        basis = self.bases[within]
        rotation = rotation_about(np.cross(basis.right, basis.down), math.radians(angle_deg))
        turned = {
            plane: basis if plane is within else basis.turned(rotation)
            for plane, basis in self.bases.items()
        }
        return replace(self, bases=turned)

    def moved(self, center_lps_mm: ArrayLike) -> MprAxes:
        """Through another point."""
        return replace(self, center_lps_mm=_triple(center_lps_mm))

    def line_rc(self, seen: PlaneName, cutting: PlaneName) -> tuple[float, float]:
        """Direction (row, column) of the line in which one plane cuts another; unit length, mm."""
        basis = self.bases[seen]
        line = _unit(np.cross(basis.onward, self.bases[cutting].onward))
        return float(line @ basis.down), float(line @ basis.right)

    def tilt_deg(self, geometry: VolumeGeometry, plane: PlaneName) -> float:
        """Angle between a plane and the plane of the same name along the grid, degrees."""
        cosine = float(self.bases[plane].onward @ _grid_basis(geometry, plane).onward)
        return math.degrees(math.acos(min(1.0, max(-1.0, cosine))))


def rotation_about(axis: ArrayLike, angle_rad: float) -> NDArray[np.float64]:
    """(3, 3) rotation around a unit axis, right-handed.

    References
    ----------
    O. Rodrigues, Journal de mathématiques pures et appliquées 5 (1840), 380-440.
    """
    x, y, z = np.asarray(axis, dtype=np.float64).tolist()
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    made: NDArray[np.float64] = (
        np.eye(3) + math.sin(angle_rad) * cross + (1 - math.cos(angle_rad)) * cross @ cross
    )
    return made


def _grid_basis(geometry: VolumeGeometry, plane: PlaneName) -> PlaneBasis:
    affine = plane_affine(geometry, plane, 0)
    onward = _unit(plane_affine(geometry, plane, 1)[:3, 2] - affine[:3, 2])
    return PlaneBasis(_unit(affine[:3, 1]), _unit(affine[:3, 0]), onward)


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    made: NDArray[np.float64] = vector / np.linalg.norm(vector)
    return made


def _triple(point: ArrayLike) -> tuple[float, float, float]:
    x, y, z = np.asarray(point, dtype=np.float64).tolist()
    return x, y, z
