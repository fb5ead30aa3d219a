"""How a presentation state turns stored values into grays: modality LUT and softcopy VOI LUT.

A state replaces what its images state themselves (PS3.4 N.2): what it leaves out is not done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.valuerep import DSfloat

from workstation.domain.display_objects import Reference
from workstation.domain.study import WindowSetting

_RESCALE = ("RescaleIntercept", "RescaleSlope")
_Picture = tuple[str, int]
"""SOP Instance UID, and the frame from 0."""


def gray_values(
    reference: Reference, headers: Mapping[str, Dataset], window: WindowSetting | None = None
) -> Dataset:
    """The attributes of a state for images that are gray.

    Images with different modality transforms (the slices of a PET) get none of both modules: a
    state has one transform for all of them.

    Parameters
    ----------
    headers : mapping of str to Dataset
        By SOP Instance UID.
    window : WindowSetting or None
        Of all images, in values after their modality transform; None for what each states.
    """
    found = Dataset()
    pictures = list(_pictures(reference, headers))
    transforms = [_modality(headers[uid], frame) for uid, frame in pictures]
    if any(each != transforms[0] for each in transforms):
        return found
    found.update(deepcopy(transforms[0]))
    if window is not None:
        found.SoftcopyVOILUTSequence = [_voi(window)]
    # What a PET states are windows of stored values in other units than those of its slope.
    elif not _is_pet(headers) and (items := _of_files(pictures, headers)):
        found.SoftcopyVOILUTSequence = items
    return found


def frame_count(header: Dataset) -> int:
    """How many frames a file has."""
    return int(header.get("NumberOfFrames", 1) or 1)


def referenced_image(header: Dataset, frames: tuple[int, ...] = ()) -> Dataset:
    """An item of the Referenced Image Sequence; frames are counted from 0, none for all."""
    item = Dataset()
    item.ReferencedSOPClassUID = header.SOPClassUID
    item.ReferencedSOPInstanceUID = header.SOPInstanceUID
    if frames:
        item.ReferencedFrameNumber = [frame + 1 for frame in frames]
    return item


def _pictures(reference: Reference, headers: Mapping[str, Dataset]) -> Iterator[_Picture]:
    for uid, frames in reference.images:
        yield from ((uid, frame) for frame in frames or range(frame_count(headers[uid])))


def _groups(header: Dataset, frame: int, keyword: str) -> Dataset:
    """A functional group of a frame, its own or shared; else the header itself."""
    for groups in (
        *(header.get("PerFrameFunctionalGroupsSequence") or ())[frame : frame + 1],
        *(header.get("SharedFunctionalGroupsSequence") or ()),
    ):
        found: Dataset | None = next(iter(groups.get(keyword) or ()), None)
        if found is not None:
            return found
    return header


def _modality(header: Dataset, frame: int) -> Dataset:
    """The modality transform of a picture, without attributes where there is none."""
    stated = _groups(header, frame, "PixelValueTransformationSequence")
    found = Dataset()
    if stated.get("ModalityLUTSequence"):
        found.ModalityLUTSequence = stated.ModalityLUTSequence
    elif all(stated.get(keyword) not in (None, "") for keyword in _RESCALE):
        for keyword in _RESCALE:
            setattr(found, keyword, stated.get(keyword))
        found.RescaleType = stated.get("RescaleType") or "US"
    return found


def _of_files(pictures: list[_Picture], headers: Mapping[str, Dataset]) -> list[Dataset]:
    """An item for each window or table, with the pictures that state it."""
    found: list[tuple[Dataset, list[_Picture]]] = []
    for uid, frame in pictures:
        item = _stated(_groups(headers[uid], frame, "FrameVOILUTSequence"))
        if item is None:
            continue
        same = next((of for known, of in found if known == item), None)
        if same is None:
            found.append((item, [(uid, frame)]))
        else:
            same.append((uid, frame))
    items = []
    for item, of in found:
        made = deepcopy(item)
        if len(of) < len(pictures):
            made.ReferencedImageSequence = _references(of, headers)
        items.append(made)
    return items


def _references(pictures: list[_Picture], headers: Mapping[str, Dataset]) -> list[Dataset]:
    frames: dict[str, list[int]] = {}
    for uid, frame in pictures:
        frames.setdefault(uid, []).append(frame)
    return [
        referenced_image(headers[uid], tuple(some) if frame_count(headers[uid]) > 1 else ())
        for uid, some in frames.items()
    ]


def _stated(source: Dataset) -> Dataset | None:
    """The first window of a picture, else its first table; None where it states neither.

    One of them for each picture: readers of the first edition refuse several.
    """
    found = Dataset()
    linear = str(source.get("VOILUTFunction") or "LINEAR").upper() == "LINEAR"
    least = 1.0 if linear else 1e-12
    limits = zip(
        _listed(source.get("WindowCenter")), _listed(source.get("WindowWidth")), strict=False
    )
    names = _listed(source.get("WindowCenterWidthExplanation"))
    for number, (center, width) in enumerate(limits):
        if float(width) >= least:
            found.WindowCenter, found.WindowWidth = center, width
            if number < len(names) and names[number]:
                found.WindowCenterWidthExplanation = names[number]
            if source.get("VOILUTFunction"):
                found.VOILUTFunction = source.VOILUTFunction
            return found
    tables = source.get("VOILUTSequence") or ()
    if not tables:
        return None
    found.VOILUTSequence = [tables[0]]
    return found


def _voi(window: WindowSetting) -> Dataset:
    item = Dataset()
    item.WindowCenter = DSfloat(float(window.center), auto_format=True)
    item.WindowWidth = DSfloat(float(window.width), auto_format=True)
    # Windows narrower than 1 are none of LINEAR (PS3.3 C.11.2.1.2).
    narrow = window.function == "LINEAR" and window.width < 1
    item.VOILUTFunction = "LINEAR_EXACT" if narrow else window.function
    return item


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - one value or several
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, MultiValue | list) else [value]


def _is_pet(headers: Mapping[str, Dataset]) -> bool:
    return any(header.get("Modality") == "PT" for header in headers.values())
