"""Numbers about the segments of a mask, and their record in JSON."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, box_mask, frames, radiograph
from tests.support.masks import a_mask, segment
from tests.support.studies import doubtful
from workstation.domain.geometry import Calibration
from workstation.domain.image import Image
from workstation.domain.mask import Mask
from workstation.errors import MaskReadError
from workstation.messages import Message
from workstation.services.measure_masks import measure, measure_record

# Of voxels k*100 + j*10 + i, 3 x 1.5 x 1 mm: k 1 to 2, j 2 to 3, i 1 to 4.
VALUES = [100 * k + 10 * j + i for k in (1, 2) for j in (2, 3) for i in (1, 2, 3, 4)]


def record_of(image: Image, mask: Mask, **more: Any) -> dict[str, Any]:
    """As it stands in a file: through JSON, without numbers that JSON does not know."""
    record = measure_record(image, measure(image, mask, **more), [Message("Look here.")])
    return json.loads(json.dumps(record, allow_nan=False))  # type: ignore[no-any-return]


def test_every_number_of_a_box_is_known() -> None:
    volume = asymmetric_volume()
    record = record_of(volume, box_mask(volume))
    (row,) = record["segments"]
    assert (row["number"], row["label"], row["voxel_count"]) == (1, "Box", 16)
    assert row["volume_ml"] == pytest.approx(16 * 4.5 / 1000)
    # The middle of k 1.5, j 2.5, i 2.5 from (-20, -30, -500).
    assert row["centroid_lps_mm"] == pytest.approx([-17.5, -26.25, -495.5])
    known = row["intensity"]
    assert known["unit"] == record["quantity"] == "HU"
    assert (known["min"], known["max"]) == (min(VALUES), max(VALUES))
    for name, value in (
        ("mean", np.mean(VALUES)), ("median", np.median(VALUES)),
        ("p10", np.percentile(VALUES, 10)), ("p90", np.percentile(VALUES, 90)),
    ):  # fmt: skip
        assert known[name] == pytest.approx(value)
    assert known["sd"] == pytest.approx(np.std(VALUES), rel=0.04)
    # Between the centers of corner voxels, or their outer borders: 3 to 4 by 1.5 to 3 mm.
    assert math.hypot(3, 1.5) <= row["long_axis_mm"] <= math.hypot(4, 3)
    assert row["short_axis_mm"] <= row["long_axis_mm"] <= row["max_diameter_3d_mm"]
    assert row["axis_slice"] in (1, 2)
    assert row["surface_area_mm2"] > 0
    assert 0 < row["sphericity"] <= 1
    assert (row["blocked"], row["caveats"]) == (None, [])
    # These are of films.
    assert "area_mm2" not in row
    assert "calibration" not in row
    assert record["geometry"] == {"badge": "ok", "issues": []}
    assert [note["text"] for note in record["notes"]] == ["Look here."]


def test_sizes_wait_until_a_person_has_accepted_the_geometry() -> None:
    volume = doubtful(asymmetric_volume())
    mask = box_mask(volume)
    record = record_of(volume, mask)
    (row,) = record["segments"]
    sizes = (
        "volume_ml", "long_axis_mm", "short_axis_mm", "axis_slice", "max_diameter_3d_mm",
        "surface_area_mm2", "sphericity",
    )  # fmt: skip
    assert {name: row[name] for name in sizes} == dict.fromkeys(sizes)
    assert row["blocked"]["text"] == "A slice is missing."
    # What does not depend on where slices lie is given.
    assert row["intensity"]["mean"] == pytest.approx(np.mean(VALUES))
    assert record["geometry"]["issues"] == [
        {"code": "missing_slices", "message": "A slice is missing."}
    ]
    assert record["geometry"]["badge"] != "ok"
    (row,) = record_of(volume, mask, acknowledged=True)["segments"]
    assert row["blocked"] is None
    assert row["volume_ml"] == pytest.approx(0.072)


def test_an_empty_segment_is_named_and_nothing_of_it_is_made_up() -> None:
    volume = asymmetric_volume()
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    (row,) = record_of(volume, a_mask(labels, volume.geometry, [segment(1)]))["segments"]
    assert (row["voxel_count"], row["volume_ml"]) == (0, 0.0)
    assert row["intensity"] is None
    assert row["centroid_lps_mm"] is None
    assert row["long_axis_mm"] is None


def test_a_segment_that_has_no_values_has_no_intensity() -> None:
    volume = asymmetric_volume("float32")
    volume = replace(volume, array=np.full_like(volume.array, np.nan))
    (row,) = record_of(volume, box_mask(volume))["segments"]
    assert row["intensity"] is None
    assert row["volume_ml"] == pytest.approx(0.072)


def film_mask(image: Image) -> Mask:
    """30 columns by 10 rows."""
    shape = image.array.shape[-2:]
    labels = np.zeros((1, *shape), np.uint8)
    labels[0, 5:15, 8:38] = 1
    return a_mask(labels, None, [segment(1, "Field")])


def test_a_film_has_an_area_and_says_where_its_millimeters_come_from() -> None:
    film = radiograph()
    (row,) = record_of(film, film_mask(film))["segments"]
    # 300 pixels of 0.2 x 0.1 mm.
    assert row["area_mm2"] == pytest.approx(6.0)
    assert row["calibration"]["text"] == "at the detector"
    assert row["volume_ml"] is None
    assert row["centroid_lps_mm"] is None


def test_a_film_without_a_pixel_size_has_no_millimeters() -> None:
    film = radiograph(spacing=None, calibration=Calibration.UNKNOWN)
    (row,) = record_of(film, film_mask(film))["segments"]
    assert (row["area_mm2"], row["long_axis_mm"]) == (None, None)
    assert row["calibration"]["text"] == "uncalibrated"
    assert row["voxel_count"] == 300


def test_values_of_frames_are_not_mixed() -> None:
    clip = frames()
    labels = np.zeros(clip.array.shape, np.uint8)
    labels[1, 4:9, 4:9] = 1
    labels[2, 4:14, 4:14] = 1
    (row,) = record_of(clip, a_mask(labels, None, [segment(1)]))["segments"]
    assert row["intensity"] is None
    assert row["area_mm2"] is None
    assert row["calibration"]["text"] == "uncalibrated"


def test_a_mask_of_another_grid_is_refused_with_a_way_out() -> None:
    volume = asymmetric_volume()
    mask = box_mask(volume)
    affine = volume.geometry.affine_lps.copy()
    affine[0, 3] += 1.0
    moved = replace(volume, geometry=replace(volume.geometry, affine_lps=affine))
    with pytest.raises(MaskReadError, match="does not lie on the grid") as refused:
        measure(moved, mask)
    assert "series that the mask was made on" in str(refused.value.hint)
