"""Images of a study that a report speaks of beside the one that it is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from workstation.domain.finding import Finding
from workstation.domain.geometry import (
    GeometryHonesty,
    GeometryIssue,
    GeometryIssueCode,
    VolumeGeometry,
)
from workstation.domain.image import ImageSource
from workstation.domain.report import SeriesGeometry
from workstation.domain.study import Series, Stack, StackKind, Study
from workstation.imaging.image_numbers import ImageNumber, index_of_picture, number_in_order
from workstation.messages import Message, joined
from workstation.reporting.wording import place_words


def is_of(finding: Finding, source: ImageSource, other_masks: Collection[str] = ()) -> bool:
    """Whether a finding was made on this very image, not on another film or phase of its series.

    `other_masks` are ids of masks that lie on other images: one file may hold every phase, so
    that its name tells none of them.
    """
    if finding.series_instance_uid not in {"", source.series_instance_uid}:
        return False
    if finding.mask_id and finding.mask_id in other_masks:
        return False
    seen = finding.seen_on
    if seen is not None and seen.sop_instance_uid in source.sop_instance_uids:
        return index_of_picture(source, seen) is not None
    made, ours = set(finding.provenance.inputs), set(source.sop_instance_uids)
    if not (made and ours) or source.series_instance_uid in made:
        return True
    return not made.isdisjoint(ours)


def other_series(
    study: Study | None,
    away: Sequence[Finding],
    source: ImageSource,
    acknowledged: Mapping[str, str],
) -> tuple[SeriesGeometry, ...]:
    """Geometry of what printed findings lie on, other than the image of `source`.

    A series that is not open is said to be one.

    Parameters
    ----------
    away : sequence of Finding
        Those that are not of this image, see `is_of`.
    acknowledged : mapping
        Stack id to who took note of its doubtful geometry.
    """
    known = [_geometry(each, acknowledged) for each in _elsewhere(study, away, source)]
    there = {series.series_instance_uid for series in study.series} if study else set()
    uids = dict.fromkeys(finding.series_instance_uid for finding in away) if study else {}
    return (*known, *(_unknown(uid) for uid in uids if uid not in there))


def places_elsewhere(
    study: Study | None, away: Sequence[Finding], source: ImageSource
) -> tuple[tuple[str, Message | str], ...]:
    """Finding id to series and image in words, of findings that are not on the image of `source`.

    Those of a series that is not open have no place.
    """
    by_uid = {series.series_instance_uid: series for series in study.series} if study else {}
    return tuple(
        (finding.id, _place(by_uid[finding.series_instance_uid], finding, source))
        for finding in away
        if finding.series_instance_uid in by_uid
    )


def part_words(study: Study | None, source: ImageSource) -> Message | str:
    """What sets an image apart within its series, e.g. its phase; "" where it is alone there."""
    for series in study.series if study else ():
        if series.series_instance_uid == source.series_instance_uid and len(series.stacks) > 1:
            first = next(zip(source.sop_instance_uids, source.frame_indices, strict=False), None)
            return next((s.label for s in series.stacks if first in s.pictures), "")
    return ""


def _elsewhere(study: Study | None, away: Sequence[Finding], source: ImageSource) -> list[Series]:
    """The series that findings lie on; of that of the image only its other stacks, if any."""
    made: dict[str, list[Finding]] = {}
    for finding in away:
        made.setdefault(finding.series_instance_uid, []).append(finding)
    found = []
    for series in study.series if study else ():
        findings = made.get(series.series_instance_uid)
        if findings is None:
            continue
        if series.series_instance_uid == source.series_instance_uid:
            named = {id(s) for f in findings for s in _stacks_named(series, f, source)}
            found.append(replace(series, stacks=tuple(s for s in series.stacks if id(s) in named)))
        else:
            found.append(series)
    return found


def _stacks_named(series: Series, finding: Finding, source: ImageSource) -> tuple[Stack, ...]:
    """The stacks of a series that a finding may lie on, by its picture, else by its files.

    It lies on other images than that of `source`.
    """
    seen = finding.seen_on
    if seen is not None:
        picture = (seen.sop_instance_uid, seen.frame - 1)
        named = tuple(stack for stack in series.stacks if picture in stack.pictures)
        if named:
            return named
    ours = set(zip(source.sop_instance_uids, source.frame_indices, strict=False))
    others = tuple(s for s in series.stacks if ours.isdisjoint(s.pictures))
    made = set(finding.provenance.inputs)
    if made.isdisjoint(uid for stack in series.stacks for uid in stack.images):
        return () if series.series_instance_uid == source.series_instance_uid else series.stacks
    return tuple(stack for stack in others if not made.isdisjoint(stack.images))


def series_words(series: Series) -> Message | str:
    """Number and description of a series as a report names it."""
    if series.number is None:
        return series.description or series.modality
    return Message("series {number}", number=series.number)


def _geometry(series: Series, acknowledged: Mapping[str, str]) -> SeriesGeometry:
    issues = tuple(
        dict.fromkeys(issue for stack in series.stacks for issue in stack.geometry.issues)
    )
    doubtful = [stack for stack in series.stacks if stack.geometry.blocks_volume]
    names = [acknowledged.get(stack.id, "") for stack in doubtful]
    return SeriesGeometry(
        series_instance_uid=series.series_instance_uid,
        words=series_words(series),
        honesty=GeometryHonesty(issues=issues),
        # Who took note of one volume of a series has not taken note of another.
        acknowledged_by=", ".join(dict.fromkeys(names)) if all(names) else "",
    )


def _unknown(series_instance_uid: str) -> SeriesGeometry:
    """Of a series whose files are not open nobody knows now how its slices lie."""
    issue = GeometryIssue(
        code=GeometryIssueCode.NOT_OPEN,
        message=Message("Its geometry was not checked again for this report."),
    )
    return SeriesGeometry(
        series_instance_uid=series_instance_uid,
        words=Message("a series that is not open"),
        honesty=GeometryHonesty(issues=(issue,)),
        acknowledged_by="",
    )


def _place(series: Series, finding: Finding, source: ImageSource) -> Message | str:
    stacks = _stacks_named(series, finding, source)
    volumes = [stack for stack in stacks if stack.kind is StackKind.VOLUME]
    if len(volumes) != 1:
        return series_words(series)
    part = volumes[0].label if len(series.stacks) > 1 else ""
    point = finding.position_lps_mm
    found = _number(volumes[0], point) if point is not None else None
    if found is not None:
        return place_words(found, series.number, part)
    return joined(", ", (series_words(series), part)) if part else series_words(series)


def _number(stack: Stack, point: tuple[float, float, float]) -> ImageNumber | None:
    """The image nearest to a point, as its viewport counts; None where slices are uneven."""
    if stack.affine_lps is None or stack.geometry.blocks_volume:
        return None
    grid = VolumeGeometry(shape_kji=stack.shape_kji, affine_lps=stack.affine_lps)
    k = round(float(grid.to_kji(np.array(point))[0]))
    stated = [(frame.instance_number, frame.frame_index) for frame in stack.frames]
    return number_in_order(stated, k) if 0 <= k < len(stated) else None
