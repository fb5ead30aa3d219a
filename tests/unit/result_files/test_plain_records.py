"""Scans, measured masks and courses over time as JSON and tables: known answers."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, box_mask, radiograph
from tests.support.masks import a_mask, segment
from tests.support.studies import doubtful, scan_report
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.moments import TimeAxis, TimeSource
from workstation.errors import CancelledError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, no_progress
from workstation.quantification.region_statistics import TimeCurve
from workstation.services.export_time_curve import COLUMNS, export_curve
from workstation.services.measure_masks import measure, measure_record
from workstation.services.scan_record import scan_record


def test_a_scan_lists_every_stack_with_its_geometry() -> None:
    report = scan_report()
    record = scan_record(report)
    assert (record["files"], record["read"]) == (report.files, report.read)
    assert len(record["studies"]) == len(report.studies)
    for made, study in zip(record["studies"], report.studies, strict=True):
        assert made["study_instance_uid"] == study.study_instance_uid
        for row, series in zip(made["series"], study.series, strict=True):
            assert (row["number"], row["modality"]) == (series.number, series.modality)
            for one, stack in zip(row["stacks"], series.stacks, strict=True):
                assert one["images"] == len(stack.frames)
                assert one["shape_kji"] == list(stack.shape_kji)
                assert one["geometry"]["badge"] == stack.geometry.badge.value
                assert len(one["geometry"]["issues"]) == len(stack.geometry.issues)
    assert len(record["skipped"]) == len(report.skipped)


def test_numbers_of_a_mask_as_a_record() -> None:
    volume = asymmetric_volume()
    mask = box_mask(volume)
    rows = measure(volume, mask)
    record = measure_record(volume, rows, [Message("Look here.")])
    assert (record["quantity"], record["geometry"]["badge"]) == ("HU", "ok")
    assert [note["text"] for note in record["notes"]] == ["Look here."]
    (made,) = record["segments"]
    inside = volume.array[mask.labels > 0].astype(float)
    assert made["voxel_count"] == inside.size
    assert made["volume_ml"] == pytest.approx(inside.size * 4.5 / 1000)
    assert made["intensity"]["mean"] == pytest.approx(inside.mean())
    assert (made["intensity"]["min"], made["intensity"]["max"]) == (inside.min(), inside.max())
    assert made["blocked"] is None
    assert "area_mm2" not in made


def test_sizes_are_withheld_with_their_reason_unless_acknowledged() -> None:
    volume = doubtful(asymmetric_volume())
    mask = box_mask(volume)
    (made,) = measure_record(volume, measure(volume, mask))["segments"]
    assert made["volume_ml"] is None
    assert made["blocked"]["text"]
    (seen,) = measure_record(volume, measure(volume, mask, acknowledged=True))["segments"]
    assert seen["volume_ml"] is not None


def test_a_film_has_an_area_and_where_its_millimeters_are_from() -> None:
    film = radiograph()
    labels = np.zeros((1, *film.array.shape), np.uint8)
    labels[0, 10:20, 10:30] = 1
    grid = VolumeGeometry(shape_kji=labels.shape, affine_lps=np.eye(4))
    (made,) = measure_record(film, measure(film, a_mask(labels, grid, [segment(1)])))["segments"]
    # 10 rows of 0.2 mm by 20 columns of 0.1 mm.
    assert made["area_mm2"] == pytest.approx(4.0)
    assert made["calibration"]["text"] == "at the detector"
    assert made["volume_ml"] is None


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_course_over_time_is_a_line_for_each_picture(tmp_path: Path) -> None:
    curve = TimeCurve(
        axis=TimeAxis((0.0, 1.5), "s", TimeSource.FRAME_TIME, (1500.0, 1500.0)),
        mean=np.array([10.0, np.nan]),
        sd=np.array([0.5, np.nan]),
    )
    path = tmp_path / "c.csv"
    written = export_curve(curve, "=Ellipse", "HU", path, token=CancelToken(), progress=no_progress)
    assert written == 2
    first, second = lines(path)
    assert tuple(first) == COLUMNS
    assert list(first.values())[:3] == ["1", "0", "s"]
    assert list(first.values())[4:] == ["10.0", "0.5", "HU", "'=Ellipse"]
    assert list(second.values())[:3] == ["2", "1.5", "s"]
    assert list(second.values())[4:6] == ["", ""]


def test_a_course_that_is_cancelled_writes_nothing(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    curve = TimeCurve(
        axis=TimeAxis((0.0,), "", TimeSource.FRAME_TIME, ()), mean=np.zeros(1), sd=np.zeros(1)
    )
    with pytest.raises(CancelledError):
        export_curve(curve, "a", "", tmp_path / "c.csv", token=token, progress=no_progress)
    assert not (tmp_path / "c.csv").exists()
