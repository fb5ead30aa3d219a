"""Names for studies and series that state no UID, made of what they hold.

The window keeps everything by UID. Without one, nothing could be kept, and two such series
would be taken for one; a name that follows from the content is the same the next time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from workstation.domain.study import ScanReport, Series, Study
from workstation.keeping.content_identity import image_prints


def with_stand_ins(report: ScanReport) -> ScanReport:
    """The report with a UID for each study and series; those that state theirs stay as they are.

    Raises
    ------
    OSError
        A file without UIDs cannot be read.
    """
    if all(
        study.study_instance_uid and all(each.series_instance_uid for each in study.series)
        for study in report.studies
    ):
        return report
    return replace(report, studies=tuple(_named_study(study) for study in report.studies))


def _named_study(study: Study) -> Study:
    series = tuple(_named_series(each) for each in study.series)
    uid = study.study_instance_uid or _uid(
        (*study.patient.identity, study.date, study.time, study.study_id),
        sorted(each.series_instance_uid for each in series),
    )
    return replace(study, study_instance_uid=uid, series=series)


def _named_series(series: Series) -> Series:
    if series.series_instance_uid:
        return series
    uid = _uid(sorted(image_prints(series).items()))
    stacks = tuple(
        replace(stack, series_instance_uid=uid, id=f"{uid}#{stack.id.rpartition('#')[2]}")
        for stack in series.stacks
    )
    return replace(series, series_instance_uid=uid, stacks=stacks)


def _uid(*parts: Iterable[object]) -> str:
    digest = hashlib.sha256(repr([tuple(part) for part in parts]).encode()).digest()
    # A UID of this root may hold any number below 2^128 (PS3.5 B.2).
    return f"2.25.{int.from_bytes(digest[:15])}"
