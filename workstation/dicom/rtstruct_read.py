"""Read RTSTRUCT contours onto the grid of their image (PS3.3 C.8.8.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import UID

from workstation.dicom.belonging import require_belonging
from workstation.dicom.mask_damage import FAULTS, damage_worded, shared_number, sop_class_of
from workstation.domain import coding
from workstation.domain.image import Image, Volume
from workstation.domain.mask import AlgorithmType, Mask, Segment, new_id
from workstation.domain.provenance import Provenance
from workstation.errors import MaskReadError
from workstation.imaging.outline_fill import OFF_SLICE, Filled, Outline, fill_outlines
from workstation.imaging.rectify import source_kji
from workstation.words import said

RT_STRUCTURE_SET_STORAGE = UID("1.2.840.10008.5.1.4.1.1.481.3")
_EXCLUSIVE = "CLOSEDPLANAR_XOR"
_CLOSED = frozenset({"CLOSED_PLANAR", _EXCLUSIVE})
_OPEN = frozenset({"POINT", "OPEN_PLANAR", "OPEN_NONPLANAR"})
_USUAL_COLOR = (255, 80, 80)
SPIKE_MM, SPIKE_STEPS = 20.0, 20.0
"""A corner that is farther from its neighbors than both is told."""


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
        raise MaskReadError(said("Contours need a volume to lie on."))
    with damage_worded(path):
        return _read(path, like)


def _read(path: Path, like: Volume) -> tuple[Mask, ...]:
    dataset = _open(path)
    described = _described(dataset)
    stated = [_frame(roi) for rois in described.values() for roi in rois]
    doubts = require_belonging(dataset, like, _nearest_frames(stated, like))
    masks: list[Mask] = []
    left_out: list[str] = []
    for contours in dataset.ROIContourSequence:
        rois = described.get(_number(contours, "ReferencedROINumber"), [])
        name = _name(rois)
        try:
            mask = _drawn(contours, rois, name, dataset, like)
        except MaskReadError as error:
            reason = error.message
        except FAULTS:
            reason = said("A contour of the structure set is damaged.")
        else:
            masks.append(mask)
            continue
        left_out.append(said('"{name}" is left out: {reason}', name=name, reason=reason))
    if not masks:
        raise MaskReadError(
            said("No contour of the structure set lies on this image."),
            hint=said("Choose the series that it was drawn on."),
            detail=" ".join(left_out),
        )
    told = [_with_caveats(mask, doubts.caveats) for mask in masks]
    return (replace(told[0], notes=(*doubts.notes, *left_out)), *told[1:])


def _with_caveats(mask: Mask, caveats: tuple[str, ...]) -> Mask:
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


def _number(item: Dataset, keyword: str) -> int | None:
    try:
        return int(item[keyword].value)
    except (KeyError, TypeError, ValueError):
        return None


def _frame(roi: Dataset) -> str:
    return str(roi.get("ReferencedFrameOfReferenceUID", "") or "")


def _name(rois: Sequence[Dataset]) -> str:
    """The name of a number; all of them where it was given several times."""
    names = dict.fromkeys(str(roi.get("ROIName", "") or "").strip() for roi in rois)
    return " / ".join(name for name in names if name) or said("Structure")


def _drawn(
    contours: Dataset, rois: Sequence[Dataset], name: str, dataset: Dataset, like: Volume
) -> Mask:
    """The mask of one structure.

    Raises
    ------
    MaskReadError
        It cannot be drawn; the message says why.
    """
    frames = {_frame(roi) for roi in rois}
    reason = _reason_to_leave_out(contours, frames.pop() if len(frames) == 1 else "", like)
    if reason:
        raise MaskReadError(reason)
    structure = _structure(contours, like)
    filled = fill_outlines(structure.outlines, like.geometry.shape_kji)
    reason = _nothing_here(structure, filled)
    if reason:
        raise MaskReadError(reason)
    caveats = _caveats(filled, structure, like)
    if not rois:
        caveats = (said("The file does not say which structure this is."), *caveats)
    if len({str(roi.get("ROIName", "")) for roi in rois}) > 1:
        caveats = (shared_number(), *caveats)
    return _mask(filled.labels, name, caveats, contours, dataset, like)


def _nearest_frames(frames: Iterable[str], like: Volume) -> list[str]:
    """Frames of reference to compare: structures of another are left out one by one."""
    stated = [frame for frame in frames if frame]
    ours = like.geometry.frame_of_reference_uid
    return [ours] if ours in stated else stated


def _reason_to_leave_out(contours: Dataset, frame: str, like: Volume) -> str:
    """Why a structure cannot be drawn at all; empty when its contours may be tried."""
    ours = like.geometry.frame_of_reference_uid
    if frame and ours and frame != ours and _other_frames_matter(contours, like):
        return said("it was drawn in another frame of reference.")
    kinds = {item.get("ContourGeometricType") for item in contours.get("ContourSequence") or ()}
    if not kinds:
        return said("it has no contours.")
    return "" if kinds & _CLOSED else said("it has points or open lines only.")


def _other_frames_matter(contours: Dataset, like: Volume) -> bool:
    """Whether no contour names an image of this series, which would say where it lies."""
    ours = set(like.source.sop_instance_uids)
    return not any(
        str(image.get("ReferencedSOPInstanceUID", "")) in ours
        for contour in contours.get("ContourSequence") or ()
        for image in contour.get("ContourImageSequence") or ()
    )


def _nothing_here(structure: _Structure, filled: Filled) -> str:
    if not structure.outlines:
        return (
            said("its contours lie in other planes than the slices.")
            if structure.slanted
            else said("its contours have fewer than three corners.")
        )
    outside = filled.beyond or filled.sideways
    return said("it lies outside the image.") if outside and not filled.labels.any() else ""


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
            said("{name} cannot be read as DICOM.", name=path.name), detail=type(error).__name__
        ) from error
    if dataset.get("SOPClassUID") != RT_STRUCTURE_SET_STORAGE:
        raise MaskReadError(said("{name} is not a structure set.", name=path.name))
    if "ROIContourSequence" not in dataset or "StructureSetROISequence" not in dataset:
        raise MaskReadError(said("{name} has no contours.", name=path.name))
    return dataset


class _Structure(NamedTuple):
    """The closed outlines of one structure, and why some of it is not among them."""

    outlines: tuple[Outline, ...]
    slanted: bool
    doubtful: bool


def _structure(contours: Dataset, like: Volume) -> _Structure:
    """Outlines on the grid of the image.

    Raises
    ------
    MaskReadError
        A contour is damaged.
    """
    outlines: list[Outline] = []
    slanted = doubtful = False
    for contour in contours.get("ContourSequence") or ():
        kind = contour.get("ContourGeometricType")
        if kind in _OPEN:
            continue
        if kind not in _CLOSED:
            raise MaskReadError(said("A contour of the structure set is damaged."))
        points = _points(contour)
        if len(points) < 3:
            continue
        indices = source_kji(like, points)
        depth = float(np.median(indices[:, 0]))
        if np.abs(indices[:, 0] - depth).max() > OFF_SLICE:
            slanted = True
            continue
        doubtful = doubtful or _has_a_spike(points)
        outlines.append(Outline(depth, indices[:, 1:], exclusive=kind == _EXCLUSIVE))
    return _Structure(tuple(outlines), slanted, doubtful)


def _points(contour: Dataset) -> NDArray[np.float64]:
    """(n, 3) corners in LPS mm, the first not repeated at the end."""
    try:
        data = np.array(contour.get("ContourData") or (), dtype=np.float64)
        stated = contour.get("NumberOfContourPoints")
        count = len(data) // 3 if stated in (None, "") else int(stated)
    except (ValueError, TypeError, AttributeError) as error:
        raise MaskReadError(said("A contour of the structure set is damaged.")) from error
    if len(data) != 3 * count or not np.isfinite(data).all():
        raise MaskReadError(said("A contour of the structure set is damaged."))
    points = data.reshape(-1, 3)
    if len(points) > 1 and np.array_equal(points[0], points[-1]):
        points = points[:-1]
    return points


def _has_a_spike(points: NDArray[np.float64]) -> bool:
    """Whether one corner lies far from both its neighbors, and they near each other."""
    before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    out = np.minimum(
        np.linalg.norm(points - before, axis=1), np.linalg.norm(points - after, axis=1)
    )
    across = np.linalg.norm(after - before, axis=1)
    usual = float(np.median(np.linalg.norm(points - before, axis=1)))
    return bool(np.any((out > SPIKE_MM) & (out > SPIKE_STEPS * usual) & (across < out / 2)))


def _caveats(filled: Filled, structure: _Structure, like: Volume) -> tuple[str, ...]:
    """What is not as it was drawn, in sentences."""
    slice_mm = like.geometry.spacing_kji_mm[0]
    found = []
    if filled.sideways or filled.beyond:
        found.append(
            said("The structure reaches beyond the image; only the part within it is here.")
        )
    if structure.slanted:
        found.append(said("Some contours lie in other planes than the slices; they are left out."))
    if filled.between:
        found.append(
            said("The contours lie between the slices; each slice takes those nearest to it.")
        )
    if structure.doubtful:
        found.append(said("A corner lies far from the rest of its contour; it may be damaged."))
    if filled.step is not None:
        template = (
            said(
                "Contours are {step:.1f} mm apart; slices between them are empty.",
                step=filled.step * slice_mm,
            )
            if filled.gaps
            else said(
                "Contours are {step:.1f} mm apart; slices between them take the nearest.",
                step=filled.step * slice_mm,
            )
        )
        found.append(template)
    if not filled.labels.any():
        found.append(said("No voxel center lies within the contours."))
    return tuple(found)


def _mask(
    labels: NDArray[np.uint8],
    name: str,
    caveats: tuple[str, ...],
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
            method="RTSTRUCT contours, voxel centers inside",
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
