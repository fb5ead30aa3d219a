"""Read RTSTRUCT contours onto the grid of their image (PS3.3 C.8.8.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import UID

from workstation.dicom.objects.contours import CLOSED, ClosedOutlines, closed_outlines
from workstation.dicom.objects.mask_damage import FAULTS, damage_worded, shared_number, sop_class_of
from workstation.dicom.objects.source_check import require_belonging
from workstation.domain import coding
from workstation.domain.image import Image, Volume
from workstation.domain.mask import CONTOURS_METHOD, AlgorithmType, Mask, Segment, new_id
from workstation.domain.provenance import Provenance
from workstation.errors import MaskReadError
from workstation.imaging.outline_fill import COARSE_SLICES, Filled, fill_outlines
from workstation.messages import NOTHING, Message

RT_STRUCTURE_SET_STORAGE = UID("1.2.840.10008.5.1.4.1.1.481.3")
_USUAL_COLOR = (255, 80, 80)


def read_structure_set(path: Path, like: Image) -> tuple[Mask, ...]:
    """Closed planar contours as masks: a voxel is inside when its center is.

    Contours of one plane add up, those inside others are holes, and CLOSEDPLANAR_XOR ones are
    combined by exclusive or; a keyhole contour is its own hole.

    Returns
    -------
    tuple of Mask
        One mask per structure, for structures may overlap. What of a structure is not as it
        was drawn stands in the caveats of its segment; structures that are not on the image,
        or damaged, in the notes of the first mask.

    Raises
    ------
    MaskReadError
        The file is no structure set, is of another patient or frame of reference, has no
        closed contour, or lies off the image.
    """
    if not isinstance(like, Volume):
        raise MaskReadError(Message("Contours need a volume to lie on."))
    with damage_worded(path):
        return _read(path, like)


def _read(path: Path, like: Volume) -> tuple[Mask, ...]:
    dataset = _open(path)
    described = _described(dataset)
    stated = [_frame(roi) for rois in described.values() for roi in rois]
    doubts = require_belonging(dataset, like, _nearest_frames(stated, like))
    masks: list[Mask] = []
    left_out: list[Message] = []
    for drawing in _drawings(dataset, described):
        name = _name(drawing.rois)
        try:
            mask = _drawn(drawing, name, dataset, like)
        except MaskReadError as error:
            reason = error.message
        except FAULTS:
            reason = Message("A contour of the structure set is damaged.")
        else:
            masks.append(mask)
            continue
        left_out.append(Message('"{name}" is left out: {reason}', name=name, reason=reason))
    if not masks:
        raise MaskReadError(
            Message("No contour of the structure set lies on this image."),
            hint=Message("Choose the series that it was drawn on."),
            detail=" ".join(str(each) for each in left_out),
        )
    told = [_with_caveats(mask, doubts.caveats) for mask in masks]
    return (replace(told[0], notes=(*doubts.notes, *left_out)), *told[1:])


def _with_caveats(mask: Mask, caveats: tuple[Message, ...]) -> Mask:
    segments = (replace(each, caveats=(*caveats, *each.caveats)) for each in mask.segments)
    return replace(mask, segments=tuple(segments))


def _described(dataset: Dataset) -> dict[int | None, list[Dataset]]:
    """What Structure Set ROI Sequence says of each number; some writers give one twice."""
    found: dict[int | None, list[Dataset]] = {}
    for roi in dataset.StructureSetROISequence:
        number = _number(roi, "ROINumber")
        if number is not None:
            found.setdefault(number, []).append(roi)
    return found


class _Drawing(NamedTuple):
    """What is drawn of one structure, and what Structure Set ROI Sequence says of it."""

    parts: tuple[Dataset, ...]
    rois: tuple[Dataset, ...]

    @property
    def contours(self) -> list[Dataset]:
        return [each for part in self.parts for each in part.get("ContourSequence") or ()]


def _drawings(dataset: Dataset, described: Mapping[int | None, list[Dataset]]) -> list[_Drawing]:
    """The structures in the order of the file; those without contours last.

    Items of one number are parts of one structure (PS3.3 C.8.8.6: Referenced ROI Number), unless
    that number was given to several structures.
    """
    items: dict[object, list[Dataset]] = {}
    for place, item in enumerate(dataset.ROIContourSequence):
        number = _number(item, "ReferencedROINumber")
        is_one = len(_names(described.get(number, []))) == 1
        items.setdefault(number if is_one else (number, place), []).append(item)
    found = [
        _Drawing(tuple(parts), tuple(described.get(_number(parts[0], "ReferencedROINumber"), [])))
        for parts in items.values()
    ]
    drawn = {_number(item, "ReferencedROINumber") for item in dataset.ROIContourSequence}
    found += [_Drawing((), tuple(rois)) for n, rois in described.items() if n not in drawn]
    return found


def _number(item: Dataset, keyword: str) -> int | None:
    try:
        return int(item[keyword].value)
    except (KeyError, TypeError, ValueError):
        return None


def _frame(roi: Dataset) -> str:
    return str(roi.get("ReferencedFrameOfReferenceUID", "") or "")


def _names(rois: Sequence[Dataset]) -> list[str]:
    return list(dict.fromkeys(str(roi.get("ROIName", "") or "").strip() for roi in rois))


def _name(rois: Sequence[Dataset]) -> Message | str:
    """The name of a number; all of them where it was given several times."""
    return " / ".join(name for name in _names(rois) if name) or Message("Structure")


def _drawn(drawing: _Drawing, name: Message | str, dataset: Dataset, like: Volume) -> Mask:
    """The mask of one structure.

    Raises
    ------
    MaskReadError
        It cannot be drawn; the message says why.
    """
    rois, contours = drawing.rois, drawing.contours
    frames = {_frame(roi) for roi in rois}
    reason = _reason_to_leave_out(contours, frames.pop() if len(frames) == 1 else "", like)
    if reason:
        raise MaskReadError(reason)
    structure = closed_outlines(contours, like)
    filled = fill_outlines(structure.outlines, like.geometry.shape_kji)
    reason = _nothing_here(structure, filled)
    if reason:
        raise MaskReadError(reason)
    caveats = _caveats(filled, structure, like)
    if not rois:
        caveats = (Message("The file does not say which structure this is."), *caveats)
    if len(_names(rois)) > 1:
        caveats = (shared_number(), *caveats)
    drawn = sum(bool(part.get("ContourSequence")) for part in drawing.parts)
    if drawn > 1:
        caveats = (*caveats, _in_parts(drawn))
    return _mask(filled.labels, name, caveats, drawing.parts[0], dataset, like)


def _in_parts(count: int) -> Message:
    return Message(
        "The file draws this structure in {count} parts; they are put together.", count=count
    )


def _nearest_frames(frames: Iterable[str], like: Volume) -> list[str]:
    """Frames of reference to compare: structures of another are left out one by one."""
    stated = [frame for frame in frames if frame]
    ours = like.geometry.frame_of_reference_uid
    return [ours] if ours in stated else stated


def _reason_to_leave_out(contours: Sequence[Dataset], frame: str, like: Volume) -> Message:
    """Why a structure cannot be drawn at all; empty when its contours may be tried."""
    ours = like.geometry.frame_of_reference_uid
    if frame and ours and frame != ours and _other_frames_matter(contours, like):
        return Message("it was drawn in another frame of reference.")
    kinds = {item.get("ContourGeometricType") for item in contours}
    if not kinds:
        return Message("it has no contours.")
    return NOTHING if kinds & CLOSED else Message("it has points or open lines only.")


def _other_frames_matter(contours: Sequence[Dataset], like: Volume) -> bool:
    """Whether no contour names an image of this series, which would say where it lies."""
    ours = set(like.source.sop_instance_uids)
    return not any(
        str(image.get("ReferencedSOPInstanceUID", "")) in ours
        for contour in contours
        for image in contour.get("ContourImageSequence") or ()
    )


def _nothing_here(structure: ClosedOutlines, filled: Filled) -> Message:
    if not structure.outlines:
        return (
            Message("its contours lie in other planes than the slices.")
            if structure.slanted
            else Message("its contours have fewer than three corners.")
        )
    outside = filled.beyond or filled.sideways
    if outside and not filled.labels.any():
        return Message("it lies outside the image.")
    return NOTHING


def is_structure_set(path: Path) -> bool:
    """Whether the file is an RTSTRUCT."""
    return sop_class_of(path) == RT_STRUCTURE_SET_STORAGE


def contoured_series_uid(path: Path) -> str:
    """Series that a structure set was drawn on (PS3.3 C.8.8.5); else empty.

    Raises
    ------
    MaskReadError
        The file is damaged.
    """
    with damage_worded(path):
        dataset = pydicom.dcmread(path, specific_tags=["ReferencedFrameOfReferenceSequence"])
        for frame in dataset.get("ReferencedFrameOfReferenceSequence") or ():
            for study in frame.get("RTReferencedStudySequence") or ():
                for series in study.get("RTReferencedSeriesSequence") or ():
                    return str(series.get("SeriesInstanceUID", ""))
    return ""


def _open(path: Path) -> Dataset:
    try:
        dataset = pydicom.dcmread(path)
    except FAULTS as error:
        raise MaskReadError(
            Message("{name} cannot be read as DICOM.", name=path.name), detail=type(error).__name__
        ) from error
    if dataset.get("SOPClassUID") != RT_STRUCTURE_SET_STORAGE:
        raise MaskReadError(Message("{name} is not a structure set.", name=path.name))
    if "ROIContourSequence" not in dataset or "StructureSetROISequence" not in dataset:
        raise MaskReadError(Message("{name} has no contours.", name=path.name))
    return dataset


def _caveats(filled: Filled, structure: ClosedOutlines, like: Volume) -> tuple[Message, ...]:
    """What is not as it was drawn, in sentences."""
    slice_mm = like.geometry.spacing_kji_mm[0]
    found = []
    if filled.sideways or filled.beyond:
        found.append(
            Message("The structure reaches beyond the image; only the part within it is here.")
        )
    if structure.slanted:
        found.append(
            Message("Some contours lie in other planes than the slices; they are left out.")
        )
    if structure.open:
        found.append(Message("Points and open lines of the structure enclose nothing; left out."))
    if filled.missing:
        found.append(Message("A slice between contours has none; it stays empty."))
    if filled.between:
        found.append(
            Message("The contours lie between the slices; each slice takes those nearest to it.")
        )
    if structure.doubtful:
        found.append(Message("A corner lies far from the rest of its contour; it may be damaged."))
    if filled.step is not None:
        template = (
            Message(
                "Contours are {step:.1f} mm apart; slices between them are empty.",
                step=filled.step * slice_mm,
            )
            if filled.gaps
            else Message(
                "Contours are {step:.1f} mm apart; slices between them take the nearest.",
                step=filled.step * slice_mm,
            )
        )
        found.append(template)
    if structure.displaced:
        found.append(
            Message(
                "Contours are stated to stand for slabs beside their planes; they are drawn in "
                "their planes."
            )
        )
    # Of several planes the distance says what each of them stands for.
    single = len({round(outline.depth) for outline in structure.outlines}) == 1
    if single and structure.slab_mm > COARSE_SLICES * slice_mm:
        found.append(
            Message(
                "Contours are stated to stand for {slab:.1f} mm each; they are drawn on the slices "
                "nearest to them.",
                slab=structure.slab_mm,
            )
        )
    if not filled.labels.any():
        found.append(Message("No voxel center lies within the contours."))
    return tuple(found)


def _mask(
    labels: NDArray[np.uint8],
    name: Message | str,
    caveats: tuple[Message, ...],
    contours: Dataset,
    dataset: Dataset,
    like: Volume,
) -> Mask:
    return Mask(
        labels=labels,
        geometry=like.geometry,
        segments=(
            Segment(
                number=1,
                label=name,
                category=coding.TISSUE,
                type=coding.TISSUE,
                color_rgb=_color(contours),
                algorithm_type=AlgorithmType.MANUAL,
                caveats=caveats,
            ),
        ),
        provenance=Provenance(
            method=CONTOURS_METHOD,
            version="1",
            inputs=(str(dataset.get("SOPInstanceUID", "")),),
        ),
        id=new_id(),
        series_instance_uid=like.source.series_instance_uid,
        sop_instance_uids=like.source.sop_instance_uids,
        frame_indices=like.source.frame_indices,
    )


def _color(contours: Dataset) -> tuple[int, int, int]:
    """ROI Display Color (PS3.3 C.8.8.6); red where it is none."""
    try:
        red, green, blue = (int(v) for v in contours.get("ROIDisplayColor") or ())
    except (TypeError, ValueError):
        return _USUAL_COLOR
    is_color = all(0 <= part <= 255 for part in (red, green, blue))
    return (red, green, blue) if is_color else _USUAL_COLOR
