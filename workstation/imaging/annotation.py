"""Words and marks that go on pictures: position, scale bar, window."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from workstation.domain.geometry import GeometryIssueCode, ProjectionGeometry
from workstation.domain.image import Image
from workstation.domain.study import WindowSetting
from workstation.imaging.planes import PlaneName
from workstation.messages import Message

_AXIS_LETTERS = (("L", "R"), ("P", "A"), ("H", "F"))
_AXIS_OF_PLANE = {PlaneName.AXIAL: 2, PlaneName.CORONAL: 1, PlaneName.SAGITTAL: 0}
PLANE_WORDS = {
    PlaneName.AXIAL: Message("Axial"),
    PlaneName.CORONAL: Message("Coronal"),
    PlaneName.SAGITTAL: Message("Sagittal"),
    PlaneName.NATIVE: Message("As acquired"),
}


def plane_axis(plane: PlaneName) -> int | None:
    """Patient axis (0 L, 1 P, 2 H) that a plane is numbered along; None when as acquired."""
    return _AXIS_OF_PLANE.get(plane)


def position_text(plane: PlaneName, center_lps_mm: ArrayLike) -> Message:
    """Where a plane lies, e.g. "Axial F 520.5 mm", from the middle of the plane in LPS mm."""
    axis = plane_axis(plane)
    if axis is None:
        return PLANE_WORDS[plane]
    value = float(np.asarray(center_lps_mm, dtype=np.float64)[axis])
    letter = _AXIS_LETTERS[axis][0 if value >= 0 else 1]
    if plane is PlaneName.AXIAL:
        return Message("Axial {letter} {value:.1f} mm", letter=letter, value=abs(value))
    if plane is PlaneName.CORONAL:
        return Message("Coronal {letter} {value:.1f} mm", letter=letter, value=abs(value))
    return Message("Sagittal {letter} {value:.1f} mm", letter=letter, value=abs(value))


def point_text(point_lps_mm: ArrayLike) -> str:
    """A point in the patient, e.g. "R 57.3  P 131.3  F 520.5 mm"."""
    values = np.asarray(point_lps_mm, dtype=np.float64)
    parts = [
        f"{letters[0 if value >= 0 else 1]} {abs(value):.1f}"
        for letters, value in zip(_AXIS_LETTERS, values.tolist(), strict=True)
    ]
    return "  ".join(parts) + " mm"


def window_text(window: WindowSetting) -> str:
    """Width and level as a reading room writes them, e.g. "W 1500 L -600"."""

    def number(value: float) -> str:
        return f"{value:.0f}" if abs(value) >= 20 or value == round(value) else f"{value:.3g}"

    return f"W {number(window.width)} L {number(window.center)}"


def scale_bar_mm(mm_per_pixel: float, longest_px: float) -> float:
    """The longest of 1, 2, 5 × 10^n mm that fits into a number of screen pixels."""
    longest = mm_per_pixel * longest_px
    power = math.floor(math.log10(longest))
    for factor in (5.0, 2.0, 1.0):
        length = factor * 10.0**power
        if length <= longest * (1 + 1e-9):
            return length
    return 10.0**power


def length_text(length_mm: float) -> str:
    """A bar's length, e.g. "5 cm" or "2 mm"."""
    return f"{length_mm / 10:g} cm" if length_mm >= 10 else f"{length_mm:g} mm"


def calibration_word(geometry: ProjectionGeometry) -> Message:
    """The word that must stand beside a millimeter of a projection; empty when none is needed."""
    return geometry.calibration_word


def shown_words(image: Image) -> tuple[Message, ...]:
    """What must be said on every picture of an image, because it is not as its file asks for."""
    codes = {issue.code for issue in image.honesty.issues}
    return (Message("NOT SUBTRACTED"),) if GeometryIssueCode.NOT_SUBTRACTED in codes else ()
