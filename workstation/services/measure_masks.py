"""Measure every segment of a mask on its image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask
from workstation.messages import Message
from workstation.quantification.segments import SegmentMeasurement, measure_segments
from workstation.result_files.records import sentence_record


def measure(
    image: Image, mask: Mask, *, acknowledged: bool = False
) -> tuple[SegmentMeasurement, ...]:
    """Numbers about each segment; sizes are withheld while the geometry blocks them.

    Raises
    ------
    MaskReadError
        Mask and image do not share a grid.
    """
    return measure_segments(image, mask, acknowledged=acknowledged)


def measure_record(
    image: Image, rows: Sequence[SegmentMeasurement], notes: Sequence[Message] = ()
) -> dict[str, Any]:
    """Measurements as JSON; undefined numbers are null. `notes` are those of the masks."""
    return {
        "geometry": {
            "badge": image.honesty.badge.value,
            "issues": [
                {"code": issue.code.value, "message": str(issue.message)}
                for issue in image.honesty.issues
            ],
        },
        "quantity": image.quantity,
        "segments": [_row(image, row) for row in rows],
        "notes": [sentence_record(note) for note in notes],
    }


def _row(image: Image, row: SegmentMeasurement) -> dict[str, Any]:
    statistics = row.intensity
    record: dict[str, Any] = {
        "number": row.number,
        "label": str(row.label),
        "volume_ml": row.volume_ml,
        "voxel_count": row.voxel_count,
        "long_axis_mm": row.long_axis_mm,
        "short_axis_mm": row.short_axis_mm,
        "axis_slice": row.axis_slice,
        "max_diameter_3d_mm": row.max_diameter_3d_mm,
        "surface_area_mm2": row.surface_area_mm2,
        "sphericity": row.sphericity,
        "intensity": None,
        "centroid_lps_mm": row.centroid_lps_mm,
        "blocked": sentence_record(row.blocked) or None,
        "caveats": [sentence_record(caveat) for caveat in row.caveats],
        "axis_caveat": sentence_record(row.axis_caveat),
    }
    if statistics is not None:
        record["intensity"] = {
            "unit": statistics.unit,
            "mean": statistics.mean,
            "sd": statistics.sd,
            "median": statistics.median,
            "min": statistics.minimum,
            "max": statistics.maximum,
            "p10": statistics.p10,
            "p90": statistics.p90,
        }
    if not isinstance(image, Volume):
        record["area_mm2"] = row.area_mm2
        record["calibration"] = sentence_record(row.calibration)
    return record
