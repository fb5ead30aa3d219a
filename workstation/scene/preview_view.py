"""Slices of a stack while it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.imaging.annotation import position_text
from workstation.imaging.planes import (
    PlaneName,
    acquisition_plane,
    extract_plane,
    plane_layout,
    plane_point_lps_mm,
    plane_position,
    plane_shape,
    plane_step_mm,
)
from workstation.messages import NOTHING, Message
from workstation.scene.image_view import Point, ViewFrame, unit_steps


@dataclass(frozen=True, slots=True, eq=False)
class PreviewView:
    """Slices of a stack as they arrive, before the volume is whole.

    Parameters
    ----------
    image : Volume
        One slice, for the words and the window.
    geometry : VolumeGeometry
        Of the whole stack.
    slices : dict
        Slice number to values, (j, i); filled while the stack is read.
    stack_id : str
        The stack that is read.
    """

    image: Volume
    geometry: VolumeGeometry
    slices: dict[int, NDArray[Any]]
    stack_id: str

    in_patient = True
    is_planar = True
    is_along_grid = True
    is_resampled = False

    def count(self, plane: PlaneName) -> int:
        """Slices of the stack; 1 across them."""
        return self.geometry.shape_kji[0] if self._is_acquired(plane) else 1

    def frame(
        self,
        plane: PlaneName,
        index: int,
        *,
        slab_mm: float = 0.0,  # noqa: ARG002
        mode: str = "max",  # noqa: ARG002
    ) -> ViewFrame:
        """The slice nearest to a plane among those that are there."""
        wanted = self._slice_of(plane, index) if self._is_acquired(plane) else 0
        nearest = min(tuple(self.slices), key=lambda k: abs(k - wanted))
        values = self.slices[nearest]
        if not self._is_acquired(plane):
            values = np.zeros((1, 1), dtype=values.dtype)
            return ViewFrame(
                values=values, pixel_rc=(1.0, 1.0), spacing_rc_mm=None, letters=("", "", "", "")
            )
        affine = self.geometry.affine_lps.copy()
        affine[:3, 3] = self.geometry.to_lps_mm((nearest, 0, 0))
        single = replace(
            self.image,
            array=values[np.newaxis],
            geometry=VolumeGeometry(shape_kji=(1, *values.shape), affine_lps=affine),
            padding=None,
        )
        cut = extract_plane(single, plane, 0)
        return ViewFrame(
            values=cut.values,
            pixel_rc=cut.spacing_rc_mm,
            spacing_rc_mm=cut.spacing_rc_mm,
            letters=cut.letters,
        )

    def _is_acquired(self, plane: PlaneName) -> bool:
        return plane is acquisition_plane(self.geometry)

    def _slice_of(self, plane: PlaneName, index: int) -> int:
        flipped = plane_layout(self.geometry, plane).flipped[0]
        return self.geometry.shape_kji[0] - 1 - index if flipped else index

    def trusts(self, plane: PlaneName) -> bool:
        """Within a slice only Pixel Spacing counts."""
        return self._is_acquired(plane)

    def labels(self, mask: Mask, plane: PlaneName, index: int) -> NDArray[Any]:  # noqa: ARG002
        """None yet: masks wait for the volume."""
        return np.zeros((1, 1), dtype=np.uint8)

    def heat(self, heatmap: Heatmap, plane: PlaneName, index: int) -> NDArray[Any]:  # noqa: ARG002
        """None yet: saliency maps wait for the volume."""
        return np.zeros((1, 1), dtype=np.float32)

    def to_point(self, plane: PlaneName, index: int, row: float, column: float) -> Point:
        """LPS mm of a point of a plane."""
        x, y, z = plane_point_lps_mm(self.geometry, plane, index, row, column).tolist()
        return x, y, z

    def locate(self, plane: PlaneName, point: ArrayLike) -> tuple[float, float, float]:
        """Fractional (index, row, column) of LPS mm."""
        return plane_position(self.geometry, plane, point)

    def directions(self, plane: PlaneName) -> tuple[Point, Point]:
        """Unit vectors, LPS, in which rows and columns of a plane grow."""
        return unit_steps(self.geometry, plane)

    def step_mm(self, plane: PlaneName) -> float:
        """Distance from plane to plane."""
        return plane_step_mm(self.geometry, plane)

    def position_words(self, plane: PlaneName, index: int) -> Message:
        """Where a plane lies."""
        rows, columns = plane_shape(self.geometry, plane)
        return position_text(plane, self.to_point(plane, index, (rows - 1) / 2, (columns - 1) / 2))

    def scale_word(self) -> Message:
        """Calibration word beside a millimeter: none is needed here."""
        return NOTHING
