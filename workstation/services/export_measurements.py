"""Measurements as a table for spreadsheets: one line per number, with where it lies."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from workstation.security.integrity import whole_file
from workstation.session.annotations import Annotation

COLUMNS = (
    "id",
    "kind",
    "text",
    "reading",
    "value",
    "unit",
    "caveat",
    "plane",
    "frame",
    "coordinates",
    "points",
    "study_instance_uid",
    "series_instance_uid",
    "frame_of_reference_uid",
    "by",
    "created",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def measurement_rows(annotations: Sequence[Annotation]) -> list[tuple[str, ...]]:
    """The lines of the table, without its titles.

    A measurement without numbers, such as a text, has one line with an empty reading. Points
    are "(x, y, z)" in LPS mm, or "(row, column)" in pixels of a film, joined by "; ". Text
    that a spreadsheet would take for a formula has an apostrophe before it.
    """
    rows: list[tuple[str, ...]] = []
    for annotation in annotations:
        numbers = [
            (str(reading.name), repr(float(reading.value)), reading.unit, str(reading.caveat))
            for reading in annotation.readings
        ] or [("", "", "", "")]
        for name, value, unit, caveat in numbers:
            rows.append(
                (
                    plain_cell(annotation.id),
                    annotation.kind.value,
                    plain_cell(annotation.text),
                    plain_cell(name),
                    value,
                    plain_cell(unit),
                    plain_cell(caveat),
                    plain_cell(str(annotation.plane_text)),
                    "" if annotation.in_patient else str(annotation.frame + 1),
                    "LPS mm" if annotation.in_patient else "row, column px",
                    _points(annotation),
                    plain_cell(annotation.study_instance_uid),
                    plain_cell(annotation.series_instance_uid),
                    plain_cell(annotation.frame_of_reference_uid),
                    plain_cell(annotation.by),
                    annotation.created.isoformat(),
                )
            )
    return rows


def plain_cell(text: str) -> str:
    """Text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _points(annotation: Annotation) -> str:
    size = 3 if annotation.in_patient else 2
    return "; ".join(
        f"({', '.join(f'{value:.3f}' for value in point[:size])})" for point in annotation.points
    )


def write_measurements(annotations: Sequence[Annotation], path: Path) -> int:
    """Write the table as CSV, UTF-8 with a mark, so that spreadsheets read every letter.

    Returns
    -------
    int
        How many lines it has below its titles.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    rows = measurement_rows(annotations)
    with whole_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(rows)
