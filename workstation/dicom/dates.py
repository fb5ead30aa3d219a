"""DICOM dates and times (PS3.5 6.2: DA, TM, DT) as naive scanner-local moments."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_DATE_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})?(\d{2})?(\.\d{1,6})?")


def date_time(text: str) -> datetime | None:
    """A DT value; its time zone is left aside, since one scanner wrote all of a series."""
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
    return moment + timedelta(seconds=float(fraction or 0))


def date_and_time(date: str, time: str) -> datetime | None:
    """A DA and a TM value together; None when either is absent or not a date."""
    if len(date.strip()) < 8 or len(time.strip()) < 2:
        return None
    return date_time(date.strip().replace(".", "")[:8] + time.strip().replace(":", ""))
