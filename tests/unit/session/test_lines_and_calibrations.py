"""Centerlines and pixel sizes by hand, and that both can be undone."""

from __future__ import annotations

from workstation.session.calibrations import ManualCalibration, ManualCalibrations
from workstation.session.centerlines import Centerline, Centerlines
from workstation.session.undo import UndoStack


class Heard:
    """What a ledger recorded and told."""

    def __init__(self) -> None:
        self.recorded: list[tuple[str, str, object, str]] = []
        self.changed: list[str] = []

    def record(self, kind: str, key: str, value: object, study: str) -> None:
        self.recorded.append((kind, key, value, study))

    def tell(self, key: str) -> None:
        self.changed.append(key)


def test_a_calibration_replaces_the_one_before_and_can_be_taken_back() -> None:
    heard, undo = Heard(), UndoStack()
    ledger = ManualCalibrations(undo, heard.record, heard.tell)
    first = ManualCalibration(
        stack_id="s", study_instance_uid="1.2", spacing_ji_mm=(0.2, 0.2), length_px=100,
        length_mm=20,
    )  # fmt: skip
    second = ManualCalibration(
        stack_id="s", study_instance_uid="1.2", spacing_ji_mm=(0.3, 0.3), length_px=100,
        length_mm=30,
    )  # fmt: skip
    ledger.delete("s")
    assert ledger.all == ()
    ledger.put(first)
    ledger.put(second)
    assert ledger.get("s") is second
    ledger.delete("s")
    assert ledger.get("s") is None
    assert str(undo.undo_text) == "Remove calibration"
    undo.undo()
    assert ledger.get("s") is second
    undo.undo()
    assert ledger.get("s") is first
    assert str(undo.undo_text) == "Calibrate image"
    undo.undo()
    assert ledger.all == ()
    assert heard.changed == ["s"] * 6
    assert heard.recorded[1] == ("calibration", "s", second, "1.2")
    assert heard.recorded[2][:3] == ("calibration", "s", None)


def test_a_centerline_grows_by_points_and_goes_as_a_whole() -> None:
    heard, undo = Heard(), UndoStack()
    ledger = Centerlines(undo, heard.record, heard.tell)
    line = Centerline(
        stack_id="s", study_instance_uid="1.2", frame_of_reference_uid="1.3", points=((0, 0, 0),)
    )
    ledger.delete("s")
    ledger.add_point(line, (1, 2, 3))
    longer = ledger.get("s")
    assert longer is not None
    assert list(longer.points) == [(0, 0, 0), (1, 2, 3)]
    ledger.add_point(longer, (4, 5, 6))
    assert str(undo.undo_text) == "Add point to centerline"
    ledger.delete("s")
    assert ledger.get("s") is None
    assert str(undo.undo_text) == "Delete centerline"
    undo.undo()
    undo.undo()
    assert ledger.get("s") is longer
    assert list(line.points) == [(0, 0, 0)]
    assert heard.recorded[0] == ("centerline", "s", longer, "1.2")
