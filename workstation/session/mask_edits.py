"""One step of editing a mask, and what the reader holds of its segments."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from numpy.typing import NDArray

from workstation.domain.label_patch import LabelPatch
from workstation.domain.mask import AlgorithmType, Mask, Segment
from workstation.domain.provenance import now_utc
from workstation.messages import Message


class ReviewState(StrEnum):
    """How far a reader is with a segment."""

    TO_DO = "to do"
    IN_PROGRESS = "in progress"
    DONE = "done"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentState:
    """Lock and review state of one segment."""

    mask_id: str
    number: int
    locked: bool = False
    review: ReviewState = ReviewState.TO_DO


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskVersions:
    """The highest version that a mask ever had; an undone one is not given to another edit."""

    mask_id: str
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MaskBase:
    """A mask as it was before the first edit; `empty` says that no voxel has a label."""

    mask: Mask
    empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskEdit:
    """From one version of a mask to the next: labels, list of segments, or both.

    `segments` is the whole list after the edit, None where it stays as it is. `made_on` tells
    the version that it was made on from one of the same number that another program made; None
    in journals of earlier versions of the program.
    """

    mask_id: str
    text: Message
    version_before: int
    version: int
    patch: LabelPatch | None = None
    changed: tuple[int, ...] = ()
    segments: tuple[Segment, ...] | None = None
    operator: str = ""
    at: datetime = field(default_factory=now_utc)
    made_on: datetime | None = None

    def follows(self, mask: Mask) -> bool:
        """Whether this very version of the mask is the one that was edited."""
        known = self.made_on in (None, mask.provenance.created)
        return known and self.version_before == mask.version

    def after(self, mask: Mask, labels: NDArray[Any]) -> Mask:
        """The mask after the edit, around labels in which the patch was done already."""
        first = {segment.number: mask.version for segment in mask.segments}
        versions = dict(mask.changed_versions) or first
        added = {segment.number for segment in self.segments or ()} - versions.keys()
        versions.update(dict.fromkeys((*self.changed, *added), self.version))
        operator = self.operator or mask.provenance.operator
        return replace(
            mask,
            labels=labels,
            version=self.version,
            segments=mask.segments if self.segments is None else self.segments,
            changed_versions=tuple(sorted(versions.items())),
            provenance=replace(mask.provenance, operator=operator, created=self.at),
        )


def by_hand(segments: tuple[Segment, ...], changed: frozenset[int]) -> tuple[Segment, ...]:
    """The segments; what a program drew and a person changed is semiautomatic from then on."""
    return tuple(
        replace(s, algorithm_type=AlgorithmType.SEMIAUTOMATIC)
        if s.number in changed and s.algorithm_type is AlgorithmType.AUTOMATIC
        else s
        for s in segments
    )
