"""Points of a file are measured as the mouse measures them, also on oblique slices."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, frames, radiograph
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.errors import InputError
from workstation.imaging.planes import PlaneName
from workstation.messages import Message
from workstation.services.measure_points import (
    WantedMeasurement,
    measure_points,
    points_record,
    read_points,
)
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation


def oblique() -> Volume:
    """4 x 20 x 30 voxels of 3 x 1.5 x 0.75 mm, turned about two axes, off the origin."""
    a, b = math.radians(25), math.radians(-15)
    about_x = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
    about_z = np.array([[math.cos(b), -math.sin(b), 0], [math.sin(b), math.cos(b), 0], [0, 0, 1]])
    turn = about_z @ about_x
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1], affine[:3, 2] = (
        turn[:, 2] * 3,
        turn[:, 1] * 1.5,
        turn[:, 0] * 0.75,
    )
    affine[:3, 3] = (-40.0, 25.0, 310.0)
    whole = asymmetric_volume()
    array = np.zeros((4, 20, 30), np.int16)
    array[2, 5:10, 8:14] = 100
    geometry = VolumeGeometry(shape_kji=(4, 20, 30), affine_lps=affine, frame_of_reference_uid="1")
    return replace(whole, array=array, geometry=geometry, padding=None)


def at(volume: Volume, *kji: float) -> tuple[float, ...]:
    return tuple(float(v) for v in volume.geometry.to_lps_mm(np.array(kji)))


def one(volume: Any, **wanted: Any) -> Annotation:
    (made,) = measure_points(volume, [WantedMeasurement(**wanted)])
    return made


def values(made: Annotation) -> dict[str, tuple[object, str]]:
    return {str(r.name): (round(r.value, 6), r.unit) for r in made.readings}


def test_lengths_angles_and_values_on_oblique_slices() -> None:
    volume = oblique()
    points = (at(volume, 2, 4, 4), at(volume, 2, 8, 12))
    made = one(volume, kind=AnnotationKind.LENGTH, points=points)
    assert values(made) == {"Length": (round(math.hypot(4 * 1.5, 8 * 0.75), 6), "mm")}
    assert made.in_patient
    # Down along the rows, then right: a right angle in the patient.
    corner = (at(volume, 2, 4, 4), at(volume, 2, 9, 4), at(volume, 2, 9, 20))
    assert values(one(volume, kind=AnnotationKind.ANGLE, points=corner)) == {"Angle": (90.0, "°")}
    probe = one(volume, kind=AnnotationKind.PROBE, points=(at(volume, 2, 6, 9),))
    assert values(probe) == {"Value": (100.0, "HU")}


def test_a_region_counts_the_voxels_inside() -> None:
    volume = oblique()
    points = (at(volume, 2, 4.6, 7.6), at(volume, 2, 9.4, 13.4))
    found = values(one(volume, kind=AnnotationKind.RECTANGLE, points=points, text="lesion"))
    assert found["Area"] == (round(4.8 * 1.5 * 5.8 * 0.75, 6), "mm²")
    assert found["Mean"] == (100.0, "HU")


def test_every_plane_is_found_by_its_points() -> None:
    volume = asymmetric_volume()
    di = volume.geometry.spacing_kji_mm[2]
    dk = volume.geometry.spacing_kji_mm[0]
    row = one(volume, kind=AnnotationKind.LENGTH, points=(at(volume, 1, 2, 1), at(volume, 1, 2, 4)))
    assert values(row)["Length"] == (pytest.approx(3 * di), "mm")
    through = one(
        volume, kind=AnnotationKind.LENGTH, points=(at(volume, 0, 2, 1), at(volume, 3, 2, 1))
    )
    assert values(through)["Length"] == (pytest.approx(3 * dk), "mm")
    assert str(through.plane_text) != str(row.plane_text)


def test_without_acknowledgement_a_doubtful_geometry_gives_no_millimeters() -> None:
    from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode

    issue = GeometryIssue(
        code=GeometryIssueCode.MISSING_SLICES, message=Message("gap"), files=(), blocks_volume=True
    )
    volume = replace(asymmetric_volume(), honesty=GeometryHonesty(issues=(issue,)))
    wanted = [
        WantedMeasurement(
            kind=AnnotationKind.LENGTH,
            points=(at(volume, 0, 2, 1), at(volume, 3, 2, 1)),
            plane=PlaneName.CORONAL,
        )
    ]
    (doubtful,) = measure_points(volume, wanted)
    (noted,) = measure_points(volume, wanted, acknowledged=True)
    assert doubtful.readings[0].unit == "px"
    assert noted.readings[0].unit == "mm"


def test_films_and_clips_are_measured_in_rows_and_columns() -> None:
    film = radiograph()
    length = one(film, kind=AnnotationKind.LENGTH, points=((2.0, 1.0), (2.0, 5.0)))
    spacing = film.geometry.spacing_ji_mm
    expected = (4 * spacing[1], "mm") if spacing else (4.0, "px")
    assert values(length)["Length"] == (pytest.approx(expected[0]), expected[1])
    clip = frames()
    on_second = one(clip, kind=AnnotationKind.PROBE, points=((1.0, 2.0),), frame=2)
    assert on_second.frame == 1
    assert on_second.readings[0].value == clip.array[1, 1, 2]


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"kind": AnnotationKind.LENGTH, "points": ((0.0, 0.0, 0.0),)}, "has 2 points"),
        ({"kind": AnnotationKind.FREEHAND, "points": ((0.0, 0.0, 0.0),) * 2}, "3 points or more"),
        ({"kind": AnnotationKind.PROBE, "points": ((0.0, 0.0),)}, "has 3 numbers"),
        ({"kind": AnnotationKind.PROBE, "points": ((0.0, 0.0, math.nan),)}, "has 3 numbers"),
        ({"kind": AnnotationKind.PROBE, "points": ((9e9, 0.0, 0.0),)}, "no one plane"),
    ],
)
def test_what_cannot_be_measured_is_said_by_its_number(wanted: dict[str, Any], why: str) -> None:
    fine = WantedMeasurement(kind=AnnotationKind.PROBE, points=(at(asymmetric_volume(), 1, 1, 1),))
    with pytest.raises(InputError, match="Measurement 2 cannot be made") as caught:
        measure_points(asymmetric_volume(), [fine, WantedMeasurement(**wanted)])
    assert why in str(caught.value)


def test_points_that_lie_on_no_plane_together_are_refused() -> None:
    volume = oblique()
    with pytest.raises(InputError, match="no one plane"):
        one(volume, kind=AnnotationKind.LENGTH, points=(at(volume, 0, 1, 1), at(volume, 3, 15, 25)))
    with pytest.raises(InputError, match="there is no frame 9"):
        one(frames(), kind=AnnotationKind.PROBE, points=((1.0, 1.0),), frame=9)


def test_a_file_of_points_is_read(tmp_path: Path) -> None:
    path = tmp_path / "points.json"
    asked = {"kind": "length", "points": [[0, 0, 0], [0, 9.5, 0]], "plane": "axial", "text": "ü"}
    path.write_text(json.dumps({"measurements": [asked]}))
    (wanted,) = read_points(path)
    assert wanted == WantedMeasurement(
        kind=AnnotationKind.LENGTH,
        points=((0.0, 0.0, 0.0), (0.0, 9.5, 0.0)),
        plane=PlaneName.AXIAL,
        text="ü",
    )


def test_the_document_shows_a_file_that_is_read_and_names_every_kind(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "measuring-by-command.md").read_text()
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "points.json"
    path.write_text(example)
    assert [wanted.kind.value for wanted in read_points(path)] == ["length", "ellipse"]
    table = text.split("| `kind` | points |")[1]
    assert set(re.findall(r"`(\w+)`", table)) == set(AnnotationKind)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"measurements": 3}', '{"measurements": [{"kind": 3, "points": []}]}',
     '{"measurements": [{"kind": "probe", "points": [["1", 2]]}]}', "[" * 99999, "\x00\xff"],
)  # fmt: skip
def test_a_file_of_something_else_is_refused_with_an_example(tmp_path: Path, text: str) -> None:
    path = tmp_path / "points.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match="cannot be read") as caught:
        read_points(path)
    assert '"kind": "length"' in str(caught.value.hint)


@pytest.mark.parametrize(
    ("asked", "why", "there_are"),
    [
        ({"kind": "lenght"}, "there is no kind “lenght”", "length, angle"),
        ({"kind": "length", "plane": "up"}, "there is no plane “up”", "axial, coronal"),
        ({"kind": "length", "frames": 3}, "there is no field “frames”", "frame, text"),
    ],
)
def test_a_word_that_names_nothing_is_told_beside_those_that_do(
    tmp_path: Path, asked: dict[str, Any], why: str, there_are: str
) -> None:
    path = tmp_path / "points.json"
    rows = [{"kind": "probe", "points": [[1, 1]]}, {"points": [[1, 1], [2, 2]]} | asked]
    path.write_text(json.dumps({"measurements": rows}))
    with pytest.raises(InputError, match="Measurement 2 cannot be made") as caught:
        read_points(path)
    assert why in str(caught.value)
    assert there_are in str(caught.value.hint)


def test_a_file_of_points_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json does not exist"):
        read_points(tmp_path / "none.json")


def test_what_lies_wholly_outside_of_the_image_is_not_measured() -> None:
    film = radiograph()
    rows, columns = film.array.shape
    for points in (((-3.0, 0.0), (-1.0, 5.0)), ((0.0, columns + 0.0), (rows - 1.0, columns + 5.0))):
        with pytest.raises(InputError, match="lies outside of the image"):
            one(film, kind=AnnotationKind.LENGTH, points=points)
    across = ((-3.0, 1.0), (rows + 3.0, 1.0))
    assert one(film, kind=AnnotationKind.LENGTH, points=across).readings
    volume = oblique()
    beside = (at(volume, 2, 4, 40), at(volume, 2, 8, 50))
    with pytest.raises(InputError, match="lies outside of the image"):
        one(volume, kind=AnnotationKind.LENGTH, points=beside)


def test_the_record_holds_what_the_window_shows() -> None:
    volume = oblique()
    points = (at(volume, 2, 4, 4), at(volume, 2, 8, 12))
    (record,) = points_record(
        measure_points(volume, [WantedMeasurement(kind=AnnotationKind.LENGTH, points=points)])
    )
    json.dumps(record)
    (reading,) = record["readings"]
    assert (reading["name"], reading["unit"]) == ("Length", "mm")
    assert record["frame"] is None
    np.testing.assert_allclose(record["points"], points)
