"""Findings and the decisions made about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from workstation.domain.coding import Code
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.measurement import Measurement
from workstation.domain.provenance import Provenance, now_utc
from workstation.messages import NOTHING, Message


class FindingStatus(StrEnum):
    """Where a finding stands; only a person moves it on from PROPOSED."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


REVIEWED_AND_KEPT = frozenset({FindingStatus.ACCEPTED, FindingStatus.EDITED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One step in the life of a finding: what, by whom, when, why."""

    status: FindingStatus
    by: str
    at: datetime
    note: Message | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a plugin or a person saw, with every decision made about it.

    `position_lps_mm` is where a double click goes; for a radiograph it is None and
    `position_ji` is used. `segment_number` names a segment of mask `mask_id`.
    `statement` is a result in words that has no segment, e.g. of a classifier, or what a person
    says of it; `statement_by` names the person, empty where the source of the finding said it.
    `removed` are the concepts and derivations of numbers that a person took out; they stay out
    when it is measured again. `measured_on` is when the version of its mask was made that was
    measured again, which tells it from one of the same number that another program made.
    `seen_on` is the stored picture nearest to it; where one file holds several phases, its frame
    tells which of them it is of. None in what earlier versions of the program kept.
    """

    id: str
    label: Message | str
    code: Code
    provenance: Provenance
    series_instance_uid: str
    source_kind: str = "plugin"
    plugin_id: str = ""
    mask_id: str = ""
    mask_version: int = 0
    segment_number: int | None = None
    site: Code | None = None
    laterality: Code | None = None
    position_lps_mm: tuple[float, float, float] | None = None
    position_ji: tuple[float, float] | None = None
    probability: float | None = None
    probability_note: Message = NOTHING
    statement: Message | str = ""
    statement_by: str = ""
    caveats: tuple[Message, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    history: tuple[Decision, ...] = ()
    tracking_uid: str = ""
    removed: tuple[tuple[str, str], ...] = ()
    measured_on: datetime | None = None
    seen_on: ImagePlace | None = None

    @property
    def status(self) -> FindingStatus:
        """The latest decision, or PROPOSED."""
        return self.history[-1].status if self.history else FindingStatus.PROPOSED

    @property
    def is_reportable(self) -> bool:
        """Whether a person accepted or edited it."""
        return self.status in REVIEWED_AND_KEPT

    @property
    def printed_statement(self) -> Message | str:
        """What a report says of it.

        What a plugin says of an outline is no finding of the reader who has looked at it; what
        the reader wrote in its place is.
        """
        of_plugin = self.source_kind == "plugin" and not self.statement_by
        return NOTHING if of_plugin and self.segment_number is not None else self.statement

    @property
    def was_changed(self) -> bool:
        """Whether a person changed its words, or the outline that it was measured on."""
        edited = any(decision.status is FindingStatus.EDITED for decision in self.history)
        return edited or (self.source_kind == "plugin" and self.mask_version > 1)

    def decided(self, status: FindingStatus, *, by: str, note: Message | str = "") -> Finding:
        """The same finding with one more decision.

        One that was changed and is then accepted is no proposal that was right as it was: it
        counts as edited, whichever came first.

        Raises
        ------
        ValueError
            Nobody is named.
        """
        if not by.strip():
            raise ValueError("a decision needs the name of the person who makes it")
        if status is FindingStatus.ACCEPTED and self.was_changed:
            status = FindingStatus.EDITED
        step = Decision(status=status, by=by, at=now_utc(), note=note)
        return replace(self, history=(*self.history, step))
