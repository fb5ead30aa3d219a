"""What a picture in three dimensions is made from: values that travel to the render thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from workstation.domain.image import Volume
from workstation.imaging.surfaces import Surface
from workstation.imaging.volume_preset import Colors, Curve, Projection
from workstation.scene.image_view import Point
from workstation.scene.volume_camera import VolumeCamera
from workstation.viewer.layers import MaskLayer


@dataclass(frozen=True, slots=True)
class Look:
    """How values are shown, in values of the image; opacity is per mm."""

    opacity: Curve
    colors: Colors
    projection: Projection = Projection.COMPOSITE
    shading: bool = True


@dataclass(frozen=True, slots=True)
class HalfSpace:
    """What is kept: the side of a plane (LPS mm) to which its normal points."""

    point: Point
    normal: Point

    def holds(self, points_lps_mm: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether points, (..., 3) LPS mm, are kept."""
        kept: NDArray[np.bool_] = (points_lps_mm - self.point) @ np.array(self.normal) >= 0
        return kept


@dataclass(frozen=True, slots=True, eq=False)
class ShownSurface:
    """A surface with its color (0 to 1) and opacity."""

    surface: Surface
    color: tuple[float, float, float]
    opacity: float


@dataclass(frozen=True, slots=True, eq=False)
class VolumeScene:
    """Everything that the render thread needs for one picture.

    Parameters
    ----------
    volume : Volume
        On a right-angled grid.
    camera : VolumeCamera
        `mm_per_px` counts pixels of the picture.
    size : tuple of int
        Width and height of the picture, px.
    kept : tuple of HalfSpace
        Clip box and cut-away: what lies in all of them is shown.
    inside : MaskLayer or None
        Only voxels of these segments are shown.
    shows_volume : bool
        False shows surfaces alone.
    moving : bool
        A coarse picture, soon.
    """

    volume: Volume
    look: Look
    camera: VolumeCamera
    size: tuple[int, int]
    kept: tuple[HalfSpace, ...] = ()
    surfaces: tuple[ShownSurface, ...] = ()
    inside: tuple[MaskLayer, ...] = ()
    shows_volume: bool = True
    moving: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rendering:
    """A picture and the scene that it shows."""

    scene: VolumeScene
    image: QImage
    seconds: float
    factors_kji: tuple[int, int, int] = (1, 1, 1)
    """How many voxels were averaged into one, along each axis."""
    is_final: bool = True
    """Whether no better picture of the scene follows."""
