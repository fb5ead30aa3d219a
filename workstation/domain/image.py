"""Decoded images: volumes, radiographs and frame sequences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.frame_timing import FrameTiming
from workstation.domain.geometry import GeometryHonesty, ProjectionGeometry, VolumeGeometry
from workstation.domain.pixel_source import LookupTable
from workstation.domain.study import Patient, WindowSetting
from workstation.domain.voxel_mask import VoxelMask
from workstation.messages import Message

NamedVoiLut = tuple[str, tuple[int, NDArray[np.uint16], int]]
"""LUT Explanation, and first value mapped, entries, bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSource:
    """The series and instances that an image was read from, and what a report needs of them.

    `sop_instance_uids`, `frame_indices`, `paths` and `instance_numbers` have one entry per slice k;
    Instance Numbers are 0 where a file states none.
    """

    patient: Patient = field(default_factory=Patient)
    study_instance_uid: str = ""
    series_instance_uid: str = ""
    modality: str = ""
    description: str = ""
    series_number: int | None = None
    study_date: str = ""
    study_description: str = ""
    accession_number: str = ""
    referring_physician: str = ""
    institution: str = ""
    body_part: str = ""
    view_position: str = ""
    laterality: str = ""
    sop_instance_uids: tuple[str, ...] = ()
    frame_indices: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()
    instance_numbers: tuple[int, ...] = ()
    technique: tuple[tuple[Message, Message | str], ...] = ()
    """Acquisition facts in words, e.g. ("Tube voltage", "120 kV")."""
    lossy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Volume:
    """Parallel slices in one regular grid.

    Parameters
    ----------
    array : (k, j, i) int16, uint16, int32 or float32
        `quantity` values = array * slope + intercept; slope 1 and intercept 0 unless the
        values were kept stored to save memory.
    geometry : VolumeGeometry
        Sheared when the gantry was tilted.
    quantity : str
        "HU", "SUVbw", "BQML", ..., "US" (unspecified).
    padding : VoxelMask or None
        True where the scanner wrote no value (Pixel Padding).
    slice_origins_lps_mm : (k, 3) float64 or None
        Real position of each slice when the spacing is not uniform, else None.
    """

    array: NDArray[Any]
    geometry: VolumeGeometry
    quantity: str
    source: ImageSource
    honesty: GeometryHonesty = field(default_factory=GeometryHonesty)
    windows: tuple[WindowSetting, ...] = ()
    padding: VoxelMask | None = None
    slice_origins_lps_mm: NDArray[np.float64] | None = None
    inverted: bool = False
    """The smallest value is shown white (MONOCHROME1, or Presentation LUT Shape INVERSE)."""
    voi_luts: tuple[NamedVoiLut, ...] = ()
    """The file's own VOI LUTs, where all slices have the same."""
    shows_padding: bool = False
    """Some of `padding` lies beyond what the file maps to values: shown, and without a value."""

    def __post_init__(self) -> None:
        if self.array.shape != self.geometry.shape_kji:
            raise ValueError(f"array {self.array.shape} is not {self.geometry.shape_kji}")
        if self.padding is not None and self.padding.shape != self.array.shape:
            raise ValueError(f"padding {self.padding.shape} is not {self.array.shape}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Radiograph:
    """One projection image; array is (j, i), values after the modality transform.

    Raises
    ------
    ValueError
        The array is not two-dimensional or not of the geometry's shape.
    """

    array: NDArray[Any]
    geometry: ProjectionGeometry
    quantity: str
    source: ImageSource
    honesty: GeometryHonesty = field(default_factory=GeometryHonesty)
    windows: tuple[WindowSetting, ...] = ()
    voi_lut: tuple[int, NDArray[np.uint16], int] | None = None
    """First value mapped, entries, bits: the file's own VOI LUT (PS3.3 C.11.2.1.1)."""
    voi_luts: tuple[NamedVoiLut, ...] = ()
    """All of them, the first among them, each with its explanation."""
    padding: NDArray[np.bool_] | None = None
    inverted: bool = False
    shows_padding: bool = False
    """As of `Volume`."""

    def __post_init__(self) -> None:
        if self.array.shape != self.geometry.shape_ji:
            raise ValueError(f"array {self.array.shape} is not {self.geometry.shape_ji}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FrameSequence:
    """Frames in time, or color and captured images; no place in the patient is claimed.

    `array` is (t, j, i) or, in color, (t, j, i, 3) uint8 RGB.
    """

    array: NDArray[Any]
    geometry: ProjectionGeometry
    quantity: str
    source: ImageSource
    honesty: GeometryHonesty = field(default_factory=GeometryHonesty)
    windows: tuple[WindowSetting, ...] = ()
    frame_time_ms: float | None = None
    timing: FrameTiming = field(default_factory=FrameTiming)
    inverted: bool = False
    voi_luts: tuple[NamedVoiLut, ...] = ()
    """The file's own VOI LUTs, where all frames have the same; none in color."""

    @property
    def is_color(self) -> bool:
        """Whether frames are RGB."""
        return self.array.ndim == 4


Image = Volume | Radiograph | FrameSequence


def named_tables(tables: Iterable[LookupTable]) -> tuple[NamedVoiLut, ...]:
    """VOI LUTs of a stack as its image holds them."""
    return tuple(
        (lut.name, (lut.first, np.asarray(lut.entries, dtype=np.uint16), lut.bits))
        for lut in tables
    )
