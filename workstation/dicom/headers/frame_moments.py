"""When a frame was taken: classic attributes and functional groups.

References
----------
PS3.3 C.8.3.1 and C.8.4.8 (trigger time), C.8.9.4 (PET image), C.7.6.16.2.2 (Frame Content),
C.7.6.16.2.7 (Cardiac Synchronization), C.7.6.16.2.17 (Respiratory Synchronization).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.dates import date_and_time, date_time
from workstation.dicom.standard.tags import tag
from workstation.domain.moments import Moment

_TRIGGER, _INTERVAL = tag("TriggerTime"), tag("NominalInterval")
_REFERENCE, _DURATION = tag("FrameReferenceTime"), tag("ActualFrameDuration")
_CARDIAC = tag("NominalPercentageOfCardiacPhase")
_RESPIRATORY = tag("NominalPercentageOfRespiratoryPhase")
_POSITION, _RESOLUTION = tag("TemporalPositionIdentifier"), tag("TemporalResolution")
_DATE, _TIME = tag("AcquisitionDate"), tag("AcquisitionTime")
_DATE_TIME = tag("AcquisitionDateTime")
_CONTENT = tag("FrameContentSequence")
_INDEX = tag("TemporalPositionIndex")
_FRAME_REFERENCE, _FRAME_ACQUIRED = tag("FrameReferenceDateTime"), tag("FrameAcquisitionDateTime")
_TEMPORAL, _OFFSET = tag("TemporalPositionSequence"), tag("TemporalPositionTimeOffset")
_CARDIAC_GROUP = tag("CardiacSynchronizationSequence")
_RESPIRATORY_GROUP = tag("RespiratorySynchronizationSequence")
_DELAY, _RR = tag("NominalCardiacTriggerDelayTime"), tag("RRIntervalTimeNominal")
MOMENT_TAGS = (
    _TRIGGER, _REFERENCE, _CARDIAC, _RESPIRATORY, _POSITION, _RESOLUTION, _DATE_TIME, _DATE, _TIME,
    _DURATION, _INTERVAL,
)  # fmt: skip
"""What `classic_moment` looks at."""
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - scanner-local, and only differences count
_ANY_DAY = "20000101"


def classic_moment(attributes: Attributes) -> Moment:
    """What the header of a file with one frame says of its time."""
    return Moment(
        trigger_ms=attributes.number(_TRIGGER),
        reference_ms=attributes.number(_REFERENCE),
        cardiac_percent=_percent(attributes, _CARDIAC),
        respiratory_percent=_percent(attributes, _RESPIRATORY),
        position=attributes.number(_POSITION),
        resolution_ms=attributes.number(_RESOLUTION),
        acquired_s=_acquired(
            attributes.string(_DATE_TIME), attributes.string(_DATE), attributes.string(_TIME)
        ),
        duration_ms=attributes.number(_DURATION),
        cycle_ms=attributes.number(_INTERVAL),
    )


def enhanced_moment(attributes: Attributes, group: Callable[[int], Attributes | None]) -> Moment:
    """What the functional groups of a frame say of its time.

    Parameters
    ----------
    attributes : Attributes
        The whole data set, for what is common to all frames.
    group : callable
        Gives the item of a functional group of the frame, its own or the shared one.
    """
    content = group(_CONTENT) or Attributes({})
    temporal = group(_TEMPORAL) or Attributes({})
    cardiac = group(_CARDIAC_GROUP) or Attributes({})
    respiratory = group(_RESPIRATORY_GROUP) or Attributes({})
    offset_s = temporal.double(_OFFSET)
    return Moment(
        offset_ms=None if offset_s is None else offset_s * 1000,
        trigger_ms=cardiac.double(_DELAY),
        cardiac_percent=_percent(cardiac, _CARDIAC),
        respiratory_percent=_percent(respiratory, _RESPIRATORY),
        position=content.unsigned(_INDEX),
        resolution_ms=attributes.number(_RESOLUTION),
        referenced_s=_acquired(content.string(_FRAME_REFERENCE), "", ""),
        acquired_s=_acquired(content.string(_FRAME_ACQUIRED), "", ""),
        cycle_ms=cardiac.double(_RR),
    )


def _percent(attributes: Attributes, number: int) -> float | None:
    if number not in attributes.raw:
        return None
    return attributes.double(number)


@lru_cache(maxsize=512)
def _acquired(both: str, date: str, time: str) -> float | None:
    """Seconds since a fixed day; of the day alone where no date is stated."""
    moment = date_time(both) or date_and_time(date, time) or date_and_time(_ANY_DAY, time)
    return None if moment is None else (moment - _EPOCH).total_seconds()
