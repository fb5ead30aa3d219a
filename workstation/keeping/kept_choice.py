"""Which kept study belongs to an opened one: the UID names it, patient and content decide.

A Study Instance UID alone does not say whose study it is. What is kept states the patient, and
prints of the images that it is about. A kept study of another patient or of other images is left
alone, and what is said from then on goes to one beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from workstation.archive.rows import PATIENT, KeptStudyRow
from workstation.archive.steps import BeginStudy, Change, StateInstances, StateSeries
from workstation.domain.same_patient import is_same_patient
from workstation.domain.study import Patient, Series, Study
from workstation.errors import InputError
from workstation.keeping.content_identity import differs, image_prints
from workstation.messages import NOTHING, Message
from workstation.plain.values import from_json, to_json, writable


@dataclass(frozen=True, slots=True)
class ChosenStudy:
    """The kept study of an opened one, and why others of its UID are not it."""

    id: str
    reasons: tuple[Message, ...] = ()
    apart: tuple[str, ...] = ()
    """Ids of more that is kept of it, because the rest could not be read then."""


class KeptChoice:
    """Finds the kept study of each open one.

    Parameters
    ----------
    look_up : callable
        What is kept under a Study Instance UID, also what waits for the disk.
    write : callable
        Writes changes as one step.
    later : callable
        Does slow work on another thread.
    """

    def __init__(
        self,
        look_up: Callable[[str], tuple[KeptStudyRow, ...]],
        write: Callable[[tuple[Change, ...]], None],
        later: Callable[[Callable[[], None]], None],
    ) -> None:
        self._look_up = look_up
        self._write = write
        self._later = later
        self._chosen: dict[str, str] = {}
        self._given: dict[str, Study] = {}
        self._series: dict[str, dict[str, Series]] = {}
        self._printed: set[tuple[str, str]] = set()

    def id_of(self, study_instance_uid: str) -> str:
        """Where entries of a study go."""
        return self._chosen.get(study_instance_uid) or kept_id(study_instance_uid, 1)

    def begin_apart(self, study: Study) -> None:
        """What is kept cannot be looked up now: what is said goes where nothing else can be.

        It is put with the rest when that can be read again.
        """
        name = f"{kept_id(study.study_instance_uid, 1)}-{APART}{uuid4().hex[:12]}"
        self._take(study, KeptStudyRow(name, None, {}), [])

    def choose(self, study: Study) -> ChosenStudy:
        """Take the kept study of this patient and these images, or begin one.

        Raises
        ------
        OSError, DamagedError
            What is kept cannot be looked up.
        """
        uid = study.study_instance_uid
        there = self._look_up(uid)
        reasons: list[Message] = []
        fitting: list[KeptStudyRow] = []
        for kept in there:
            why = self._why_not(study, kept)
            if not why:
                fitting.append(kept)
            elif not fitting:
                reasons.append(why)
        if fitting:
            apart = tuple(each.id for each in fitting[1:] if is_apart(each.id))
            return replace(self._take(study, fitting[0], reasons), apart=apart)
        number, taken = 1, {kept.id for kept in there}
        while (name := kept_id(uid, number)) in taken or self._is_of_another(name, study):
            number += 1
        return self._take(study, KeptStudyRow(name, None, {}), reasons)

    def _is_of_another(self, name: str, study: Study) -> bool:
        """Whether a kept study of which nothing is written yet was begun for something else.

        What was done there may still arrive, e.g. a result of a run that goes on.
        """
        known = self._given.get(name)
        if known is None:
            return False
        contents = _contents(known)
        return not is_same_patient(known.patient, study.patient) or any(
            contents.get(uid, content) != content for uid, content in _contents(study).items()
        )

    def also_open(self, study: Study) -> tuple[str, ...]:
        """More series of an open study; the UIDs of those of which other content is kept.

        Raises
        ------
        OSError, DamagedError
            What is kept cannot be looked up.
        """
        uid = study.study_instance_uid
        kept = [row for row in self._look_up(uid) if row.id == self.id_of(uid)]
        wrong = self._of_other_content(study.series, _prints(kept[0]) if kept else {})
        known = self._series.setdefault(uid, {})
        known.update({s.series_instance_uid: s for s in study.series if s not in wrong})
        return tuple(series.series_instance_uid for series in wrong)

    def beginning(
        self, study_instance_uid: str, series_instance_uids: Iterable[str]
    ) -> tuple[Change, ...]:
        """What must stand before the next entry of a study, which is about these series."""
        name = self.id_of(study_instance_uid)
        known = self._series.get(study_instance_uid, {})
        begin = self.begin(study_instance_uid)
        for uid in series_instance_uids:
            if uid in known and (name, uid) not in self._printed:
                self._printed.add((name, uid))
                self._later(self._printer(begin, known[uid]))
        # With each step: the row may be gone, with a file that was exchanged or mended.
        return (begin,)

    def begin(self, study_instance_uid: str) -> BeginStudy:
        """The study itself as it is written first."""
        name = self.id_of(study_instance_uid)
        given = self._given.get(name)
        patient = given.patient if given is not None else None
        columns = (
            {} if patient is None else {each: writable(getattr(patient, each)) for each in PATIENT}
        )
        date = writable(given.date) if given is not None else None
        return BeginStudy(name, study_instance_uid, columns, date)

    def _printer(self, begin: BeginStudy, series: Series) -> Callable[[], None]:
        def write() -> None:
            try:
                prints = image_prints(series)
                instances = _instances(series)
            except OSError:
                # The images are away already; the patient alone must tell the next time.
                return
            uid = series.series_instance_uid
            self._write(
                (
                    begin,
                    StateSeries(begin.study, uid, to_json(prints)),
                    StateInstances(begin.study, uid, instances),
                )
            )

        return write

    def _take(self, study: Study, kept: KeptStudyRow, reasons: list[Message]) -> ChosenStudy:
        uid, name = study.study_instance_uid, kept.id
        self._series[uid] = {each.series_instance_uid: each for each in study.series}
        self._chosen[uid] = name
        self._given[name] = study
        self._printed = {each for each in list(self._printed) if each[0] != name}
        self._printed |= {(name, series) for series in _prints(kept)}
        return ChosenStudy(name, tuple(reasons))

    def _why_not(self, study: Study, kept: KeptStudyRow) -> Message:
        """Why something kept is not of this study; `NOTHING` where it is."""
        here = {each.series_instance_uid for each in study.series}
        if kept.patient is not None:
            if not is_same_patient(Patient(**kept.patient), study.patient):
                return Message("it is of another patient")
        elif not kept.series:
            return Message("nothing says whose it is")
        elif not kept.series.keys() & here:
            # Earlier versions of the program did not state the patient.
            return Message("it is about series that are not among those opened")
        if self._of_other_content(study.series, _prints(kept)):
            return Message("it is of other images with the same UIDs")
        return NOTHING

    def _of_other_content(
        self, series: Iterable[Series], kept: Mapping[str, Mapping[str, str]]
    ) -> list[Series]:
        wrong = []
        for each in series:
            known = kept.get(each.series_instance_uid)
            if known is None:
                continue
            try:
                found = image_prints(each)
            except OSError:
                # It cannot be shown either; its own reading says so.
                continue
            if differs(known, found):
                wrong.append(each)
        return wrong


APART, LATE = "x", "i"
"""How the numbers of ids begin that were begun apart: since the rest, and before it."""


def is_apart(kept: str) -> bool:
    """Whether something is kept apart only until it can be put with the rest."""
    return kept.partition("-")[2][:1] in (APART, LATE)


def kept_id(study_instance_uid: str, number: int) -> str:
    """Id of the n-th kept study of one UID; two programs that begin it at once agree."""
    name = hashlib.sha256(study_instance_uid.encode()).hexdigest()[:24]
    return name if number == 1 else f"{name}-{number}"


def not_of_this_study(reasons: tuple[Message, ...]) -> InputError:
    """What to tell where something is kept under the UID of a study, but not of it."""
    return InputError(
        Message(
            "What was kept under the Study Instance UID of this study is not shown: {reason}.",
            reason=reasons[0],
        ),
        hint=Message(
            "Nothing of it is lost; it comes back with the images that it was made on. What "
            "you do now is kept apart from it."
        ),
    )


def series_about(value: object) -> set[str]:
    """The series that a value is about; empty where it is about a study as a whole."""

    def read(name: str) -> Any:  # noqa: ANN401 - parsed JSON
        return value.get(name) if isinstance(value, dict) else getattr(value, name, None)

    stacks = [read("stack_id"), *(read("stack_ids") or ())]
    found = {read("series_instance_uid"), *(str(s).partition("#")[0] for s in stacks if s)}
    mask = read("mask")
    within = series_about(mask) if mask is not None else set()
    return {str(uid) for uid in found if uid} | within


def _contents(study: Study) -> dict[str, tuple[str, ...]]:
    """The state of the files of each series."""
    return {
        each.series_instance_uid: tuple(sorted(stack.content for stack in each.stacks))
        for each in study.series
    }


def _instances(series: Series) -> tuple[dict[str, Any], ...]:
    """The files of a series as the archive lists them."""
    found: dict[str, dict[str, Any]] = {}
    for stack in series.stacks:
        for frame in stack.frames:
            if frame.path in found:
                continue
            state = Path(frame.path).stat()
            found[frame.path] = {
                "sop_instance_uid": frame.sop_instance_uid,
                "path": writable(frame.path),
                "mtime_ns": state.st_mtime_ns,
                "size": state.st_size,
                "transfer_syntax_uid": frame.transfer_syntax_uid,
                "pixel_offset": frame.pixels.offset if frame.pixels is not None else -1,
            }
    return tuple(found.values())


def _prints(kept: KeptStudyRow) -> dict[str, dict[str, str]]:
    """Prints by series; a series whose prints cannot be read has none."""
    found: dict[str, dict[str, str]] = {}
    for uid, text in kept.series.items():
        if text is None:
            continue
        try:
            prints = from_json(text)
        except InputError:
            continue
        if isinstance(prints, dict):
            found[uid] = {str(sop): str(each) for sop, each in prints.items()}
    return found
