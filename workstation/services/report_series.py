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
from workstation.imaging.image_numbers import ImageNumber, number_in_order
from workstation.messages import Message
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
    by_uid = {s.series_instance_uid: s for s in _elsewhere(study, away, source)}
    return tuple(
        (finding.id, _place(by_uid[finding.series_instance_uid], finding.position_lps_mm))
        for finding in away
        if finding.series_instance_uid in by_uid
    )


def _elsewhere(study: Study | None, away: Sequence[Finding], source: ImageSource) -> list[Series]:
    """The series that findings lie on; of that of the image only its other stacks, if any."""
    made: dict[str, set[str]] = {}
    for finding in away:
        made.setdefault(finding.series_instance_uid, set()).update(finding.provenance.inputs)
    found = []
    for series in study.series if study else ():
        inputs = made.get(series.series_instance_uid)
        if inputs is None:
            continue
        if series.series_instance_uid == source.series_instance_uid:
            others = tuple(s for s in series.stacks if not inputs.isdisjoint(s.images))
            found.append(replace(series, stacks=others))
        else:
            found.append(series)
    return found


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


def _place(series: Series, point: tuple[float, float, float] | None) -> Message | str:
    volumes = [stack for stack in series.stacks if stack.kind is StackKind.VOLUME]
    found = _number(volumes[0], point) if len(volumes) == 1 and point is not None else None
    return series_words(series) if found is None else place_words(found, series.number)


def _number(stack: Stack, point: tuple[float, float, float]) -> ImageNumber | None:
    """The image nearest to a point, as its viewport counts; None where slices are uneven."""
    if stack.affine_lps is None or stack.geometry.blocks_volume:
        return None
    grid = VolumeGeometry(shape_kji=stack.shape_kji, affine_lps=stack.affine_lps)
    k = round(float(grid.to_kji(np.array(point))[0]))
    stated = [(frame.instance_number, frame.frame_index) for frame in stack.frames]
    return number_in_order(stated, k) if 0 <= k < len(stated) else None
