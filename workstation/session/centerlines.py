"""Lines that the reader lays along vessels and airways, for straightened pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from workstation.domain.provenance import now_utc
from workstation.session.undo import Command, UndoStack

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Centerline:
    """A line through points of a volume.

    Parameters
    ----------
    stack_id : str
        The stack on which it was drawn; each has one line at most.
    points : tuple of tuple of float
        LPS mm, in order.
    """

    stack_id: str
    study_instance_uid: str
    frame_of_reference_uid: str
    points: tuple[Point, ...]
    by: str = ""
    created: datetime = field(default_factory=now_utc)


class Centerlines:
    """The lines of the open studies, by stack; every change can be undone.

    Parameters
    ----------
    undo : UndoStack
        Where changes go.
    record : callable
        Told kind, id, value or None, and Study Instance UID of what must be kept.
    changed : callable
        Told after every change.
    """

    def __init__(
        self,
        undo: UndoStack,
        record: Callable[[str, str, object, str], None],
        changed: Callable[[], None],
    ) -> None:
        self._undo = undo
        self._record = record
        self._changed = changed
        self._lines: dict[str, Centerline] = {}

    def of(self, stack_id: str) -> Centerline | None:
        """The line of a stack, or None."""
        return self._lines.get(stack_id)

    def put(self, line: Centerline, *, text: str) -> None:
        """Set the line of a stack, undoably."""
        self._change(line.stack_id, line, line.study_instance_uid, text)

    def add_point(self, line: Centerline, point: Point) -> None:
        """Lengthen the line by a point, undoably."""
        self.put(replace(line, points=(*line.points, point)), text="Add point to centerline")

    def delete(self, stack_id: str) -> None:
        """Delete the line of a stack, undoably."""
        line = self._lines.get(stack_id)
        if line is not None:
            self._change(stack_id, None, line.study_instance_uid, "Delete centerline")

    def restore(self, line: Centerline) -> None:
        """Take in a line that was kept; nothing is recorded anew."""
        self._lines[line.stack_id] = line
        self._changed()

    def clear(self) -> None:
        """Forget every line, when the studies are closed; the journal keeps them."""
        self._lines.clear()
        self._changed()

    def _change(self, stack_id: str, line: Centerline | None, study: str, text: str) -> None:
        before = self._lines.get(stack_id)
        self._undo.run(
            Command(
                text,
                do=lambda: self._set(stack_id, line, study),
                undo=lambda: self._set(stack_id, before, study),
            )
        )

    def _set(self, stack_id: str, line: Centerline | None, study: str) -> None:
        if line is None:
            self._lines.pop(stack_id, None)
        else:
            self._lines[stack_id] = line
        self._record("centerline", stack_id, line, study)
        self._changed()
