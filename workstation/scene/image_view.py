"""What every viewport asks of the image that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Image
from workstation.domain.mask import Mask
from workstation.domain.value_codes import NO_UNIT, mapped_unit
from workstation.imaging.planes import PlaneName, plane_affine
from workstation.messages import NOTHING, Message

Point = tuple[float, float, float]
_NO_UNIT = Message("no unit")


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
    is_interpolated: bool = False
    """Whether values lie between voxels instead of being those of voxels."""
    withheld: Message = NOTHING
    """Why no length in mm is given, where it is not the geometry."""
    decimation: int = 1
    """How many times coarser than the image it was cut; more than 1 only while dragging."""

    @property
    def is_color(self) -> bool:
        """Whether values are RGB."""
        return self.values.ndim == 3


class ImageView(Protocol):
    """An image cut into numbered pictures, and where their points lie."""

    @property
    def image(self) -> Image:
        """As it was acquired."""

    @property
    def stack_id(self) -> str:
        """The stack that it was read from."""

    @property
    def in_patient(self) -> bool:
        """Whether points are LPS mm; else (row, column, 0) in pixels."""

    @property
    def is_planar(self) -> bool:
        """Whether pictures are flat, so that a straight line in one is straight in the patient."""

    @property
    def is_along_grid(self) -> bool:
        """Whether plane and number alone say what is shown."""

    @property
    def is_resampled(self) -> bool:
        """Whether the image was interpolated to an even, straight grid before it is cut."""

    def count(self, plane: PlaneName) -> int:
        """How many pictures there are."""

    def frame(
        self, plane: PlaneName, index: int, *, slab_mm: float = 0.0, mode: str = "max"
    ) -> ViewFrame:
        """One picture, or the projection of a slab: "max", "min" or "mean"."""

    def trusts(self, plane: PlaneName) -> bool:
        """Whether lengths may be given in mm."""

    def labels(self, mask: Mask, plane: PlaneName, index: int) -> NDArray[Any]:
        """Labels on the picture, (r, c)."""

    def heat(self, heatmap: Heatmap, plane: PlaneName, index: int) -> NDArray[Any]:
        """Saliency on the picture, (r, c)."""

    def to_point(self, plane: PlaneName, index: int, row: float, column: float) -> Point:
        """The point of the image at a place of a picture."""

    def locate(self, plane: PlaneName, point: ArrayLike) -> tuple[float, float, float]:
        """Fractional (index, row, column) of a point; undoes `to_point`."""

    def directions(self, plane: PlaneName) -> tuple[Point, Point]:
        """Unit vectors, LPS, in which rows and columns grow; zeros on films."""

    def step_mm(self, plane: PlaneName) -> float:
        """Distance from picture to picture."""

    def position_words(self, plane: PlaneName, index: int) -> Message:
        """Where a picture lies."""

    def scale_word(self) -> Message:
        """Calibration word that must stand beside a millimeter."""


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
    known = {"HU": "HU", "BQML": "Bq/mL", "OD": "OD"}
    return known.get(image.quantity) or mapped_unit(image.quantity)


def unit_words(image: Image) -> Message | str:
    """Unit of the values as it stands beside one alone: "no unit" where they are said to have none.

    Empty when nothing is said of it.
    """
    return _NO_UNIT if image.quantity == NO_UNIT else unit_of(image)


def no_unit(image: Image) -> Message:
    """What stands beside numbers of values that are said to have no unit; else `NOTHING`."""
    return _NO_UNIT if image.quantity == NO_UNIT else NOTHING


def has_no_value(image: Image, frame: ViewFrame, row: float, column: float) -> bool:
    """Whether a pixel lies beyond what the file maps to values, and is shown all the same."""
    r, c = int(np.floor(row + 0.5)), int(np.floor(column + 0.5))
    if frame.padding is None or not getattr(image, "shows_padding", False):
        return False
    inside = 0 <= r < frame.padding.shape[0] and 0 <= c < frame.padding.shape[1]
    return inside and bool(frame.padding[r, c])


def unit_steps(geometry: VolumeGeometry, plane: PlaneName) -> tuple[Point, Point]:
    """Unit vectors, LPS, in which rows and columns of a plane along a grid grow."""
    affine = plane_affine(geometry, plane, 0)
    rows, columns = (affine[:3, n] / np.linalg.norm(affine[:3, n]) for n in (0, 1))
    r, c = rows.tolist(), columns.tolist()
    return (r[0], r[1], r[2]), (c[0], c[1], c[2])
