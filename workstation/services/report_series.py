"""Series of a study that a report speaks of beside the one that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workstation.domain.finding import Finding
from workstation.domain.geometry import GeometryHonesty, VolumeGeometry
from workstation.domain.report import SeriesGeometry
from workstation.domain.study import Series, Stack, StackKind, Study
from workstation.imaging.image_numbers import ImageNumber, number_in_order
from workstation.messages import Message
from workstation.reporting.wording import place_words


def other_series(
    study: Study | None,
    findings: Sequence[Finding],
    here: str,
    acknowledged: Mapping[str, str],
) -> tuple[SeriesGeometry, ...]:
    """Geometry of the series that printed findings lie on, other than the one with UID `here`.

    Parameters
    ----------
    acknowledged : mapping
        Stack id to who took note of its doubtful geometry.
    """
    named = {finding.series_instance_uid for finding in findings} - {"", here}
    series = [s for s in (study.series if study else ()) if s.series_instance_uid in named]
    return tuple(_geometry(each, acknowledged) for each in series)


def places_elsewhere(
    study: Study | None, findings: Sequence[Finding], here: str
) -> tuple[tuple[str, Message | str], ...]:
    """Finding id to series and image in words, of findings on other series than `here`."""
    by_uid = {s.series_instance_uid: s for s in (study.series if study else ())}
    found = []
    for finding in findings:
        series = by_uid.get(finding.series_instance_uid)
        if series is not None and finding.series_instance_uid != here:
            found.append((finding.id, _place(series, finding.position_lps_mm)))
    return tuple(found)


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
