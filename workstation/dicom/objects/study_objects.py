"""What the objects of a study are, and the text and pages of those that hold some.

Files are parsed in a reading process; what it answers is data here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.isolation.sandbox import (
    HEADER_MEMORY_BYTES,
    HEADER_SECONDS,
    ReaderProcess,
    Reply,
)
from workstation.domain.moments import day_text
from workstation.domain.person_name import readable_name
from workstation.domain.structured_report import ReportLine, ReportPlace, StructuredReport
from workstation.domain.study_object import StudyObject, kind_of_object
from workstation.errors import DicomReadError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn

_READING_SECONDS = 20.0
"""Of a whole report or a page."""
_FLAGS = {"COMPLETE": True, "PARTIAL": False, "VERIFIED": True, "UNVERIFIED": False}
_DAMAGE = (KeyError, TypeError, ValueError, IndexError)


def describe_objects(
    named: Sequence[tuple[str, str]], *, token: CancelToken, progress: ProgressFn
) -> tuple[StudyObject, ...]:
    """Describe objects by what their headers say.

    Parameters
    ----------
    named : sequence of (str, str)
        Name of the SOP class and path.
    token : CancelToken
        Asked between files.
    progress : ProgressFn
        Told after each file.

    Returns
    -------
    tuple of StudyObject
        In the same order; those that cannot be read say why.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    found: list[StudyObject] = []
    with ReaderProcess(memory_bytes=HEADER_MEMORY_BYTES, seconds=HEADER_SECONDS) as reader:
        for done, (name, path) in enumerate(named):
            token.raise_if_cancelled()
            reply, _ = reader.ask({"job": "object", "path": path})
            found.append(_described(name, path, reply))
            progress((done + 1) / len(named), Message("Reading objects of the study"))
    return tuple(found)


def _described(name: str, path: str, reply: Reply) -> StudyObject:
    kind = kind_of_object(name)
    if "reason" in reply:
        return StudyObject(path=path, name=name, kind=kind, refused=reply["reason"])
    try:
        return StudyObject(
            path=path,
            name=name,
            kind=kind,
            uid=str(reply["uid"]),
            title=str(reply["title"]),
            parts=_texts(reply["parts"]),
            created=str(reply["created"]),
            series=_texts(reply["series"]),
            images=_texts(reply["images"]),
            frames_of_reference=_texts(reply["frames_of_reference"]),
        )
    except _DAMAGE:
        return StudyObject(path=path, name=name, kind=kind, refused=Message("is damaged"))


def read_structured_report(path: Path) -> StructuredReport:
    """The content of a structured report or key object selection.

    Raises
    ------
    DicomReadError
        It is damaged, or has no content.
    """
    with ReaderProcess(memory_bytes=HEADER_MEMORY_BYTES, seconds=_READING_SECONDS) as reader:
        reply, _ = reader.ask({"job": "report", "path": str(path)})
    if "reason" in reply:
        _refuse(path, reply)
    try:
        return StructuredReport(
            uid=str(reply["uid"]),
            title=str(reply["title"]),
            patient_id=str(reply["patient_id"]),
            patient_name=readable_name(str(reply["patient_name"])),
            created=str(reply["created"]),
            is_complete=_FLAGS.get(str(reply["completion"])),
            is_verified=_FLAGS.get(str(reply["verification"])),
            verified_by=tuple(_verifier(*each) for each in reply["verified_by"]),
            lines=tuple(map(_line, reply["items"])),
            left_out=int(reply["left_out"]),
        )
    except _DAMAGE as fault:
        raise DicomReadError(
            Message("{name} is damaged or incomplete.", name=path.name),
            detail=type(fault).__name__,
        ) from fault


def read_pdf_page(path: Path, page: int, width_px: int) -> tuple[int, NDArray[np.uint8]]:
    """One page of an encapsulated PDF as a picture.

    Parameters
    ----------
    page : int
        From 0.
    width_px : int
        Of the picture.

    Returns
    -------
    tuple of int and (rows, columns, 3) uint8
        How many pages there are, and the page as RGB.

    Raises
    ------
    DicomReadError
        The object holds no PDF, or one that cannot be read.
    """
    with ReaderProcess(memory_bytes=HEADER_MEMORY_BYTES, seconds=_READING_SECONDS) as reader:
        reply, pixels = reader.ask(
            {"job": "page", "path": str(path), "page": page, "width": width_px}
        )
    if "reason" in reply:
        _refuse(path, reply)
    try:
        shape = tuple(int(each) for each in reply["shape"])
        return int(reply["pages"]), np.frombuffer(pixels, np.uint8).reshape(shape)
    except _DAMAGE as fault:
        raise DicomReadError(
            Message("{name} is damaged or incomplete.", name=path.name),
            detail=type(fault).__name__,
        ) from fault


def _refuse(path: Path, reply: Reply) -> NoReturn:
    raise DicomReadError(
        Message("{name} {reason}.", name=path.name, reason=reply["reason"]),
        hint=Message("Fetch it again, or export it again from the program that made it."),
    )


def _verifier(name: str, moment: str) -> str:
    date = moment[:8]
    day = day_text(date)
    return f"{readable_name(name)} {day}" if day != date else readable_name(name)


def _line(item: dict[str, Any]) -> ReportLine:
    value = str(item["value"])
    kind = str(item["kind"])
    return ReportLine(
        depth=int(item["depth"]),
        kind=kind,
        name=str(item["name"]),
        value=_worded(kind, value),
        relation=str(item["relation"]),
        place=_placed(item["place"]) if "place" in item else None,
    )


def _worded(kind: str, value: str) -> str:
    if kind == "PNAME":
        return readable_name(value)
    if kind in {"DATE", "DATETIME"} and value[:8].isdigit() and len(value) >= 8:
        return f"{day_text(value[:8])} {_clock(value[8:])}".strip()
    return _clock(value) if kind == "TIME" else value


def _clock(value: str) -> str:
    """Hours, minutes and seconds; fractions and zones as they stand."""
    digits = value[:6]
    if len(digits) < 4 or not digits.isdigit():
        return value
    shown = ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    return f"{shown}{value[6:]}"


def _placed(place: dict[str, Any]) -> ReportPlace:
    segments = place.get("segments") or [0]
    return ReportPlace(
        uid=str(place.get("uid", "")),
        frames=tuple(int(each) for each in place.get("frames", ())),
        segment=int(segments[0]),
        shape=str(place.get("shape", "")),
        points=tuple((float(x), float(y)) for x, y in place.get("points", ())),
        points_lps_mm=tuple(
            (float(x), float(y), float(z)) for x, y, z in place.get("points_lps_mm", ())
        ),
        frame_of_reference_uid=str(place.get("frame_uid", "")),
    )


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError("a list is expected")
    return tuple(str(each) for each in values)
