"""Opening studies together with what was kept of them, and never beside what they are not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from workstation.domain.image import Image
from workstation.domain.study import ScanReport, Series, SkippedFile, Stack, Study
from workstation.errors import DicomReadError, InputError, OutputError, WorkstationError
from workstation.keeping.autosave import Autosave
from workstation.keeping.content_identity import state_of, with_states
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.security.program_locks import ProgramLocks
from workstation.services.open_files import ImageFiles
from workstation.services.same_identifiers import admit
from workstation.services.stand_in_uids import with_stand_ins


class KeptStudies:
    """Scans, reads what was kept of the studies found, and loads only what was scanned.

    Scans run on other threads; `take` and `forget` are called by the main thread.

    Parameters
    ----------
    autosave : Autosave
        Where things are kept.
    files : ImageFiles
        Scans and loads.
    locks : ProgramLocks
        Hold the UIDs of studies that are open, and say which of them another program has open.
    on_fault : callable
        Told what the person must know; on any thread.
    """

    def __init__(
        self,
        autosave: Autosave,
        files: ImageFiles,
        locks: ProgramLocks,
        on_fault: Callable[[WorkstationError], None],
    ) -> None:
        self._autosave = autosave
        self._files = files
        self._locks = locks
        self._on_fault = on_fault
        self._lock = threading.Lock()
        self._ready: dict[str, dict[str, list[object]]] = {}
        self._scanned: dict[str, Study] = {}
        self._open: dict[str, list[Study]] = {}

    def scan(
        self,
        paths: Sequence[Path],
        *,
        modality: str,
        token: CancelToken | None,
        progress: ProgressFn,
    ) -> ScanReport:
        """Scan, leave out what cannot be told from what is open, read what was kept."""
        report = self._files.scan(paths, modality=modality, token=token, progress=progress)
        report = with_states(with_stand_ins(report))
        clash = sum(_is_clash(each) for each in report.skipped)
        if clash:
            self._on_fault(_clashes(clash))
        with self._lock:
            beside = [study for parts in self._open.values() for study in parts]
        report, incidents = admit(report, beside)
        for incident in incidents:
            self._on_fault(incident)
        return self._with_kept(report, {study.study_instance_uid for study in beside})

    def reopen(
        self,
        report: ScanReport,
        *,
        token: CancelToken | None,  # noqa: ARG002
        progress: ProgressFn,  # noqa: ARG002
    ) -> ScanReport:
        """Read again what was kept of studies that were closed and stay as they were scanned."""
        return self._with_kept(report, set())

    def _with_kept(self, report: ScanReport, known: set[str]) -> ScanReport:
        elsewhere = 0
        for study in report.studies:
            uid = study.study_instance_uid
            try:
                if uid in known:
                    report = self._without_other_content(report, study)
                else:
                    elsewhere += not self._locks.take(uid)
                    kept = self._autosave.open(study)
                    with self._lock:
                        self._ready[uid] = kept.values
                    for trouble in kept.troubles:
                        self._on_fault(trouble)
            except OutputError as error:
                # The images must open all the same.
                self._on_fault(error)
        with self._lock:
            self._scanned = {study.study_instance_uid: study for study in report.studies}
        if elsewhere:
            self._on_fault(_open_elsewhere(elsewhere))
        return report

    def _without_other_content(self, report: ScanReport, study: Study) -> ScanReport:
        """Leave out series of an open study that what was kept of it is not about."""
        wrong = self._autosave.also_open(study)
        if not wrong:
            return report
        reason = Message("has the UIDs of images that something is kept of, but other contents")
        out = [each for each in study.series if each.series_instance_uid in wrong]
        paths = {f.path for each in out for stack in each.stacks for f in stack.frames}
        self._on_fault(
            InputError(
                Message(
                    "{count} file was not opened: a file {reason}.",
                    many="{count} files were not opened: a file {reason}.",
                    count=len(paths),
                    reason=reason,
                ),
                hint=Message("Close the open studies first, then open these files by themselves."),
            )
        )
        rest = replace(study, series=tuple(each for each in study.series if each not in out))
        return replace(
            report,
            read=report.read - len(paths),
            skipped=(*report.skipped, *(SkippedFile(path=p, reason=reason) for p in sorted(paths))),
            studies=tuple(rest if each is study else each for each in report.studies),
        )

    def take(self, study_instance_uid: str) -> Mapping[str, list[object]]:
        """What was kept of a study that is opened now, once."""
        with self._lock:
            study = self._scanned.pop(study_instance_uid, None)
            if study is not None:
                self._open.setdefault(study_instance_uid, []).append(study)
            return self._ready.pop(study_instance_uid, {})

    def forget(self) -> None:
        """Studies were closed: read them again when they are opened again."""
        with self._lock:
            self._open.clear()
            self._scanned.clear()
            self._ready.clear()
        self._locks.let_go_of_all()

    def load(
        self,
        stack: Stack,
        study: Study,
        series: Series,
        *,
        token: CancelToken | None,
        progress: ProgressFn,
        on_slice: Callable[[int, NDArray[Any]], None] | None,
    ) -> Image:
        """The image of a stack, of the very files that were scanned.

        Raises
        ------
        DicomReadError
            They were changed since, or cannot be read.
        """
        image = self._files.load(
            stack, study, series, token=token, progress=progress, on_slice=on_slice
        )
        _require_unchanged(stack)
        return image

    def read_frame(self, stack: Stack, k: int) -> NDArray[Any]:
        """One frame of the very files that were scanned; see `load`."""
        values = self._files.read_frame(stack, k)
        _require_unchanged(stack)
        return values


def _require_unchanged(stack: Stack) -> None:
    if stack.content and state_of(stack) != stack.content:
        raise DicomReadError(
            Message("The files of this series were changed since they were opened."),
            hint=Message("Close the study and open it again."),
        )


def _is_clash(skipped: SkippedFile) -> bool:
    """Whether a file was left out because another one has its UID, but not its content."""
    return skipped.reason.template.startswith("has the SOP Instance UID, but not the content")


def _clashes(count: int) -> InputError:
    return InputError(
        Message(
            "{count} file has the UID of another file that was opened with it, but other "
            "contents; it was left out.",
            many="{count} files have the UID of another file that was opened with them, but "
            "other contents; they were left out.",
            count=count,
        ),
        hint=Message("The import report names them. Open the folders one at a time to see each."),
    )


def _open_elsewhere(count: int) -> OutputError:
    return OutputError(
        Message("Another running Lightbox has this study open.")
        if count == 1
        else Message("Another running Lightbox has {count} of these studies open.", count=count),
        hint=Message(
            "Close it in one of them. What both note is kept, but neither sees "
            "what the other does, and of edits of one segmentation only those of "
            "one program remain."
        ),
    )
