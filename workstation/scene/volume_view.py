"""Planes of a volume along its own grid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import ArrayLike, NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.imaging.annotation import position_text
from workstation.imaging.planes import (
    PlaneName,
    acquisition_plane,
    extract_mask_plane,
    extract_plane,
    extract_slab,
    plane_count,
    plane_point_lps_mm,
    plane_position,
    plane_shape,
    plane_step_mm,
)
from workstation.imaging.rectify import needs_rectifying
from workstation.messages import NOTHING, Message
from workstation.scene.image_view import Point, ViewFrame, unit_steps


@dataclass(frozen=True, slots=True, eq=False)
class VolumeView:
    """A volume to cut.

    Parameters
    ----------
    image : Volume
        As it was acquired.
    shown : Volume
        The same, resampled where the gantry was tilted or slices lie unevenly.
    trusted : bool
        Whether lengths across slices may be given: nothing blocks them, or a reader took
        note of what does.
    stack_id : str
        The stack that it was read from.
    """

    image: Volume
    shown: Volume
    trusted: bool
    stack_id: str

    in_patient = True
    is_planar = True
    is_along_grid = True

    @property
    def is_resampled(self) -> bool:
        """Whether what is shown was interpolated to an even, straight grid."""
        return needs_rectifying(self.image)

    def is_like(self, other: VolumeView) -> bool:
        """Whether another shows the same place with the same modality, as phases do."""
        mine, its = self.shown.geometry, other.shown.geometry
        return (
            self.image.source.modality == other.image.source.modality
            and self.image.source.study_instance_uid == other.image.source.study_instance_uid
            and mine.frame_of_reference_uid == its.frame_of_reference_uid
            and mine.same_grid(its)
        )

    def count(self, plane: PlaneName) -> int:
        """How many planes there are."""
        return plane_count(self.shown, plane)

    def frame(
        self, plane: PlaneName, index: int, *, slab_mm: float = 0.0, mode: str = "max"
    ) -> ViewFrame:
        """One plane or slab."""
        if slab_mm > 0:
            cut = extract_slab(self.shown, plane, index, thickness_mm=slab_mm, mode=mode)
        else:
            cut = extract_plane(self.shown, plane, index)
        return ViewFrame(
            values=cut.values,
            pixel_rc=cut.spacing_rc_mm,
            spacing_rc_mm=cut.spacing_rc_mm if self.trusts(plane) else None,
            letters=cut.letters,
            padding=cut.padding,
        )

    def trusts(self, plane: PlaneName) -> bool:
        """Whether lengths in a plane may be given in mm.

        Within an acquired slice only Pixel Spacing counts; across slices their positions do.
        """
        acquired = acquisition_plane(self.image.geometry)
        return self.trusted or plane in (acquired, PlaneName.NATIVE)

    def labels(self, mask: Mask, plane: PlaneName, index: int) -> NDArray[Any]:
        """Labels of a plane, of a mask on the grid of `shown`."""
        return extract_mask_plane(mask, plane, index)

    def heat(self, heatmap: Heatmap, plane: PlaneName, index: int) -> NDArray[Any]:
        """Saliency of a plane, of a map on the grid of `shown`."""
        whole = replace(self.shown, array=heatmap.values, padding=None)
        return extract_plane(whole, plane, index).values

    def to_point(self, plane: PlaneName, index: int, row: float, column: float) -> Point:
        """LPS mm of a point of a plane."""
        x, y, z = plane_point_lps_mm(self.shown.geometry, plane, index, row, column).tolist()
        return x, y, z

    def locate(self, plane: PlaneName, point: ArrayLike) -> tuple[float, float, float]:
        """Fractional (index, row, column) of LPS mm."""
        return plane_position(self.shown.geometry, plane, point)

    def directions(self, plane: PlaneName) -> tuple[Point, Point]:
        """Unit vectors, LPS, in which rows and columns of a plane grow."""
        return unit_steps(self.shown.geometry, plane)

    def step_mm(self, plane: PlaneName) -> float:
        """Distance from plane to plane."""
        return plane_step_mm(self.shown.geometry, plane)

    def position_words(self, plane: PlaneName, index: int) -> Message:
        """Where a plane lies, e.g. "Axial F 520.5 mm"."""
        rows, columns = plane_shape(self.shown.geometry, plane)
        return position_text(plane, self.to_point(plane, index, (rows - 1) / 2, (columns - 1) / 2))

    def scale_word(self) -> Message:
        """Calibration word beside a millimeter: none is needed here."""
        return NOTHING
