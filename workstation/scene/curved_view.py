"""A volume laid straight along a centerline."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.imaging.curved import CenterlineFrames
from workstation.imaging.known_samples import sample_known
from workstation.imaging.mpr_axes import MprAxes, PlaneBasis
from workstation.imaging.oblique import slab_layers, smallest_known
from workstation.imaging.planes import PlaneName
from workstation.imaging.reslice_kernels import sample_nearest
from workstation.messages import NOTHING, Message
from workstation.scene.image_view import Point, ViewFrame
from workstation.scene.row_places import PictureRows

ANGLE_STEP_DEG = 2.0
_ANGLES = round(180 / ANGLE_STEP_DEG)
WITHHELD = Message("Straightened: no mm")


@dataclass(frozen=True, slots=True, eq=False)
class CurvedView:
    """Rows are places along the line, columns lie across it; the number is the angle of view.

    Of what is off the line only distances across it are true, so no length in mm is given on
    the picture; the words give the arc length of the line.

    Parameters
    ----------
    image, shown : Volume
        As acquired, and on a straight grid.
    trusted : bool
        Whether lengths of the volume may be given.
    stack_id : str
        The stack that it was read from.
    line : CenterlineFrames
        The line.
    half_width_mm : float
        How far the picture reaches to each side.
    """

    image: Volume
    shown: Volume
    trusted: bool
    stack_id: str
    line: CenterlineFrames
    half_width_mm: float

    in_patient = True
    is_planar = False
    is_along_grid = False
    is_resampled = True

    @property
    def _pixel_mm(self) -> float:
        return self.line.step_mm

    @property
    def _columns(self) -> int:
        return 2 * round(self.half_width_mm / self._pixel_mm) + 1

    def count(self, plane: PlaneName) -> int:  # noqa: ARG002
        """Angles of view within half a turn; the other half mirrors them."""
        return _ANGLES

    def rows(self, index: int) -> PictureRows:
        """Where the rows of a picture lie."""
        across = self.line.across(index * ANGLE_STEP_DEG)
        steps = across * self._pixel_mm
        origins = self.line.points - steps * ((self._columns - 1) / 2)
        return PictureRows(origins, steps, np.cross(self.line.tangents, across))

    def frame(
        self,
        plane: PlaneName,  # noqa: ARG002
        index: int,
        *,
        slab_mm: float = 0.0,
        mode: str = "max",
    ) -> ViewFrame:
        """The straightened picture, or a slab across it."""
        origins, steps, depth, layers = self._kji(index, slab_mm)
        values = sample_known(
            self.shown, origins, steps, self._columns,
            depth_steps_kji=depth, layers=layers, mode=mode,
        )  # fmt: skip
        outside = np.isnan(values)
        if outside.any():
            values[outside] = smallest_known(values)
        return ViewFrame(
            values=values,
            pixel_rc=(self._pixel_mm, self._pixel_mm),
            spacing_rc_mm=None,
            letters=("", "", "", ""),
            padding=outside if outside.any() else None,
            is_interpolated=True,
            withheld=WITHHELD,
        )

    def _kji(
        self, index: int, slab_mm: float = 0.0
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], int]:
        rows, geometry = self.rows(index), self.shown.geometry
        inverse = np.linalg.inv(geometry.affine_lps[:3, :3])
        layers, depth_mm = slab_layers(geometry, slab_mm)
        return (
            np.asarray(geometry.to_kji(rows.origins_lps)),
            rows.steps_lps @ inverse.T,
            rows.normals_lps * depth_mm @ inverse.T,
            layers,
        )

    def trusts(self, plane: PlaneName) -> bool:  # noqa: ARG002
        """Never: a straight line on the picture is bent in the patient."""
        return False

    def labels(self, mask: Mask, plane: PlaneName, index: int) -> NDArray[Any]:  # noqa: ARG002
        """Labels of the nearest voxels, of a mask on the grid of `shown`."""
        origins, steps, _, _ = self._kji(index)
        return sample_nearest(mask.labels, origins, steps, self._columns)

    def heat(self, heatmap: Heatmap, plane: PlaneName, index: int) -> NDArray[Any]:
        """Saliency, of a map on the grid of `shown`; 0 outside of it."""
        whole = replace(self, shown=replace(self.shown, array=heatmap.values, padding=None))
        picture = whole.frame(plane, index)
        if picture.padding is not None:
            picture.values[picture.padding] = 0
        return picture.values

    def to_point(self, plane: PlaneName, index: int, row: float, column: float) -> Point:  # noqa: ARG002
        """LPS mm of a point of the picture."""
        across = self.line.across(index * ANGLE_STEP_DEG)
        at = min(max(row, 0.0), len(across) - 1.0)
        below = min(int(at), len(across) - 2)
        part = at - below
        points = self.line.points
        center = (1 - part) * points[below] + part * points[below + 1]
        # Beyond its ends the line runs straight on.
        center = center + (row - at) * self._pixel_mm * self.line.tangents[round(at)]
        aside = (1 - part) * across[below] + part * across[below + 1]
        aside = aside / np.linalg.norm(aside)
        x, y, z = (center + (column - (self._columns - 1) / 2) * self._pixel_mm * aside).tolist()
        return x, y, z

    def locate(self, plane: PlaneName, point: ArrayLike) -> tuple[float, float, float]:  # noqa: ARG002
        """Fractional (angle number, row, column) of LPS mm, by the nearest place on the line."""
        target = np.asarray(point, dtype=np.float64)
        n = int(np.argmin(np.linalg.norm(self.line.points - target, axis=1)))
        offset = target - self.line.points[n]
        row = n + float(offset @ self.line.tangents[n]) / self._pixel_mm
        u, v = float(offset @ self.line.first[n]), float(offset @ self.line.second[n])
        angle = math.degrees(math.atan2(v, u))
        side = math.hypot(u, v) / self._pixel_mm
        # From half a step before one angle to half a step before its mirror image.
        if not -ANGLE_STEP_DEG / 2 <= angle < 180.0 - ANGLE_STEP_DEG / 2:
            angle, side = angle - math.copysign(180.0, angle), -side
        return angle / ANGLE_STEP_DEG, row, (self._columns - 1) / 2 + side

    def directions(self, plane: PlaneName) -> tuple[Point, Point]:  # noqa: ARG002
        """Zeros: they differ from row to row."""
        return (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)

    def step_mm(self, plane: PlaneName) -> float:  # noqa: ARG002
        """Angles have no distance."""
        return 1.0

    def position_words(self, plane: PlaneName, index: int) -> Message:  # noqa: ARG002
        """Length of the line, where it is trusted, and the angle of view."""
        angle = index * ANGLE_STEP_DEG
        if not self.trusted:
            return Message("Line, seen at {angle:.0f}°", angle=angle)
        return Message(
            "Line {length:.1f} mm, seen at {angle:.0f}°", length=self.line.length_mm, angle=angle
        )

    def scale_word(self) -> Message:
        """No millimeter is given here."""
        return NOTHING

    def cross_section(self, plane: PlaneName, row: float) -> MprAxes:
        """Planes at a place of the line: the one of this name lies across it.

        It is seen as the anatomical plane that is nearest to it: from the feet, from the front
        or from the patient's left.

        Parameters
        ----------
        plane : PlaneName
            Axial, coronal or sagittal.
        row : float
            Place along the line, in rows of the straightened picture.
        """
        n = min(max(round(row), 0), len(self.line.points) - 1)
        along, right, second = (
            v[n] for v in (self.line.tangents, self.line.first, self.line.second)
        )
        bases = (
            _seen_across(along),
            PlaneBasis(right, along, second),
            PlaneBasis(second, along, right),
        )
        others = [p for p in (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL) if p != plane]
        x, y, z = self.line.points[n].tolist()
        return MprAxes((x, y, z), dict(zip((plane, *others), bases, strict=True)))


_SEEN = (
    (np.array([-1.0, 0.0, 0.0]), np.array([0.0, 0.0, -1.0])),
    (np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, -1.0])),
    (np.array([0.0, 0.0, 1.0]), np.array([0.0, 1.0, 0.0])),
)
"""Away from the viewer and down, LPS, of sagittal, coronal and axial pictures."""


def _seen_across(along: NDArray[np.float64]) -> PlaneBasis:
    """The picture across a direction, turned as radiologists look at its nearest plane."""
    away, below = _SEEN[int(np.argmax(np.abs(along)))]
    into = along * np.sign(along @ away)
    down = below - (below @ into) * into
    down /= np.linalg.norm(down)
    return PlaneBasis(np.cross(down, into), down, along)
