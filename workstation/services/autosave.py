"""Keeps decisions, measurements, results and drafts of each study between sessions.

One journal of JSON lines per study, in the user's data folder, named by a hash of the Study
Instance UID. The last line of each id wins. Labels of masks lie beside it, packed. Files are
readable by their owner only; a draft may speak of the patient.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from workstation.archive.journal import Journal, Record, read_journal
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.mask import Mask
from workstation.domain.provenance import now_utc
from workstation.domain.report import SignedReport
from workstation.domain.risk import RiskScore
from workstation.errors import InputError, OutputError
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
from workstation.words import said

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


class Autosave:
    """Writes what the workspace records, and reads it again for a study.

    Parameters
    ----------
    folder : Path
        Where journals lie.
    on_fault : callable
        Told when nothing can be kept; on another thread.
    """

    def __init__(self, folder: Path, on_fault: Callable[[OutputError], None]) -> None:
        self._folder = folder
        self._journal = Journal(on_fault)
        self._depth = 0
        self._waiting: dict[Path, list[Record]] = {}

    def follow(self, workspace: Workspace) -> None:
        """Keep whatever a workspace records."""
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
                self._journal.append(path, records)

    def keep_labels(self, study_instance_uid: str, mask: Mask) -> None:
        """Keep the labels of a mask before anything is said about it; on a job's thread.

        Nothing is lost then when the program is killed just after a run has ended. Where the
        disk refuses, the journal's own thread tries again and tells.
        """
        target = labels_path(self._path(study_instance_uid), mask.id, mask.version)
        with contextlib.suppress(OSError):
            write_labels(target, mask)

    def record(self, event: Recorded) -> None:
        """Keep the present value of an id; None says that it is gone."""
        if not event.study_instance_uid:
            return
        path = self._path(event.study_instance_uid)
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
        line: Record = {"at": now_utc().isoformat(), "kind": kind, "id": key, "value": value}
        if self._depth:
            self._waiting.setdefault(path, []).append(line)
        else:
            self._journal.append(path, [line])

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
            self._journal.later(lambda: write_labels(target, mask))

    def load(self, study_instance_uid: str) -> dict[str, list[object]]:
        """What was kept of a study, by kind; empty when nothing was.

        A line that this version cannot read is left out, and stays in the file.

        Raises
        ------
        OutputError
            The journal is there and cannot be read.
        """
        path = self._path(study_instance_uid)
        latest: dict[tuple[str, str], Any] = {}
        for record in read_journal(path):
            key = (str(record.get("kind")), str(record.get("id")))
            latest.pop(key, None)
            if record.get("value") is not None:
                latest[key] = record["value"]
        found: dict[str, list[object]] = {}
        for (kind, _), plain in latest.items():
            try:
                value = self._decode(path, kind, plain)
            except InputError:
                continue
            if value is not None:
                found.setdefault(kind, []).append(value)
        masks = _edited_masks(found)
        if masks:
            found["mask"] = masks
        kinds = [kind for kind in ("result", "mask", *_KINDS) if kind != "mask_edit"]
        return {kind: found[kind] for kind in kinds if kind in found}

    def _decode(self, path: Path, kind: str, plain: Any) -> object | None:  # noqa: ANN401
        if kind == "result":
            if not isinstance(plain, dict) or "result" not in plain:
                raise InputError(said("A run kept from an earlier session cannot be read."))
            result: AnalysisResult = from_plain(AnalysisResult, plain["result"])
            facts = plain.get("mask")
            mask = read_mask(path, from_plain(MaskFacts, facts)) if facts else None
            return replace(result, mask=mask)
        if kind == "mask":
            return read_mask(path, from_plain(MaskFacts, plain))
        known = _KINDS.get(kind)
        return from_plain(known, plain) if known is not None else None

    def close(self) -> None:
        """Wait until everything is on the disk."""
        self._journal.close()

    def _path(self, study_instance_uid: str) -> Path:
        name = hashlib.sha256(study_instance_uid.encode()).hexdigest()[:24]
        return self._folder / f"{name}.jsonl"


def _edited_masks(found: dict[str, list[object]]) -> list[object]:
    """The masks of the journal as they are after their edits, apart from untouched results."""
    bases = {m.id: m for m in found.get("mask", ()) if isinstance(m, Mask)}
    drawn = set(bases)
    for run in found.get("result", ()):
        if isinstance(run, AnalysisResult) and run.mask is not None:
            bases.setdefault(run.mask.id, run.mask)
    edits: dict[str, list[MaskEdit]] = {}
    for edit in found.get("mask_edit", ()):
        if isinstance(edit, MaskEdit):
            edits.setdefault(edit.mask_id, []).append(edit)
    return [
        with_edits(mask, edits.get(mask_id, ()))
        for mask_id, mask in bases.items()
        if mask_id in edits or mask_id in drawn
    ]
