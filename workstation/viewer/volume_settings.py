"""What the reader chose for a picture in three dimensions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.study import WindowSetting
from workstation.imaging.orientation import direction_letters
from workstation.imaging.planes import PlaneName
from workstation.imaging.volume_preset import Projection, VolumePreset
from workstation.messages import Message
from workstation.scene.image_view import Point
from workstation.viewer.volume_scene import HalfSpace, Look, ShownSurface

Box = tuple[float, float, float, float, float, float]
WHOLE_BOX: Box = (0.0, 1.0, 0.0, 1.0, 0.0, 1.0)
_THINNEST = 0.02
_STRETCHES = (0.1, 10.0)

# The direction toward which each plane looks, LPS, and its words.
_SIDES = {
    PlaneName.AXIAL: ((0.0, 0.0, 1.0), (Message("head"), Message("feet"))),
    PlaneName.CORONAL: ((0.0, -1.0, 0.0), (Message("anterior"), Message("posterior"))),
    PlaneName.SAGITTAL: ((1.0, 0.0, 0.0), (Message("left"), Message("right"))),
}
CUT_PLANES = tuple(_SIDES)


@dataclass(frozen=True, slots=True)
class VolumeSettings:
    """Everything about a picture but the volume and the camera.

    Parameters
    ----------
    preset : VolumePreset
        Colors and opacity.
    shift : float
        Moves them along the values of the image.
    stretch : float
        Makes their range wider or narrower.
    shading : bool
        Light; only where the preset has it.
    box : tuple of float
        First and last part of the grid that is shown, along k, j and i, from 0 to 1.
    cuts : tuple of (PlaneName, int)
        Planes beyond which nothing is shown: 1 takes away the side of head, anterior or left,
        -1 the other one.
    shows_volume, shows_segments, only_segments : bool
        Voxels; surfaces of segments; voxels inside of segments only.
    """

    preset: VolumePreset
    shift: float = 0.0
    stretch: float = 1.0
    shading: bool = True
    box: Box = WHOLE_BOX
    cuts: tuple[tuple[PlaneName, int], ...] = ()
    shows_volume: bool = True
    shows_segments: bool = True
    only_segments: bool = False

    def look(self, window: WindowSetting) -> Look:
        """Color and opacity for an image whose slices are shown in a window."""
        low, high = window.center - window.width / 2, window.center + window.width / 2
        opacity, colors = self.preset.curves(low, high, shift=self.shift, stretch=self.stretch)
        return Look(opacity, colors, self.preset.projection, self.preset.shading and self.shading)

    def with_preset(self, preset: VolumePreset) -> VolumeSettings:
        """Another preset, from its own values on."""
        return replace(self, preset=preset, shift=0.0, stretch=1.0)

    def windowed(self, wider: float, shift: float) -> VolumeSettings:
        """The range made wider by a factor, and shifted by a part of its width."""
        stretch = min(max(self.stretch * wider, _STRETCHES[0]), _STRETCHES[1])
        return replace(self, stretch=stretch, shift=self.shift + shift)

    def with_side(self, side: int, part: float) -> VolumeSettings:
        """Another place for one of the six sides of the box; opposite sides keep apart."""
        box = list(self.box)
        other = box[side ^ 1]
        limits = (0.0, other - _THINNEST) if side % 2 == 0 else (other + _THINNEST, 1.0)
        box[side] = min(max(part, limits[0]), limits[1])
        return replace(self, box=(box[0], box[1], box[2], box[3], box[4], box[5]))

    def with_cut(self, plane: PlaneName, side: int) -> VolumeSettings:
        """Take away one side of a plane (1 or -1), or nothing (0)."""
        others = tuple(cut for cut in self.cuts if cut[0] is not plane)
        return replace(self, cuts=(*others, (plane, side)) if side else others)


def offered_presets(presets: tuple[VolumePreset, ...], modality: str) -> tuple[VolumePreset, ...]:
    """The presets for a modality, those made for it first."""
    found = [preset for preset in presets if preset.suits(modality)]
    own = [preset for preset in found if preset.modalities]
    return (*own, *(preset for preset in found if not preset.modalities))


def drawn_surfaces(
    surfaces: tuple[ShownSurface, ...], settings: VolumeSettings
) -> tuple[ShownSurface, ...]:
    """Surfaces as they can be drawn truly with what else is shown.

    Voxels are drawn over translucent surfaces whatever lies in front, so beside voxels surfaces
    are solid: they hide and are hidden as they should be. A maximum has no depth in which a
    surface could lie, so there are none in it.
    """
    if not settings.shows_segments:
        return ()
    if not settings.shows_volume:
        return surfaces
    if settings.preset.projection is Projection.MAXIMUM:
        return ()
    return tuple(replace(each, opacity=1.0) for each in surfaces if each.opacity > 0)


def surface_opacity(fill_opacity: float) -> float:
    """Opacity of a surface for that of a fill: as four fills behind each other."""
    return float(1.0 - (1.0 - min(max(fill_opacity, 0.0), 1.0)) ** 4)


def cut_words(plane: PlaneName) -> tuple[Message, Message]:
    """The two sides of a plane in words, the one that 1 takes away first."""
    return _SIDES[plane][1]


def side_letters(geometry: VolumeGeometry) -> tuple[str, ...]:
    """Letters of the six sides of a grid: first and last k, j, i."""
    letters = []
    for direction in geometry.directions_kji_lps:
        letters += [direction_letters(-direction), direction_letters(direction)]
    return tuple(letters)


def box_planes(geometry: VolumeGeometry, box: Box) -> tuple[HalfSpace, ...]:
    """What a clip box keeps; sides at the end of the grid need no plane."""
    found = []
    for side, part in enumerate(box):
        if part == side % 2:
            continue
        axis, sign = side // 2, 1 - 2 * (side % 2)
        kji = (np.array(geometry.shape_kji) - 1) / 2
        kji[axis] = part * geometry.shape_kji[axis] - 0.5
        found.append(HalfSpace(_point(geometry.to_lps_mm(kji)), _point(
            sign * geometry.directions_kji_lps[axis]
        )))  # fmt: skip
    return tuple(found)


def cut_plane(plane: PlaneName, side: int, point: Point, rows: Point, columns: Point) -> HalfSpace:
    """What a cut along a plane keeps.

    Parameters
    ----------
    plane : PlaneName
        Name of the plane, which says what its sides are called.
    side : int
        1 takes away the side of head, anterior or left, -1 the other one.
    point : tuple of float
        LPS mm on the plane.
    rows, columns : tuple of float
        Unit vectors in the plane, LPS.
    """
    normal = np.cross(rows, columns)
    if float(normal @ np.array(_SIDES[plane][0])) < 0:
        normal = -normal
    return HalfSpace(point, _point(-side * normal))


def _point(values: np.ndarray) -> Point:
    x, y, z = np.asarray(values, float).tolist()
    return x, y, z
