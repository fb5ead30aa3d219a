"""Times and display rates of the frames of an image (PS3.3 C.7.6.5, C.8.4.8, C.8.4.14)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.domain.frame_timing import FrameTiming
from workstation.domain.moments import Moment, TimeAxis, TimeSource
from workstation.imaging.time_axis import time_axis, with_durations

_POINTER = tag("FrameIncrementPointer")
_FRAME_TIME, _CINE_RATE = tag("FrameTime"), tag("CineRate")
_FRAME_TIMES, _RATE = tag("FrameTimeVector"), tag("RecommendedDisplayFrameRate")
_SEQUENCING = tag("PreferredPlaybackSequencing")
_START_TRIM, _STOP_TRIM = tag("StartTrim"), tag("StopTrim")
_PHASES, _GATES = tag("PhaseInformationSequence"), tag("GatedInformationSequence")
_GATE_DATA = tag("DataInformationSequence")
_PHASE_VECTOR, _TIME_SLICES = tag("PhaseVector"), tag("TimeSliceVector")
_TIME_SLOTS = tag("TimeSlotVector")
_DURATION, _PAUSE = tag("ActualFrameDuration"), tag("PauseBetweenFrames")
_DELAY, _COUNT = tag("PhaseDelay"), tag("NumberOfFramesInPhase")
_OF_TIME = frozenset({_FRAME_TIME, _FRAME_TIMES, _PHASE_VECTOR, _TIME_SLICES, _TIME_SLOTS})
_SWEEPING = 1


def frame_timing(
    attributes: Attributes, frames: int, moments: Sequence[Moment] = ()
) -> FrameTiming:
    """What the files say of the times of the frames of an image.

    Parameters
    ----------
    attributes : Attributes
        The data set; of several files, the first.
    frames : int
        How many frames there are.
    moments : sequence of Moment
        What each frame says for itself, in the order of showing.

    Returns
    -------
    FrameTiming
        Durations only where frames are stated to last unequally long.
    """
    rates = (attributes.number(_RATE), attributes.number(_CINE_RATE))
    axis = _axis(attributes, frames, moments) if frames > 1 else None
    durations = axis.durations_ms if axis is not None else ()
    even = not durations or max(durations) - min(durations) <= 1e-3 * max(durations)
    return FrameTiming(
        axis=axis,
        durations_ms=() if even else durations,
        display_rate=next((rate for rate in rates if rate is not None and rate > 0), None),
        sweeps=attributes.unsigned(_SEQUENCING) == _SWEEPING,
        trim=_trim(attributes, frames),
    )


def frame_time_ms(attributes: Attributes) -> float | None:
    """The usual time between frames, ms; None where nothing states it."""
    time = _positive(attributes.number(_FRAME_TIME))
    steps = sorted(step for step in attributes.numbers(_FRAME_TIMES)[1:] if step > 0)
    usual = steps[len(steps) // 2] if steps else None
    first, second = (usual, time) if _FRAME_TIMES in _pointed(attributes) else (time, usual)
    for stated in (first, second):
        if stated is not None:
            return stated
    for number in (_CINE_RATE, _RATE):
        rate = attributes.number(number)
        if rate is not None and rate > 0:
            return 1000 / rate
    return None


def _axis(attributes: Attributes, frames: int, moments: Sequence[Moment]) -> TimeAxis | None:
    own = time_axis(moments, rising=True) if len(moments) == frames else None
    if own is not None:
        return with_durations(own, moments)
    pointed = _pointed(attributes)
    if pointed and not pointed & _OF_TIME:
        # The frames follow one another in something else than time (PS3.3 C.7.6.6.1.2).
        return None
    vector = _from_vector(attributes.numbers(_FRAME_TIMES), frames)
    if _FRAME_TIMES in pointed and vector is not None:
        return vector
    nuclear = _nuclear(attributes, frames)
    if nuclear is not None:
        return nuclear
    time = _positive(attributes.number(_FRAME_TIME))
    if time is not None:
        return _evenly(time, frames, TimeSource.FRAME_TIME)
    rate = _positive(attributes.number(_CINE_RATE))
    if vector is not None or rate is None:
        return vector
    return _evenly(1000 / rate, frames, TimeSource.CINE_RATE)


def _pointed(attributes: Attributes) -> frozenset[int]:
    """The attributes that Frame Increment Pointer names."""
    words = attributes.shorts(_POINTER)
    pairs = zip(words[::2], words[1::2], strict=False)
    return frozenset(group << 16 | element for group, element in pairs)


def _from_vector(vector: tuple[float, ...], frames: int) -> TimeAxis | None:
    """From the increments before each frame to the times of all."""
    steps = vector[1:]
    if len(vector) != frames or min(steps) <= 0:
        return None
    starts = tuple(accumulate(steps, initial=0.0))
    # Nothing says how long the last frame lasts; it is given the usual time.
    durations = (*steps, sorted(steps)[len(steps) // 2])
    return TimeAxis(tuple(start / 1000 for start in starts), "s", TimeSource.FRAME_TIMES, durations)


def _evenly(time_ms: float, frames: int, source: TimeSource) -> TimeAxis:
    values = tuple(number * time_ms / 1000 for number in range(frames))
    return TimeAxis(values, "s", source, (time_ms,) * frames)


def _nuclear(attributes: Attributes, frames: int) -> TimeAxis | None:
    """Dynamic phases and gated slots of nuclear medicine, one detector and one energy window."""
    phases = attributes.items(_PHASES)
    if phases:
        return _dynamic(phases, attributes, frames)
    gate = attributes.item(_GATES)
    slots = attributes.shorts(_TIME_SLOTS)
    data = gate.item(_GATE_DATA) if gate is not None else None
    time = _positive(data.number(_FRAME_TIME)) if data is not None else None
    if time is None or slots != tuple(range(1, frames + 1)):
        return None
    return _evenly(time, frames, TimeSource.FRAME_TIME)


def _dynamic(phases: Sequence[Attributes], attributes: Attributes, frames: int) -> TimeAxis | None:
    starts: list[float] = []
    durations: list[float] = []
    order: list[tuple[int, int]] = []
    now = 0.0
    for number, phase in enumerate(phases, 1):
        duration = _positive(phase.number(_DURATION))
        count = phase.unsigned(_COUNT)
        if duration is None or count is None:
            return None
        now += phase.number(_DELAY) or 0.0 if number > 1 else 0.0
        for time_slice in range(1, min(count, frames) + 1):
            starts.append(now / 1000)
            durations.append(duration + (phase.number(_PAUSE) or 0.0))
            order.append((number, time_slice))
            now += durations[-1]
    vectors = attributes.shorts(_PHASE_VECTOR), attributes.shorts(_TIME_SLICES)
    in_file = list(zip(*vectors, strict=False)) if all(vectors) else order
    if len(starts) != frames or in_file != order:
        # Several detectors or energy windows: frames of one time lie apart in the file.
        return None
    return TimeAxis(tuple(starts), "s", TimeSource.DURATION, tuple(durations))


def _trim(attributes: Attributes, frames: int) -> tuple[int, int] | None:
    """The frames to play, from 0; None for all, or where the numbers make no sense."""
    first, last = attributes.integer(_START_TRIM), attributes.integer(_STOP_TRIM)
    first, last = 1 if first is None else first, frames if last is None else last
    if not 1 <= first < last <= frames or (first, last) == (1, frames):
        return None
    return first - 1, last - 1


def _positive(value: float | None) -> float | None:
    return value if value is not None and value > 0 else None
