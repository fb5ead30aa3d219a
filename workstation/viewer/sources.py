"""What a viewport can show: planes of a volume, a radiograph, frames of a sequence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.geometry import Calibration, VolumeGeometry
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.mask import Mask
from workstation.imaging.annotation import PLANE_WORDS, calibration_word, position_text
from workstation.imaging.orientation import opposite_letters
from workstation.imaging.planes import (
    PlaneName,
    acquisition_plane,
    extract_mask_plane,
    extract_plane,
    extract_slab,
    plane_affine,
    plane_count,
    plane_layout,
    plane_point_lps_mm,
    plane_position,
    plane_shape,
    plane_step_mm,
)
from workstation.imaging.rectify import needs_rectifying

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ViewFrame:
    """One picture to paint, before windowing.

    `pixel_rc` is the size of a pixel, mm or relative; `spacing_rc_mm` is None where no
    length in mm may be given. Color frames are (r, c, 3) uint8.
    """

    values: NDArray[Any]
    pixel_rc: tuple[float, float]
    spacing_rc_mm: tuple[float, float] | None
    letters: tuple[str, str, str, str]
    padding: NDArray[np.bool_] | None = None

    @property
    def is_color(self) -> bool:
        """Whether values are RGB."""
        return self.values.ndim == 3


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

    @property
    def is_resampled(self) -> bool:
        """Whether what is shown was interpolated to an even, straight grid."""
        return needs_rectifying(self.image)

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
        return _unit_steps(self.shown.geometry, plane)

    def step_mm(self, plane: PlaneName) -> float:
        """Distance from plane to plane."""
        return plane_step_mm(self.shown.geometry, plane)

    def position_words(self, plane: PlaneName, index: int) -> str:
        """Where a plane lies, e.g. "Axial F 520.5 mm"."""
        rows, columns = plane_shape(self.shown.geometry, plane)
        return position_text(plane, self.to_point(plane, index, (rows - 1) / 2, (columns - 1) / 2))

    def scale_word(self) -> str:
        """Calibration word beside a millimeter: none is needed here."""
        return ""


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
        return _unit_steps(self.geometry, plane)

    def step_mm(self, plane: PlaneName) -> float:
        """Distance from plane to plane."""
        return plane_step_mm(self.geometry, plane)

    def position_words(self, plane: PlaneName, index: int) -> str:
        """Where a plane lies."""
        rows, columns = plane_shape(self.geometry, plane)
        return position_text(plane, self.to_point(plane, index, (rows - 1) / 2, (columns - 1) / 2))

    def scale_word(self) -> str:
        """Calibration word beside a millimeter: none is needed here."""
        return ""


def _unit_steps(geometry: VolumeGeometry, plane: PlaneName) -> tuple[Point, Point]:
    affine = plane_affine(geometry, plane, 0)
    rows, columns = (affine[:3, n] / np.linalg.norm(affine[:3, n]) for n in (0, 1))
    r, c = rows.tolist(), columns.tolist()
    return (r[0], r[1], r[2]), (c[0], c[1], c[2])


@dataclass(frozen=True, slots=True, eq=False)
class FlatView:
    """A radiograph, or frames in time; points are (row, column, 0) in pixels."""

    image: Radiograph | FrameSequence
    stack_id: str

    in_patient = False
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

    def position_words(self, plane: PlaneName, index: int) -> str:  # noqa: ARG002
        """View position of a film; nothing for frames, whose number is shown anyway."""
        return self.image.source.view_position

    def scale_word(self) -> str:
        """Calibration word that must stand beside a millimeter."""
        return calibration_word(self.image.geometry)


ImageView = VolumeView | PreviewView | FlatView


def plane_title(view: ImageView, plane: PlaneName) -> str:
    """Name of what a viewport shows."""
    if not isinstance(view, FlatView):
        return PLANE_WORDS[plane]
    return "Radiograph" if isinstance(view.image, Radiograph) else "Frames"


def value_at(frame: ViewFrame, row: float, column: float) -> float | None:
    """Value of the pixel under a point; None outside, in padding or in color."""
    r, c = int(np.floor(row + 0.5)), int(np.floor(column + 0.5))
    if not (0 <= r < frame.values.shape[0] and 0 <= c < frame.values.shape[1]):
        return None
    if frame.is_color or (frame.padding is not None and frame.padding[r, c]):
        return None
    return float(frame.values[r, c])


def unit_of(image: Image) -> str:
    """Unit of the values, in words; empty when unspecified."""
    if image.quantity.startswith("SUV"):
        return image.quantity
    return {"HU": "HU", "BQML": "Bq/mL", "OD": "OD"}.get(image.quantity, "")
