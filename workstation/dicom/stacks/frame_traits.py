"""What sets frames of one series apart: traits that always do, settings and times that may."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from workstation.dicom.headers.file_header import FileHeader
from workstation.dicom.headers.frame_geometry import FrameHeader, Orientation
from workstation.dicom.stacks.geometry_check import slice_normal
from workstation.dicom.standard.sop_classes import is_capture
from workstation.dicom.standard.tags import tag
from workstation.domain.pixel_source import PixelFormat
from workstation.messages import Message, joined
from workstation.messages import number as numeral

ORIENTATION_TOLERANCE = 1e-3
SPACING_TOLERANCE = 1e-3
ECHO_JITTER = 0.05, 0.01
"""Echo times nearer than this, in ms or as a share, are one echo unless positions repeat."""
B_VALUE_JITTER = 2.0, 0.005
FINE_ECHO_MS, FINE_B_VALUE = 0.02, 1.0
"""Nearer than this they are one value even where positions repeat."""
LOCALIZER_WORDS = frozenset({"LOCALIZER", "SCOUT", "TOPOGRAM", "SURVIEW", "REF_SURVIEW"})
_PLANES = Message("sagittal"), Message("coronal"), Message("axial")
_NUMBERED = frozenset({"orientation", "spacing", "echo", "b"})
_SERIES_NUMBER, _CORRECTED = tag("SeriesNumber"), tag("CorrectedImage")
_SEQUENCE, _CONTRAST = tag("SequenceName"), tag("ContrastBolusAgent")
_DESCRIPTION = tag("SeriesDescription")


class Placed(NamedTuple):
    """One frame and the file it stands in."""

    file: FileHeader
    frame: FrameHeader


class Trait(NamedTuple):
    """What sets a frame apart: in words, and a number for what reads alike and is not the same."""

    words: Message | str
    number: int = 0


Traits = dict[str, Trait]


class _Clusters:
    """Numbers for vectors that are equal within a tolerance."""

    def __init__(self, tolerance: float) -> None:
        self._tolerance = tolerance
        self._seen: dict[tuple[float, ...], int] = {}
        self._centers: list[tuple[float, ...]] = []

    def number(self, vector: tuple[float, ...]) -> int:
        known = self._seen.get(vector)
        if known is not None:
            return known
        for number, center in enumerate(self._centers):
            scale = max(1.0, *map(abs, center)) if len(center) == 2 else 1.0
            if all(
                abs(a - b) <= self._tolerance * scale for a, b in zip(vector, center, strict=True)
            ):
                self._seen[vector] = number
                return number
        self._centers.append(vector)
        self._seen[vector] = len(self._centers) - 1
        return self._seen[vector]


class Levels:
    """Numbers for values that are equal up to jitter: sorted, parted at the wider gaps."""

    def __init__(self, values: Iterable[float | None], least: float, share: float = 0.0) -> None:
        self._of: dict[float, float] = {}
        first = last = None
        for value in sorted({value for value in values if value is not None}):
            if first is None or last is None or value - last > max(least, share * abs(value)):
                first = value
            last = value
            self._of[value] = first

    def level(self, value: float | None) -> float | None:
        """The lowest value that is the same as this one."""
        return None if value is None else self._of[value]


class LastingTraits:
    """The traits that always separate the frames of one series."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self._orientations = _Clusters(ORIENTATION_TOLERANCE)
        self._spacings = _Clusters(SPACING_TOLERANCE)
        self._echoes = Levels((m.frame.echo_time for m in placed), *ECHO_JITTER)
        self._b_values = Levels((m.frame.b_value for m in placed), *B_VALUE_JITTER)
        self._known: dict[Hashable, tuple[Hashable, Traits]] = {}

    def of(self, member: Placed) -> tuple[Hashable, Traits]:
        """What a frame is sorted by, and the words for it; one object for frames that are alike."""
        file, frame = member
        if file.pixels is None or frame.orientation is None or frame.spacing_ji is None:
            raise ValueError("only placed frames are partitioned")
        image_format = file.pixels.format
        stated = (
            frame.orientation,
            frame.spacing_ji,
            frame.echo_time,
            frame.b_value,
            frame.image_type,
            frame.component,
            frame.stack_id,
            image_format.columns,
            image_format.rows,
            image_format.photometric,
            file.sop_class_uid,
            file.attributes.raw.get(_SERIES_NUMBER),
        )
        known = self._known.get(stated)
        if known is None:
            known = self._known[stated] = self._worded(
                file, frame, image_format, frame.orientation, frame.spacing_ji
            )
        return known

    def _worded(
        self,
        file: FileHeader,
        frame: FrameHeader,
        image_format: PixelFormat,
        frame_orientation: Orientation,
        frame_spacing: tuple[float, float],
    ) -> tuple[Hashable, Traits]:
        echo = self._echoes.level(frame.echo_time)
        b_value = self._b_values.level(frame.b_value)
        spacing = spacing_words(frame_spacing)
        orientation = self._orientations.number(frame_orientation)
        spacing_number = self._spacings.number(frame_spacing)
        number = file.attributes.integer(_SERIES_NUMBER)
        captured = is_capture(file.sop_class_uid, frame.image_type)
        localizes = LOCALIZER_WORDS & set(frame.image_type)
        stack = Message("stack {stack_id}", stack_id=frame.stack_id)
        words: dict[str, Message | str] = {
            "series": "" if number is None else _series_words(number),
            "orientation": plane_name(frame_orientation),
            "matrix": f"{image_format.columns} x {image_format.rows}",
            "spacing": spacing,
            "echo": "" if echo is None else _echo_words(echo),
            "b": "" if b_value is None else _b_words(b_value),
            "type": frame.image_type[2] if len(frame.image_type) > 2 else "",
            "component": frame.component.lower(),
            "capture": Message("capture") if captured else "",
            "localizer": Message("localizer") if localizes else "",
            "photometric": image_format.photometric,
            "stack": stack if frame.stack_id else "",
        }
        numbers = {"orientation": orientation, "spacing": spacing_number}
        traits = {name: Trait(each, numbers.get(name, 0)) for name, each in words.items()}
        plain = tuple(trait for name, trait in traits.items() if name not in _NUMBERED)
        return (orientation, spacing_number, echo, b_value, *plain), traits


@lru_cache(maxsize=256)
def spacing_words(spacing_ji: tuple[float, float]) -> Message:
    """The size of a pixel, e.g. "0.2 x 0.2 mm"."""
    return Message("{rows:.4g} x {columns:.4g} mm", rows=spacing_ji[0], columns=spacing_ji[1])


@lru_cache(maxsize=256)
def _series_words(number: int) -> Message:
    return Message("series {number}", number=number)


def _echo_words(echo_ms: float) -> Message:
    return Message("echo {echo:g} ms", echo=round(echo_ms, 2))


def _b_words(b_value: float) -> str:
    return f"b {round(b_value)}"


@lru_cache(maxsize=256)
def plane_name(orientation: Orientation) -> Message:
    """Axial, coronal or sagittal: the plane nearest to the image plane."""
    normal = np.abs(slice_normal(orientation))
    return _PLANES[int(np.argmax(normal))]


def trait_of(name: str, value: Hashable) -> Trait:
    """One value of a setting or a time, e.g. "phase 250"."""
    if name == "echo" and isinstance(value, float):
        return Trait(_echo_words(value))
    if name == "b" and isinstance(value, float):
        return Trait(_b_words(value))
    shown = numeral(value, "g") if isinstance(value, float) else str(value)
    return Trait(joined(" ", (Message.term(name), shown)))


_MEASURED_SETTINGS = (
    ("flip angle", "flip_angle", 0.2, 0.005),
    ("inversion time", "inversion_time", 1.0, 0.005),
    ("kV", "kvp", 0.5, 0.005),
    ("thickness", "thickness", 0.02, 0.005),
)
"""Name, attribute of a frame, and the jitter within which two values are one: in degrees, ms, kV
or mm, or as a share."""
MAY_CHANGE_IN_A_COURSE = frozenset({"contrast", "description"})
"""Settings in which the images of one course may differ, before and after the injection."""
Discriminator = tuple[str, Callable[[Placed], Hashable]]


def settings(members: Sequence[Placed]) -> tuple[Discriminator, ...]:
    """What was set differently, up to jitter: such frames are not one thing at several times."""
    return (
        ("image type", lambda member: " ".join(filter(None, member.frame.image_type[3:]))),
        ("kernel", lambda member: member.frame.kernel),
        *(_without_jitter(members, *setting) for setting in _MEASURED_SETTINGS),
        ("velocity", lambda member: member.frame.velocity),
        ("corrections", _corrections),
        ("sequence", lambda member: member.file.attributes.text(_SEQUENCE)),
        ("contrast", lambda member: member.file.attributes.text(_CONTRAST)),
        ("description", lambda member: member.file.attributes.text(_DESCRIPTION)),
        ("image type", lambda member: " ".join(filter(None, member.frame.image_type[:2]))),
    )


def _corrections(member: Placed) -> Hashable:
    """What PET images were corrected for: those without attenuation are another thing."""
    return " ".join(sorted(filter(None, member.file.attributes.strings(_CORRECTED))))


def _without_jitter(
    members: Sequence[Placed], name: str, attribute: str, least: float, share: float
) -> Discriminator:
    number = attrgetter(attribute)
    levels = Levels((number(member.frame) for member in members), least, share)
    return name, lambda member: levels.level(number(member.frame))


TIMES: tuple[Discriminator, ...] = (
    ("time point", lambda member: member.frame.temporal),
    ("phase", lambda member: member.frame.trigger),
    ("phase", lambda member: member.frame.moment.cardiac_percent),
    ("phase", lambda member: member.frame.moment.respiratory_percent),
    ("direction", lambda member: member.frame.gradient),
    ("echo number", lambda member: member.frame.echo_number),
    ("time", lambda member: member.frame.moment.reference_ms),
    ("acquisition", lambda member: member.frame.acquisition),
    ("time", lambda member: member.frame.time),
)
RANKS: tuple[Callable[[Placed], Any], ...] = (
    lambda member: member.frame.temporal,
    lambda member: member.frame.trigger,
    lambda member: member.frame.moment.cardiac_percent,
    lambda member: member.frame.moment.respiratory_percent,
    lambda member: member.frame.moment.reference_ms,
    lambda member: member.frame.echo_number,
    lambda member: member.frame.echo_time,
    lambda member: member.frame.moment.acquired_s,
    lambda member: member.frame.moment.offset_ms,
    lambda member: member.frame.time,
    lambda member: member.frame.acquisition,
)
