"""The course of a region over time comes back from its table as it was measured."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from workstation.domain.moments import TimeAxis, TimeSource
from workstation.errors import CancelledError, OutputError
from workstation.processes.cancel import CancelToken, no_progress
from workstation.quantification.region_statistics import TimeCurve, time_curve
from workstation.services.export_time_curve import COLUMNS, export_curve

IN_SECONDS = TimeAxis((0.5, 12.25, 61.0), "s", TimeSource.TRIGGER)


def curve(axis: TimeAxis | None = IN_SECONDS) -> TimeCurve:
    """Of the pixels 10 and 20 (then 30 and 60, then none with a value)."""
    pictures = np.array([[[10.0, 20.0]], [[30.0, 60.0]], [[np.nan, np.nan]]])
    return time_curve(pictures, np.array([0, 0]), np.array([0, 1]), axis=axis)


def table(
    path: Path, of: TimeCurve, title: str = "Circle 1", unit: str = "HU"
) -> list[dict[str, str]]:
    token = CancelToken()
    lines = export_curve(of, title, unit, path, token=token, progress=no_progress)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert lines == len(rows)
    return rows


def test_every_picture_is_a_line_with_its_time(tmp_path: Path) -> None:
    rows = table(tmp_path / "curve.csv", curve())
    assert tuple(rows[0]) == COLUMNS
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert [row["time"] for row in rows] == ["0.5", "12.25", "61"]
    assert {row["time_unit"] for row in rows} == {"s"}
    assert {row["time_source"] for row in rows} == {"Trigger Time"}
    assert [(row["mean"], row["sd"]) for row in rows[:2]] == [("15.0", "5.0"), ("45.0", "15.0")]
    assert {(row["unit"], row["region"]) for row in rows} == {("HU", "Circle 1")}


def test_a_picture_without_values_has_empty_cells_and_no_zero(tmp_path: Path) -> None:
    *_, last = table(tmp_path / "curve.csv", curve())
    assert (last["mean"], last["sd"]) == ("", "")


def test_numbers_of_pictures_are_no_times(tmp_path: Path) -> None:
    rows = table(tmp_path / "curve.csv", curve(axis=None))
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert {(row["time"], row["time_unit"]) for row in rows} == {("", "")}
    assert {row["time_source"] for row in rows} == {"not stated in the file"}


def test_a_spreadsheet_runs_nothing_of_a_name(tmp_path: Path) -> None:
    rows = table(tmp_path / "curve.csv", curve(), title='=HYPERLINK("x")', unit="-1+1")
    assert {row["region"][0] for row in rows} == {"'"}
    assert {row["unit"] for row in rows} == {"'-1+1"}


def test_letters_of_any_script_are_read_by_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "curve.csv"
    assert table(path, curve(), title="右肺 Ü", unit="mm²")[0]["region"] == "右肺 Ü"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_later_table_takes_the_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "curve.csv"
    path.write_text("long " * 500)
    assert len(table(path, curve())) == 3
    assert "long" not in path.read_text(encoding="utf-8-sig")


def test_cancelled_before_it_began_it_leaves_the_earlier_table(tmp_path: Path) -> None:
    path = tmp_path / "curve.csv"
    path.write_text("earlier")
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        export_curve(curve(), "Circle 1", "HU", path, token=token, progress=no_progress)
    assert path.read_text() == "earlier"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as told:
        table(tmp_path / "absent" / "curve.csv", curve())
    assert str(told.value.hint)
    assert list(tmp_path.iterdir()) == []
