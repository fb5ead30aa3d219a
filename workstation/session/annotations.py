"""Measurements that the reader draws, kept where they lie in the patient or on the film."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite

from workstation.domain.pixel_source import LookupTable
from workstation.domain.provenance import now_utc
from workstation.domain.shown_digits import shown_digits
from workstation.imaging.color_tables import GREY
from workstation.imaging.oblique import ObliquePlane
from workstation.messages import NOTHING, Message, joined, number
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.volume_look import VolumeLook

_OF_ANY_SIZE = ("", "OD", "Bq/mL")
"""Units of values that may be of any size: of maps, fractions and densities."""
_WITHOUT_SMALL_NUMBERS = ("HU", "°", "px", "px²")
"""Units of which a tenth says nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number of an annotation as it is shown: name, value and unit in words.

    `caveat` stands beside it, e.g. "at the detector"; `digits` after the point, None for what
    is usual with the unit.
    """

    name: Message
    value: float
    unit: str
    caveat: Message = NOTHING
    digits: int | None = None

    @property
    def number_text(self) -> Message:
        """The number with as many digits as are usual with its unit, and none lost in zeros."""
        whole = self.unit in ("px²", "HU") and (abs(self.value) >= 100 or self.value % 1 == 0)
        digits = 0 if whole else 2 if self.unit.startswith("SUV") else 1
        if self.digits is not None:
            digits = self.digits
        elif self.unit in _OF_ANY_SIZE and self.value % 1:
            digits = shown_digits(self.value, digits, significant=3)
        elif self.unit not in _WITHOUT_SMALL_NUMBERS:
            digits = shown_digits(self.value, digits)
        return number(self.value, f".{digits}f")

    @property
    def value_text(self) -> Message:
        """The number and its unit, e.g. "12.3 mm"."""
        return joined(" ", (self.number_text, *((self.unit,) if self.unit else ())))

    @property
    def text(self) -> Message:
        """The reading in a line, e.g. "Length 12.3 mm (at the detector)"."""
        line = joined(" ", (self.name, self.value_text))
        return joined("", (line, " (", self.caveat, ")")) if self.caveat else line


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
    plane_text: Message = NOTHING
    """Where it lies, in words, for the table and the report."""
    text: str = ""
    """What the reader wrote to it."""
    path: tuple[tuple[float, float, float], ...] = ()
    """The traced line of a livewire, through its points, in the same coordinates."""
    label_at: tuple[float, float, float] | None = None
    """The middle of its words where a person put them, in the same coordinates."""

    def __post_init__(self) -> None:
        if self.kind.has_any_number and len(self.points) < self.kind.points:
            raise ValueError(f"a {self.kind} has {self.kind.points} points or more")
        if not self.kind.has_any_number and len(self.points) != self.kind.points:
            raise ValueError(f"a {self.kind} has {self.kind.points} points")
        if not all(isfinite(each) for point in self._places for each in point):
            raise ValueError("a point lies nowhere")

    @property
    def _places(self) -> tuple[tuple[float, float, float], ...]:
        label = () if self.label_at is None else (self.label_at,)
        return (*self.points, *self.path, *label)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyImageMark:
    """A plane, frame or three-dimensional picture that the reader wants in the report.

    `turned` is the rectangle in the patient where the plane was turned off the grid; `index`
    then counts along its normal. `volume` says what was seen in three dimensions; `plane` and
    `index` then mean nothing. `inverted` is whether white and black were exchanged; None for as
    the image opens. `quarter_turns` (clockwise) come before the mirrors. `table` gave the greys in
    the place of the window; `color_table` the colors, see `imaging.color_tables`.
    """

    id: str
    study_instance_uid: str
    stack_id: str
    plane: str
    index: int
    window_center: float
    window_width: float
    window_function: str = "LINEAR"
    inverted: bool | None = None
    turned: ObliquePlane | None = None
    volume: VolumeLook | None = None
    slab_mm: float = 0.0
    slab_mode: str = "max"
    quarter_turns: int = 0
    flip_horizontal: bool = False
    flip_vertical: bool = False
    table: LookupTable | None = None
    color_table: str = GREY
    caption: Message | str = ""
    by: str = ""
    created: datetime = field(default_factory=now_utc)

    @property
    def place(self) -> tuple[object, ...]:
        """What tells one key image from another."""
        seen = self.volume.place if self.volume is not None else ()
        return (self.stack_id, self.plane, self.index, self.turned, *seen)


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
