"""Numbers of one segment, measured inside its box, which gives the same numbers sooner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workstation.domain import coding
from workstation.domain.bit_mask import BitMask
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Image, Radiograph, Volume
from workstation.domain.label_patch import bounding_box
from workstation.domain.mask import Mask, Segment
from workstation.domain.measurement import Measurement
from workstation.imaging.rectify import source_lps_mm
from workstation.imaging.whole_organs import cut_ends, not_whole, unseen_voxels
from workstation.messages import NOTHING, Message, joined
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.quantification.field_of_view import Place
from workstation.quantification.segments import measure_segments, to_measurements

AXES = frozenset({coding.LONG_AXIS, coding.SHORT_AXIS})
SIZES = AXES | {coding.VOLUME, coding.AREA, coding.DIAMETER, coding.LENGTH}
"""Numbers that say how large something is, and say nothing of an organ that is not all there."""

Point = tuple[float, float, float]


def measured(
    image: Image,
    mask: Mask,
    segment: Segment,
    box: tuple[slice, ...],
    *,
    acknowledged: bool,
    axes: bool,
    organ: bool = False,
) -> tuple[Measurement, ...]:
    """The coded numbers of one segment.

    Parameters
    ----------
    box : three slices
        That of the segment in the labels, (k, j, i).
    axes : bool
        Whether the long and short axis are among them.
    organ : bool
        The segment stands for a whole organ: where the image cuts it, no size is given.
    """
    part, small, start = _cropped(image, mask, segment, box)
    caveat = joined("; ", (i.message for i in image.honesty.issues if i.blocks_volume))
    rows = measure_segments(
        part,
        small,
        acknowledged=acknowledged,
        surface=False,
        within=Place(start, mask.labels.shape),
    )
    numbers = to_measurements(rows[0], mask, caveat=caveat)
    cut = cut_organ(image, mask, segment, box) if organ else NOTHING
    if cut:
        return tuple(_of_a_part(n, cut) for n in numbers if n.concept not in SIZES)
    return tuple(n for n in numbers if axes or n.concept not in AXES)


def is_organ(segment: Segment) -> bool:
    """Whether a segment stands for a whole anatomical structure, by its coded category."""
    return segment.category.value == coding.ANATOMICAL_STRUCTURE.value and not segment.tracking_uid


def cut_organ(image: Image, mask: Mask, segment: Segment, box: tuple[slice, ...]) -> Message:
    """Where the image cuts an organ, and what follows from it; empty when it is all there."""
    volume = isinstance(image, Volume)
    shape = mask.labels.shape
    grown = tuple(
        slice(max(0, side.start - 1), min(length, side.stop + 1))
        for side, length in zip(box, shape, strict=True)
    )
    borders = tuple(
        (side.start == 0, side.stop == length) for side, length in zip(box, shape, strict=True)
    )
    inside = mask.labels[grown] == segment.number
    unseen = None
    if isinstance(image, Volume):
        padding = None if image.padding is None else np.asarray(image.padding)
        everywhere = unseen_voxels(image.array, padding)
        unseen = None if everywhere is None else everywhere[grown]
    elif isinstance(image, Radiograph) and image.padding is not None:
        unseen = np.asarray(image.padding[grown[1:]])
    if not volume:
        inside, borders = inside[0], borders[1:]
    affine = image.geometry.affine_lps if isinstance(image, Volume) else None
    return not_whole(segment.label, cut_ends(inside, affine, unseen, borders=borders))


def _of_a_part(number: Measurement, cut: Message) -> Measurement:
    return replace(number, caveat=joined("; ", [text for text in (cut, number.caveat) if text]))


def _cropped(
    image: Image, mask: Mask, segment: Segment, box: tuple[slice, ...]
) -> tuple[Image, Mask, tuple[int, ...]]:
    """The image and the mask around a segment, and where they begin in the whole ones."""
    origins = image.slice_origins_lps_mm if isinstance(image, Volume) else None
    if origins is not None:
        # What an uneven slice stands for depends on its neighbors.
        box = (slice(0, len(origins)), *box[1:])
    labels = np.where(mask.labels[box] == segment.number, segment.number, 0).astype(
        mask.labels.dtype
    )
    if isinstance(image, Volume):
        affine = np.array(image.geometry.affine_lps)
        start = [s.start for s in box]
        affine[:3, 3] = image.geometry.to_lps_mm(start)
        if origins is not None:
            origins = origins + image.geometry.affine_lps[:3, 1:3] @ start[1:]
        geometry = VolumeGeometry(
            shape_kji=(labels.shape[0], labels.shape[1], labels.shape[2]),
            affine_lps=affine,
            frame_of_reference_uid=image.geometry.frame_of_reference_uid,
        )
        part: Image = replace(
            image,
            array=image.array[box],
            geometry=geometry,
            padding=BitMask.of(image.padding[box]) if image.padding is not None else None,
            slice_origins_lps_mm=origins,
        )
        small = replace(mask, labels=labels, geometry=geometry, segments=(segment,))
        return part, small, tuple(side.start for side in box)
    if isinstance(image, Radiograph):
        plane = box[1:]
        part = replace(
            image,
            array=image.array[plane],
            geometry=replace(image.geometry, shape_ji=(labels.shape[1], labels.shape[2])),
            padding=image.padding[plane] if image.padding is not None else None,
        )
        small = replace(mask, labels=labels, segments=(segment,))
        return part, small, tuple(side.start for side in box)
    return image, replace(mask, segments=(segment,)), (0, 0, 0)


def inner_point(inside: NDArray[np.bool_], box: tuple[slice, ...]) -> Point:
    """The centroid in (k, j, i), or the voxel of the segment that is nearest to it."""
    points = np.argwhere(inside)
    center = points.mean(axis=0)
    rounded = tuple(np.rint(center).astype(int))
    if not inside[rounded]:
        center = points[np.argmin(((points - center) ** 2).sum(axis=1))].astype(np.float64)
    k, j, i = (float(v) + s.start for v, s in zip(center, box, strict=True))
    return k, j, i


def lps_of(image: Image, kji: Point) -> Point | None:
    """LPS mm of a voxel index of a volume; None on a film."""
    if not isinstance(image, Volume):
        return None
    x, y, z = (float(v) for v in source_lps_mm(image, kji))
    return x, y, z


def measure_again(
    image: Image,
    mask: Mask,
    findings: Sequence[Finding],
    *,
    by: str,
    acknowledged: bool,
    token: CancelToken,
    progress: ProgressFn,
) -> tuple[Finding, ...]:
    """Findings of edited segments with their numbers made anew, in the name of the reader.

    What was kept becomes edited; what nobody has reviewed stays so: an edit may have touched its
    segment in passing. One whose segment is empty by now waits for a decision: nobody has kept a
    finding of nothing.

    Numbers that only the plugin could make are left out: they were of the former outline. So are
    those that a person removed.

    Raises
    ------
    ValueError
        Nobody is named.
    """
    renewed = []
    for n, finding in enumerate(findings):
        token.raise_if_cancelled()
        progress(n / len(findings), Message("Measuring the edited segments"))
        renewed.append(_renewed(image, mask, finding, by=by, acknowledged=acknowledged))
    return tuple(renewed)


def _of_the_former_outline(finding: Finding) -> Message | str:
    """What a plugin said of an outline, said to be of the one that it saw."""
    if finding.source_kind != "plugin" or finding.statement_by or not finding.statement:
        return finding.statement
    if finding.mask_version > 1:
        return finding.statement
    return Message("Of the outline before it was edited: {statement}", statement=finding.statement)


def _probability_note(finding: Finding) -> Message:
    """What stands beside a probability, which is that of the outline that the plugin saw."""
    if finding.probability is None or finding.source_kind != "plugin" or finding.mask_version > 1:
        return finding.probability_note
    return (
        Message(
            "Of the outline before it was edited: {statement}", statement=finding.probability_note
        )
        if finding.probability_note
        else Message("Of the outline before it was edited.")
    )


def _renewed(image: Image, mask: Mask, finding: Finding, *, by: str, acknowledged: bool) -> Finding:
    segment = next((s for s in mask.segments if s.number == finding.segment_number), None)
    inside = mask.labels == segment.number if segment is not None else np.zeros((1, 1, 1), bool)
    box = bounding_box(inside)
    note = Message(
        "segment edited; measured anew on version {version} of the mask", version=mask.version
    )
    if mask.is_current(finding.mask_version, finding.segment_number):
        note = Message("measured anew after the image was calibrated otherwise")
    changed = replace(
        finding,
        mask_version=mask.version,
        measured_on=mask.provenance.created,
        measurements=(),
        statement=_of_the_former_outline(finding),
        probability_note=_probability_note(finding),
    )
    if segment is None or box is None:
        note = Message(
            "segment edited; it is empty in version {version} of the mask", version=mask.version
        )
    else:
        axes = any(m.concept in AXES for m in finding.measurements)
        kji = inner_point(inside[box], box)
        numbers = measured(
            image,
            mask,
            segment,
            box,
            acknowledged=acknowledged,
            axes=axes,
            organ=finding.source_kind == "plugin" and is_organ(segment),
        )
        changed = replace(
            changed,
            measurements=tuple(each for each in numbers if each.kind not in finding.removed),
            position_lps_mm=lps_of(image, kji),
            position_ji=(kji[1], kji[2]) if mask.geometry is None else None,
        )
    status = FindingStatus.EDITED if finding.is_reportable else finding.status
    if box is None and status is FindingStatus.EDITED:
        status = FindingStatus.PROPOSED
    return changed.decided(status, by=by, note=note)
