"""From where a volume is looked at: a parallel projection in patient space, never mirrored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.imaging.orientation import direction_letters
from workstation.messages import Message
from workstation.scene.image_view import Point

_MARGIN = 1.06
_DEGREES_PER_PX = 0.5
Vector = tuple[float, float, float]


class Standpoint(StrEnum):
    """The side of the patient on which the viewer stands."""

    ANTERIOR = "A"
    POSTERIOR = "P"
    LEFT = "L"
    RIGHT = "R"
    HEAD = "H"
    FEET = "F"


# Toward the viewer and up on the screen, LPS.
_STANDPOINTS: dict[Standpoint, tuple[Vector, Vector]] = {
    Standpoint.ANTERIOR: ((0, -1, 0), (0, 0, 1)),
    Standpoint.POSTERIOR: ((0, 1, 0), (0, 0, 1)),
    Standpoint.LEFT: ((1, 0, 0), (0, 0, 1)),
    Standpoint.RIGHT: ((-1, 0, 0), (0, 0, 1)),
    Standpoint.HEAD: ((0, 0, 1), (0, -1, 0)),
    Standpoint.FEET: ((0, 0, -1), (0, -1, 0)),
}
STANDPOINT_WORDS = {
    Standpoint.ANTERIOR: Message("From anterior"),
    Standpoint.POSTERIOR: Message("From posterior"),
    Standpoint.LEFT: Message("From left"),
    Standpoint.RIGHT: Message("From right"),
    Standpoint.HEAD: Message("From head"),
    Standpoint.FEET: Message("From feet"),
}


@dataclass(frozen=True, slots=True)
class VolumeCamera:
    """A parallel projection.

    Parameters
    ----------
    center : tuple of float
        LPS mm that lie in the middle of the screen.
    toward, up : tuple of float
        Unit vectors, LPS: toward the viewer, and up on the screen; at right angles.
    mm_per_px : float
        Size of a screen pixel, also in depth: parallel rays keep lengths.
    """

    center: Point
    toward: Vector = (0.0, -1.0, 0.0)
    up: Vector = (0.0, 0.0, 1.0)
    mm_per_px: float = 1.0

    @property
    def axes(self) -> NDArray[np.float64]:
        """(3, 3) unit vectors, LPS: right, up, toward the viewer.

        They are right-handed as LPS is, so nothing can appear mirrored.
        """
        up, toward = np.array(self.up), np.array(self.toward)
        return np.stack([np.cross(up, toward), up, toward])

    def from_side(self, side: Standpoint) -> VolumeCamera:
        """Look from a side of the patient."""
        toward, up = _STANDPOINTS[side]
        return replace(self, toward=toward, up=up)

    def turned(self, right_px: float, down_px: float) -> VolumeCamera:
        """Turn what is seen under a mouse that was dragged."""
        right, up, toward = self.axes
        across, along = np.radians(np.array([right_px, down_px]) * _DEGREES_PER_PX)
        toward = _rotate(toward, up, -across)
        right = _rotate(right, up, -across)
        toward = _rotate(toward, right, -along)
        toward /= np.linalg.norm(toward)
        up = np.cross(toward, right)
        up /= np.linalg.norm(up)
        return replace(self, toward=_vector(toward), up=_vector(up))

    def around(self, degrees: float) -> VolumeCamera:
        """Walk around the patient, about the axis that stands upright on the screen.

        Positive degrees go from anterior to the left side of a patient whose head is up.
        """
        _, up, toward = self.axes
        turned = _rotate(toward, up, float(np.radians(degrees)))
        return replace(self, toward=_vector(turned / np.linalg.norm(turned)))

    def moved(self, right_px: float, down_px: float) -> VolumeCamera:
        """Move what is seen along with the mouse."""
        right, up, _ = self.axes
        shift = (-right * right_px + up * down_px) * self.mm_per_px
        return replace(self, center=_vector(np.array(self.center) + shift))

    def zoomed(self, factor: float) -> VolumeCamera:
        """Make everything larger by a factor."""
        return replace(self, mm_per_px=min(max(self.mm_per_px / factor, 0.01), 20.0))

    def fitted(self, geometry: VolumeGeometry, width_px: float, height_px: float) -> VolumeCamera:
        """Show a whole grid in the middle of the screen."""
        center = geometry.center_lps_mm
        flat = (corners_lps_mm(geometry) - center) @ self.axes[:2].T
        reach = 2 * np.abs(flat).max(axis=0)
        scale = float(max(reach[0] / max(width_px, 1), reach[1] / max(height_px, 1)) * _MARGIN)
        return replace(self, center=_vector(center), mm_per_px=max(scale, 0.01))

    def to_screen(
        self, points_lps_mm: ArrayLike, width_px: float, height_px: float
    ) -> NDArray[np.float64]:
        """Where points of the patient are seen.

        Parameters
        ----------
        points_lps_mm : (..., 3) float
            LPS mm.
        width_px, height_px : float
            Of the screen.

        Returns
        -------
        (..., 3) float64
            x to the right and y down from the upper left corner, px; depth toward the viewer
            from the center, mm.
        """
        along = (np.asarray(points_lps_mm, dtype=np.float64) - self.center) @ self.axes.T
        x = width_px / 2 + along[..., 0] / self.mm_per_px
        y = height_px / 2 - along[..., 1] / self.mm_per_px
        return np.stack([x, y, along[..., 2]], axis=-1)

    def ray_point(
        self, x_px: float, y_px: float, width_px: float, height_px: float
    ) -> NDArray[np.float64]:
        """LPS mm under a screen point, at the depth of the center."""
        right, up, _ = self.axes
        shift = right * (x_px - width_px / 2) - up * (y_px - height_px / 2)
        point: NDArray[np.float64] = np.array(self.center) + shift * self.mm_per_px
        return point

    def letters(self) -> tuple[str, str, str, str]:
        """Orientation letters at the left, right, top and bottom edge."""
        right, up, _ = self.axes
        return (
            direction_letters(-right),
            direction_letters(right),
            direction_letters(up),
            direction_letters(-up),
        )

    def words(self) -> Message:
        """From where the patient is seen, e.g. "From anterior" or "From LAH"."""
        for side, (toward, _) in _STANDPOINTS.items():
            if np.dot(toward, self.toward) > 0.9999:
                return STANDPOINT_WORDS[side]
        return Message("From {side}", side=direction_letters(self.toward))


def corners_lps_mm(geometry: VolumeGeometry) -> NDArray[np.float64]:
    """(8, 3) outer corners of a grid, LPS mm."""
    upper = np.array(geometry.shape_kji) - 0.5
    bits = np.array([[n >> 2 & 1, n >> 1 & 1, n & 1] for n in range(8)])
    return geometry.to_lps_mm(np.where(bits, upper, -0.5))


def _rotate(
    vector: NDArray[np.float64], axis: NDArray[np.float64], angle: float
) -> NDArray[np.float64]:
    """Turn a vector that is at right angles to the axis."""
    turned: NDArray[np.float64] = vector * np.cos(angle) + np.cross(axis, vector) * np.sin(angle)
    return turned


def _vector(values: NDArray[np.float64]) -> Vector:
    x, y, z = values.tolist()
    return x, y, z
