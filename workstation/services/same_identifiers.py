"""Files whose UIDs are those of something that is open, but that are not the same.

Everything in the window is found by UID. Two things under one UID would show pictures, numbers
and decisions of one on the other; so the second is left out, and the person is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workstation.domain.study import ScanReport, Series, SkippedFile, Study
from workstation.errors import InputError
from workstation.services.content_identity import (
    image_prints,
    is_same_patient,
    state_of,
)
from workstation.words import said


@dataclass(slots=True)
class _Admission:
    """What may be open together, and what was left out."""

    series: dict[str, tuple[Study, Series]] = field(default_factory=dict)
    studies: dict[str, Study] = field(default_factory=dict)
    skipped: list[SkippedFile] = field(default_factory=list)

    def take(self, study: Study) -> Study | None:
        """The study without the series that must not be open beside what is; None without any."""
        known = self.studies.get(study.study_instance_uid)
        if known is not None and not is_same_patient(known.patient, study.patient):
            self._leave_out(study.series, _other_patient())
            return None
        kept = [each for one in study.series if (each := self._take_series(study, one)) is not None]
        if study.series and not kept:
            return None
        admitted = replace(study, series=tuple(kept))
        self.studies.setdefault(study.study_instance_uid, admitted)
        for each in kept:
            self.series.setdefault(each.series_instance_uid, (admitted, each))
        return admitted

    def _take_series(self, study: Study, series: Series) -> Series | None:
        """The series, or the open one that it is a copy of; None where it is neither."""
        entry = self.series.get(series.series_instance_uid)
        if entry is None:
            return series
        of, known = entry
        if of.study_instance_uid != study.study_instance_uid:
            self._leave_out((series,), _other_study())
            return None
        reason = _why_not_same(known, series)
        if not reason:
            return known
        self._leave_out((series,), reason)
        return None

    def _leave_out(self, series: Sequence[Series], reason: str) -> None:
        paths = {f.path for each in series for stack in each.stacks for f in stack.frames}
        self.skipped += [SkippedFile(path=path, reason=reason) for path in sorted(paths)]


def admit(report: ScanReport, beside: Sequence[Study]) -> tuple[ScanReport, InputError | None]:
    """What of a scan may be open beside other studies.

    Parameters
    ----------
    report : ScanReport
        With the state of files (`content_identity.with_states`).
    beside : sequence of Study
        What is open.

    Returns
    -------
    ScanReport
        Without what has the UIDs of another thing; a copy of an open series is that series.
    InputError or None
        What to tell the person; None when nothing was left out.
    """
    admission = _Admission()
    for study in beside:
        admission.studies.setdefault(study.study_instance_uid, study)
        for series in study.series:
            admission.series.setdefault(series.series_instance_uid, (study, series))
    studies = [kept for each in report.studies if (kept := admission.take(each)) is not None]
    left_out = admission.skipped
    if not left_out:
        return replace(report, studies=tuple(studies)), None
    admitted = replace(
        report,
        read=report.read - len(left_out),
        skipped=tuple(sorted((*report.skipped, *left_out), key=lambda each: each.path)),
        studies=tuple(studies),
    )
    return admitted, _incident(left_out)


def _why_not_same(known: Series, new: Series) -> str:
    """Why a series is not the open one of its UID; "" where it is."""
    states = {stack.id: stack.content for stack in known.stacks}
    if states == {stack.id: stack.content for stack in new.stacks}:
        return ""
    if any(state_of(stack) != stack.content for stack in known.stacks):
        return said("was opened before, and its files were changed since")
    try:
        before, now = image_prints(known), image_prints(new)
    except OSError:
        return said("has the UIDs of an open series that cannot be read any more")
    if any(before[each] != now[each] for each in before.keys() & now.keys()):
        return said("has the UIDs of an open series, but other contents: they differ")
    if before.keys() != now.keys():
        return said("belongs to an open series, but is not among the files that were opened")
    return ""


def _other_patient() -> str:
    return said("has the Study Instance UID of an open study, but states another patient")


def _other_study() -> str:
    return said("has the Series Instance UID of an open series of another study")


def _incident(left_out: Sequence[SkippedFile]) -> InputError:
    reasons = dict.fromkeys(each.reason for each in left_out)
    return InputError(
        said(
            "{count} files were not opened, because they cannot be told from what is open: "
            "a file {reason}.",
            count=len(left_out),
            reason=next(iter(reasons)),
        ),
        hint=said(
            "Close the open studies first, then open these files by themselves. The import "
            "report names each of them."
        ),
    )
