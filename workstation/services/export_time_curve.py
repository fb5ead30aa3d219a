"""The course of a region over time as a table for spreadsheets."""

from __future__ import annotations

import csv
import math
from pathlib import Path

from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.quantification.region_statistics import TimeCurve
from workstation.security.integrity import whole_file
from workstation.services.export_measurements import plain_cell

COLUMNS = ("number", "time", "time_unit", "time_source", "mean", "sd", "unit", "region")


def export_curve(
    curve: TimeCurve,
    title: str,
    unit: str,
    path: Path,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> int:
    """Write one line per picture.

    Parameters
    ----------
    curve : TimeCurve
        Where the file states no times, the column `time` stays empty.
    title, unit : str
        What was measured, and the unit of its values.
    path : Path
        Replaced when it exists.

    Returns
    -------
    int
        Lines written, without the titles.

    Raises
    ------
    OutputError
        The file cannot be written.
    CancelledError
        The token was cancelled.
    """
    token.raise_if_cancelled()
    progress(0.0, Message("Writing the table"))
    axis = curve.axis
    rows = [
        (
            number,
            f"{time:.10g}" if axis.unit else "",
            plain_cell(axis.unit),
            axis.source.value,
            _number(mean),
            _number(sd),
            plain_cell(unit),
            plain_cell(title),
        )
        for number, (time, mean, sd) in enumerate(
            zip(axis.values, curve.mean.tolist(), curve.sd.tolist(), strict=True), 1
        )
    ]
    with whole_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(axis.values)


def _number(value: float) -> str:
    return repr(value) if math.isfinite(value) else ""
