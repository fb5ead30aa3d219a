"""What a file or a presentation state wants drawn over an image, and how it is to be shown.

Points are (column, row) in pixels of the image as it is stored: (0, 0) is the center of its
first pixel, whatever the origin of the attribute that they come from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workstation.domain.pixel_source import LookupTable
from workstation.domain.study import WindowSetting
from workstation.messages import Message, joined

PointXY = tuple[float, float]


class ShutterShape(StrEnum):
    """Of the part of an image that is shown (PS3.3 C.7.6.11)."""

    RECTANGULAR = "RECTANGULAR"
    CIRCULAR = "CIRCULAR"
    POLYGONAL = "POLYGONAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutter:
    """One shape that stays visible; what lies outside of any shape is covered.

    `points` are two opposite corners of a rectangle, at the outer edges of its pixels; the
    middle of a circle; or the vertices of a polygon. `grey` is 0 (black) to 1 (white); `rgb`
    takes its place where a color is stated.
    """

    shape: ShutterShape
    points: tuple[PointXY, ...]
    radius: float = 0.0
    grey: float = 0.0
    rgb: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class BitmapShutter:
    """Pixels of an image that are covered (PS3.3 C.7.6.15), (r, c) bool; grey is 0 to 1."""

    bits: NDArray[np.bool_]
    grey: float = 0.0
    rgb: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OverlayPlane:
    """A bitmap over an image (PS3.3 C.9.2).

    Parameters
    ----------
    group : int
        0x6000 to 0x601E.
    bits : (r, c) bool
        Where it is drawn.
    origin : tuple of float
        (column, row) of its first pixel.
    first_frame, frames : int
        The image frames that it belongs to, from 0; `frames` 0 is all of them.
    layer : str
        The graphic layer that a presentation state puts it on; empty without one.
    """

    group: int
    bits: NDArray[np.bool_]
    origin: PointXY = (0.0, 0.0)
    first_frame: int = 0
    frames: int = 0
    label: str = ""
    layer: str = ""

    def is_on(self, frame: int) -> bool:
        """Whether it belongs to an image frame, counted from 0."""
        return not self.frames or self.first_frame <= frame < self.first_frame + self.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Images that something belongs to: SOP Instance UID → frames from 0, none for all."""

    images: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def includes(self, uid: str, frame: int = 0) -> bool:
        """Whether a frame of an image is referenced; without any image, everything is."""
        if not self.images:
            return True
        return any(uid == each and (not some or frame in some) for each, some in self.images)


class GraphicKind(StrEnum):
    """Graphic Type (0070,0023)."""

    POINT = "POINT"
    POLYLINE = "POLYLINE"
    INTERPOLATED = "INTERPOLATED"
    CIRCLE = "CIRCLE"
    ELLIPSE = "ELLIPSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphic:
    """A line or shape; circles are (middle, point on it), ellipses major then minor axis.

    `of_area` says that points are fractions of the displayed area instead of pixels.
    """

    kind: GraphicKind
    points: tuple[PointXY, ...]
    layer: str = ""
    filled: bool = False
    of_area: bool = False
    reference: Reference = field(default_factory=Reference)


class CompoundKind(StrEnum):
    """Compound Graphic Type (0070,0294)."""

    MULTILINE = "MULTILINE"
    INFINITELINE = "INFINITELINE"
    CUTLINE = "CUTLINE"
    RANGELINE = "RANGELINE"
    RULER = "RULER"
    AXIS = "AXIS"
    CROSSHAIR = "CROSSHAIR"
    ARROW = "ARROW"
    RECTANGLE = "RECTANGLE"
    ELLIPSE = "ELLIPSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompoundGraphic:
    """A shape with ticks, gaps or heads (PS3.3 C.10.5.1.3).

    Parameters
    ----------
    rotation_deg : float
        Counterclockwise, about `rotation_point`.
    gap, visible : float
        Diameters where nothing, or where alone something is drawn, as a share of the width of
        the displayed area; 0 for none.
    ticks : tuple of (float, str)
        Place along the line, 0 to 1, and label.
    ticks_at, labels_at : str
        TOP, CENTER or BOTTOM of the line, as it runs from left to right.
    """

    kind: CompoundKind
    points: tuple[PointXY, ...]
    layer: str = ""
    filled: bool = False
    of_area: bool = False
    rotation_deg: float = 0.0
    rotation_point: PointXY | None = None
    gap: float = 0.0
    visible: float = 0.0
    ticks: tuple[tuple[float, str], ...] = ()
    ticks_at: str = "CENTER"
    labels_at: str = "BOTTOM"
    reference: Reference = field(default_factory=Reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextObject:
    """Words in a box (two corners), at an anchor point, or both; None where not stated."""

    text: str
    layer: str = ""
    box: tuple[PointXY, PointXY] | None = None
    box_of_area: bool = False
    anchor: PointXY | None = None
    anchor_of_area: bool = False
    anchor_visible: bool = False
    justification: str = "LEFT"
    reference: Reference = field(default_factory=Reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnGraphics:
    """What a measurement looks like on one picture.

    Parameters
    ----------
    label : str
        What the reader called it, or its kind.
    tracking_uid : str
        Equal for the same measurement in every object.
    reference : Reference
        The picture.
    text : TextObject or None
        The words beside it, lines apart by line feeds.
    """

    label: str
    tracking_uid: str
    reference: Reference
    graphics: tuple[Graphic, ...] = ()
    text: TextObject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayedArea:
    """The part of an image to show: centers of its corner pixels as they appear on the screen."""

    top_left: PointXY
    bottom_right: PointXY
    size_mode: str = "SCALE TO FIT"
    magnification: float | None = None
    spacing_rc_mm: tuple[float, float] | None = None
    """Presentation Pixel Spacing: what true size goes by."""
    reference: Reference = field(default_factory=Reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftcopyVoi:
    """One window or VOI LUT that a presentation state offers; the first of an image is shown."""

    window: WindowSetting | None = None
    table: LookupTable | None = None
    name: str = ""
    reference: Reference = field(default_factory=Reference)


class StateKind(StrEnum):
    """What a presentation state does to grey values, by its SOP class."""

    GREYSCALE = "Grayscale"
    COLOR = "Color"
    PSEUDO_COLOR = "Pseudo-Color"
    BLENDING = "Blending"
    OTHER = "Other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blending:
    """Which series lies over which, and how (PS3.3 C.11.14)."""

    underlying: tuple[str, ...]
    superimposed: tuple[str, ...]
    """Series Instance UIDs."""
    opacity: float
    window: WindowSetting | None = None
    """Of the superimposed images."""
    palette: tuple[LookupTable, LookupTable, LookupTable] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PresentationState:
    """A softcopy presentation state (PS3.3 A.33).

    `rescale` and `modality_table` replace the modality transform of the image where given;
    `layers` maps a graphic layer to its color, in drawing order; `palette` is red, green and
    blue over the grey values. `not_applied` are attributes that ask for what is not shown.
    """

    uid: str
    label: str
    description: str = ""
    creator: str = ""
    created: str = ""
    path: str = ""
    reference: Reference = field(default_factory=Reference)
    layers: tuple[tuple[str, tuple[int, int, int]], ...] = ()
    graphics: tuple[Graphic, ...] = ()
    texts: tuple[TextObject, ...] = ()
    areas: tuple[DisplayedArea, ...] = ()
    vois: tuple[SoftcopyVoi, ...] = ()
    rescale: tuple[float, float] | None = None
    modality_table: LookupTable | None = None
    presentation_table: LookupTable | None = None
    inverse: bool = False
    quarter_turns: int = 0
    flip_horizontal: bool = False
    shutters: tuple[Shutter, ...] = ()
    overlays: tuple[OverlayPlane, ...] = ()
    activations: tuple[tuple[int, str], ...] = ()
    """Overlay group of the image → layer; the others are not shown."""
    kind: StateKind = StateKind.GREYSCALE
    compounds: tuple[CompoundGraphic, ...] = ()
    bitmap: BitmapShutter | None = None
    palette: tuple[LookupTable, LookupTable, LookupTable] | None = None
    blending: Blending | None = None
    not_applied: tuple[Message, ...] = ()

    def vois_of(self, uid: str, frame: int) -> tuple[SoftcopyVoi, ...]:
        """Windows and tables on offer for an image frame; the first is the one to show."""
        return tuple(voi for voi in self.vois if voi.reference.includes(uid, frame))

    def area_of(self, uid: str, frame: int) -> DisplayedArea | None:
        """The displayed area of an image frame."""
        return next((area for area in self.areas if area.reference.includes(uid, frame)), None)

    @property
    def title(self) -> Message:
        """Its label and when it was made, for menus and the corner."""
        made = self.created[:8]
        date = f" {made[:4]}-{made[4:6]}-{made[6:]}" if len(made) == 8 else ""
        return joined("", (self.label or self.description or Message("unnamed"), date))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DisplayObjects:
    """Everything that is drawn over the images of one stack.

    `overlays` and `shutters` are keyed by SOP Instance UID; `states` are newest first.
    """

    overlays: dict[str, tuple[OverlayPlane, ...]] = field(default_factory=dict)
    shutters: dict[str, tuple[Shutter, ...]] = field(default_factory=dict)
    states: tuple[PresentationState, ...] = ()
    refused: tuple[Message, ...] = ()
    """Why something was not read, in words."""
