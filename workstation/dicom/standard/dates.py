"""DICOM dates and times (PS3.5 6.2: DA, TM, DT) as naive scanner-local moments."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_DATE_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})?(\d{2})?(\.\d{1,6})?")


_OFFSET = re.compile(r"(?:^|\d)([+-])(\d{2})(\d{2})$")


def utc_offset(text: str) -> timedelta | None:
    """The offset from UTC at the end of a DT value, or of Timezone Offset From UTC (0008,0201)."""
    match = _OFFSET.search(text.strip())
    if match is None:
        return None
    sign, hours, minutes = match.groups()
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return -size if sign == "-" else size


def date_time(text: str, zone: timedelta | None = None) -> datetime | None:
    """A DT value as the clock of the scanner shows it.

    Parameters
    ----------
    text : str
        A value of DT, with or without an offset from UTC.
    zone : timedelta, optional
        Offset of the scanner; a value of another zone is carried over to it. Without it the
        offset of the value is left aside.
    """
    offset = utc_offset(text) if zone is not None else None
    match = _DATE_TIME.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction = match.groups()
    try:
        moment = datetime(  # noqa: DTZ001 - scanner-local by definition
            int(year), int(month), int(day), int(hour), int(minute or 0), min(int(second or 0), 59)
        )
    except ValueError:
        return None
    shift = timedelta() if zone is None or offset is None else zone - offset
    return moment + timedelta(seconds=float(fraction or 0)) + shift


def date_and_time(date: str, time: str) -> datetime | None:
    """A DA and a TM value together; None when either is absent or not a date."""
    if len(date.strip()) < 8 or len(time.strip()) < 2:
        return None
    return date_time(date.strip().replace(".", "")[:8] + time.strip().replace(":", ""))
