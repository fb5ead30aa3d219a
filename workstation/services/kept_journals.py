"""Which journal belongs to a study: the UID names it, patient and content decide.

A Study Instance UID alone does not say whose study it is. A journal states the patient on its
first line, and prints of the images that its entries are about. One that is of another patient
or of other images is left alone, and what is said from then on goes to a journal beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from workstation.archive.journal import JournalContent, Record, inspect_journal
from workstation.domain.provenance import now_utc
from workstation.domain.same_patient import is_same_patient
from workstation.domain.study import Patient, Series, Study
from workstation.errors import InputError, OutputError
from workstation.services.content_identity import differs, image_prints
from workstation.words import said

_STUDY, _CONTENT = "study", "content"


@dataclass(frozen=True, slots=True)
class ChosenJournal:
    """The journal of a study; what it holds; and why others of its UID are not it."""

    path: Path
    content: JournalContent
    reasons: tuple[str, ...] = ()


class JournalShelf:
    """Finds the journal of each open study.

    Parameters
    ----------
    folder : Path
        Where journals lie.
    append : callable
        Writes records to a journal.
    later : callable
        Does slow work on another thread.
    """

    def __init__(
        self,
        folder: Path,
        append: Callable[[Path, list[Record]], None],
        later: Callable[[Callable[[], None]], None],
    ) -> None:
        self._folder = folder
        self._append = append
        self._later = later
        self._chosen: dict[str, Path] = {}
        self._given: dict[Path, Study] = {}
        self._series: dict[str, dict[str, Series]] = {}
        self._patients: dict[str, Patient] = {}
        self._stated: set[Path] = set()
        self._printed: set[tuple[Path, str]] = set()

    def path(self, study_instance_uid: str) -> Path:
        """Where entries of a study go."""
        return self._chosen.get(study_instance_uid) or self._named(study_instance_uid, 1)

    def choose(self, study: Study) -> ChosenJournal:
        """Take the journal of this patient and these images, or begin one.

        Raises
        ------
        OutputError
            A journal is there and cannot be read.
        """
        uid = study.study_instance_uid
        self._patients[uid] = study.patient
        self._series[uid] = {each.series_instance_uid: each for each in study.series}
        reasons: list[str] = []
        for path in self._there(uid):
            content = inspect_journal(path)
            why = self._why_not(study, content.records)
            if not why:
                return self._take(study, path, content, reasons)
            reasons.append(why)
        number = 1
        while (path := self._named(uid, number)).exists() or self._is_of_another(path, study):
            number += 1
        return self._take(study, path, JournalContent((), (), 0), reasons)

    def _there(self, study_instance_uid: str) -> list[Path]:
        first = self._named(study_instance_uid, 1)
        more = self._folder.glob(f"{first.stem}-*.jsonl")
        numbered = sorted(more, key=lambda path: (len(path.name), path.name))
        return [path for path in (first, *numbered) if path.exists()]

    def _is_of_another(self, path: Path, study: Study) -> bool:
        """Whether a journal in which nothing stands yet was begun for something else.

        What was done there may still arrive, e.g. a result of a run that goes on.
        """
        known = self._given.get(path)
        if known is None:
            return False
        contents = _contents(known)
        return not is_same_patient(known.patient, study.patient) or any(
            contents.get(uid, content) != content for uid, content in _contents(study).items()
        )

    def also_open(self, study: Study) -> tuple[str, ...]:
        """More series of an open study; the UIDs of those of which other content is kept."""
        uid = study.study_instance_uid
        kept = _prints(inspect_journal(self.path(uid)).records)
        wrong = self._of_other_content(study.series, kept)
        known = self._series.setdefault(uid, {})
        known.update({s.series_instance_uid: s for s in study.series if s not in wrong})
        return tuple(series.series_instance_uid for series in wrong)

    def state(self, study_instance_uid: str, series_instance_uids: Iterable[str]) -> list[Record]:
        """What a journal must state before its next entry, which is about these series."""
        path = self.path(study_instance_uid)
        known = self._series.get(study_instance_uid, {})
        for uid in series_instance_uids:
            if uid in known and (path, uid) not in self._printed:
                self._printed.add((path, uid))
                self._later(self._printer(path, known[uid]))
        patient = self._patients.get(study_instance_uid)
        if patient is None or path in self._stated:
            return []
        self._stated.add(path)
        identity = {f.name: getattr(patient, f.name) for f in fields(patient) if f.name != "age"}
        return [_line(_STUDY, study_instance_uid, {"patient": identity})]

    def _printer(self, path: Path, series: Series) -> Callable[[], None]:
        def write() -> None:
            try:
                prints = image_prints(series)
            except OSError:
                # The images are away already; the patient alone must tell the next time.
                return
            self._append(path, [_line(_CONTENT, series.series_instance_uid, prints)])

        return write

    def _take(
        self, study: Study, path: Path, content: JournalContent, reasons: list[str]
    ) -> ChosenJournal:
        self._chosen[study.study_instance_uid] = path
        self._given[path] = study
        self._stated.discard(path)
        if any(record.get("kind") == _STUDY for record in content.records):
            self._stated.add(path)
        self._printed = {each for each in self._printed if each[0] != path}
        self._printed |= {(path, series) for series in _prints(content.records)}
        return ChosenJournal(path, content, tuple(reasons))

    def _why_not(self, study: Study, records: tuple[Record, ...]) -> str:
        """Why a journal is not of this study; "" where it is."""
        stated = [r.get("value") for r in records if r.get("kind") == _STUDY]
        here = {each.series_instance_uid for each in study.series}
        if stated and isinstance(stated[-1], dict):
            if not is_same_patient(_patient(stated[-1].get("patient")), study.patient):
                return said("it is of another patient")
        elif (about := _series_of(records)) and not about & here:
            # Earlier versions of the program did not state the patient.
            return said("it is about series that are not among those opened")
        if self._of_other_content(study.series, _prints(records)):
            return said("it is of other images with the same UIDs")
        return ""

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

    def _named(self, study_instance_uid: str, number: int) -> Path:
        name = hashlib.sha256(study_instance_uid.encode()).hexdigest()[:24]
        return self._folder / (f"{name}.jsonl" if number == 1 else f"{name}-{number}.jsonl")


def not_of_this_study(reasons: tuple[str, ...]) -> InputError:
    """What to tell where something is kept under the UID of a study, but not of it."""
    return InputError(
        said(
            "What was kept under the Study Instance UID of this study is not shown: {reason}.",
            reason=reasons[0],
        ),
        hint=said(
            "Nothing of it is lost; it comes back with the images that it was made on. What "
            "you do now is kept apart from it."
        ),
    )


def damaged(path: Path, count: int, aside: Path | None) -> OutputError:
    """What to tell where entries of a journal cannot be read."""
    words = (
        said("One entry or more of what was kept of this study cannot be read and is missing.")
        if count == 1
        else said(
            "{count} entries or more of what was kept of this study cannot be read and are "
            "missing.",
            count=count,
        )
    )
    return OutputError(
        words,
        hint=said(
            "Compare what is shown with your notes before you rely on it. The damaged file is "
            "kept as {name} in the program's data folder.",
            name=(aside or path).name,
        ),
    )


def _contents(study: Study) -> dict[str, tuple[str, ...]]:
    """The state of the files of each series."""
    return {
        each.series_instance_uid: tuple(sorted(stack.content for stack in each.stacks))
        for each in study.series
    }


def _line(kind: str, key: str, value: object) -> Record:
    return {"at": now_utc().isoformat(), "kind": kind, "id": key, "value": value}


def _patient(plain: Any) -> Patient:  # noqa: ANN401 - parsed JSON
    names = {field.name for field in fields(Patient)}
    rows = plain if isinstance(plain, dict) else {}
    return Patient(**{name: str(value) for name, value in rows.items() if name in names})


def _prints(records: Iterable[Record]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for record in records:
        value = record.get("value")
        if record.get("kind") == _CONTENT and isinstance(value, dict):
            prints = {str(uid): str(each) for uid, each in value.items()}
            found.setdefault(str(record.get("id")), {}).update(prints)
    return found


def series_about(value: object) -> set[str]:
    """The series that a value is about; empty where it is about a study as a whole."""

    def read(name: str) -> Any:  # noqa: ANN401 - parsed JSON
        return value.get(name) if isinstance(value, dict) else getattr(value, name, None)

    stacks = [read("stack_id"), *(read("stack_ids") or ())]
    found = {read("series_instance_uid"), *(str(s).partition("#")[0] for s in stacks if s)}
    mask = read("mask")
    within = series_about(mask) if mask is not None else set()
    return {str(uid) for uid in found if uid} | within


def _series_of(records: Iterable[Record]) -> set[str]:
    found: set[str] = set()
    for record in records:
        value = record.get("value")
        if isinstance(value, dict):
            found |= series_about(value)
    return found
