"""Masks between sessions: facts as rows, labels as files, edits one after the other."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.analysis import AnalysisResult
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.mask import Mask, Segment
from workstation.domain.provenance import Provenance
from workstation.messages import Message, joined
from workstation.session.mask_edits import MaskEdit

_DAMAGED = (EOFError, ValueError, KeyError, IndexError, TypeError, zlib.error)
"""What a patch raises that was damaged on the disk."""


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
    notes: tuple[Message, ...] = ()
    empty_shape: tuple[int, ...] = ()
    dtype: str = "uint8"

    @property
    def names(self) -> Message:
        """Labels of the segments, for a person."""
        return joined(", ", (segment.label for segment in self.segments))


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A plugin run without its pixels, and the facts about its mask."""

    result: AnalysisResult
    mask: MaskFacts | None = None


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


def mask_of(facts: MaskFacts, labels: NDArray[Any] | None) -> Mask | None:
    """The mask of these facts, or None where its labels are lost or do not fit it."""
    try:
        if facts.empty_shape:
            labels = np.zeros(facts.empty_shape, np.dtype(facts.dtype))
        if labels is None:
            return None
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
    except (TypeError, ValueError, MemoryError):
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
    for edit in edits:
        if not edit.follows(mask):
            missing = edit.version_before > mask.version
            return None if missing else mask
        try:
            if edit.patch is not None:
                edit.patch.do(labels)
        except _DAMAGED:
            return None
        mask = edit.after(mask, labels)
    return mask
