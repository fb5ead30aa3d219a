"""What a scan found, as JSON."""

from __future__ import annotations

from typing import Any

from workstation.domain.study import ScanReport, Series, Stack
from workstation.result_files.records import sentence_record
from workstation.services.same_identifiers import ids_of_several


def scan_record(report: ScanReport) -> dict[str, Any]:
    """Studies, series and stacks, and every file that was left out."""
    return {
        "files": report.files,
        "read": report.read,
        "notes": [sentence_record(note) for note in ids_of_several(report.studies)],
        "skipped": [{"path": s.path, "reason": sentence_record(s.reason)} for s in report.skipped],
        "studies": [
            {
                "study_instance_uid": study.study_instance_uid,
                "date": study.date,
                "description": study.description,
                "series": [_series(series) for series in study.series],
                "other_objects": [
                    {"type": kind, "path": path} for kind, path in study.other_objects
                ],
            }
            for study in report.studies
        ],
    }


def _series(series: Series) -> dict[str, Any]:
    return {
        "series_instance_uid": series.series_instance_uid,
        "number": series.number,
        "modality": series.modality,
        "description": series.description,
        "stacks": [_stack(stack) for stack in series.stacks],
    }


def _stack(stack: Stack) -> dict[str, Any]:
    return {
        "images": len(stack.frames),
        "kind": stack.kind.value,
        "label": str(stack.label),
        "shape_kji": list(stack.shape_kji),
        "spacing_kji_mm": list(stack.spacing_kji_mm),
        "affine_lps": None if stack.affine_lps is None else stack.affine_lps.tolist(),
        "transfer_syntaxes": list(stack.transfer_syntaxes),
        "quantity": stack.quantity,
        "photometric": stack.photometric,
        "lossy": stack.lossy,
        "frame_time_ms": stack.frame_time_ms,
        "geometry": {
            "badge": stack.geometry.badge.value,
            "issues": [
                {"code": i.code.value, "message": str(i.message), "files": list(i.files)}
                for i in stack.geometry.issues
            ],
        },
    }
