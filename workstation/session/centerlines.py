"""Lines that the reader lays along vessels and airways, for straightened pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from workstation.domain.provenance import now_utc
from workstation.messages import Message
from workstation.session.ledger import Ledger
from workstation.session.undo import UndoStack

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


class Centerlines(Ledger[Centerline]):
    """The lines of the open studies, by stack; every change can be undone.

    Parameters
    ----------
    undo, record, changed
        As `Ledger` takes them.
    """

    kinds = (Centerline,)

    def __init__(
        self,
        undo: UndoStack,
        record: Callable[[str, str, object, str], None],
        changed: Callable[[str], None],
    ) -> None:
        super().__init__(
            "centerline",
            undo,
            record,
            lambda line: line.study_instance_uid,
            changed,
            lambda line: line.stack_id,
        )

    def add_point(self, line: Centerline, point: Point) -> None:
        """Lengthen the line by a point, undoably."""
        longer = replace(line, points=(*line.points, point))
        self.change(line.stack_id, longer, text=Message("Add point to centerline"))

    def delete(self, stack_id: str) -> None:
        """Delete the line of a stack, undoably."""
        if self.get(stack_id) is not None:
            self.change(stack_id, None, text=Message("Delete centerline"))
