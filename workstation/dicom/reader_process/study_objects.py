"""Objects that are no images as plain values, read in the child: what they are, and their text.

References
----------
PS3.3 C.17 (content of structured reports), C.24.2 (encapsulated documents).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pydicom
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from workstation.dicom.isolation.faults import UnreadableError
from workstation.messages import Message

MOST_ITEMS = 5_000
MOST_LETTERS = 1_000_000
"""Of all items together: more would hold up the window that shows them."""
MOST_IMAGES = 64
_MOST_OF_SERIES = 16
_MOST_PARTS = 200
_MOST_SERIES = 64
_LONGEST_VALUE = 20_000
_MOST_POINTS = 20_000
_DEEPEST = 64
_LONGEST_UNIT = 10
_UNITS = {"[hnsf'U]": "HU"}
_DESCRIBING = (
    "SpecificCharacterSet", "SOPClassUID", "SOPInstanceUID", "SeriesDescription",
    "ContentLabel", "ContentDescription", "StructureSetLabel", "StructureSetName",
    "DocumentTitle", "ConceptNameCodeSequence", "ContentDate", "StructureSetDate",
    "PresentationCreationDate", "InstanceCreationDate", "SeriesDate", "SegmentSequence",
    "StructureSetROISequence", "FrameOfReferenceUID",
)  # fmt: skip
_REFERRING = (
    "ReferencedSeriesSequence", "ReferencedFrameOfReferenceSequence",
    "CurrentRequestedProcedureEvidenceSequence", "PertinentOtherEvidenceSequence",
    "BlendingSequence", "SourceInstanceSequence", "ReferencedImageSequence",
    "StudiesContainingOtherReferencedInstancesSequence",
)  # fmt: skip
_IN_DEPTH = (
    "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence", "ROIContourSequence",
)  # fmt: skip
_IMAGE_LISTS = (
    "ReferencedSOPSequence", "ReferencedInstanceSequence", "ReferencedImageSequence",
    "ContourImageSequence",
)  # fmt: skip
"""The images of one series."""
_IN_FRAMES, _ROIS = "ReferencedFrameOfReferenceSequence", "StructureSetROISequence"
_TITLES = (
    "StructureSetLabel", "DocumentTitle", "ContentDescription", "SeriesDescription",
    "ContentLabel", "StructureSetName",
)  # fmt: skip
_DATES = (
    "ContentDate", "StructureSetDate", "PresentationCreationDate", "InstanceCreationDate",
    "SeriesDate",
)  # fmt: skip


def read_study_object(path: str) -> dict[str, Any]:
    """What an object is called, what it consists of, and what it was made on.

    Returns
    -------
    dict
        JSON types: uid, title, parts, created, series, images, frames_of_reference.
    """
    wanted = [*_DESCRIBING, *_REFERRING]
    data_set = pydicom.dcmread(path, stop_before_pixels=True, force=True, specific_tags=wanted)
    series, images = _references(data_set, _REFERRING)
    if not series and not images and ("SegmentSequence" in data_set or _ROIS in data_set):
        # Some makers name images frame by frame or contour by contour alone; these are long.
        deep = pydicom.dcmread(
            path, stop_before_pixels=True, force=True, specific_tags=list(_IN_DEPTH)
        )
        series, images = _references(deep, _IN_DEPTH)
    concept = next(iter(data_set.get("ConceptNameCodeSequence") or ()), None)
    titles = [_text(concept, "CodeMeaning")] if concept is not None else []
    titles += [_text(data_set, keyword) for keyword in _TITLES]
    dates = [_text(data_set, keyword) for keyword in _DATES]
    parts = [_text(item, "SegmentLabel") for item in _some(data_set, "SegmentSequence")]
    parts += [_text(item, "ROIName") for item in _some(data_set, "StructureSetROISequence")]
    return {
        "uid": _text(data_set, "SOPInstanceUID"),
        "title": next((title for title in titles if title), ""),
        "parts": [part for part in parts if part],
        "created": next((date for date in dates if date), ""),
        "series": series[:_MOST_SERIES],
        "images": images[:MOST_IMAGES],
        "frames_of_reference": list(dict.fromkeys(_frames_of_reference(data_set))),
    }


def _frames_of_reference(data_set: Dataset) -> Iterator[str]:
    stated = [
        *(_text(item, "FrameOfReferenceUID") for item in (data_set, *_some(data_set, _IN_FRAMES))),
        *(_text(item, "ReferencedFrameOfReferenceUID") for item in _some(data_set, _ROIS)),
    ]
    yield from filter(None, stated)


def _some(data_set: Dataset, keyword: str) -> Iterator[Dataset]:
    return islice(data_set.get(keyword) or (), _MOST_PARTS)


def _text(data_set: Dataset | None, keyword: str) -> str:
    value = data_set.get(keyword) if data_set is not None else None
    return " ".join(str(value).split())[:256] if value not in (None, "") else ""


def _references(data_set: Dataset, keywords: Iterable[str]) -> tuple[list[str], list[str]]:
    """Series and instances that are named in sequences, each once, in their order."""
    series: dict[str, None] = {}
    images: dict[str, None] = {}
    waiting = [item for keyword in keywords for item in data_set.get(keyword) or ()]
    waiting.reverse()
    while waiting:
        item = waiting.pop()
        uid = _text(item, "SeriesInstanceUID")
        if uid and len(series) < _MOST_SERIES:
            series[uid] = None
        image = _text(item, "ReferencedSOPInstanceUID")
        if image and len(images) < MOST_IMAGES and "RTReferencedSeriesSequence" not in item:
            images[image] = None
        for element in reversed(list(item)):
            if element.VR != "SQ" or (uid and element.keyword in _IMAGE_LISTS):
                continue
            waiting += reversed(element.value)
        if uid:
            # Some images of each series: another series may be named after hundreds of them.
            for keyword in _IMAGE_LISTS:
                waiting += reversed(list(islice(item.get(keyword) or (), _MOST_OF_SERIES)))
    return list(series), list(images)


# Structured reports


def read_report(path: str) -> dict[str, Any]:
    """The content of a structured report as a flat list with depths.

    Raises
    ------
    UnreadableError
        The file has no content.
    """
    data_set = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    if "ContentSequence" not in data_set and "ConceptNameCodeSequence" not in data_set:
        raise UnreadableError(Message("has no content that could be shown"))
    items, left_out = _content(data_set)
    concept = next(iter(data_set.get("ConceptNameCodeSequence") or ()), None)
    return {
        "uid": _text(data_set, "SOPInstanceUID"),
        "title": _meaning(concept),
        "patient_id": _text(data_set, "PatientID"),
        "patient_name": _text(data_set, "PatientName"),
        "created": f"{_text(data_set, 'ContentDate')}{_text(data_set, 'ContentTime')}",
        "completion": _text(data_set, "CompletionFlag"),
        "verification": _text(data_set, "VerificationFlag"),
        "verified_by": [
            [_text(item, "VerifyingObserverName"), _text(item, "VerificationDateTime")]
            for item in _some(data_set, "VerifyingObserverSequence")
        ],
        "items": items,
        "left_out": left_out,
    }


def _content(data_set: Dataset) -> tuple[list[dict[str, Any]], int]:
    items: list[dict[str, Any]] = []
    left_out = letters = 0
    waiting = [(item, 0) for item in reversed(data_set.get("ContentSequence") or ())]
    while waiting:
        item, depth = waiting.pop()
        if len(items) >= MOST_ITEMS or depth > _DEEPEST or letters > MOST_LETTERS:
            left_out += 1
            continue
        items.append(_item(item, depth))
        letters += len(items[-1]["value"])
        waiting += [(child, depth + 1) for child in reversed(item.get("ContentSequence") or ())]
    return items, left_out


def _item(item: Dataset, depth: int) -> dict[str, Any]:
    kind = _text(item, "ValueType")
    if not kind and "ReferencedContentItemIdentifier" in item:
        kind = "REFERENCE"
    concept = next(iter(item.get("ConceptNameCodeSequence") or ()), None)
    made: dict[str, Any] = {
        "depth": depth,
        "kind": kind,
        "name": _meaning(concept),
        "value": _shortened(_value(item, kind)),
        "relation": _text(item, "RelationshipType"),
    }
    place = _place(item, kind)
    if place:
        made["place"] = place
    return made


def _shortened(words: str) -> str:
    """What is left out says so."""
    return words if len(words) <= _LONGEST_VALUE else f"{words[:_LONGEST_VALUE]} […]"


def _meaning(code: Dataset | None) -> str:
    if code is None:
        return ""
    return _text(code, "CodeMeaning") or _text(code, "CodeValue") or _text(code, "LongCodeValue")


def _value(item: Dataset, kind: str) -> str:
    match kind:
        case "TEXT":
            return str(item.get("TextValue", "") or "").strip()
        case "NUM":
            return _number(item)
        case "CODE":
            return _meaning(next(iter(item.get("ConceptCodeSequence") or ()), None))
        case "PNAME":
            return _text(item, "PersonName")
        case "DATE" | "TIME" | "UIDREF" | "DATETIME":
            keyword = {"DATE": "Date", "TIME": "Time", "UIDREF": "UID", "DATETIME": "DateTime"}
            return _text(item, keyword[kind])
        case "TCOORD" | "SCOORD" | "SCOORD3D":
            return _text(item, "TemporalRangeType" if kind == "TCOORD" else "GraphicType")
        case "REFERENCE":
            return ".".join(map(str, _integers(item, "ReferencedContentItemIdentifier")))
        case _:
            return ""


def _number(item: Dataset) -> str:
    """A number with its unit as the file writes it; why there is none, else."""
    measured = next(iter(item.get("MeasuredValueSequence") or ()), None)
    if measured is None:
        return _meaning(next(iter(item.get("NumericValueQualifierCodeSequence") or ()), None))
    value = measured.get("NumericValue")
    values = value if isinstance(value, MultiValue) else [value]
    words = "\\".join("" if each is None else str(each) for each in values)
    if not words:
        return ""
    unit = next(iter(measured.get("MeasurementUnitsCodeSequence") or ()), None)
    # UCUM writes "no units" as 1 (PS3.16 CID 82).
    code = _text(unit, "CodeValue")
    # Annotations and arbitrary units of UCUM, e.g. {pixels} and [hnsf'U], are for machines.
    # Codes of other schemes are for machines, too.
    is_ucum = _text(unit, "CodingSchemeDesignator") in {"UCUM", ""}
    is_plain = is_ucum and 0 < len(code) <= _LONGEST_UNIT and not {*"{["} & {*code}
    named = code if is_plain else _UNITS.get(code) or _meaning(unit)
    has_none = is_ucum and code in {"1", "{ratio}"}
    return words if has_none else f"{words} {named}".strip()


def _place(item: Dataset, kind: str) -> dict[str, Any]:
    if kind == "IMAGE":
        return _image(item)
    if kind == "SCOORD":
        inside = item.get("ContentSequence") or ()
        image = next((each for each in inside if _text(each, "ValueType") == "IMAGE"), None)
        points = _points(item, 2)
        if image is None or not points:
            return {}
        # From the corner of the first pixel (PS3.3 C.18.6.1.2) to its center.
        moved = [[column - 0.5, row - 0.5] for column, row in points]
        return _image(image) | {"shape": _text(item, "GraphicType"), "points": moved}
    if kind == "SCOORD3D":
        points = _points(item, 3)
        frame = _text(item, "ReferencedFrameOfReferenceUID")
        if not points or not frame:
            return {}
        return {"shape": _text(item, "GraphicType"), "points_lps_mm": points, "frame_uid": frame}
    return {}


def _image(item: Dataset) -> dict[str, Any]:
    reference = next(iter(item.get("ReferencedSOPSequence") or ()), None)
    uid = _text(reference, "ReferencedSOPInstanceUID")
    if reference is None or not uid:
        return {}
    return {
        "uid": uid,
        "frames": [number - 1 for number in _integers(reference, "ReferencedFrameNumber")],
        "segments": _integers(reference, "ReferencedSegmentNumber"),
    }


def _integers(data_set: Dataset, keyword: str) -> list[int]:
    value = data_set.get(keyword)
    if value in (None, ""):
        return []
    values = value if isinstance(value, MultiValue | list) else [value]
    return [int(each) for each in islice(values, MOST_IMAGES)]


def _points(item: Dataset, size: int) -> list[list[float]]:
    data = item.get("GraphicData")
    if not isinstance(data, MultiValue | list):
        return []
    numbers = [float(each) for each in islice(data, size * _MOST_POINTS)]
    if not all(map(math.isfinite, numbers)) or len(numbers) % size:
        return []
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]
