"""Masks between sessions: labels packed beside the journal, edits as lines of it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workstation.archive.owner_file import owner_file
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.mask import Mask, Segment
from workstation.domain.provenance import Provenance
from workstation.session.mask_edits import MaskEdit

DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading packed labels raises after a full disk or a power cut."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MaskFacts:
    """A mask without its labels; `empty_shape` and `dtype` stand for labels that are all 0."""

    geometry: VolumeGeometry | None
    segments: tuple[Segment, ...]
    provenance: Provenance
    id: str
    version: int
    series_instance_uid: str
    sop_instance_uids: tuple[str, ...]
    frame_indices: tuple[int, ...] = ()
    changed_versions: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    empty_shape: tuple[int, ...] = ()
    dtype: str = "uint8"


def facts_of(mask: Mask, *, empty: bool = False) -> MaskFacts:
    """Everything about a mask but its labels."""
    return MaskFacts(
        geometry=mask.geometry,
        segments=mask.segments,
        provenance=mask.provenance,
        id=mask.id,
        version=mask.version,
        series_instance_uid=mask.series_instance_uid,
        sop_instance_uids=mask.sop_instance_uids,
        frame_indices=mask.frame_indices,
        changed_versions=mask.changed_versions,
        notes=mask.notes,
        empty_shape=mask.labels.shape if empty else (),
        dtype=mask.labels.dtype.name,
    )


def labels_path(journal: Path, mask_id: str, version: int) -> Path:
    """Where the labels of a mask lie."""
    return journal.with_suffix("") / f"{mask_id}-{version}.npz"


def read_mask(journal: Path, facts: MaskFacts) -> Mask | None:
    """The mask of these facts, or None where its labels are lost."""
    try:
        if facts.empty_shape:
            labels: Any = np.zeros(facts.empty_shape, np.dtype(facts.dtype))
        else:
            with np.load(labels_path(journal, facts.id, facts.version)) as packed:
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
            frame_indices=facts.frame_indices,
            changed_versions=facts.changed_versions,
            notes=facts.notes,
        )
    except DAMAGED:
        return None


def with_edits(mask: Mask, edits: Iterable[MaskEdit]) -> Mask | None:
    """A mask after its edits, in their order; the labels of `mask` stay as they are.

    Edits that another program made on another version of the mask are left out, with all that
    follow from them.

    Returns
    -------
    Mask or None
        None where an edit is missing or damaged: what is left would be labels that nobody saw.
    """
    labels = mask.labels.copy()
    waiting = list(edits)
    while waiting:
        edit = waiting.pop(0)
        if not edit.follows(mask):
            missing = edit.version_before > mask.version
            return None if missing else mask
        try:
            if edit.patch is not None:
                edit.patch.do(labels)
        except DAMAGED:
            return None
        mask = edit.after(mask, labels)
    return mask


def write_labels(target: Path, mask: Mask) -> None:
    """Pack the labels into a file that only the owner may read."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, labels=mask.labels)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with owner_file(target) as file:
        file.write(buffer.getbuffer())
