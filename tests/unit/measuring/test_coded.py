"""What structured reports state of drawn measurements: known codes, units, pixels and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydicom.sr.codedict import codes

from tests.support.image_phantoms import asymmetric_volume, frames, radiograph, tilted_volume
from workstation.domain.drawn_measurement import (
    DrawnMeasurement,
    DrawnShape,
    ImagePlace,
    ShapeType,
)
from workstation.domain.geometry import Calibration, VolumeGeometry
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.imaging.planes import PlaneName
from workstation.measuring.coded import coded_measurements
from workstation.measuring.registry import measurement
from workstation.messages import Message
from workstation.services.measure_points import WantedMeasurement, measure_points
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation, Reading

KIND = AnnotationKind
PLACES = {  # (row, column) on a picture of at least 6 by 8 pixels.
    KIND.PROBE: [(3, 4)],
    KIND.LENGTH: [(1, 1), (4, 5)],
    KIND.ANGLE: [(1, 1), (4, 1), (4, 6)],
    KIND.RECTANGLE: [(1, 1), (4, 6)],
    KIND.ELLIPSE: [(1, 1), (3, 7)],
    KIND.POLYLINE: [(1, 1), (4, 1), (4, 6)],
    KIND.COBB: [(1, 1), (1, 6), (2, 1), (5, 6)],
    KIND.BIDIRECTIONAL: [(2, 1), (2, 7), (1, 4), (3, 4)],
    KIND.CIRCLE: [(3, 4), (3, 6)],
    KIND.FREEHAND: [(1, 1), (4, 1), (4, 6)],
    KIND.SPLINE: [(1, 1), (4, 1), (4, 6)],
    KIND.LIVEWIRE: [(1, 1), (4, 1), (4, 6)],
    KIND.CARDIOTHORACIC: [(2, 2), (2, 4), (3, 1), (3, 6)],
    KIND.ARROW: [(1, 1), (4, 5)],
    KIND.TEXT: [(1, 1)],
}


def as_read(image: Any) -> Any:
    """The image as if it had been read from files, one for each slice or frame."""
    count = len(image.array) if not isinstance(image, Radiograph) else 1
    uids = tuple(f"1.2.{n}" for n in range(count))
    frames_of_one = isinstance(image, FrameSequence)
    source = replace(
        image.source,
        sop_instance_uids=("1.2.7",) * count if frames_of_one else uids,
        frame_indices=tuple(range(count)) if frames_of_one else (0,) * count,
    )
    return replace(image, source=source)


def drawn(
    image: Image, kind: KIND, points: Sequence[Sequence[float]], **more: object
) -> Annotation:
    wanted = WantedMeasurement(kind=kind, points=tuple(tuple(p) for p in points), **more)  # type: ignore[arg-type]
    (made,) = measure_points(image, [wanted], by="Dr. Reader")
    return made


def stated(image: Image, *annotations: Annotation) -> DrawnMeasurement:
    found = coded_measurements(annotations, image)
    assert found.left_out == ()
    (made,) = found.stated
    return made


def on_film(kind: KIND, film: Image | None = None, **more: object) -> DrawnMeasurement:
    film = film or as_read(radiograph())
    return stated(film, drawn(film, kind, PLACES[kind], **more))


def on_slice(kind: KIND, k: float = 2) -> DrawnMeasurement:
    volume = as_read(asymmetric_volume())
    points = [volume.geometry.to_lps_mm((k, *p)).tolist() for p in PLACES[kind]]
    return stated(volume, drawn(volume, kind, points, plane=PlaneName.NATIVE))


def points(shape: DrawnShape | None) -> list[tuple[float, ...]]:
    assert shape is not None
    return [tuple(round(value, 6) + 0.0 for value in point) for point in shape.points]


def test_a_length_has_the_code_of_the_standard_and_begins_at_pixel_corners() -> None:
    """PS3.3 C.18.6.1.2: (0.5, 0.5) is the middle of the first pixel, column before row."""
    (number,) = on_slice(KIND.LENGTH).numbers
    assert (number.concept.value, number.concept.scheme) == ("410668003", "SCT")
    assert (number.unit.value, number.unit.scheme) == ("mm", "UCUM")
    # Pixels of 1.5 by 1 mm: 3 rows and 4 columns.
    assert number.value == pytest.approx(np.hypot(4.5, 4))
    (line,) = number.shapes
    assert line.type is ShapeType.POLYLINE
    assert points(line) == [(1.5, 1.5), (5.5, 4.5)]


def test_it_names_the_picture_that_it_lies_on() -> None:
    made = on_slice(KIND.LENGTH, k=4)
    assert made.image == ImagePlace("1.2.4", 1)
    clip = as_read(frames())
    made = stated(clip, drawn(clip, KIND.LENGTH, PLACES[KIND.LENGTH], frame=4))
    assert made.image == ImagePlace("1.2.7", 4)
    assert on_film(KIND.LENGTH).image == ImagePlace("1.2.0", 1)


def test_between_slices_and_across_them_it_lies_in_the_patient() -> None:
    volume = as_read(asymmetric_volume())
    for ends in ([(1, 2, 3), (4, 2, 5)], [(2.4, 2, 3), (2.4, 2, 5)]):
        lps = [volume.geometry.to_lps_mm(end).tolist() for end in ends]
        made = stated(volume, drawn(volume, KIND.LENGTH, lps, plane=PlaneName.CORONAL))
        assert made.image is None
        np.testing.assert_allclose(made.numbers[0].shapes[0].points, lps, atol=1e-9)


def test_a_slice_of_a_tilted_volume_is_no_picture_of_a_file() -> None:
    volume = as_read(tilted_volume())
    middle = volume.geometry.center_lps_mm
    ends = [middle.tolist(), (middle + np.array((3.0, 0, 0))).tolist()]
    made = stated(volume, drawn(volume, KIND.LENGTH, ends, plane=PlaneName.CORONAL))
    assert made.image is None


def test_what_reaches_beyond_the_slice_lies_in_the_patient() -> None:
    volume = as_read(asymmetric_volume())
    lps = [volume.geometry.to_lps_mm((2, *p)).tolist() for p in ((-3, 1), (4, 6))]
    made = stated(volume, drawn(volume, KIND.RECTANGLE, lps, plane=PlaneName.NATIVE))
    assert made.image is None
    assert any("reaches beyond the image" in str(comment) for comment in made.comments)


def test_angles_and_axes_name_the_lines_that_they_rest_on() -> None:
    (angle,) = on_film(KIND.ANGLE).numbers
    assert (angle.concept.value, angle.unit.value) == ("1483009", "deg")
    assert angle.value == pytest.approx(90)
    (cobb,) = on_film(KIND.COBB).numbers
    assert (cobb.concept.value, cobb.unit.value) == ("285285000", "deg")
    assert [points(line) for line in cobb.shapes] == [
        [(1.5, 1.5), (6.5, 1.5)],
        [(1.5, 2.5), (6.5, 5.5)],
    ]
    long, short = on_film(KIND.BIDIRECTIONAL).numbers
    assert [long.concept.value, short.concept.value] == ["103339001", "103340004"]
    assert [points(line) for line in long.shapes] == [[(1.5, 2.5), (7.5, 2.5)]]
    assert [points(line) for line in short.shapes] == [[(4.5, 1.5), (4.5, 3.5)]]
    (way,) = on_film(KIND.POLYLINE).numbers
    assert (way.concept.value, way.concept.scheme) == ("121211", "DCM")


def test_widths_of_heart_and_chest_say_of_what() -> None:
    ratio, heart, chest = on_film(KIND.CARDIOTHORACIC).numbers
    assert (ratio.concept.scheme, ratio.unit.value) == ("99LIGHTBOX", "{ratio}")
    assert ratio.value == pytest.approx(2 / 5)
    assert len(ratio.shapes) == 2
    for number, site, line in (
        (heart, codes.SCT.Heart, [(2.5, 2.5), (4.5, 2.5)]),
        (chest, codes.SCT.Thorax, [(1.5, 3.5), (6.5, 3.5)]),
    ):
        assert number.concept.value == codes.SCT.Width.value
        assert number.site is not None
        assert number.site.value == site.value
        assert [points(each) for each in number.shapes] == [line]


def test_a_region_states_area_and_values_with_their_derivation() -> None:
    made = on_slice(KIND.RECTANGLE)
    found = [
        (n.concept.value, n.derivation.value if n.derivation else "", n.unit.value)
        for n in made.numbers
    ]
    hounsfield = ("112031", "[hnsf'U]")
    assert found == [
        ("42798000", "", "mm2"),
        *(
            (hounsfield[0], derivation.value, hounsfield[1])
            for derivation in (
                codes.SCT.Mean,
                codes.SCT.StandardDeviation,
                codes.SCT.Minimum,
                codes.SCT.Maximum,
            )
        ),
    ]
    # Rows 1 to 4 and columns 1 to 6 of slice 2: k * 100 + j * 10 + i.
    assert [n.value for n in made.numbers[:2]] == [pytest.approx(3 * 1.5 * 5), 228.5]
    assert [n.value for n in made.numbers[3:]] == [211, 246]
    assert all(n.shapes == () for n in made.numbers)
    assert made.region is not None
    assert made.region.type is ShapeType.POLYGON
    assert points(made.region) == [(1.5, 1.5), (6.5, 1.5), (6.5, 4.5), (1.5, 4.5)]


@pytest.mark.parametrize(
    ("quantity", "concept", "unit"),
    [
        ("SUVbw", "126401", "g/ml{SUVbw}"),
        ("SUVlbm", "126400", "g/ml{SUVlbm}"),
        ("BQML", "110821", "Bq/ml"),
        ("US", "signal-intensity", "1"),
    ],
)
def test_values_are_what_the_image_says(quantity: str, concept: str, unit: str) -> None:
    volume = as_read(replace(asymmetric_volume(), quantity=quantity))
    at = [volume.geometry.to_lps_mm((2, 3, 4)).tolist()]
    (number,) = stated(volume, drawn(volume, KIND.PROBE, at, plane=PlaneName.NATIVE)).numbers
    assert (number.concept.value, number.unit.value, number.value) == (concept, unit, 234)
    assert number.shapes[0].type is ShapeType.POINT


def test_a_value_read_in_another_unit_is_not_given_that_of_the_image() -> None:
    volume = as_read(replace(asymmetric_volume(), quantity="SUVbw"))
    at = [volume.geometry.to_lps_mm((2, 3, 4)).tolist()]
    probe = drawn(volume, KIND.PROBE, at, plane=PlaneName.NATIVE)
    made = stated(replace(volume, quantity="BQML"), probe)
    assert made.numbers == ()
    assert [str(comment) for comment in made.comments] == ["Not coded: Value 234.00 SUVbw"]


def test_without_a_scale_pixels_are_counted() -> None:
    film = as_read(radiograph(spacing=None, calibration=Calibration.UNKNOWN))
    (length,) = on_film(KIND.LENGTH, film).numbers
    assert (length.value, length.unit.value) == (5, "{pixels}")
    area = on_film(KIND.RECTANGLE, film).numbers[0]
    assert (area.value, area.unit.value) == (15, "{pixels}")


def test_a_circle_on_square_pixels_is_a_circle_else_an_ellipse() -> None:
    square = on_film(KIND.CIRCLE, as_read(radiograph(spacing=(0.1, 0.1)))).region
    assert square is not None
    assert square.type is ShapeType.CIRCLE
    assert points(square) == [(4.5, 3.5), (6.5, 3.5)]
    # Pixels of 0.2 by 0.1 mm: two columns wide is one row high; the long axis comes first.
    flat = on_film(KIND.CIRCLE).region
    assert flat is not None
    assert flat.type is ShapeType.ELLIPSE
    ends = points(flat)
    assert sorted(ends[:2]) == [(2.5, 3.5), (6.5, 3.5)]
    assert sorted(ends[2:]) == [(4.5, 2.5), (4.5, 4.5)]


def test_an_ellipse_is_told_by_the_ends_of_its_axes() -> None:
    ends = points(on_film(KIND.ELLIPSE).region)
    assert sorted(ends[:2]) == [(1.5, 2.5), (7.5, 2.5)]
    assert sorted(ends[2:]) == [(4.5, 1.5), (4.5, 3.5)]


def test_an_ellipse_keeps_its_axes_on_turned_and_oblique_planes() -> None:
    """In the patient the axes stand at right angles on the plane that it was drawn on."""
    volume = as_read(asymmetric_volume())
    corners = [volume.geometry.to_lps_mm(p).tolist() for p in ((1, 2, 2), (4, 2, 8))]
    made = stated(volume, drawn(volume, KIND.ELLIPSE, corners, plane=PlaneName.CORONAL))
    assert made.region is not None
    a, b, c, d = (np.array(p) for p in made.region.points)
    # 9 mm along the slices, 6 mm along the columns.
    assert np.linalg.norm(b - a) == pytest.approx(9)
    assert np.linalg.norm(d - c) == pytest.approx(6)
    assert (b - a) @ (d - c) == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose((a + b) / 2, np.mean(corners, axis=0), atol=1e-9)


def test_notes_mark_a_place_and_say_their_words() -> None:
    for kind in (KIND.ARROW, KIND.TEXT):
        made = on_film(kind, text="old fracture")
        assert made.region == DrawnShape(ShapeType.POINT, ((1.5, 1.5),))
        assert (made.label, made.comments, made.numbers) == (
            "old fracture",
            ("old fracture",),
            (),
        )


def test_doubts_stand_beside_their_numbers() -> None:
    made = on_film(KIND.LENGTH)
    assert [str(comment) for comment in made.comments] == ["Length: at the detector"]
    slab = replace(
        on_film_annotation(KIND.RECTANGLE),
        readings=tuple(
            Reading(name=Message(name), value=1.0, unit=unit, caveat=Message("odd"))
            for name, unit in (("Area", "px²"), ("Mean", ""))
        ),
    )
    film = as_read(radiograph())
    assert [str(comment) for comment in stated(film, slab).comments] == ["Area, Mean: odd"]


def on_film_annotation(kind: KIND) -> Annotation:
    return drawn(as_read(radiograph()), kind, PLACES[kind])


def test_who_and_which_is_told_by_the_annotation_however_it_moves() -> None:
    film = as_read(radiograph())
    first = replace(on_film_annotation(KIND.LENGTH), id="a1", text="Lesion 1")
    moved = replace(first, points=((1, 1, 0), (9, 9, 0)))
    other = replace(first, id="a2")
    one, again, second = (stated(film, each) for each in (first, moved, other))
    assert one.tracking_uid == again.tracking_uid
    assert one.tracking_uid != second.tracking_uid
    assert one.tracking_uid.startswith("2.25.")
    assert len(one.tracking_uid) <= 64
    assert (one.by, one.at, one.label) == ("Dr. Reader", first.created, "Lesion 1")


@pytest.mark.parametrize("kind", list(AnnotationKind), ids=str)
def test_every_number_of_every_kind_has_a_code(kind: KIND) -> None:
    for made, image in ((on_slice(kind), "volume"), (on_film(kind), "film")):
        assert not [c for c in map(str, made.comments) if "Not coded" in c], image
        # Codes of more letters go where few programs look (PS3.3 8.1).
        assert all(len(n.concept.value) <= 16 for n in made.numbers)
    assert set(measurement(kind).codes) >= {r.name for r in on_film_annotation(kind).readings}


def test_what_cannot_be_stated_is_told() -> None:
    volume = as_read(asymmetric_volume())
    length = on_film_annotation(KIND.LENGTH)
    zeros = (0.0, 0.0, 0.0)
    lps = [volume.geometry.to_lps_mm((2, *p)).tolist() for p in PLACES[KIND.LENGTH]]
    straightened = replace(
        drawn(volume, KIND.LENGTH, lps), row_direction=zeros, column_direction=zeros, text="aorta"
    )
    found = coded_measurements([length, straightened], volume)
    assert found.stated == ()
    assert [str(each) for each in found.left_out] == [
        "Length: it was not drawn on these images",
        "Length aorta: it lies on no flat picture",
    ]
    film, clip = as_read(radiograph()), as_read(frames(3))
    late = replace(length, frame=3)
    mute = replace(on_film_annotation(KIND.PROBE), readings=())
    long = replace(
        on_film_annotation(KIND.LIVEWIRE), path=tuple((0.01 * n, 1.0, 0.0) for n in range(5001))
    )
    for annotation, image, reason in (
        (late, clip, "Length: it was not drawn on these images"),
        (mute, film, "Probe: it has no number"),
        (long, film, "Livewire: its outline has too many points"),
    ):
        assert [str(e) for e in coded_measurements([annotation], image).left_out] == [reason]


def test_numbers_that_are_none_are_told_instead() -> None:
    film = as_read(radiograph())
    odd = replace(
        on_film_annotation(KIND.LENGTH),
        readings=(
            Reading(name=Message("Length"), value=float("inf"), unit="mm"),
            Reading(name=Message("Girth"), value=3.0, unit="mm"),
        ),
    )
    made = stated(film, odd)
    assert made.numbers == ()
    assert [str(c) for c in made.comments] == [
        "Not coded: Length inf mm",
        "Not coded: Girth 3.0 mm",
    ]


def test_an_oblique_series_is_measured_in_its_own_pixels() -> None:
    turn = np.array([[0.0, 0.6, 0.8], [0.0, 0.8, -0.6], [1.0, 0.0, 0.0]])
    affine = np.eye(4)
    affine[:3, :3] = turn * (3.0, 1.5, 1.0)
    affine[:3, 3] = (7.0, -9.0, 40.0)
    plain = asymmetric_volume()
    volume: Volume = as_read(
        replace(plain, geometry=VolumeGeometry(shape_kji=(6, 8, 10), affine_lps=affine))
    )
    lps = [volume.geometry.to_lps_mm((3, *p)).tolist() for p in PLACES[KIND.RECTANGLE]]
    made = stated(volume, drawn(volume, KIND.RECTANGLE, lps, plane=PlaneName.NATIVE))
    assert made.image == ImagePlace("1.2.3", 1)
    assert points(made.region) == [(1.5, 1.5), (6.5, 1.5), (6.5, 4.5), (1.5, 4.5)]
