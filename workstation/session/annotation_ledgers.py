"""Measurements, key images and acknowledged geometries of the open studies."""

from __future__ import annotations

from collections.abc import Callable

from workstation.messages import Message
from workstation.session.annotations import Acknowledgement, Annotation, KeyImageMark
from workstation.session.ledger import Ledger
from workstation.session.undo import UndoStack

Record = Callable[[str, str, object, str], None]
Changed = Callable[[str], None]


class Annotations(Ledger[Annotation]):
    """Measurements by id; parameters as `Ledger` takes them."""

    kinds = (Annotation,)

    def __init__(self, undo: UndoStack, record: Record, changed: Changed) -> None:
        super().__init__(
            "annotation", undo, record, lambda a: a.study_instance_uid, changed, lambda a: a.id
        )

    def delete(self, annotation_id: str) -> None:
        """Delete a measurement, undoably."""
        before = self.get(annotation_id)
        if before is not None:
            self.change(
                annotation_id, None, text=Message("Delete {kind:l}", kind=before.kind.words)
            )


class KeyImages(Ledger[KeyImageMark]):
    """Planes that the reader wants in the report, by id; parameters as `Ledger` takes them."""

    kinds = (KeyImageMark,)

    def __init__(self, undo: UndoStack, record: Record, changed: Changed) -> None:
        super().__init__(
            "key_image", undo, record, lambda m: m.study_instance_uid, changed, lambda m: m.id
        )

    def toggle(self, mark: KeyImageMark) -> bool:
        """Mark a plane, or unmark it when it is marked; whether it is marked now."""
        for old in self.all:
            if old.place == mark.place:
                self.change(old.id, None, text=Message("Remove key image"))
                return False
        self.change(mark.id, mark, text=Message("Mark key image"))
        return True


class Acknowledgements(Ledger[Acknowledgement]):
    """Who took note of the geometry of which stack; parameters as `Ledger` takes them."""

    kinds = (Acknowledgement,)

    def __init__(
        self,
        undo: UndoStack,
        record: Record,
        study_of: Callable[[Acknowledgement], str],
        changed: Changed,
    ) -> None:
        super().__init__(
            "acknowledgement", undo, record, study_of, changed, lambda note: note.stack_id
        )

    def tell(self) -> None:
        """Listeners look for one stack."""

    def take_note(self, stack_id: str, shape_kji: tuple[int, ...], *, by: str) -> None:
        """Take note of a doubtful geometry in a reader's name, undoably.

        Raises
        ------
        ValueError
            The reader's name is not known.
        """
        if not by.strip():
            raise ValueError("an acknowledgement needs the name of the reader")
        note = Acknowledgement(stack_id=stack_id, by=by, shape_kji=shape_kji)
        self.change(stack_id, note, text=Message("Acknowledge geometry"))

    def of(self, stack_id: str, shape_kji: tuple[int, ...] | None) -> Acknowledgement | None:
        """The note about a stack as it is now, of this shape or unknown; None without one."""
        note = self.get(stack_id)
        if note is not None and note.shape_kji and shape_kji is not None:
            # Slices were added or lost since: nobody has taken note of that.
            return note if note.shape_kji == shape_kji else None
        return note
