"""Rows of the archive → the values that they hold, and what must be told of those that do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from numpy.typing import NDArray

from workstation.archive.rows import KeptRow
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.mask import Mask
from workstation.errors import InputError, OutputError, WorkstationError
from workstation.keeping.kept_kinds import BY_TABLE, KINDS
from workstation.keeping.kept_masks import KeptResult, MaskFacts, mask_of, with_edits
from workstation.messages import NOTHING, Message, joined
from workstation.plain.program_words import with_program_words
from workstation.plain.values import from_json, from_plain
from workstation.session.mask_edits import MaskEdit

MOST_NAMES = 8
"""Of entries that cannot be read, in one message."""


@dataclass(frozen=True, slots=True)
class KeptStudy:
    """What was kept of a study, by kind, and what the person must be told of it."""

    values: dict[str, list[object]]
    troubles: tuple[WorkstationError, ...] = ()


@dataclass(slots=True)
class KeptReading:
    """What the rows of a study say, and what they do not say any more.

    Parameters
    ----------
    labels : callable
        Labels by their hash, None where they are lost.
    """

    labels: Callable[[str], NDArray[Any] | None]
    values: dict[str, list[object]] = field(default_factory=dict)
    unreadable: list[KeptRow] = field(default_factory=list)
    lost_masks: dict[str, Message] = field(default_factory=dict)
    """Names of segments by mask id."""

    def read(self, rows: Iterable[KeptRow]) -> None:
        """Take in all rows of one study."""
        for row in rows:
            try:
                value = self._value(row)
            except InputError:
                self.unreadable.append(row)
                if row.kind == "edit":
                    # Without it, the mask would be one that nobody left.
                    self.lost_masks.setdefault(row.key.partition("/")[0], NOTHING)
                continue
            if value is not None:
                self.values.setdefault(BY_TABLE[row.kind].recorded, []).append(value)
        self._edit_masks()
        kinds = [kind.recorded for kind in KINDS if kind.recorded != "mask_edit"]
        self.values = {kind: self.values[kind] for kind in kinds if self.values.get(kind)}

    @property
    def troubles(self) -> tuple[WorkstationError, ...]:
        """What to tell of it."""
        found: list[WorkstationError] = []
        if self.unreadable:
            found.append(_unreadable([_name_of(row) for row in self.unreadable]))
        if self.lost_masks:
            found.append(_masks_lost(self.lost_masks))
        return tuple(found)

    def _value(self, row: KeptRow) -> object | None:
        kept: object = from_plain(BY_TABLE[row.kind].type, from_json(row.value))
        match kept:
            case KeptResult(result=run, mask=None):
                return run
            case KeptResult(result=run, mask=MaskFacts() as facts):
                mask = self._mask(facts, row)
                return run if mask is None else replace(run, mask=mask)
            case MaskFacts():
                return self._mask(kept, row)
            case Finding():
                return with_program_words(kept)
            case _:
                return kept

    def _mask(self, facts: MaskFacts, row: KeptRow) -> Mask | None:
        mask = mask_of(facts, self.labels(row.labels) if row.labels else None)
        if mask is None:
            self.lost_masks[facts.id] = facts.names
        return mask

    def _edit_masks(self) -> None:
        """Put the masks as they are after their edits in the place of those before them."""
        found = self.values
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
            is_lost = mask_id in self.lost_masks
            after = None if is_lost else with_edits(mask, edits.get(mask_id, ()))
            if after is None:
                self.lost_masks[mask_id] = joined(", ", (s.label for s in mask.segments))
            elif mask_id in edits or mask_id in drawn:
                masks.append(after)
        for mask_id in edits.keys() - bases.keys():
            self.lost_masks.setdefault(mask_id, NOTHING)
        made = {(e.mask_id, e.version): e.at for each in edits.values() for e in each}
        found["finding"] = [_of_this_edit(each, made) for each in found.get("finding", ())]
        found["mask"] = masks
        found["result"] = [self._without_lost(run) for run in found.get("result", ())]

    def _without_lost(self, run: object) -> object:
        """A run without a mask that nobody could see as it was left."""
        if (
            isinstance(run, AnalysisResult)
            and run.mask is not None
            and run.mask.id in self.lost_masks
        ):
            return replace(run, mask=None)
        return run


def _of_this_edit(value: object, made: Mapping[tuple[str, int], datetime]) -> object:
    """A finding, out of date where it was measured on an edit that another program's replaced."""
    if not isinstance(value, Finding) or value.measured_on is None:
        return value
    kept = made.get((value.mask_id, value.mask_version), value.measured_on)
    return value if kept == value.measured_on else replace(value, mask_version=0)


def _name_of(row: KeptRow) -> Message | str:
    return row.name if BY_TABLE[row.kind].is_typed else Message.term(row.name)


def _unreadable(names: list[Message | str]) -> OutputError:
    return OutputError(
        Message(
            "{count} entry of what was kept of this study cannot be read and is missing: {names}.",
            many="{count} entries of what was kept of this study cannot be read and are missing: "
            "{names}.",
            count=len(names),
            names=joined("; ", names[:MOST_NAMES] + ["…"] * (len(names) > MOST_NAMES)),
        ),
        hint=Message(
            "Compare what is shown with your notes before you rely on it. What cannot be read "
            "is set aside in the archive."
        ),
    )


def _masks_lost(masks: dict[str, Message]) -> OutputError:
    names = [name or Message("a segmentation") for name in masks.values()]
    return OutputError(
        Message(
            "The segments of {names} cannot be read from the disk as they were left.",
            names=joined("; ", names),
        ),
        hint=Message(
            "Findings on them say that their mask is missing, and cannot be signed. Run the "
            "analysis or draw the segment again. The files are left as they are."
        ),
    )
