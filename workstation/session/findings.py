"""The ledger of findings: proposed → accepted, edited or rejected, by whom and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workstation.domain.finding import Finding, FindingStatus
from workstation.messages import Message, joined
from workstation.session.undo import Command, UndoStack


class FindingsLedger:
    """Every finding of the open studies with its decisions, in the order of arrival.

    Parameters
    ----------
    undo : UndoStack
        Decisions go on it.
    on_change : callable
        Told the id of a finding that changed, its value, None where it is gone, and its series.
    know_series : callable
        Told series and study of a finding that was kept.
    changed : callable
        Told once after each act, however many findings it is about.
    """

    kinds: tuple[type, ...] = (Finding,)

    def __init__(
        self,
        undo: UndoStack,
        on_change: Callable[[str, Finding | None, str], None],
        know_series: Callable[[str, str], None],
        changed: Callable[[], None],
    ) -> None:
        self._know_series = know_series
        self._changed = changed
        self._findings: dict[str, Finding] = {}
        self._of_segment: dict[tuple[str, int], Finding] | None = None
        self._undo = undo
        self._on_change = on_change

    @property
    def all(self) -> tuple[Finding, ...]:
        """Every finding."""
        return tuple(self._findings.values())

    def get(self, finding_id: str) -> Finding | None:
        """The finding of this id, or None."""
        return self._findings.get(finding_id)

    def of_segment(self, mask_id: str, number: int) -> Finding | None:
        """The first finding that speaks of a segment, or None."""
        if self._of_segment is None:
            self._of_segment = {}
            for finding in self._findings.values():
                if finding.mask_id and finding.segment_number is not None:
                    key = (finding.mask_id, finding.segment_number)
                    self._of_segment.setdefault(key, finding)
        return self._of_segment.get((mask_id, number))

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in what a plugin proposed; not undoable, reject them instead."""
        self._put_all({finding.id: finding for finding in findings})

    def restore(self, study_instance_uid: str, value: Finding) -> None:
        """See `Part`."""
        self._know_series(value.series_instance_uid, study_instance_uid)
        self._findings[value.id] = value
        self._of_segment = None

    def forget(self) -> None:
        """See `Part`."""
        self._findings.clear()
        self._of_segment = None

    def tell(self) -> None:
        """See `Part`."""
        self._changed()

    def decide(
        self, finding_ids: Iterable[str], status: FindingStatus, *, by: str, note: str = ""
    ) -> None:
        """Accept, reject or reopen findings, as one step that can be undone.

        Raises
        ------
        ValueError
            Nobody is named.
        """
        before = {i: f for i in finding_ids if (f := self._findings.get(i)) is not None}
        after = {
            i: f.decided(status, by=by, note=note)
            for i, f in before.items()
            if f.status is not status or note
        }
        if not after:
            return
        words = {
            FindingStatus.ACCEPTED: Message("Accept"),
            FindingStatus.REJECTED: Message("Reject"),
            FindingStatus.EDITED: Message("Edit"),
            FindingStatus.PROPOSED: Message("Reopen"),
        }
        label = (
            next(iter(after.values())).label
            if len(after) == 1
            else Message("{count} finding", many="{count} findings", count=len(after))
        )
        self._undo.run(
            Command(
                joined(" ", (words[status], label)),
                do=lambda: self._put_all(after),
                undo=lambda: self._put_all({i: before[i] for i in after}),
            )
        )

    def replace(self, finding: Finding, *, text: Message) -> None:
        """Put an edited finding in the place of the one with its id, undoably.

        Raises
        ------
        KeyError
            There is none with this id.
        """
        before = self._findings[finding.id]
        self._undo.run(
            Command(
                text,
                do=lambda: self._put_all({finding.id: finding}),
                undo=lambda: self._put_all({finding.id: before}),
            )
        )

    def replace_all(self, findings: Iterable[Finding], *, text: Message) -> None:
        """Put several findings in the place of those with their ids, as one undoable step.

        Raises
        ------
        KeyError
            There is none with one of the ids.
        """
        after = {finding.id: finding for finding in findings}
        before = {finding_id: self._findings[finding_id] for finding_id in after}
        self._undo.run(
            Command(text, do=lambda: self._put_all(after), undo=lambda: self._put_all(before))
        )

    def put_new(self, finding: Finding, *, text: Message) -> None:
        """Take in a finding that the reader made, undoably."""
        self._undo.run(
            Command(
                text,
                do=lambda: self._put_all({finding.id: finding}),
                undo=lambda: self._remove(finding.id),
            )
        )

    def _remove(self, finding_id: str) -> None:
        gone = self._findings.pop(finding_id, None)
        self._of_segment = None
        self._on_change(finding_id, None, gone.series_instance_uid if gone is not None else "")
        self._changed()

    def _put_all(self, findings: dict[str, Finding]) -> None:
        self._of_segment = None
        for finding_id, finding in findings.items():
            self._findings[finding_id] = finding
            self._on_change(finding_id, finding, finding.series_instance_uid)
        if findings:
            self._changed()
