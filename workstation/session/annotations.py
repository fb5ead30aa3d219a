"""Measurements that the reader draws, kept where they lie in the patient or on the film."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from workstation.domain.provenance import now_utc


class AnnotationKind(StrEnum):
    """What was drawn."""

    PROBE = "probe"
    LENGTH = "length"
    ANGLE = "angle"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"


POINTS_NEEDED = {
    AnnotationKind.PROBE: 1,
    AnnotationKind.LENGTH: 2,
    AnnotationKind.ANGLE: 3,
    AnnotationKind.RECTANGLE: 2,
    AnnotationKind.ELLIPSE: 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number of an annotation as it is shown: name, value and unit in words.

    `caveat` stands beside it, e.g. "at the detector".
    """

    name: str
    value: float
    unit: str
    caveat: str = ""

    @property
    def text(self) -> str:
        """The reading in a line, e.g. "Length 12.3 mm (at the detector)"."""
        whole = self.unit in ("px²", "HU") and (abs(self.value) >= 100 or self.value % 1 == 0)
        digits = 0 if whole else 1
        unit = f" {self.unit}" if self.unit else ""
        caveat = f" ({self.caveat})" if self.caveat else ""
        return f"{self.name} {self.value:.{digits}f}{unit}{caveat}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A measurement on an image.

    Parameters
    ----------
    points : tuple of tuple of float
        Of a volume: (x, y, z) LPS mm. Of a film or frame: (row, column, 0) in pixels.
    in_patient : bool
        Which of the two.
    row_direction, column_direction : tuple of float
        Unit vectors of the plane that it was drawn on, LPS; zeros on films.
    frame : int
        Frame of a sequence; 0 otherwise.
    readings : tuple of Reading
        Its numbers; made anew whenever a point moves.
    """

    id: str
    kind: AnnotationKind
    study_instance_uid: str
    series_instance_uid: str
    stack_id: str
    frame_of_reference_uid: str
    points: tuple[tuple[float, float, float], ...]
    in_patient: bool
    row_direction: tuple[float, float, float] = (0.0, 0.0, 0.0)
    column_direction: tuple[float, float, float] = (0.0, 0.0, 0.0)
    frame: int = 0
    readings: tuple[Reading, ...] = ()
    by: str = ""
    created: datetime = field(default_factory=now_utc)
    plane_text: str = ""
    """Where it lies, in words, for the table and the report."""

    def __post_init__(self) -> None:
        if len(self.points) != POINTS_NEEDED[self.kind]:
            raise ValueError(f"a {self.kind} has {POINTS_NEEDED[self.kind]} points")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyImageMark:
    """A plane or frame that the reader wants in the report, as it was shown."""

    id: str
    study_instance_uid: str
    stack_id: str
    plane: str
    index: int
    window_center: float
    window_width: float
    window_function: str = "LINEAR"
    caption: str = ""
    by: str = ""
    created: datetime = field(default_factory=now_utc)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Who took note of a doubtful geometry, and when; `shape_kji` is that of the stack then."""

    stack_id: str
    by: str
    at: datetime = field(default_factory=now_utc)
    shape_kji: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """Texts that the reader typed for the report of one study."""

    clinical_history: str = ""
    comparison: str = ""
    findings_text: str = ""
    impression: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentDisplay:
    """How one segment is shown; apart from its labels."""

    visible: bool = True
    color_rgb: tuple[int, int, int] = (255, 80, 80)
    fill_opacity: float = 0.2
