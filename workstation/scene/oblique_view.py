"""Planes of a volume that were turned out of its grid."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.mask import Mask
from workstation.imaging.annotation import PLANE_WORDS, point_text
from workstation.imaging.mpr_axes import TURNING_PLANES, MprAxes, PlaneBasis
from workstation.imaging.oblique import ObliquePlane, reslice, reslice_labels
from workstation.imaging.planes import PlaneName
from workstation.messages import Message
from workstation.scene.image_view import Point, ViewFrame
from workstation.scene.volume_view import VolumeView

_LARGEST_PX = 1024


@dataclass(frozen=True, slots=True, eq=False)
class _Family:
    """The parallel planes of one name."""

    basis: PlaneBasis
    first_mm: float
    """Where plane 0 lies along the normal, from the middle of the volume."""
    step_mm: float
    count: int
    shape_rc: tuple[int, int]
    pixel_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class ObliqueView(VolumeView):
    """A volume to cut along turned planes.

    One plane of each name goes exactly through the point that they were turned around; the
    others lie evenly before and behind it, the smallest voxel spacing apart. Every picture is
    centered on the middle of the volume, so that it stays in place while planes turn.

    Parameters
    ----------
    axes : MprAxes
        How the planes lie.
    decimation : int
        How many times larger pixels are, for pictures that must be quick.
    """

    is_along_grid = False

    axes: MprAxes
    decimation: int = 1
    _families: dict[PlaneName, _Family] = field(init=False, repr=False)
    _last: dict[PlaneName, tuple[object, ViewFrame]] = field(
        init=False, repr=False, default_factory=dict
    )
    """What was cut last of each plane, for viewports that show the same."""

    def __post_init__(self) -> None:
        families = {plane: self._family(self.axes.bases[plane]) for plane in TURNING_PLANES}
        object.__setattr__(self, "_families", families)

    def _family(self, basis: PlaneBasis) -> _Family:
        geometry = self.shown.geometry
        size = np.array(geometry.shape_kji)
        corners = np.array(list(product((0.0, 1.0), repeat=3)))
        middle = geometry.center_lps_mm
        centers = geometry.to_lps_mm(corners * (size - 1)) - middle
        edges = geometry.to_lps_mm(corners * size - 0.5) - middle
        step = min(geometry.spacing_kji_mm)
        low, high = (float(f(centers @ basis.onward)) for f in (np.min, np.max))
        through = float(basis.onward @ (np.array(self.axes.center_lps_mm) - middle))
        first = through + math.ceil((low - through) / step - 1e-6) * step
        extent = [2 * float(np.abs(edges @ v).max()) for v in (basis.down, basis.right)]
        pixel = max(step, max(extent) / _LARGEST_PX) * self.decimation
        return _Family(
            basis=basis,
            first_mm=first,
            step_mm=step,
            count=max(1, math.floor((high - first) / step + 1e-6) + 1),
            shape_rc=(math.ceil(extent[0] / pixel), math.ceil(extent[1] / pixel)),
            pixel_mm=pixel,
        )

    def plane_at(self, plane: PlaneName, index: float) -> ObliquePlane:
        """The rectangle in the patient that a picture shows."""
        family = self._families[plane]
        depth = family.first_mm + index * family.step_mm
        center = self.shown.geometry.center_lps_mm + depth * family.basis.onward
        return ObliquePlane(
            center_lps_mm=_triple(center),
            right_lps=_triple(family.basis.right),
            down_lps=_triple(family.basis.down),
            shape_rc=family.shape_rc,
            pixel_mm=family.pixel_mm,
        )

    def count(self, plane: PlaneName) -> int:
        """How many planes there are."""
        if plane is PlaneName.NATIVE:
            return VolumeView.count(self, plane)
        return self._families[plane].count

    def frame(
        self, plane: PlaneName, index: int, *, slab_mm: float = 0.0, mode: str = "max"
    ) -> ViewFrame:
        """One plane or slab, trilinear."""
        if plane is PlaneName.NATIVE:
            return VolumeView.frame(self, plane, index, slab_mm=slab_mm, mode=mode)
        key = (index, slab_mm, mode)
        known = self._last.get(plane)
        if known is not None and known[0] == key:
            return known[1]
        frame = self._cut(plane, index, slab_mm, mode)
        self._last[plane] = (key, frame)
        return frame

    def _cut(self, plane: PlaneName, index: int, slab_mm: float, mode: str) -> ViewFrame:
        cut = reslice(self.shown, self.plane_at(plane, index), slab_mm=slab_mm, mode=mode)
        return ViewFrame(
            values=cut.values,
            pixel_rc=cut.spacing_rc_mm,
            spacing_rc_mm=cut.spacing_rc_mm if self.trusts(plane) else None,
            letters=cut.letters,
            padding=cut.padding,
            is_interpolated=True,
            decimation=self.decimation,
        )

    def trusts(self, plane: PlaneName) -> bool:
        """Whether lengths may be given in mm: a turned plane cuts across slices."""
        return self.trusted if plane in self._families else VolumeView.trusts(self, plane)

    def labels(self, mask: Mask, plane: PlaneName, index: int) -> NDArray[Any]:
        """Labels of the nearest voxels, of a mask on the grid of `shown`."""
        if plane is PlaneName.NATIVE:
            return VolumeView.labels(self, mask, plane, index)
        return reslice_labels(mask.labels, self.shown.geometry, self.plane_at(plane, index))

    def heat(self, heatmap: Heatmap, plane: PlaneName, index: int) -> NDArray[Any]:
        """Saliency of a plane, of a map on the grid of `shown`."""
        if plane is PlaneName.NATIVE:
            return VolumeView.heat(self, heatmap, plane, index)
        whole = replace(self.shown, array=heatmap.values, padding=None)
        return reslice(whole, self.plane_at(plane, index), fill=0.0).values

    def to_point(self, plane: PlaneName, index: int, row: float, column: float) -> Point:
        """LPS mm of a point of a plane."""
        if plane is PlaneName.NATIVE:
            return VolumeView.to_point(self, plane, index, row, column)
        affine = self.plane_at(plane, index).affine_lps
        return _triple(affine[:3] @ np.array([row, column, 1.0]))

    def locate(self, plane: PlaneName, point: ArrayLike) -> tuple[float, float, float]:
        """Fractional (index, row, column) of LPS mm."""
        if plane is PlaneName.NATIVE:
            return VolumeView.locate(self, plane, point)
        family = self._families[plane]
        offset = np.asarray(point, dtype=np.float64) - self.shown.geometry.center_lps_mm
        rows, columns = family.shape_rc
        return (
            (float(offset @ family.basis.onward) - family.first_mm) / family.step_mm,
            float(offset @ family.basis.down) / family.pixel_mm + (rows - 1) / 2,
            float(offset @ family.basis.right) / family.pixel_mm + (columns - 1) / 2,
        )

    def directions(self, plane: PlaneName) -> tuple[Point, Point]:
        """Unit vectors, LPS, in which rows and columns of a plane grow."""
        if plane is PlaneName.NATIVE:
            return VolumeView.directions(self, plane)
        basis = self._families[plane].basis
        return _triple(basis.down), _triple(basis.right)

    def step_mm(self, plane: PlaneName) -> float:
        """Distance from plane to plane."""
        if plane is PlaneName.NATIVE:
            return VolumeView.step_mm(self, plane)
        return self._families[plane].step_mm

    def position_words(self, plane: PlaneName, index: int) -> Message:
        """Where a plane lies: how far it is tilted, and its middle."""
        if plane is PlaneName.NATIVE:
            return VolumeView.position_words(self, plane, index)
        tilt = self.axes.tilt_deg(self.shown.geometry, plane)
        middle = point_text(self.plane_at(plane, index).center_lps_mm)
        return Message(
            "{plane} tilted {tilt:.0f}°, {middle}",
            plane=PLANE_WORDS[plane],
            tilt=tilt,
            middle=middle,
        )


def _triple(vector: NDArray[np.float64]) -> Point:
    x, y, z = vector.tolist()
    return x, y, z
