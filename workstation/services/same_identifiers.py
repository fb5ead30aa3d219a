"""Files whose UIDs are those of something that is open, but that are not the same.

Everything in the window is found by UID. Two things under one UID would show pictures, numbers
and decisions of one on the other; so the second is left out, and the person is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from workstation.domain.same_patient import contradict, is_same_patient, parted
from workstation.domain.study import Patient, ScanReport, Series, SkippedFile, Study
from workstation.errors import InputError
from workstation.keeping.content_identity import image_prints, state_of
from workstation.messages import NOTHING, Message


@dataclass(slots=True)
class _Admission:
    """What may be open together, and what was left out."""

    series: dict[str, tuple[Study, Series]] = field(default_factory=dict)
    studies: dict[str, Study] = field(default_factory=dict)
    stated: dict[str, list[Patient]] = field(default_factory=dict)
    """Every patient that is stated under a Study Instance UID."""
    frames: dict[str, list[Patient]] = field(default_factory=dict)
    """Who has images in each Frame of Reference."""
    skipped: list[SkippedFile] = field(default_factory=list)
    unlinked: bool = False
    """Whether a Frame of Reference is not used, for it is another patient's too."""

    def know(self, study: Study) -> None:
        """A study that is open."""
        self.studies.setdefault(study.study_instance_uid, study)
        for series in study.series:
            self.series.setdefault(series.series_instance_uid, (study, series))
            for stack in series.stacks:
                if stack.frame_of_reference_uid:
                    of_whom = self.frames.setdefault(stack.frame_of_reference_uid, [])
                    of_whom.append(study.patient)

    def take(self, study: Study) -> Study | None:
        """The study without the series that must not be open beside what is; None without any."""
        known = self.studies.get(study.study_instance_uid)
        if known is not None and not self._is_one_person(known, study):
            self._leave_out(study.series, _other_patient())
            self._leave_out_files((path for _, path in study.other_objects), _other_patient())
            return None
        kept = [each for one in study.series if (each := self._take_series(study, one)) is not None]
        if study.series and not kept:
            return None
        admitted = replace(study, series=tuple(kept))
        self.know(admitted)
        return admitted

    def _is_one_person(self, known: Study, study: Study) -> bool:
        if not is_same_patient(known.patient, study.patient):
            return False
        people = parted(self.stated.get(study.study_instance_uid, ()))
        return any({known.patient, study.patient} <= {*person} for person in people)

    def _take_series(self, study: Study, series: Series) -> Series | None:
        """The series, or the open one that it is a copy of; None where it is neither."""
        entry = self.series.get(series.series_instance_uid)
        if entry is None:
            return self._in_own_frame(study.patient, series)
        of, known = entry
        if of.study_instance_uid != study.study_instance_uid:
            self._leave_out((series,), _other_study())
            return None
        reason = _why_not_same(known, series)
        if not reason:
            return known
        self._leave_out((series,), reason)
        return None

    def _in_own_frame(self, patient: Patient, series: Series) -> Series:
        """The series without a Frame of Reference that an open study of another patient has.

        Places in two people cannot be compared (PS3.3 C.7.4.1), whatever the UID says.
        """
        foreign = {
            stack.frame_of_reference_uid
            for stack in series.stacks
            if any(
                contradict(patient, p) for p in self.frames.get(stack.frame_of_reference_uid, ())
            )
        }
        if not foreign:
            return series
        self.unlinked = True
        stacks = (
            replace(stack, frame_of_reference_uid="")
            if stack.frame_of_reference_uid in foreign
            else stack
            for stack in series.stacks
        )
        return replace(series, stacks=tuple(stacks))

    def _leave_out(self, series: Sequence[Series], reason: Message) -> None:
        self._leave_out_files(
            (f.path for each in series for stack in each.stacks for f in stack.frames), reason
        )

    def _leave_out_files(self, paths: Iterable[str], reason: Message) -> None:
        self.skipped += [SkippedFile(path=path, reason=reason) for path in sorted({*paths})]


def admit(report: ScanReport, beside: Sequence[Study]) -> tuple[ScanReport, tuple[InputError, ...]]:
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
    tuple of InputError
        What to tell the person.
    """
    admission = _Admission()
    for study in (*beside, *report.studies):
        admission.stated.setdefault(study.study_instance_uid, []).append(study.patient)
    for study in beside:
        admission.know(study)
    # Images come before objects that state another patient than they do.
    in_order = sorted(report.studies, key=lambda study: not study.series)
    taken = {id(study): admission.take(study) for study in in_order}
    studies = [kept for each in report.studies if (kept := taken[id(each)]) is not None]
    left_out = admission.skipped
    incidents = [_incident(left_out)] if left_out else []
    if admission.unlinked:
        incidents.append(_one_frame_of_several())
    before = {each.study_instance_uid for each in beside}
    if any(each.study_instance_uid not in before for each in studies):
        shared = ids_of_several([*beside, *studies])
        incidents += [InputError(words, hint=_COMPARE) for words in shared]
    admitted = replace(
        report,
        read=report.read - len(left_out),
        skipped=tuple(sorted((*report.skipped, *left_out), key=lambda each: each.path)),
        studies=tuple(studies),
    )
    return admitted, tuple(incidents)


def ids_of_several(studies: Iterable[Study]) -> tuple[Message, ...]:
    """Sentences about Patient IDs and Study Instance UIDs that several people bear."""
    by_id: defaultdict[tuple[str, str], list[Patient]] = defaultdict(list)
    by_uid: defaultdict[str, list[Patient]] = defaultdict(list)
    for study in studies:
        if study.patient.patient_id:
            by_id[study.patient.patient_id, study.patient.issuer].append(study.patient)
        if study.study_instance_uid:
            by_uid[study.study_instance_uid].append(study.patient)
    found = [
        Message(
            "The Patient ID {id} stands for {count} people: name, birth date or sex differ.",
            id=patient_id,
            count=len(people),
        )
        for (patient_id, _), stated in by_id.items()
        if len(people := parted(stated)) > 1
    ]
    found += [
        Message(
            "The Study Instance UID {uid} stands for studies of {count} people; they are kept "
            "apart.",
            uid=uid,
            count=len(people),
        )
        for uid, stated in by_uid.items()
        if len(people := parted(stated)) > 1
    ]
    return tuple(found)


def _why_not_same(known: Series, new: Series) -> Message:
    """Why a series is not the open one of its UID; `NOTHING` where it is."""
    states = {stack.id: stack.content for stack in known.stacks}
    if states == {stack.id: stack.content for stack in new.stacks}:
        return NOTHING
    if any(state_of(stack) != stack.content for stack in known.stacks):
        return Message("was opened before, and its files were changed since")
    try:
        before, now = image_prints(known), image_prints(new)
    except OSError:
        return Message("has the UIDs of an open series that cannot be read any more")
    if any(before[each] != now[each] for each in before.keys() & now.keys()):
        return Message("has the UIDs of an open series, but other contents: they differ")
    if before.keys() != now.keys():
        return Message("belongs to an open series, but is not among the files that were opened")
    return NOTHING


_COMPARE = Message("Compare the name over each image with the order before you read it.")


def _one_frame_of_several() -> InputError:
    return InputError(
        Message("Images of several people state one Frame of Reference; they are not linked."),
        hint=_COMPARE,
    )


def _other_patient() -> Message:
    return Message("has the Study Instance UID of an open study, but states another patient")


def _other_study() -> Message:
    return Message("has the Series Instance UID of an open series of another study")


def _incident(left_out: Sequence[SkippedFile]) -> InputError:
    reasons = dict.fromkeys(each.reason for each in left_out)
    return InputError(
        Message(
            "{count} file was not opened, because it cannot be told from what is open: "
            "a file {reason}.",
            many="{count} files were not opened, because they cannot be told from what is open: "
            "a file {reason}.",
            count=len(left_out),
            reason=next(iter(reasons)),
        ),
        hint=Message(
            "Close the open studies first, then open these files by themselves. The import "
            "report names each of them."
        ),
    )
