"""When frames and volumes were taken, and the axis that several of them are laid on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TimeSource(StrEnum):
    """The attribute that times are taken from."""

    OFFSET = "Temporal Position Time Offset"
    TRIGGER = "Trigger Time"
    REFERENCE = "Frame Reference Time"
    CARDIAC = "Nominal Percentage of Cardiac Phase"
    RESPIRATORY = "Nominal Percentage of Respiratory Phase"
    NAME = "Series Description"
    RESOLUTION = "Temporal Position and Temporal Resolution"
    REFERENCED = "Frame Reference DateTime"
    ACQUIRED = "Acquisition Time"
    FRAME_TIME = "Frame Time"
    FRAME_TIMES = "Frame Time Vector"
    CINE_RATE = "Cine Rate"
    DURATION = "Actual Frame Duration"
    UNKNOWN = "not stated in the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a file says of the time of a frame; of a volume, the middle of its frames.

    Parameters
    ----------
    offset_ms : float or None
        Temporal Position Time Offset (0020,930D).
    trigger_ms : float or None
        After the R wave: Trigger Time (0018,1060) or Nominal Cardiac Trigger Delay Time.
    reference_ms : float or None
        Frame Reference Time (0054,1300), after the reference of the PET series.
    cardiac_percent, respiratory_percent : float or None
        Nominal percentage of the phase of the cycle (0020,9241) and (0020,9245).
    position, resolution_ms : float or None
        Temporal Position Identifier or Index, and Temporal Resolution (0020,0110).
    referenced_s, acquired_s : float or None
        Frame Reference DateTime; acquisition date and time. Seconds since an arbitrary day, or
        of the day where no date is stated.
    duration_ms : float or None
        Actual Frame Duration (0018,1242).
    cycle_ms : float or None
        Nominal Interval (0018,1062): from R wave to R wave.
    """

    offset_ms: float | None = None
    trigger_ms: float | None = None
    reference_ms: float | None = None
    cardiac_percent: float | None = None
    respiratory_percent: float | None = None
    position: float | None = None
    resolution_ms: float | None = None
    referenced_s: float | None = None
    acquired_s: float | None = None
    duration_ms: float | None = None
    cycle_ms: float | None = None


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Where pictures lie in time.

    Parameters
    ----------
    values : tuple of float
        One per picture, rising; seconds, percent of a cycle, or numbers from 1.
    unit : str
        "s", "%", or "" for numbers.
    source : TimeSource
        What they were taken from.
    durations_ms : tuple of float
        How long each picture lasts until the next one; empty where nothing tells.
    """

    values: tuple[float, ...]
    unit: str = ""
    source: TimeSource = TimeSource.UNKNOWN
    durations_ms: tuple[float, ...] = ()


def day_text(value: str) -> str:
    """A date YYYYMMDD (PS3.5 6.2, DA) as 2026-01-31; anything else as it is."""
    if len(value) == 8 and value.isdigit():
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return value
