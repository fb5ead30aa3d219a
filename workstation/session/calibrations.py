"""Pixel sizes that the reader set by hand, from a length that is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from workstation.domain.provenance import now_utc
from workstation.session.undo import Command, UndoStack


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualCalibration:
    """The pixel size of one film or clip, by whom and from what.

    Parameters
    ----------
    spacing_ji_mm : tuple of float
        Height and width of a pixel, mm.
    length_px, length_mm : float
        The line that it was taken from, in columns of the image and as the reader knows it.
    """

    stack_id: str
    study_instance_uid: str
    spacing_ji_mm: tuple[float, float]
    length_px: float
    length_mm: float
    by: str = ""
    created: datetime = field(default_factory=now_utc)


class ManualCalibrations:
    """The calibrations of the open studies, by stack; every change can be undone.

    Parameters
    ----------
    undo : UndoStack
        Where changes go.
    record : callable
        Told kind, id, value or None, and Study Instance UID of what must be kept.
    changed : callable
        Told the stack after every change.
    """

    def __init__(
        self,
        undo: UndoStack,
        record: Callable[[str, str, object, str], None],
        changed: Callable[[str], None],
    ) -> None:
        self._undo = undo
        self._record = record
        self._changed = changed
        self._known: dict[str, ManualCalibration] = {}

    def of(self, stack_id: str) -> ManualCalibration | None:
        """The calibration of a stack, or None."""
        return self._known.get(stack_id)

    def put(self, calibration: ManualCalibration) -> None:
        """Calibrate a stack, undoably."""
        self._change(calibration.stack_id, calibration, calibration.study_instance_uid)

    def delete(self, stack_id: str) -> None:
        """Go back to the pixel size of the file, undoably."""
        known = self._known.get(stack_id)
        if known is not None:
            self._change(stack_id, None, known.study_instance_uid)

    def restore(self, calibration: ManualCalibration) -> None:
        """Take in one that was kept; nothing is recorded anew."""
        self._known[calibration.stack_id] = calibration
        self._changed(calibration.stack_id)

    def clear(self) -> None:
        """Forget all of them, when the studies are closed; the journal keeps them."""
        self._known.clear()

    def _change(self, stack_id: str, value: ManualCalibration | None, study: str) -> None:
        before = self._known.get(stack_id)
        self._undo.run(
            Command(
                "Calibrate image" if value is not None else "Remove calibration",
                do=lambda: self._set(stack_id, value, study),
                undo=lambda: self._set(stack_id, before, study),
            )
        )

    def _set(self, stack_id: str, value: ManualCalibration | None, study: str) -> None:
        if value is None:
            self._known.pop(stack_id, None)
        else:
            self._known[stack_id] = value
        self._record("calibration", stack_id, value, study)
        self._changed(stack_id)
