"""Measure every segment of a mask on its image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask
from workstation.quantification.segments import SegmentMeasurement, measure_segments


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
    image: Image, rows: Sequence[SegmentMeasurement], notes: Sequence[str] = ()
) -> dict[str, Any]:
    """Measurements as JSON; undefined numbers are null. `notes` are those of the masks."""
    return {
        "geometry": {
            "badge": image.honesty.badge.value,
            "issues": [
                {"code": issue.code.value, "message": issue.message}
                for issue in image.honesty.issues
            ],
        },
        "quantity": image.quantity,
        "segments": [_row(image, row) for row in rows],
        "notes": list(notes),
    }


def _row(image: Image, row: SegmentMeasurement) -> dict[str, Any]:
    statistics = row.intensity
    record: dict[str, Any] = {
        "number": row.number,
        "label": row.label,
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
        "blocked": row.blocked or None,
        "caveats": list(row.caveats),
        "axis_caveat": row.axis_caveat,
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
        record["calibration"] = row.calibration
    return record
