"""A radiograph, or frames in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.geometry import Calibration
from workstation.domain.image import FrameSequence, Radiograph
from workstation.domain.mask import Mask
from workstation.imaging.annotation import calibration_word
from workstation.imaging.orientation import opposite_letters
from workstation.imaging.planes import (
    PlaneName,
    extract_mask_plane,
)
from workstation.messages import NOTHING, Message, joined
from workstation.scene.image_view import Point, ViewFrame


@dataclass(frozen=True, slots=True, eq=False)
class FlatView:
    """A radiograph, or frames in time; points are (row, column, 0) in pixels."""

    image: Radiograph | FrameSequence
    stack_id: str

    in_patient = False
    is_planar = True
    is_along_grid = True
    is_resampled = False

    def count(self, plane: PlaneName) -> int:  # noqa: ARG002 - a film has one plane
        """How many frames there are."""
        return 1 if isinstance(self.image, Radiograph) else self.image.array.shape[0]

    def frame(
        self,
        plane: PlaneName,  # noqa: ARG002
        index: int,
        *,
        slab_mm: float = 0.0,  # noqa: ARG002
        mode: str = "max",  # noqa: ARG002
    ) -> ViewFrame:
        """The film, or one frame."""
        image, geometry = self.image, self.image.geometry
        radiograph = isinstance(image, Radiograph)
        right, bottom = geometry.orientation_letters
        return ViewFrame(
            values=image.array if radiograph else image.array[index],
            pixel_rc=geometry.spacing_ji_mm or (geometry.aspect_ratio_ji, 1.0),
            spacing_rc_mm=geometry.spacing_ji_mm,
            letters=(opposite_letters(right), right, opposite_letters(bottom), bottom),
            padding=image.padding if isinstance(image, Radiograph) else None,
        )

    def trusts(self, plane: PlaneName) -> bool:  # noqa: ARG002
        """Whether lengths may be given in mm."""
        return self.image.geometry.calibration is not Calibration.UNKNOWN

    def labels(self, mask: Mask, plane: PlaneName, index: int) -> NDArray[Any]:  # noqa: ARG002
        """Labels of the film, or of one frame."""
        return extract_mask_plane(mask, PlaneName.NATIVE, min(index, mask.labels.shape[0] - 1))

    def heat(self, heatmap: Heatmap, plane: PlaneName, index: int) -> NDArray[Any]:  # noqa: ARG002
        """Saliency of the film, or of one frame."""
        values: NDArray[Any] = heatmap.values
        return values if values.ndim == 2 else values[min(index, values.shape[0] - 1)]

    def to_point(self, plane: PlaneName, index: int, row: float, column: float) -> Point:  # noqa: ARG002
        """(row, column, 0)."""
        return row, column, 0.0

    def locate(self, plane: PlaneName, point: ArrayLike) -> tuple[float, float, float]:  # noqa: ARG002
        """(0, row, column)."""
        row, column, _ = np.asarray(point, dtype=np.float64).tolist()
        return 0.0, row, column

    def directions(self, plane: PlaneName) -> tuple[Point, Point]:  # noqa: ARG002
        """Zeros: nothing is known of the patient."""
        return (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)

    def step_mm(self, plane: PlaneName) -> float:  # noqa: ARG002
        """Frames have no distance."""
        return 1.0

    def position_words(self, plane: PlaneName, index: int) -> Message:  # noqa: ARG002
        """View position of a film; nothing for frames, whose number is shown anyway."""
        source = self.image.source
        words = [word for word in (source.laterality, source.view_position) if word]
        return joined(" ", words) if words else NOTHING

    def scale_word(self) -> Message:
        """Calibration word that must stand beside a millimeter."""
        return calibration_word(self.image.geometry)
