"""Where voxels lie in the patient (PS3.3 C.7.6.2.1.1), and how far that can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.messages import NOTHING, Message

# A grid is orthogonal when its axes deviate less than this from right angles.
ORTHOGONAL_TOLERANCE_DEG = 0.1


class GeometryIssueCode(StrEnum):
    """What is doubtful about a stack; scripts rely on these words."""

    MISSING_SLICES = "missing_slices"
    NONUNIFORM_SPACING = "nonuniform_spacing"
    SLICE_GAPS = "slice_gaps"
    GANTRY_TILT = "gantry_tilt"
    DUPLICATE_POSITIONS = "duplicate_positions"
    MIXED_ORIENTATION = "mixed_orientation"
    MIXED_SPACING = "mixed_spacing"
    NO_POSITION = "no_position"
    LOCALIZER = "localizer"
    UNCALIBRATED = "uncalibrated"
    UNREADABLE = "unreadable"
    MIXED_ACQUISITIONS = "mixed_acquisitions"
    SHARED_UID = "shared_uid"
    IMPLAUSIBLE = "implausible"
    NOT_FINITE = "not_finite"
    DISPLAY = "display"
    CHARACTER_SET = "character_set"
    PIXELS = "pixels"
    NOT_OPEN = "not_open"
    NOT_SUBTRACTED = "not_subtracted"


class GeometryBadge(StrEnum):
    """How far lengths and volumes of a stack can be trusted."""

    OK = "ok"
    CAUTION = "caution"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeometryIssue:
    """One doubt, in a sentence for the reader, with the files that it rests on.

    `of_pixel_size` says that it is about what the file states of the size of a pixel alone: it
    falls away where a reader sets that by hand.
    """

    code: GeometryIssueCode
    message: Message
    files: tuple[str, ...] = ()
    blocks_volume: bool = False
    of_pixel_size: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GeometryHonesty:
    """The badge of one stack and the reasons behind it."""

    issues: tuple[GeometryIssue, ...] = ()

    @property
    def badge(self) -> GeometryBadge:
        """Refused when an issue blocks volumes, caution when there is any other issue."""
        if any(issue.blocks_volume for issue in self.issues):
            return GeometryBadge.REFUSED
        return GeometryBadge.CAUTION if self.issues else GeometryBadge.OK

    @property
    def blocks_volume(self) -> bool:
        """Whether volume, diameter and doubling-time numbers need acknowledgement first."""
        return self.badge is GeometryBadge.REFUSED

    @property
    def lacks_scale_only(self) -> bool:
        """Whether nothing is wrong but that the size of a pixel is not known."""
        return self.blocks_volume and all(
            issue.code is GeometryIssueCode.UNCALIBRATED for issue in self.issues
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VolumeGeometry:
    """A regular, possibly sheared grid of voxel centers in one Frame of Reference.

    Parameters
    ----------
    shape_kji : tuple of int
        Slices, rows, columns.
    affine_lps : (4, 4) float64
        Maps (k, j, i, 1), 0-based voxel centers, to LPS mm.
    frame_of_reference_uid : str
        Empty when unknown; then nothing else shares this frame.

    Raises
    ------
    ValueError
        The affine is not (4, 4), not finite or singular, or the shape is not positive.
    """

    shape_kji: tuple[int, int, int]
    affine_lps: NDArray[np.float64]
    frame_of_reference_uid: str = ""

    def __post_init__(self) -> None:
        affine = np.array(self.affine_lps, dtype=np.float64)
        if affine.shape != (4, 4) or not np.all(np.isfinite(affine)):
            raise ValueError("affine_lps must be a finite (4, 4) matrix")
        if len(self.shape_kji) != 3 or min(self.shape_kji) < 1:
            raise ValueError(f"shape_kji must be three positive numbers, got {self.shape_kji}")
        if abs(np.linalg.det(affine[:3, :3])) < 1e-12:
            raise ValueError("affine_lps is singular")
        affine.setflags(write=False)
        object.__setattr__(self, "affine_lps", affine)
        object.__setattr__(self, "shape_kji", tuple(int(n) for n in self.shape_kji))

    @property
    def spacing_kji_mm(self) -> tuple[float, float, float]:
        """Distance between neighboring slices along the normal, rows and columns, mm.

        With gantry tilt the slice step is longer than the distance between the slice
        planes; the distance between planes is given, so that the product is the voxel volume.
        """
        dj, di = (float(np.linalg.norm(self.affine_lps[:3, c])) for c in (1, 2))
        return (self.voxel_volume_mm3 / (dj * di * self._sin_in_plane), dj, di)

    @property
    def _sin_in_plane(self) -> float:
        row, column = self.affine_lps[:3, 1], self.affine_lps[:3, 2]
        norms = np.linalg.norm(row) * np.linalg.norm(column)
        return float(np.linalg.norm(np.cross(row, column)) / norms)

    @property
    def voxel_volume_mm3(self) -> float:
        """Volume of one voxel, |det| of the affine's 3 x 3 part: right for sheared grids too."""
        return float(abs(np.linalg.det(self.affine_lps[:3, :3])))

    @property
    def directions_kji_lps(self) -> NDArray[np.float64]:
        """(3, 3) unit vectors, LPS; row 0 is the slice step, 1 the row step, 2 the column step."""
        axes = self.affine_lps[:3, :3].T
        unit: NDArray[np.float64] = axes / np.linalg.norm(axes, axis=1, keepdims=True)
        return unit

    @property
    def normal_lps(self) -> NDArray[np.float64]:
        """Unit normal of the slice planes, LPS, on the side to which k grows."""
        directions = self.directions_kji_lps
        normal = np.cross(directions[2], directions[1])
        normal /= np.linalg.norm(normal)
        return normal if float(normal @ directions[0]) > 0 else -normal

    @property
    def tilt_deg(self) -> float:
        """Angle between the slice step and the slice normal, degrees."""
        cosine = float(np.clip(self.directions_kji_lps[0] @ self.normal_lps, -1.0, 1.0))
        return float(np.degrees(np.arccos(cosine)))

    @property
    def is_sheared(self) -> bool:
        """Whether the axes are not at right angles, as with a tilted gantry."""
        directions = self.directions_kji_lps
        limit = np.sin(np.radians(ORTHOGONAL_TOLERANCE_DEG))
        dots = (directions[0] @ directions[1], directions[0] @ directions[2])
        return bool(max(abs(float(d)) for d in (*dots, directions[1] @ directions[2])) > limit)

    @property
    def center_lps_mm(self) -> NDArray[np.float64]:
        """Middle of the grid, LPS mm."""
        return self.to_lps_mm((np.array(self.shape_kji, dtype=np.float64) - 1) / 2)

    def to_lps_mm(self, indices_kji: ArrayLike) -> NDArray[np.float64]:
        """Map voxel indices to patient coordinates (PS3.3 C.7.6.2.1.1).

        Parameters
        ----------
        indices_kji : (..., 3) float
            Slice, row, column; 0-based; integers are voxel centers.

        Returns
        -------
        (..., 3) float64
            LPS mm in this Frame of Reference.
        """
        indices = np.asarray(indices_kji, dtype=np.float64)
        mapped: NDArray[np.float64] = indices @ self.affine_lps[:3, :3].T + self.affine_lps[:3, 3]
        return mapped

    def to_kji(self, points_lps_mm: ArrayLike) -> NDArray[np.float64]:
        """Map patient coordinates, (..., 3) LPS mm, to fractional voxel indices, (..., 3)."""
        points = np.asarray(points_lps_mm, dtype=np.float64) - self.affine_lps[:3, 3]
        mapped: NDArray[np.float64] = points @ np.linalg.inv(self.affine_lps[:3, :3]).T
        return mapped

    def contains_kji(self, indices_kji: ArrayLike) -> bool:
        """Whether a point, given as a fractional voxel index, lies inside a voxel of the grid."""
        indices = np.asarray(indices_kji, dtype=np.float64)
        upper = np.array(self.shape_kji) - 0.5
        return bool(np.all(indices >= -0.5) and np.all(indices < upper))

    def same_grid(self, other: VolumeGeometry, *, tolerance_mm: float = 1e-3) -> bool:
        """Whether both have equal shape, and every corner within `tolerance_mm`.

        Frames of Reference must be equal when both are known.
        """
        if self.shape_kji != other.shape_kji:
            return False
        mine, theirs = self.frame_of_reference_uid, other.frame_of_reference_uid
        if mine and theirs and mine != theirs:
            return False
        corners = np.array(
            [[k, j, i] for k in (0, 1) for j in (0, 1) for i in (0, 1)], dtype=np.float64
        ) * (np.array(self.shape_kji) - 1)
        distance = np.abs(self.to_lps_mm(corners) - other.to_lps_mm(corners))
        return bool(distance.max() <= tolerance_mm)


class Calibration(StrEnum):
    """Where the millimeters of a projection image come from (PS3.3 10.7.1.1-3)."""

    SCANNER = "scanner"
    """Reconstructed or region-calibrated images: true size in the image plane."""
    GEOMETRY = "corrected for geometric magnification"
    FIDUCIAL = "calibrated with a fiducial"
    CORRECTED = "corrected, how is not stated"
    """Pixel Spacing differs from that of the detector, and its type is not given."""
    MAGNIFICATION_FACTOR = "corrected by the estimated magnification factor"
    MANUAL = "calibrated by hand"
    """A reader drew a line of known length."""
    DETECTOR = "at the detector"
    SCANNED_FILM = "on the scanned film"
    UNSTATED = "at the detector or in the patient, not stated"
    """Pixel Spacing alone, without a type."""
    UNKNOWN = "uncalibrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectionGeometry:
    """Pixel size of a projection image, with the word that must stand beside every mm.

    Parameters
    ----------
    shape_ji : tuple of int
        Rows, columns.
    spacing_ji_mm : tuple of float or None
        Row and column spacing, mm; None when no length in mm may be given.
    calibration : Calibration
        Where the spacing comes from.
    aspect_ratio_ji : float
        Pixel height / width for display when no spacing is known (PS3.3 C.7.6.3.1.7).
    """

    shape_ji: tuple[int, int]
    spacing_ji_mm: tuple[float, float] | None
    calibration: Calibration
    aspect_ratio_ji: float = 1.0
    orientation_letters: tuple[str, str] = ("", "")
    """Patient Orientation (0020,0020): toward increasing columns, toward increasing rows."""
    magnification: float | None = None
    """Estimated Radiographic Magnification Factor that the spacing was divided by."""
    scaled_parts: tuple[tuple[int, int, int, int], ...] = ()
    """(top, left, bottom, right) of the parts that the spacing holds in; empty for all of it."""

    def has_scale_at(self, points_rc: Sequence[tuple[float, float]]) -> bool:
        """Whether the spacing holds between points (row, column): all lie in one part."""
        return not self.scaled_parts or any(
            all(top - 1 <= r <= bottom + 1 and left - 1 <= c <= right + 1 for r, c in points_rc)
            for top, left, bottom, right in self.scaled_parts
        )

    @property
    def calibration_word(self) -> Message:
        """What must stand beside every millimeter; empty where none is needed or given."""
        if self.calibration in (Calibration.SCANNER, Calibration.UNKNOWN):
            return NOTHING
        if self.magnification is not None:
            return Message(
                "estimated magnification {magnification:.4g}", magnification=self.magnification
            )
        return Message.term(self.calibration.value)

    def __post_init__(self) -> None:
        if self.spacing_ji_mm is not None and min(self.spacing_ji_mm) <= 0:
            raise ValueError("spacing must be positive or None")
        if (self.spacing_ji_mm is None) != (self.calibration is Calibration.UNKNOWN):
            raise ValueError("a spacing needs a calibration and the reverse")
