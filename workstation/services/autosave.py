"""Keeps decisions, measurements, results and drafts of each study between sessions.

One journal of JSON lines per study, in the user's data folder, named by a hash of the Study
Instance UID and chosen by patient and content (`kept_journals`). The last line of each id wins.
Labels of masks lie beside it, packed. Files are readable by their owner only; a draft may speak
of the patient.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workstation.archive.journal import Journal, Record, read_journal, set_damage_aside
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.mask import Mask
from workstation.domain.provenance import now_utc
from workstation.domain.report import SignedReport
from workstation.domain.risk import RiskScore
from workstation.domain.study import Study
from workstation.errors import InputError, OutputError, WorkstationError
from workstation.services.kept_journals import (
    JournalShelf,
    damaged,
    not_of_this_study,
    series_about,
)
from workstation.services.kept_masks import (
    MaskFacts,
    facts_of,
    labels_path,
    read_mask,
    with_edits,
    write_labels,
)
from workstation.services.value_codec import from_plain, to_plain
from workstation.session.annotations import (
    Acknowledgement,
    Annotation,
    KeyImageMark,
    ReportDraft,
)
from workstation.session.calibrations import ManualCalibration
from workstation.session.centerlines import Centerline
from workstation.session.events import Recorded, StepBegun, StepEnded
from workstation.session.joined_series import Join
from workstation.session.mask_edits import MaskBase, MaskEdit, MaskVersions, SegmentState
from workstation.session.workspace import Workspace
from workstation.words import joined, said

_KINDS: dict[str, type] = {
    "finding": Finding,
    "annotation": Annotation,
    "key_image": KeyImageMark,
    "acknowledgement": Acknowledgement,
    "risk": RiskScore,
    "draft": ReportDraft,
    "signed_report": SignedReport,
    "centerline": Centerline,
    "calibration": ManualCalibration,
    "join": Join,
    "mask_edit": MaskEdit,
    "segment_state": SegmentState,
    "mask_versions": MaskVersions,
}
_OF_THE_JOURNAL = frozenset({"study", "content"})
"""Kinds that say what a journal is about."""


@dataclass(frozen=True, slots=True)
class KeptStudy:
    """What was kept of a study, by kind, and what the person must be told of it."""

    values: dict[str, list[object]]
    troubles: tuple[WorkstationError, ...] = ()


class Autosave:
    """Writes what the workspace records, and reads it again for a study.

    Parameters
    ----------
    folder : Path
        Where journals lie.
    on_fault : callable
        Told when something cannot be kept; on any thread.
    on_unkept : callable
        Told how many entries wait for the disk, whenever that changes; on any thread.
    """

    def __init__(
        self,
        folder: Path,
        on_fault: Callable[[OutputError], None],
        on_unkept: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._journal = Journal(on_fault, on_unkept)
        self._shelf = JournalShelf(folder, self._journal.append, self._journal.later)
        self._active_series: Callable[[], str] = str
        self._depth = 0
        self._waiting: dict[Path, list[Record]] = {}

    def unkept(self) -> int:
        """Entries that the disk refuses even now, and that are in memory only."""
        self._journal.retry()
        return self._journal.unkept

    def journal_of(self, study_instance_uid: str) -> Path:
        """Where things that are said now about a study are kept."""
        return self._shelf.path(study_instance_uid)

    def follow(self, workspace: Workspace) -> None:
        """Keep whatever a workspace records."""
        self._active_series = lambda: _series_looked_at(workspace)
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
            waiting, self._waiting = self._waiting, {}
            for path, records in waiting.items():
                if records:
                    self._journal.append(path, records)

    def keep_labels(self, study_instance_uid: str, mask: Mask) -> None:
        """Keep the labels of a mask before anything is said about it; on a job's thread.

        Nothing is lost then when the program is killed just after a run has ended. Where the
        disk refuses, the journal's own thread tries again and tells.
        """
        target = labels_path(self._shelf.path(study_instance_uid), mask.id, mask.version)
        try:
            self._write_labels(target, mask)
        except OSError:
            self._journal.later(lambda: self._write_labels(target, mask))

    def _write_labels(self, target: Path, mask: Mask) -> None:
        write_labels(target, mask)
        self._journal.hold(target)

    def record(self, event: Recorded) -> None:
        """Keep the present value of an id; None says that it is gone."""
        if not event.study_instance_uid:
            return
        path = self._shelf.path(event.study_instance_uid)
        if event.value is not None:
            about = series_about(event.value) or {self._active_series()}
            self._add(path, self._shelf.state(event.study_instance_uid, about))
        if isinstance(event.value, AnalysisResult):
            self._record_result(path, event.id, event.value)
            return
        if isinstance(event.value, MaskBase):
            base = event.value
            if not base.empty:
                self._keep_labels(path, base.mask)
            facts = to_plain(facts_of(base.mask, empty=base.empty))
            self._append(path, event.kind, event.id, facts)
            return
        self._append(path, event.kind, event.id, to_plain(event.value))

    def _append(self, path: Path, kind: str, key: str, value: object) -> None:
        self._add(path, [{"at": now_utc().isoformat(), "kind": kind, "id": key, "value": value}])

    def _add(self, path: Path, lines: list[Record]) -> None:
        if self._depth:
            self._waiting.setdefault(path, []).extend(lines)
        elif lines:
            self._journal.append(path, lines)

    def _record_result(self, path: Path, key: str, result: AnalysisResult) -> None:
        facts = None
        if result.mask is not None:
            facts = to_plain(facts_of(result.mask))
            self._keep_labels(path, result.mask)
        # Findings have lines of their own, which decisions replace.
        plain = to_plain(
            replace(
                result,
                mask=None,
                heatmaps=(),
                enhanced=None,
                findings=(),
                kept_finding_ids=tuple(sorted(result.proposed_ids)),
            )
        )
        self._append(path, "result", key, {"result": plain, "mask": facts})

    def _keep_labels(self, path: Path, mask: Mask) -> None:
        target = labels_path(path, mask.id, mask.version)
        if not target.exists():
            self._journal.later(lambda: self._write_labels(target, mask))

    def open(self, study: Study) -> KeptStudy:
        """What was kept of a study, by kind, if it is of this patient and of these images.

        Entries that cannot be read are told and left out; a damaged file is kept aside.

        Raises
        ------
        OutputError
            A journal is there and cannot be read.
        """
        # What images a journal is about may still be on its way to it.
        self._journal.wait()
        chosen = self._shelf.choose(study)
        troubles: list[WorkstationError] = []
        if chosen.reasons and not chosen.content.records:
            troubles.append(not_of_this_study(chosen.reasons))
        decoded = self._decode_all(chosen.path, chosen.content.records)
        missing = chosen.content.damaged + decoded.unreadable
        if missing:
            aside = (
                set_damage_aside(chosen.path, chosen.content) if chosen.content.damaged else None
            )
            troubles.append(damaged(chosen.path, missing, aside))
        if decoded.lost_masks:
            troubles.append(_masks_lost(decoded.lost_masks))
        for path in (*sorted(chosen.path.with_suffix("").glob("*.npz")), chosen.path):
            self._journal.hold(path)
        return KeptStudy(decoded.values, tuple(troubles))

    def also_open(self, study: Study) -> tuple[str, ...]:
        """More series of an open study; UIDs of those that must not be shown beside what is kept.

        Raises
        ------
        OutputError
            The journal is there and cannot be read.
        """
        return self._shelf.also_open(study)

    def load(self, study_instance_uid: str) -> dict[str, list[object]]:
        """What was kept under a UID, by kind, whoever it is of; empty when nothing was.

        A line that this version cannot read is left out, and stays in the file.

        Raises
        ------
        OutputError
            The journal is there and cannot be read.
        """
        path = self._shelf.path(study_instance_uid)
        return self._decode_all(path, read_journal(path)).values

    def signed_reports(self, study_instance_uid: str) -> tuple[SignedReport, ...]:
        """Signed reports of an open study as they are on the disk now.

        Another program that has the study open may have signed since it was opened here. What
        cannot be read is left out: opening the study has told of it.
        """
        try:
            records = read_journal(self._shelf.path(study_instance_uid))
        except OutputError:
            return ()
        kept = (plain for (kind, _), plain in _latest(records).items() if kind == "signed_report")
        found = []
        for plain in kept:
            with contextlib.suppress(InputError):
                found.append(from_plain(SignedReport, plain))
        return tuple(found)

    def _decode_all(self, path: Path, records: Iterable[Record]) -> _Decoded:
        decoded = _Decoded()
        for (kind, _), plain in _latest(records).items():
            try:
                value = self._decode(path, kind, plain)
            except InputError:
                decoded.unreadable += 1
                continue
            if isinstance(value, _LostMask):
                decoded.lost_masks[value.facts.id] = _names(value.facts)
                value = value.rest
            if value is not None:
                decoded.values.setdefault(kind, []).append(value)
        _edit_masks(decoded)
        kinds = [kind for kind in ("result", "mask", *_KINDS) if kind != "mask_edit"]
        decoded.values = {kind: decoded.values[kind] for kind in kinds if decoded.values.get(kind)}
        return decoded

    def _decode(self, path: Path, kind: str, plain: Any) -> object | None:  # noqa: ANN401
        if kind == "result":
            if not isinstance(plain, dict) or "result" not in plain:
                raise InputError(said("A run kept from an earlier session cannot be read."))
            result: AnalysisResult = from_plain(AnalysisResult, plain["result"])
            if not plain.get("mask"):
                return result
            facts: MaskFacts = from_plain(MaskFacts, plain["mask"])
            mask = read_mask(path, facts)
            return replace(result, mask=mask) if mask else _LostMask(facts, result)
        if kind == "mask":
            facts = from_plain(MaskFacts, plain)
            return read_mask(path, facts) or _LostMask(facts)
        if kind in _OF_THE_JOURNAL:
            return None
        if kind not in _KINDS:
            raise InputError(said("A newer version of Lightbox wrote this."))
        value: object = from_plain(_KINDS[kind], plain)
        return value

    def close(self) -> None:
        """Wait until everything is on the disk."""
        self._journal.close()


@dataclass(slots=True)
class _Decoded:
    """What the records of a journal say, and what they do not say any more."""

    values: dict[str, list[object]] = field(default_factory=dict)
    unreadable: int = 0
    lost_masks: dict[str, str] = field(default_factory=dict)
    """Names of segments by mask id."""


@dataclass(frozen=True, slots=True)
class _LostMask:
    """A mask whose labels are gone, and the run that it came from."""

    facts: MaskFacts
    rest: AnalysisResult | None = None


def _latest(records: Iterable[Record]) -> dict[tuple[str, str], Any]:
    """The last value of each kind and id, in the order of first arrival."""
    latest: dict[tuple[str, str], Any] = {}
    for record in records:
        key = (str(record.get("kind")), str(record.get("id")))
        if record.get("value") is None:
            latest.pop(key, None)
        else:
            latest[key] = record["value"]
    return latest


def _edit_masks(decoded: _Decoded) -> None:
    """Put the masks as they are after their edits in the place of those before them."""
    found = decoded.values
    bases = {m.id: m for m in found.get("mask", ()) if isinstance(m, Mask)}
    drawn = set(bases)
    for run in found.get("result", ()):
        if isinstance(run, AnalysisResult) and run.mask is not None:
            bases.setdefault(run.mask.id, run.mask)
    edits: dict[str, list[MaskEdit]] = {}
    for edit in found.get("mask_edit", ()):
        if isinstance(edit, MaskEdit):
            edits.setdefault(edit.mask_id, []).append(edit)
    masks: list[object] = []
    for mask_id, mask in bases.items():
        after = with_edits(mask, edits.get(mask_id, ()))
        if after is None:
            decoded.lost_masks[mask_id] = _names(mask)
        elif mask_id in edits or mask_id in drawn:
            masks.append(after)
    for mask_id in edits.keys() - bases.keys():
        decoded.lost_masks.setdefault(mask_id, "")
    found["mask"] = masks
    found["result"] = [_without_lost(each, decoded.lost_masks) for each in found.get("result", ())]


def _without_lost(run: object, lost: dict[str, str]) -> object:
    """A run without a mask that nobody could see as it was left."""
    if isinstance(run, AnalysisResult) and run.mask is not None and run.mask.id in lost:
        return replace(run, mask=None)
    return run


def _names(mask: Mask | MaskFacts) -> str:
    return ", ".join(segment.label for segment in mask.segments)


def _masks_lost(masks: dict[str, str]) -> OutputError:
    names = [name or said("a segmentation") for name in masks.values()]
    return OutputError(
        said(
            "The segments of {names} cannot be read from the disk as they were left.",
            names=joined("; ", names),
        ),
        hint=said(
            "Findings on them say that their mask is missing, and cannot be signed. Run the "
            "analysis or draw the segment again. The files are left as they are."
        ),
    )


def _series_looked_at(workspace: Workspace) -> str:
    return workspace.active.series.series_instance_uid if workspace.active is not None else ""
