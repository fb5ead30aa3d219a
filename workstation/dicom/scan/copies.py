"""Files with one SOP Instance UID: of one image only one is shown, others are kept and told.

Files that agree on everything but their pixels cannot be told apart by what refers to them: the
first is shown, the others are left out, and that is said. Images that differ in number, place,
series or format are all shown.

References
----------
PS3.5 9 (a UID names one object; some anonymizers and scanners do not keep to that).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workstation.dicom.headers.file_header import FileHeader
from workstation.dicom.scan.files import Found
from workstation.dicom.standard.tags import tag
from workstation.messages import NOTHING, Message

_PATIENT_ID, _SERIES_NUMBER = tag("PatientID"), tag("SeriesNumber")
_BLOCK_BYTES = 1 << 20


def without_copies(
    headers: Sequence[FileHeader], found: Found
) -> tuple[list[FileHeader], frozenset[str]]:
    """The files that are not copies of another, and the UIDs that several images bear.

    Parameters
    ----------
    headers : sequence of FileHeader
        Everything that was read.
    found : Found
        Is told of each file that is left out, and why.
    """
    kept: dict[str, list[FileHeader]] = {}
    for header in sorted(headers, key=lambda each: found.shown[each.path]):
        others = kept.setdefault(header.sop_instance_uid or header.path, [])
        reason = _reason_to_leave_out(header, others, found)
        if reason:
            found.skip(found.shown[header.path], reason)
        else:
            others.append(header)
    twins = frozenset(uid for uid, others in kept.items() if len(others) > 1)
    return [header for others in kept.values() for header in others], twins


def _reason_to_leave_out(header: FileHeader, others: Sequence[FileHeader], found: Found) -> Message:
    """Why a file is not shown beside others of its UID; empty for an image that differs."""
    for other in others:
        name = found.shown[other.path]
        if _is_same_image(header, other) and _have_same_bytes(header, other):
            same = header.attributes.raw == other.attributes.raw
            return (
                Message("is a copy of {other}", other=name)
                if same
                else Message("is the image of {other} with other words in its header", other=name)
            )
        if _is_same_image(header, other) and header.syntax.uid != other.syntax.uid:
            return Message(
                "has the UID and the place of {other}, in another transfer syntax", other=name
            )
        # Shown beside each other, what is said of one would stand on the other.
        if _is_same_image(header, other) or header.pixels is None or other.pixels is None:
            return Message("has the SOP Instance UID, but not the content, of {other}", other=name)
    return NOTHING


def _is_same_image(a: FileHeader, b: FileHeader) -> bool:
    """Whether two files speak of one image: patient, series, number, place and format agree."""
    return _identity(a) == _identity(b) and _formats(a) == _formats(b)


def _identity(header: FileHeader) -> tuple[object, ...]:
    attributes = header.attributes
    return (
        attributes.string(_PATIENT_ID),
        header.study_uid,
        header.series_uid,
        attributes.string(_SERIES_NUMBER),
        header.instance_number,
        tuple((frame.position, frame.orientation, frame.rescaling) for frame in header.frames),
    )


def _formats(header: FileHeader) -> tuple[object, ...]:
    if header.pixels is None:
        return ()
    image = header.pixels.format
    return (image.rows, image.columns, image.frames, image.samples, image.signed)


def _have_same_bytes(a: FileHeader, b: FileHeader) -> bool:
    """Whether the pixels, or all of an object without pixels, are the same bytes."""
    if a.pixels is None or b.pixels is None:
        return a.pixels is b.pixels and _same(Path(a.path), 0, Path(b.path), 0, -1)
    if a.syntax.uid != b.syntax.uid or a.syntax.deflated:
        return a.syntax.uid == b.syntax.uid and _same(Path(a.path), 0, Path(b.path), 0, -1)
    if a.pixels.length != b.pixels.length:
        return False
    return _same(Path(a.path), a.pixels.offset, Path(b.path), b.pixels.offset, a.pixels.length)


def _same(a: Path, a_offset: int, b: Path, b_offset: int, length: int) -> bool:
    """Whether bytes from an offset on are equal; a length of -1 means up to the end."""
    left = length if length >= 0 else None
    with a.open("rb") as first, b.open("rb") as second:
        first.seek(a_offset)
        second.seek(b_offset)
        while left is None or left > 0:
            size = _BLOCK_BYTES if left is None else min(_BLOCK_BYTES, left)
            one, two = first.read(size), second.read(size)
            if one != two:
                return False
            if not one:
                return True
            left = None if left is None else left - len(one)
    return True
