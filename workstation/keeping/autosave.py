"""Keeps decisions, measurements, results and drafts of each study between sessions.

What the workspace records goes into the archive at once, each step of a reader as one
transaction; labels of masks are on the disk before anything names them. A kept study is chosen by
patient and content (`kept_choice`), each kind of value is registered in `kept_kinds`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from numpy.typing import NDArray

from workstation.archive.faults import DamagedError
from workstation.archive.label_files import LabelFiles, hash_of
from workstation.archive.rows import KeptRow, KeptStudyRow, with_beginnings, with_changes
from workstation.archive.step_writer import StepWriter
from workstation.archive.steps import BeginJob, Change, Drop, EndJob, Put, Step
from workstation.domain.analysis import AnalysisResult
from workstation.domain.mask import Mask
from workstation.domain.report import SignedReport
from workstation.domain.same_patient import is_same_patient
from workstation.domain.study import Patient, Study
from workstation.errors import CancelledError, OutputError, WorkstationError
from workstation.keeping.archive_access import ArchiveAccess
from workstation.keeping.kept_choice import (
    APART,
    KeptChoice,
    kept_id,
    not_of_this_study,
    series_about,
)
from workstation.keeping.kept_kinds import BY_RECORDED, put_of
from workstation.keeping.kept_masks import facts_of
from workstation.keeping.kept_reading import KeptReading, KeptStudy
from workstation.keeping.kept_values import day_of, prior_of, without_pixels
from workstation.keeping.left_jobs import RunLocks
from workstation.messages import Message
from workstation.plain.values import writable
from workstation.session.events import Recorded, StepBegun, StepEnded
from workstation.session.mask_edits import MaskBase
from workstation.session.risk_case import KnownPrior
from workstation.session.workspace import Workspace

if TYPE_CHECKING:
    from workstation.archive.database import Database

ARCHIVE_URL = "LIGHTBOX_ARCHIVE"
"""Environment variable: URL of another database than the file in the data folder."""
_MOST_PRIORS = 20
_T = TypeVar("_T")


def autosave_of_user(
    data_folder: Path,
    on_fault: Callable[[OutputError], None],
    on_unkept: Callable[[int], None] = lambda _count: None,
) -> Autosave:
    """What is kept in the data folder of a user, or in the database that the environment names."""
    return Autosave(
        data_folder / "archive",
        on_fault,
        on_unkept,
        url=os.environ.get(ARCHIVE_URL, ""),
        journals=data_folder / "sessions",
    )


class Autosave:
    """Writes what the workspace records, and reads it again for a study.

    Parameters
    ----------
    folder : Path
        Where the archive lies.
    on_fault : callable
        Told when something cannot be kept; on any thread.
    on_unkept : callable
        Told how many steps wait for the disk, whenever that changes; on any thread.
    url : str
        Of another database than the file in the folder.
    journals : Path, optional
        Where an earlier version of the program kept things; they are taken over once.
    """

    def __init__(
        self,
        folder: Path,
        on_fault: Callable[[OutputError], None],
        on_unkept: Callable[[int], None] = lambda _count: None,
        *,
        url: str = "",
        journals: Path | None = None,
    ) -> None:
        self._labels = LabelFiles(folder / "labels")
        self._journals = journals
        self._on_fault = on_fault
        self._runs = RunLocks(folder / "jobs", is_shared=bool(url))
        self._archive = ArchiveAccess(folder, on_fault, url, self._prepare)
        self._writer = StepWriter(
            self._archive.database, self._labels, on_fault, on_unkept, mend=self._archive.mend
        )
        self._choice = KeptChoice(self._look_up, self._write, self._writer.later)
        self._workspace: Workspace | None = None
        self._depth = 0
        self._waiting: list[Change] = []
        self._waiting_labels: dict[str, NDArray[Any]] = {}
        self._is_decision = False

    def unkept(self) -> int:
        """Steps that the disk refuses even now, and that are in memory only."""
        self._writer.retry()
        return self._writer.unkept

    def kept_under(self, study_instance_uid: str) -> str:
        """Where things that are said now about a study are kept."""
        return self._choice.id_of(study_instance_uid)

    def follow(self, workspace: Workspace) -> None:
        """Keep whatever a workspace records."""
        self._workspace = workspace
        workspace.subscribe(Recorded, self.record)
        workspace.subscribe(StepBegun, lambda _event: self.begin_step())
        workspace.subscribe(StepEnded, lambda _event: self.end_step())

    def begin_step(self) -> None:
        """What is recorded from here on is kept in one piece."""
        self._depth += 1

    def end_step(self) -> None:
        """Keep what was recorded since the outermost step began."""
        self._depth -= 1
        if self._depth == 0:
            self._flush()

    def keep_labels(self, mask: Mask) -> None:
        """Keep the labels of a mask before anything is said about it; on a job's thread.

        The step that names them finds them there; where the disk refuses, it brings them.
        """
        self._writer.keep_labels(hash_of(mask.labels), mask.labels)

    @contextlib.contextmanager
    def job(self, study_instance_uid: str, series_instance_uid: str, plugin: str) -> Iterator[None]:
        """Note that a plugin runs on a series, and how that ends; on a job's thread."""
        begin = self._choice.begin(study_instance_uid)
        started = BeginJob(uuid4().hex, begin.study, series_instance_uid, "plugin", plugin)
        state, fault = "failed", ""
        with self._runs.held(started.id):
            self._write((begin, started))
            try:
                yield
                state = "done"
            except CancelledError:
                state = "cancelled"
                raise
            except BaseException as error:
                fault = type(error).__name__
                raise
            finally:
                self._write((EndJob(started.id, begin.study, state, fault),))

    def record(self, event: Recorded) -> None:
        """Keep the present value of an id; None says that it is gone."""
        if not event.study_instance_uid:
            return
        study = self._choice.id_of(event.study_instance_uid)
        if event.value is None:
            self._waiting.append(self._choice.begin(event.study_instance_uid))
            self._waiting.append(Drop(study, BY_RECORDED[event.kind].table, event.id, self._reader))
        else:
            about = series_about(event.value) or {self._series_looked_at}
            self._waiting += self._choice.beginning(event.study_instance_uid, about)
            self._waiting.append(self._put(study, event))
        if not self._depth:
            self._flush()

    def _put(self, study: str, event: Recorded) -> Put:
        kind, value, labels = BY_RECORDED[event.kind], event.value, None
        match value:
            case AnalysisResult():
                labels = None if value.mask is None else self._named(value.mask)
                value = without_pixels(value)
            case MaskBase(mask=mask, empty=empty):
                labels = None if empty else self._named(mask)
                value = facts_of(mask, empty=empty)
        self._is_decision |= kind.is_decision
        return put_of(study, kind, event.id, value, labels, self._reader)

    def _named(self, mask: Mask) -> str:
        name = hash_of(mask.labels)
        self._waiting_labels[name] = mask.labels
        return name

    def _flush(self) -> None:
        changes, self._waiting = tuple(self._waiting), []
        labels, self._waiting_labels = self._waiting_labels, {}
        durable, self._is_decision = self._is_decision, False
        if changes:
            self._writer.write(Step(changes, labels, durable))

    def _write(self, changes: tuple[Change, ...]) -> None:
        self._writer.write(Step(changes))

    @property
    def _reader(self) -> str:
        return self._workspace.reader if self._workspace is not None else ""

    @property
    def _series_looked_at(self) -> str:
        active = self._workspace.active if self._workspace is not None else None
        return active.series.series_instance_uid if active is not None else ""

    def open(self, study: Study) -> KeptStudy:
        """What was kept of a study, by kind, if it is of this patient and of these images.

        Entries that cannot be read are told and set aside, a damaged file as well.

        Raises
        ------
        OutputError
            The archive cannot be read now.
        """
        # What images an entry is about may still be on its way to the disk.
        self._writer.wait()
        try:
            if self._has_something:
                with self._faults_told():
                    self._archive.checked()
            chosen = self._reading(lambda: self._choice.choose(study))
            for apart in chosen.apart:
                self._reading(partial(self._absorb, chosen.id, apart))
            reading = self._read(chosen.id)
        except OutputError:
            self._choice.begin_apart(study)
            raise
        troubles: list[WorkstationError] = []
        if chosen.reasons and not reading.values and not reading.unreadable:
            troubles.append(not_of_this_study(chosen.reasons))
        # An edit stays where it is: without it, its mask would come back as nobody left it.
        aside = [row for row in reading.unreadable if row.kind != "edit"]
        if aside:
            self._set_aside(chosen.id, aside)
        # The reader's first step must not wait until everything is loaded and made.
        self._writer.later(self._get_ready)
        return KeptStudy(reading.values, (*troubles, *reading.troubles))

    def also_open(self, study: Study) -> tuple[str, ...]:
        """More series of an open study; UIDs of those that must not be shown beside what is kept.

        Raises
        ------
        OutputError
            The archive cannot be read now.
        """
        return self._reading(lambda: self._choice.also_open(study))

    def load(self, study_instance_uid: str) -> dict[str, list[object]]:
        """What was kept under a UID, by kind, whoever it is of; empty when nothing was.

        Raises
        ------
        OutputError
            The archive cannot be read now.
        """
        return self._read(self._choice.id_of(study_instance_uid)).values

    def signed_reports(self, study_instance_uid: str) -> tuple[SignedReport, ...]:
        """Signed reports of an open study as they are on the disk now.

        Another program that has the study open may have signed since it was opened here. What
        cannot be read is left out: opening the study has told of it.
        """
        try:
            found = self._read(self._choice.id_of(study_instance_uid), ("signed_report",))
        except OutputError:
            return ()
        kept = found.values.get("signed_report", [])
        return tuple(each for each in kept if isinstance(each, SignedReport))

    def priors(self, study: Study) -> tuple[KnownPrior, ...]:
        """Findings and scores that are kept of earlier studies of a patient, the newest first.

        Only of a patient whose ID the images state, and of studies whose dates are known. What
        cannot be read is left out.
        """
        patient, uid = study.patient, study.study_instance_uid
        if not patient.patient_id or day_of(study.date) is None or not self._has_something:
            return ()
        from workstation.archive.reading import studies_of_patient

        def look_up() -> tuple[tuple[str, dict[str, str], str], ...]:
            with self._archive.database().read() as connection:
                return studies_of_patient(connection, writable(patient.patient_id), study.date)

        own = kept_id(uid, 1)
        try:
            found = (
                prior_of(self._read(kept, ("finding", "score")).values, date, study.date)
                for kept, stated, date in self._reading(look_up)
                if kept.partition("-")[0] != own and is_same_patient(Patient(**stated), patient)
            )
            return tuple(islice((each for each in found if each is not None), _MOST_PRIORS))
        except OutputError:
            return ()

    def close(self) -> None:
        """Wait until everything is on the disk that it takes."""
        self._writer.close()
        self._archive.close()

    def _get_ready(self) -> None:
        # Where it cannot be made now, the first step that is to be kept tells.
        with contextlib.suppress(OSError, OutputError):
            from workstation.archive import applying  # noqa: F401 - takes long to load

            self._archive.database()

    def _look_up(self, study_instance_uid: str) -> tuple[KeptStudyRow, ...]:
        if not self._has_something:
            return ()
        from workstation.archive.reading import study_rows

        with self._archive.database().read() as connection:
            found = study_rows(connection, kept_id(study_instance_uid, 1))
        self._writer.watch()
        return with_beginnings(found, study_instance_uid, self._writer.waiting())

    def _read(self, study: str, tables: tuple[str, ...] = ()) -> KeptReading:
        reading = KeptReading(self._labels_of)
        rows: list[KeptRow] = []
        # Nothing is written in between: it would be missed in both.
        with self._writer.paused():
            if self._has_something:
                from workstation.archive.reading import kept_rows

                def look_up() -> list[KeptRow]:
                    with self._archive.database().read() as connection:
                        return kept_rows(connection, study, tables)

                rows = self._reading(look_up)
            waiting = [
                change
                for change in self._writer.waiting()
                if change.study == study and (not tables or getattr(change, "kind", "") in tables)
            ]
        reading.read(with_changes(rows, waiting))
        return reading

    @property
    def _has_something(self) -> bool:
        """Whether there is anything to look up; looking alone makes no archive."""
        return self._archive.exists or (self._journals is not None and self._journals.is_dir())

    def _labels_of(self, name: str) -> NDArray[Any] | None:
        labels = self._writer.waiting_labels(name)
        if labels is None:
            labels = self._labels.read(name)
            self._writer.hold(name)
        return labels

    def _reading(self, look_up: Callable[[], _T]) -> _T:
        """Do it; once more after a damaged file was mended."""
        with self._faults_told():
            try:
                return look_up()
            except DamagedError:
                self._archive.mend()
                return look_up()

    def _absorb(self, study: str, apart: str) -> None:
        from workstation.archive.applying import absorb

        newer = apart.partition("-")[2].startswith(APART)
        with self._archive.database().write(durable=True) as connection:
            absorb(connection, study, apart, newer=newer)

    def _set_aside(self, study: str, rows: list[KeptRow]) -> None:
        from workstation.archive.reading import set_aside

        # Where the disk refuses, they stay where they are and are told again.
        with (
            contextlib.suppress(OSError, DamagedError, ValueError),
            self._archive.database().write(durable=True) as connection,
        ):
            set_aside(connection, study, rows)

    def _prepare(self, database: Database) -> None:
        self._runs.end_left(database)
        if self._journals is not None and self._journals.is_dir():
            from workstation.keeping.journal_import import import_journals

            import_journals(self._journals, database, self._labels, self._on_fault)

    @contextlib.contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, DamagedError) as error:
            raise OutputError(
                Message("What was kept of this study cannot be read."),
                hint=Message("Check the permissions of the program's data folder."),
                detail=f"{type(error).__name__}: {error}",
            ) from error
