"""Series that are shown as the phases of one volume: recognized, joined and parted by hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from workstation.domain.moments import TimeAxis, TimeSource
from workstation.domain.provenance import now_utc
from workstation.domain.study import Series, Stack, StackKind, Study
from workstation.imaging.time_axis import numbered, time_axis
from workstation.messages import Message
from workstation.session.ledger import Ledger
from workstation.session.phases import (
    in_time,
    percent_named,
    phases_of,
    same_grid,
    without_percent,
)
from workstation.session.undo import UndoStack

_FEWEST = 3
"""Two series of one grid are more often two sequences than two phases."""
_LAST_NUMBER = re.compile(r"[\s_#-]*\d+$")
_OF_A_CYCLE = re.compile(
    r"4-?d|gat(?:ed|ing)|resp|breath|cardi|coronary|heart|cta|cine|trig|r-?r\b|t\s*=|syst|diast"
    r"|(?:\b|_)(?:ph|phases?|multi-?phase|ex|in|exp|insp)(?:\b|_)|呼吸|心|时相",
    re.IGNORECASE,
)
"""Without such a word a percentage may be anything: a dose, a mixture, a share of something."""
_OF_A_RECONSTRUCTION = re.compile(
    r"asir|admire|safire|idose|aidr|aice|imr\b|veo|fbp|dose|blend|mix|iterative|iodine|fat",
    re.IGNORECASE,
)
"""ASiR 30 %, 50 % and 70 % are one moment, reconstructed three times."""
_DYNAMIC = re.compile(
    r"dyn|dce|dsc|perf|ctp\b|4-?d|twist|tricks|treat|time|(?:\b|_)(?:tp|frame|cine)(?:\b|_|$)",
    re.IGNORECASE,
)
"""Without such a word, series taken one after another may be contrast phases or repetitions."""
_OF_PHASES = frozenset(
    {
        TimeSource.OFFSET,
        TimeSource.REFERENCE,
        TimeSource.CARDIAC,
        TimeSource.RESPIRATORY,
        TimeSource.RESOLUTION,
    }
)
"""Statements that a file makes only of a picture that is one of several in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """What a reader decided about series of one grid.

    Parameters
    ----------
    id : str
        Names the decision; the first of the stacks.
    stack_ids : tuple of str
        One of each series.
    joined : bool
        Phases of one volume; else they stand apart, even if they look like phases.
    """

    id: str
    study_instance_uid: str
    stack_ids: tuple[str, ...]
    joined: bool
    by: str = ""
    created: datetime = field(default_factory=now_utc)


@dataclass(frozen=True, slots=True, eq=False)
class Phases:
    """Volumes in the order of time; `across` says that they are of several series."""

    stacks: tuple[Stack, ...] = ()
    axis: TimeAxis = field(default_factory=lambda: numbered(0))
    across: bool = False
    by_hand: bool = False


class JoinedSeries(Ledger[Join]):
    """What readers decided about series in time; every change can be undone.

    Parameters
    ----------
    undo, record
        As `Ledger` takes them.
    changed : callable
        Told after every change.
    """

    kinds = (Join,)

    def __init__(
        self,
        undo: UndoStack,
        record: Callable[[str, str, object, str], None],
        changed: Callable[[], None],
    ) -> None:
        super().__init__(
            "join",
            undo,
            record,
            lambda j: j.study_instance_uid,
            lambda _: changed(),
            lambda j: j.id,
        )

    def tell(self) -> None:
        """See `Part`; where nobody decided anything, nothing can have changed."""
        if self.all:
            super().tell()

    def decide(self, study: Study, stack_ids: Sequence[str], *, joined: bool, by: str) -> None:
        """Join or part series, undoably; decisions about some of them are replaced.

        Raises
        ------
        ValueError
            Fewer than two are named, or they do not lie on one grid.
        """
        stacks = {stack.id: stack for series in study.series for stack in series.stacks}
        chosen = [stacks[each] for each in stack_ids]
        if len(chosen) < 2 or not all(same_grid(chosen[0], each) for each in chosen[1:]):
            raise ValueError("phases are two or more volumes of one grid")
        made = Join(
            id=min(stack_ids),
            study_instance_uid=study.study_instance_uid,
            stack_ids=tuple(stack_ids),
            joined=joined,
            by=by,
        )
        # Decisions about some of the same series are gone with it.
        after: dict[str, Join | None] = {
            each.id: None for each in self.all if set(each.stack_ids) & set(stack_ids)
        }
        after[made.id] = made
        self.change_all(
            after, text=Message("Join series as phases") if joined else Message("Part series")
        )

    def phases(self, study: Study, series: Series, stack: Stack) -> Phases:
        """The volumes that differ from one in time: within its series, joined, or recognized."""
        own = phases_of(series, stack)
        if own:
            stacks, axis = in_time(own, [""] * len(own))
            return Phases(stacks, axis)
        decided = next((j for j in self.all if stack.id in j.stack_ids), None)
        if decided is not None:
            return _of(study, decided.stack_ids, by_hand=True) if decided.joined else Phases()
        taken = {each for join in self.all for each in join.stack_ids}
        for group in recognized(study):
            if stack.id in group and not taken & set(group):
                return _of(study, group, by_hand=False)
        return Phases()


def candidates(study: Study, stack: Stack) -> tuple[tuple[Series, Stack], ...]:
    """Volumes of a study that could be phases of one: the same grid, meaning and modality."""
    modality = {each.id: s.modality for s in study.series for each in s.stacks}
    return tuple(
        (series, each)
        for series in study.series
        for each in series.stacks
        if series.modality == modality.get(stack.id) and same_grid(stack, each)
    )


def recognized(study: Study) -> tuple[tuple[str, ...], ...]:
    """Series of a study that are phases beyond doubt, as ids of their stacks.

    Three or more series, each of one volume, of one modality, grid and frame of reference and
    with the same technique, whose names differ in a percentage or a last number only, and
    whose phases or times all differ. That they are phases, not b-values, doses, contrast phases
    or repetitions, must be stated by their files or by a word in their names.
    """
    groups: defaultdict[Hashable, list[tuple[Series, Stack]]] = defaultdict(list)
    for series in study.series:
        if len(series.stacks) != 1 or series.stacks[0].kind is not StackKind.VOLUME:
            continue
        stack = series.stacks[0]
        if stack.affine_lps is None or not stack.frame_of_reference_uid:
            continue
        percent = percent_named(series.description) is not None
        name = without_percent(series.description)
        key = (
            series.modality, stack.frame_of_reference_uid, stack.shape_kji, stack.quantity,
            tuple(np.round(stack.affine_lps, 2).ravel().tolist()), percent,
            name if percent else _LAST_NUMBER.sub("", name),
            () if percent else stack.technique,
        )  # fmt: skip
        groups[key].append((series, stack))
    found: list[tuple[str, ...]] = []
    for members in groups.values():
        stacks = [stack for _series, stack in members]
        if len(members) < _FEWEST or not all(same_grid(stacks[0], each) for each in stacks[1:]):
            continue
        if _are_phases([series.description for series, _stack in members], stacks):
            found.append(tuple(stack.id for stack in stacks))
    return tuple(found)


def _are_phases(names: Sequence[str], stacks: Sequence[Stack]) -> bool:
    axis = time_axis([stack.moment for stack in stacks])
    if axis is not None and axis.source in _OF_PHASES:
        return True
    percents = {percent_named(name) for name in names}
    if None not in percents:
        words = without_percent(names[0])
        of_a_cycle = _OF_A_CYCLE.search(words) and not _OF_A_RECONSTRUCTION.search(words)
        return bool(of_a_cycle) and len(percents) == len(names)
    return axis is not None and _DYNAMIC.search(names[0]) is not None


def _of(study: Study, stack_ids: Sequence[str], *, by_hand: bool) -> Phases:
    there = [
        (series, stack)
        for series in study.series
        for stack in series.stacks
        if stack.id in stack_ids
    ]
    if len(there) < 2:
        return Phases()
    stacks, axis = in_time(
        [stack for _series, stack in there], [series.description for series, _stack in there]
    )
    return Phases(stacks, axis, across=True, by_hand=by_hand)
