"""Edits of masks: undoable, recorded, each one a new version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.label_patch import LabelPatch
from workstation.domain.mask import Mask, Segment
from workstation.domain.provenance import Provenance
from workstation.messages import Message
from workstation.session import events
from workstation.session.mask_edits import (
    MaskBase,
    MaskEdit,
    MaskVersions,
    ReviewState,
    SegmentState,
    by_hand,
)
from workstation.session.undo import Command, UndoStack


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What an edit changes in a mask, apart from its labels."""

    version: int
    segments: tuple[Segment, ...]
    changed_versions: tuple[tuple[int, int], ...]
    provenance: Provenance

    @classmethod
    def of(cls, mask: Mask) -> _Facts:
        return cls(
            version=mask.version,
            segments=mask.segments,
            changed_versions=mask.changed_versions,
            provenance=mask.provenance,
        )


class MaskLedger:
    """The masks of the open studies and every edit of them.

    Labels are edited in place, in an array that belongs to the ledger: it is copied once when
    a mask is first edited, and again after it was `share`d with work on another thread.

    Parameters
    ----------
    undo : UndoStack
        Edits go on it.
    publish : callable
        Told `MasksChanged`, `LabelsChanged` and `SegmentDisplayChanged`.
    record : callable
        Told what must outlive the program: kind, id, value, Series Instance UID.
    operator : callable
        Name of the reader, for the provenance.
    """

    kinds: tuple[type, ...] = (Mask, SegmentState, MaskVersions)

    def __init__(
        self,
        undo: UndoStack,
        publish: Callable[[object], None],
        record: Callable[[str, str, object, str], None],
        operator: Callable[[], str],
    ) -> None:
        self._undo = undo
        self._publish = publish
        self._record = record
        self._operator = operator
        self._masks: dict[str, Mask] = {}
        self._own: set[str] = set()
        self._recorded: set[str] = set()
        self._highest: dict[str, int] = {}
        self._states: dict[tuple[str, int], SegmentState] = {}

    # Masks

    @property
    def masks(self) -> tuple[Mask, ...]:
        """Every mask, newest last."""
        return tuple(self._masks.values())

    def get(self, mask_id: str) -> Mask | None:
        """The present version of a mask, or None."""
        return self._masks.get(mask_id)

    def put(self, mask: Mask, *, recorded: bool = False) -> None:
        """Take in a mask from outside; `recorded` says that its labels are kept already."""
        self._masks[mask.id] = mask
        self._own.discard(mask.id)
        if recorded:
            self._recorded.add(mask.id)
        self._highest[mask.id] = max(mask.version, self._highest.get(mask.id, 0))

    def tell(self) -> None:
        """See `Part`."""
        self._publish(events.MasksChanged())

    def forget(self) -> None:
        """See `Part`."""
        for container in (self._masks, self._own, self._recorded, self._highest, self._states):
            container.clear()

    def share(self, mask_id: str) -> None:
        """The labels are read elsewhere: the next edit leaves them as they are and copies."""
        self._own.discard(mask_id)

    def writable(self, mask_id: str) -> NDArray[Any]:
        """Labels to paint into; what is painted must be committed or taken back.

        Raises
        ------
        KeyError
            There is no such mask.
        """
        mask = self._masks[mask_id]
        if mask_id not in self._own:
            self._keep_base(mask)
            self._masks[mask_id] = replace(mask, labels=np.array(mask.labels, order="C"))
            self._own.add(mask_id)
        labels: NDArray[Any] = self._masks[mask_id].labels
        return labels

    def _keep_base(self, mask: Mask) -> None:
        """Record what later edits build on; these labels are never written to."""
        if mask.id not in self._recorded:
            self._recorded.add(mask.id)
            self._record("mask", mask.id, MaskBase(mask=mask), mask.series_instance_uid)

    def create(self, mask: Mask) -> None:
        """Add a mask that no voxel of which has a label, undoably."""
        text = Message("New segmentation")
        self._undo.run(
            Command(text, do=lambda: self._add(mask), undo=lambda: self._remove(mask.id))
        )

    def take_in(self, mask: Mask, text: Message) -> None:
        """Add a mask that somebody else made, undoably; it is kept from now on."""

        def add() -> None:
            self.put(mask)
            self._recorded.discard(mask.id)
            self._keep_base(mask)
            self._publish(events.MasksChanged())

        self._undo.run(Command(text, do=add, undo=lambda: self._remove(mask.id)))

    def _add(self, mask: Mask) -> None:
        # A fresh array each time: undone strokes must not come back with it.
        labels = np.zeros(mask.labels.shape, mask.labels.dtype)
        self._masks[mask.id] = replace(mask, labels=labels)
        self._own.add(mask.id)
        self._recorded.add(mask.id)
        self._highest[mask.id] = max(mask.version, self._highest.get(mask.id, 0))
        base = MaskBase(mask=mask, empty=True)
        self._record("mask", mask.id, base, mask.series_instance_uid)
        self._publish(events.MasksChanged())

    def _remove(self, mask_id: str) -> None:
        mask = self._masks.pop(mask_id)
        self._own.discard(mask_id)
        self._record("mask", mask_id, None, mask.series_instance_uid)
        self._publish(events.MasksChanged())

    # Edits

    def touched(self, mask_id: str) -> None:
        """Labels were painted that are not committed yet: show them."""
        self._publish(events.LabelsChanged(mask_id, committed=False))

    def commit(
        self,
        mask_id: str,
        text: Message,
        patch: LabelPatch | None = None,
        *,
        segments: tuple[Segment, ...] | None = None,
        is_painted: bool = False,
        labels: NDArray[Any] | None = None,
    ) -> None:
        """Make an edit the next version of a mask, as one step that can be undone.

        Parameters
        ----------
        patch : LabelPatch or None
            Changed labels.
        segments : tuple of Segment or None
            The list of segments from now on; None leaves it.
        is_painted : bool
            The patch stands in the labels already.
        labels : (k, j, i) ndarray or None
            The labels after the edit, handed over; spares the main thread a large patch.

        Raises
        ------
        KeyError
            There is no such mask.
        ValueError
            A locked segment would change, or nothing would.
        """
        mask = self._masks[mask_id]
        changed = patch.numbers() if patch is not None else frozenset()
        locked = sorted(changed & self.locked(mask_id))
        if locked:
            raise ValueError(f"segments {locked} are locked")
        if patch is None and segments is None:
            raise ValueError("an edit changes something")
        after = by_hand(mask.segments if segments is None else segments, changed)
        self._highest[mask_id] = version = self._highest[mask_id] + 1
        edit = MaskEdit(
            mask_id=mask_id,
            text=text,
            version_before=mask.version,
            version=version,
            patch=patch,
            changed=tuple(sorted(changed)),
            segments=after if after != mask.segments else None,
            operator=self._operator(),
            made_on=mask.provenance.created,
        )
        before = _Facts.of(mask)
        waiting = is_painted or labels is not None
        if labels is not None:
            self._keep_base(mask)
            self._masks[mask_id] = replace(mask, labels=labels)
            self._own.add(mask_id)

        def do() -> None:
            nonlocal waiting
            if patch is not None and not waiting:
                patch.do(self.writable(mask_id))
            waiting = False
            self._done(edit)

        self._undo.run(
            Command(
                text,
                do=do,
                undo=lambda: self._undone(edit, before),
                nbytes=patch.nbytes if patch is not None else 0,
            )
        )

    def _done(self, edit: MaskEdit) -> None:
        mask = self._masks[edit.mask_id]
        self._keep_base(mask)
        self._masks[edit.mask_id] = edit.after(mask, mask.labels)
        key = f"{edit.mask_id}/{edit.version}"
        self._record("mask_edit", key, edit, mask.series_instance_uid)
        self._tell(edit)

    def _undone(self, edit: MaskEdit, before: _Facts) -> None:
        if edit.patch is not None:
            edit.patch.undo(self.writable(edit.mask_id))
        mask = self._masks[edit.mask_id]
        self._masks[edit.mask_id] = replace(
            mask,
            version=before.version,
            segments=before.segments,
            changed_versions=before.changed_versions,
            provenance=before.provenance,
        )
        key = f"{edit.mask_id}/{edit.version}"
        self._record("mask_edit", key, None, mask.series_instance_uid)
        versions = MaskVersions(mask_id=mask.id, highest=self._highest[mask.id])
        self._record("mask_versions", mask.id, versions, mask.series_instance_uid)
        self._tell(edit)

    def _tell(self, edit: MaskEdit) -> None:
        self._publish(events.LabelsChanged(edit.mask_id, committed=True))
        if edit.segments is not None:
            self._publish(events.MasksChanged())

    # State of segments

    def state(self, mask_id: str, number: int) -> SegmentState:
        """Lock and review state of a segment."""
        fresh = SegmentState(mask_id=mask_id, number=number)
        return self._states.get((mask_id, number), fresh)

    def locked(self, mask_id: str) -> frozenset[int]:
        """The segments of a mask that nothing may change."""
        return frozenset(n for (m, n), s in self._states.items() if m == mask_id and s.locked)

    def lock(self, mask_id: str, number: int, locked: bool) -> None:
        """Lock or unlock a segment, undoably."""
        state = replace(self.state(mask_id, number), locked=locked)
        self._change_state(state, Message("Lock segment") if locked else Message("Unlock segment"))

    def set_review(self, mask_id: str, number: int, review: ReviewState) -> None:
        """Say how far the review of a segment is, undoably."""
        state = replace(self.state(mask_id, number), review=review)
        self._change_state(
            state, Message("Mark segment {review}", review=Message.term(review.value))
        )

    def restore(self, _study_instance_uid: str, value: Mask | SegmentState | MaskVersions) -> None:
        """See `Part`."""
        if isinstance(value, Mask):
            self.put(value, recorded=True)
        elif isinstance(value, SegmentState):
            self._states[value.mask_id, value.number] = value
        else:
            known = self._highest.get(value.mask_id, 0)
            self._highest[value.mask_id] = max(value.highest, known)

    def _change_state(self, state: SegmentState, text: Message) -> None:
        before = self.state(state.mask_id, state.number)
        if state == before:
            return
        self._undo.run(
            Command(text, do=lambda: self._set_state(state), undo=lambda: self._set_state(before))
        )

    def _set_state(self, state: SegmentState) -> None:
        self._states[state.mask_id, state.number] = state
        mask = self._masks.get(state.mask_id)
        series = mask.series_instance_uid if mask is not None else ""
        self._record("segment_state", f"{state.mask_id}/{state.number}", state, series)
        self._publish(events.SegmentDisplayChanged())
