"""Pixel sizes that the reader set by hand, from a length that is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from workstation.domain.provenance import now_utc
from workstation.messages import Message
from workstation.session.ledger import Ledger
from workstation.session.undo import UndoStack


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


class ManualCalibrations(Ledger[ManualCalibration]):
    """The calibrations of the open studies, by stack; every change can be undone.

    Parameters
    ----------
    undo, record, changed
        As `Ledger` takes them.
    """

    kinds = (ManualCalibration,)

    def __init__(
        self,
        undo: UndoStack,
        record: Callable[[str, str, object, str], None],
        changed: Callable[[str], None],
    ) -> None:
        super().__init__(
            "calibration",
            undo,
            record,
            lambda known: known.study_instance_uid,
            changed,
            lambda known: known.stack_id,
        )

        self._measured_otherwise: set[str] = set()

    @property
    def measured_otherwise(self) -> frozenset[str]:
        """Stacks whose lengths are still of a former pixel size, until their pixels are read."""
        return frozenset(self._measured_otherwise)

    def await_measuring(self, stack_id: str) -> None:
        """Note that the lengths on a stack are of a former pixel size."""
        self._measured_otherwise.add(stack_id)

    def note_measured(self, stack_id: str) -> None:
        """Note that the lengths on a stack are of its present pixel size."""
        self._measured_otherwise.discard(stack_id)

    def forget(self) -> None:
        """See `Part`."""
        super().forget()
        self._measured_otherwise.clear()

    def tell(self) -> None:
        """Listeners look for one stack."""
        for made in self.all:
            self._changed(made.stack_id)

    def put(self, calibration: ManualCalibration) -> None:
        """Calibrate a stack, undoably."""
        self.change(calibration.stack_id, calibration, text=Message("Calibrate image"))

    def delete(self, stack_id: str) -> None:
        """Go back to the pixel size of the file, undoably."""
        if self.get(stack_id) is not None:
            self.change(stack_id, None, text=Message("Remove calibration"))
