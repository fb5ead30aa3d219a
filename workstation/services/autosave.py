"""Keeps decisions, measurements, results and drafts of each study between sessions.

One journal of JSON lines per study, in the user's data folder, named by a hash of the Study
Instance UID. The last line of each id wins. Labels of masks lie beside it, packed. Files are
readable by their owner only; a draft may speak of the patient.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from workstation.archive.journal import Journal, Record, read_journal
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.mask import Mask, Segment
from workstation.domain.provenance import Provenance, now_utc
from workstation.domain.risk import RiskScore
from workstation.errors import InputError, OutputError
from workstation.services.value_codec import from_plain, to_plain
from workstation.session.annotations import (
    Acknowledgement,
    Annotation,
    KeyImageMark,
    ReportDraft,
)
from workstation.session.events import Recorded

_DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading packed labels raises after a full disk or a power cut."""
_KINDS: dict[str, type] = {
    "finding": Finding,
    "annotation": Annotation,
    "key_image": KeyImageMark,
    "acknowledgement": Acknowledgement,
    "risk": RiskScore,
    "draft": ReportDraft,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _MaskFacts:
    """A mask without its labels."""

    geometry: VolumeGeometry | None
    segments: tuple[Segment, ...]
    provenance: Provenance
    id: str
    version: int
    series_instance_uid: str
    sop_instance_uids: tuple[str, ...]


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

    def record(self, event: Recorded) -> None:
        """Keep the present value of an id; None says that it is gone."""
        if not event.study_instance_uid:
            return
        path = self._path(event.study_instance_uid)
        if isinstance(event.value, AnalysisResult):
            self._record_result(path, event.id, event.value)
            return
        self._append(path, event.kind, event.id, to_plain(event.value))

    def _append(self, path: Path, kind: str, key: str, value: object) -> None:
        line: Record = {"at": now_utc().isoformat(), "kind": kind, "id": key, "value": value}
        self._journal.append(path, line)

    def _record_result(self, path: Path, key: str, result: AnalysisResult) -> None:
        facts = None
        if result.mask is not None:
            mask = result.mask
            facts = to_plain(_facts(mask))
            target = self._labels_path(path, mask.id, mask.version)
            self._journal.later(lambda: _write_labels(target, mask))
        # Findings have lines of their own, which decisions replace.
        plain = to_plain(replace(result, mask=None, heatmaps=(), findings=()))
        self._append(path, "result", key, {"result": plain, "mask": facts})

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
        return {kind: found[kind] for kind in ("result", *_KINDS) if kind in found}

    def _decode(self, path: Path, kind: str, plain: Any) -> object | None:  # noqa: ANN401
        if kind == "result":
            if not isinstance(plain, dict) or "result" not in plain:
                raise InputError("A run kept from an earlier session cannot be read.")
            result: AnalysisResult = from_plain(AnalysisResult, plain["result"])
            facts = plain.get("mask")
            mask = self._read_mask(path, from_plain(_MaskFacts, facts)) if facts else None
            return replace(result, mask=mask)
        known = _KINDS.get(kind)
        return from_plain(known, plain) if known is not None else None

    def _read_mask(self, path: Path, facts: _MaskFacts) -> Mask | None:
        try:
            with np.load(self._labels_path(path, facts.id, facts.version)) as packed:
                labels = packed["labels"]
            return Mask(
                labels=labels,
                geometry=facts.geometry,
                segments=facts.segments,
                provenance=facts.provenance,
                id=facts.id,
                version=facts.version,
                series_instance_uid=facts.series_instance_uid,
                sop_instance_uids=facts.sop_instance_uids,
            )
        except _DAMAGED:
            return None

    def close(self) -> None:
        """Wait until everything is on the disk."""
        self._journal.close()

    def _path(self, study_instance_uid: str) -> Path:
        name = hashlib.sha256(study_instance_uid.encode()).hexdigest()[:24]
        return self._folder / f"{name}.jsonl"

    @staticmethod
    def _labels_path(journal: Path, mask_id: str, version: int) -> Path:
        return journal.with_suffix("") / f"{mask_id}-{version}.npz"


def _facts(mask: Mask) -> _MaskFacts:
    return _MaskFacts(
        geometry=mask.geometry,
        segments=mask.segments,
        provenance=mask.provenance,
        id=mask.id,
        version=mask.version,
        series_instance_uid=mask.series_instance_uid,
        sop_instance_uids=mask.sop_instance_uids,
    )


def _write_labels(target: Path, mask: Mask) -> None:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, labels=mask.labels)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(buffer.getbuffer())
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
