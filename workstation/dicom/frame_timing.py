"""Frame times and display rates of a multi-frame image (PS3.3 C.7.6.5)."""

from __future__ import annotations

from workstation.dicom.attributes import Attributes
from workstation.dicom.tags import tag
from workstation.domain.frame_timing import FrameTiming

_FRAME_TIME, _CINE_RATE = tag("FrameTime"), tag("CineRate")
_FRAME_TIMES, _RATE = tag("FrameTimeVector"), tag("RecommendedDisplayFrameRate")
_SEQUENCING = tag("PreferredPlaybackSequencing")
_SWEEPING = 1


def frame_timing(attributes: Attributes, frames: int) -> FrameTiming:
    """What the Cine module says of the frames of an image.

    Parameters
    ----------
    attributes : Attributes
        The data set.
    frames : int
        How many frames there are.

    Returns
    -------
    FrameTiming
        Durations only where a Frame Time Vector has an entry for every frame.
    """
    rates = (attributes.number(_RATE), attributes.number(_CINE_RATE))
    return FrameTiming(
        durations_ms=_durations(attributes.numbers(_FRAME_TIMES), frames),
        display_rate=next((rate for rate in rates if rate is not None and rate > 0), None),
        sweeps=attributes.unsigned(_SEQUENCING) == _SWEEPING,
    )


def frame_time_ms(attributes: Attributes) -> float | None:
    """The usual time between frames, ms; None where nothing states it."""
    time = attributes.number(_FRAME_TIME)
    if time is not None and time > 0:
        return time
    steps = sorted(step for step in attributes.numbers(_FRAME_TIMES)[1:] if step > 0)
    if steps:
        return steps[len(steps) // 2]
    for number in (_CINE_RATE, _RATE):
        rate = attributes.number(number)
        if rate is not None and rate > 0:
            return 1000 / rate
    return None


def _durations(vector: tuple[float, ...], frames: int) -> tuple[float, ...]:
    """From the increments before each frame to how long each frame lasts."""
    steps = vector[1:]
    if frames < 2 or len(vector) != frames or min(steps) <= 0:
        return ()
    # Nothing says how long the last frame lasts; it is given the usual time.
    return (*steps, sorted(steps)[len(steps) // 2])
