"""What a scan found: patients, studies, series, and stacks of one geometry."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workstation.domain.frame_timing import FrameTiming
from workstation.domain.geometry import GeometryHonesty, ProjectionGeometry
from workstation.domain.moments import Moment
from workstation.domain.pixel_source import LookupTable, PixelSource
from workstation.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Identity as the images state it. Identity is ID + issuer + name + birth date + sex."""

    patient_id: str = ""
    issuer: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    age: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells one person from another; the age changes from study to study."""
        return (self.patient_id, self.issuer, self.name, self.birth_date, self.sex)


class StackKind(StrEnum):
    """How the frames of a stack relate in space."""

    VOLUME = "volume"
    """Parallel slices with known positions; two or more."""
    SLICES = "slices"
    """Cross-sectional frames that cannot be one volume: a single slice or no position."""
    PROJECTION = "projection"
    """Radiographs and mammograms; each frame stands alone."""
    FRAMES = "frames"
    """Cine, secondary capture, color: frames in time or without geometry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSetting:
    """A grey-scale window of the file (PS3.3 C.11.2): center, width, function, name."""

    center: float
    width: float
    explanation: Message | str = ""
    function: str = "LINEAR"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRef:
    """One frame of one file, and what is needed to decode and place it.

    `position_lps_mm` and `orientation` are Image Position/Orientation (Patient);
    `orientation` is (row direction, column direction), six numbers.
    """

    path: str
    sop_instance_uid: str
    sop_class_uid: str
    transfer_syntax_uid: str
    frame_index: int = 0
    instance_number: int = 0
    position_lps_mm: tuple[float, float, float] | None = None
    orientation: tuple[float, float, float, float, float, float] | None = None
    rescale: tuple[float, float] = (1.0, 0.0)
    mapped: tuple[float, float] | None = None
    """Least and greatest stored value that the file maps to values; None for all."""
    pixels: PixelSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stack:
    """Frames of one series that share one geometry, sorted along the normal.

    `affine_lps` is None when the frames have no place in the patient.
    `quantity` names what a pixel value means after the modality transform:
    "HU", "SUVbw", "BQML", "OD", ..., "US" (unspecified).
    """

    id: str
    series_instance_uid: str
    kind: StackKind
    frames: tuple[FrameRef, ...]
    shape_kji: tuple[int, int, int]
    spacing_kji_mm: tuple[float | None, float | None, float | None]
    affine_lps: NDArray[np.float64] | None
    frame_of_reference_uid: str
    transfer_syntaxes: tuple[str, ...]
    quantity: str
    geometry: GeometryHonesty
    label: Message | str = ""
    """What sets this stack apart within its series, e.g. "echo 2" or "b 800"."""
    photometric: str = "MONOCHROME2"
    is_color: bool = False
    windows: tuple[WindowSetting, ...] = ()
    frame_time_ms: float | None = None
    timing: FrameTiming = field(default_factory=FrameTiming)
    """Times of single frames and the rate at which to show them."""
    moment: Moment = field(default_factory=Moment)
    """When a volume was taken: the middle of its slices."""
    lossy: bool = False
    body_part: str = ""
    slice_thickness_mm: float | None = None
    projection: ProjectionGeometry | None = None
    """Pixel size and its calibration of radiographs and frames, which have no place in space."""
    voi_luts: tuple[LookupTable, ...] = ()
    inverted: bool = False
    """Whether the smallest value is shown white."""
    view_position: str = ""
    laterality: str = ""
    technique: tuple[tuple[Message, Message | str], ...] = ()
    """Acquisition facts for the report, e.g. ("Tube voltage", "120 kV")."""
    content: str = ""
    """Tells its files from others of the same UIDs, and from themselves before a change; "" where
    nobody asked."""

    @property
    def images(self) -> tuple[str, ...]:
        """SOP Instance UIDs of its images, each once."""
        return tuple(dict.fromkeys(frame.sop_instance_uid for frame in self.frames))

    @property
    def pictures(self) -> tuple[tuple[str, int], ...]:
        """SOP Instance UID and frame, from 0, of each slice; no other stack has one of them."""
        return tuple((frame.sop_instance_uid, frame.frame_index) for frame in self.frames)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """One DICOM series."""

    series_instance_uid: str
    number: int | None
    modality: str
    description: str
    stacks: tuple[Stack, ...]
    date: str = ""
    time: str = ""
    laterality: str = ""
    protocol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Study:
    """One DICOM study and the objects in it that are not images, by SOP class name."""

    study_instance_uid: str
    patient: Patient
    date: str
    time: str
    description: str
    accession_number: str
    referring_physician: str
    series: tuple[Series, ...]
    other_objects: tuple[tuple[str, str], ...] = ()
    """(SOP class name, path) of SEG, SR, RTSTRUCT, presentation states, PDF ..."""
    institution: str = ""
    study_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedFile:
    """A file left out of the scan, and why, in words."""

    path: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScanReport:
    """Every file that was looked at is in a stack, in `other_objects`, or in `skipped`."""

    files: int
    read: int
    skipped: tuple[SkippedFile, ...]
    studies: tuple[Study, ...]

    def all_series(self) -> tuple[tuple[Study, Series], ...]:
        """Every series with its study, in display order."""
        return tuple((study, series) for study in self.studies for series in study.series)
