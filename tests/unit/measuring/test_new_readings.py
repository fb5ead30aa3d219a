"""Every kind on pixels that are not square: in oblique volumes off the origin and on films."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import (
    frames,
    linear_field,
    radiograph,
    rotation,
    smooth_volume,
)
from workstation.domain.geometry import Calibration
from workstation.domain.image import Volume
from workstation.imaging.mpr_axes import MprAxes
from workstation.imaging.planes import PlaneName
from workstation.measuring.readings import readings
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.sources import FlatView, ImageView, VolumeView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

Picture = tuple[float, float]


def oblique_view(*, trusted: bool = True, quantity: str = "HU") -> VolumeView:
    volume = replace(
        smooth_volume(shape=(20, 48, 60), spacing=(3.0, 1.5, 0.5), rotation=rotation(15, -25, 35)),
        quantity=quantity,
    )
    return VolumeView(volume, volume, trusted, "s")


def measure(
    view: ImageView,
    kind: AnnotationKind,
    *points: Picture,
    plane: PlaneName = PlaneName.NATIVE,
    **more: object,
) -> dict[str, Reading]:
    frame = view.frame(plane, 8 if view.in_patient else 0)
    found = readings(kind, points, view, frame, plane, **more)  # type: ignore[arg-type]
    return {str(reading.name): reading for reading in found}


def in_mm(view: ImageView, points: tuple[Picture, ...]) -> np.ndarray:
    """LPS mm of picture points: the independent way to their distances."""
    return np.array([view.to_point(PlaneName.NATIVE, 8, *p) for p in points])


def test_a_polyline_is_as_long_as_its_way_through_the_patient() -> None:
    view = oblique_view()
    points = ((2.0, 3.0), (10.5, 20.0), (11.0, 50.0), (40.0, 7.25))
    steps = np.linalg.norm(np.diff(in_mm(view, points), axis=0), axis=1)
    found = measure(view, AnnotationKind.POLYLINE, *points)["Length"]
    assert found.value == pytest.approx(steps.sum())
    assert found.unit == "mm"
    film = FlatView(radiograph(spacing=None, calibration=Calibration.UNKNOWN), "s")
    in_px = measure(film, AnnotationKind.POLYLINE, (0, 0), (3, 4), (3, 10))["Length"]
    assert (in_px.value, in_px.unit, str(in_px.caveat)) == (11.0, "px", "")


def test_a_cobb_angle_in_the_patient() -> None:
    view = oblique_view()
    points = ((5.0, 5.0), (9.0, 50.0), (40.0, 52.0), (30.0, 6.0))
    a, b = np.diff(in_mm(view, points), axis=0)[[0, 2]]
    cosine = abs(a @ b) / np.linalg.norm(a) / np.linalg.norm(b)
    found = measure(view, AnnotationKind.COBB, *points)["Cobb angle"]
    assert found.value == pytest.approx(math.degrees(math.acos(cosine)))
    assert (found.unit, str(found.caveat)) == ("°", "")
    # A film without spacing has the angle of its pixels' shape: here twice as high as wide.
    film = radiograph(spacing=None, calibration=Calibration.UNKNOWN)
    film = replace(film, geometry=replace(film.geometry, aspect_ratio_ji=2.0))
    tall = measure(FlatView(film, "s"), AnnotationKind.COBB, (0, 0), (0, 9), (5, 0), (10, 10))
    assert tall["Cobb angle"].value == pytest.approx(45.0)


def test_long_and_short_axis() -> None:
    view = oblique_view()
    points = ((10.0, 10.0), (10.0, 50.0), (6.0, 30.0), (14.0, 30.0))
    found = measure(view, AnnotationKind.BIDIRECTIONAL, *points)
    assert found["Long axis"].value == pytest.approx(40 * 0.5)
    assert found["Short axis"].value == pytest.approx(8 * 1.5)
    assert str(found["Short axis"].caveat) == ""
    swapped = measure(view, AnnotationKind.BIDIRECTIONAL, *points[2:], *points[:2])
    assert str(swapped["Short axis"].caveat) == "longer than the long axis"


def test_a_circle_is_round_in_millimeters() -> None:
    view = oblique_view()
    center, edge = (20.0, 30.0), (24.0, 38.0)
    radius = float(np.linalg.norm(np.diff(in_mm(view, (center, edge)), axis=0)))
    found = measure(view, AnnotationKind.CIRCLE, center, edge)
    assert found["Diameter"].value == pytest.approx(2 * radius)
    assert found["Area"].value == pytest.approx(math.pi * radius**2)
    values = view.frame(PlaneName.NATIVE, 8).values
    r, c = np.indices(values.shape)
    inside = np.hypot((r - 20) * 1.5, (c - 30) * 0.5) <= radius
    assert found["Mean"].value == pytest.approx(values[inside].astype(float).mean())
    assert found["SD"].value == pytest.approx(values[inside].astype(float).std())
    assert found["Max"].value == values[inside].max()
    px = measure(oblique_view(trusted=False), AnnotationKind.CIRCLE, (9, 30), (12, 30),
                 plane=PlaneName.CORONAL)  # fmt: skip
    assert "Diameter" not in px
    assert px["Area"].unit == "px²"
    assert px["Mean"].unit == "HU"


@pytest.mark.parametrize("kind", [AnnotationKind.FREEHAND, AnnotationKind.LIVEWIRE])
def test_a_polygon_has_the_area_of_the_patient(kind: AnnotationKind) -> None:
    view = oblique_view()
    corners = ((5.5, 8.5), (5.5, 40.5), (25.5, 40.5), (25.5, 8.5))
    found = measure(view, kind, *corners)
    a, b, c, _ = in_mm(view, corners)
    assert found["Area"].value == pytest.approx(np.linalg.norm(np.cross(b - a, c - b)))
    assert str(found["Area"].caveat) == ""
    values = view.frame(PlaneName.NATIVE, 8).values[6:26, 9:41].astype(float)
    assert found["Mean"].value == pytest.approx(values.mean())
    assert found["Min"].value == values.min()


def test_a_livewire_counts_along_its_path() -> None:
    view = oblique_view()
    corners = ((5.5, 8.5), (5.5, 40.5), (25.5, 40.5))
    path = (*corners, (25.5, 8.5))
    traced = measure(view, AnnotationKind.LIVEWIRE, *corners, path=path)
    assert traced["Area"].value == pytest.approx(20 * 1.5 * 32 * 0.5)


def test_a_spline_around_a_round_thing() -> None:
    view = oblique_view()
    angles = np.linspace(0, 2 * np.pi, 13)[:-1]
    knots = [(20 + 6 * math.sin(a) / 1.5, 30 + 6 * math.cos(a) / 0.5) for a in angles]
    found = measure(view, AnnotationKind.SPLINE, *knots)
    assert found["Area"].value == pytest.approx(math.pi * 36, rel=0.005)


def test_an_outline_that_crosses_itself_counts_pixels_and_says_so() -> None:
    view = oblique_view()
    bow = ((5.5, 5.5), (25.5, 45.5), (5.5, 45.5), (25.5, 5.5))
    found = measure(view, AnnotationKind.FREEHAND, *bow)
    assert "crosses itself" in str(found["Area"].caveat)
    assert found["Area"].value == pytest.approx(20 * 1.5 * 40 * 0.5 / 2, rel=0.08)


@pytest.mark.parametrize("kind", [k for k in AnnotationKind if k.is_region], ids=str)
def test_a_region_between_pixels_says_that_it_holds_none(kind: AnnotationKind) -> None:
    small = ((20.3, 30.3), (20.45, 30.3), (20.45, 30.6))
    many = kind in (AnnotationKind.FREEHAND, AnnotationKind.SPLINE, AnnotationKind.LIVEWIRE)
    circle = kind is AnnotationKind.CIRCLE
    chosen = (0, 1, 2) if many else (0, 1) if circle else (0, 2)
    found = measure(oblique_view(), kind, *(small[n] for n in chosen))
    assert str(found["Area"].caveat) == "no pixels"
    assert set(found) <= {"Area", "Diameter"}


def test_what_is_not_a_number_does_not_count() -> None:
    view = oblique_view()
    array = view.image.array.copy()
    array[8, 10, 10] = np.nan
    broken = VolumeView(
        replace(view.image, array=array), replace(view.image, array=array), True, "s"
    )
    whole = measure(broken, AnnotationKind.RECTANGLE, (8, 8), (12, 12))
    assert math.isfinite(whole["Mean"].value)
    assert measure(broken, AnnotationKind.PROBE, (10, 10)) == {}
    assert (
        str(measure(broken, AnnotationKind.RECTANGLE, (10, 10), (10, 10))["Area"].caveat)
        == "no pixels"
    )


def test_a_slab_is_named_beside_its_values() -> None:
    found = measure(
        oblique_view(), AnnotationKind.ELLIPSE, (5, 5), (20, 40), caveat="max of a slab"
    )
    assert str(found["Mean"].caveat) == str(found["Max"].caveat) == "max of a slab"
    assert str(found["Area"].caveat) == ""


def test_uptake_has_its_unit_two_digits_and_a_peak() -> None:
    view = oblique_view(quantity="SUVbw")
    volume: Volume = view.image
    even = replace(volume, array=np.full(volume.array.shape, 3.456, dtype=np.float32))
    view = VolumeView(even, even, True, "s")
    found = measure(view, AnnotationKind.CIRCLE, (24, 30), (26, 30), index=8)
    assert str(found["Max"].text) == "Max 3.46 SUVbw"
    assert found["Peak"].value == pytest.approx(3.456, rel=1e-5)
    assert str(found["Peak"].text) == "Peak 3.46 SUVbw (sphere of 1 mL)"
    assert "Peak" not in measure(view, AnnotationKind.CIRCLE, (24, 30), (26, 30))
    assert "Peak" not in measure(oblique_view(), AnnotationKind.CIRCLE, (24, 30), (26, 30), index=8)
    lean = replace(even, quantity="SUVlbm")
    other = measure(VolumeView(lean, lean, True, "s"), AnnotationKind.PROBE, (24, 30))
    assert other["Value"].unit == "SUVlbm"


def test_the_peak_is_that_of_the_plane_that_was_drawn_on() -> None:
    view = oblique_view(quantity="SUVbw")
    rows, columns = 24, 30
    kji = np.rint(view.shown.geometry.to_kji(view.to_point(PlaneName.CORONAL, rows, 9, columns)))
    array = np.ones(view.image.array.shape, dtype=np.float32)
    array[tuple(kji.astype(int))] = 401.0
    hot = replace(view.image, array=array)
    hot_view = VolumeView(hot, hot, True, "s")
    frame = hot_view.frame(PlaneName.CORONAL, rows)
    found = readings(
        AnnotationKind.CIRCLE, ((9, columns), (9, columns + 0.2)), hot_view, frame,
        PlaneName.CORONAL, index=rows,
    )  # fmt: skip
    peak = next(r for r in found if str(r.name) == "Peak")
    # One voxel of 2.25 mm³ among 1000 mm³.
    assert peak.value == pytest.approx(1 + 400 * 2.25 / 1000, rel=0.02)


@pytest.mark.parametrize(
    ("position", "caveat"),
    [("PA", ""), ("AP", "AP film: the heart looks larger"), ("LL", "LL film, not PA"),
     ("", "PA film not stated")],
)  # fmt: skip
def test_a_cardiothoracic_ratio_says_how_far_it_holds(position: str, caveat: str) -> None:
    film = radiograph()
    film = replace(film, source=replace(film.source, view_position=position))
    points = ((30.0, 25.0), (34.0, 55.0), (40.0, 5.0), (40.0, 75.0))
    found = measure(FlatView(film, "s"), AnnotationKind.CARDIOTHORACIC, *points)
    assert found["Cardiothoracic ratio"].value == pytest.approx(30 / 70)
    assert str(found["Cardiothoracic ratio"].caveat) == caveat
    assert str(found["Cardiothoracic ratio"].text).startswith("Cardiothoracic ratio 0.43")
    assert found["Heart width"].value == pytest.approx(3.0)
    assert found["Chest width"].value == pytest.approx(7.0)
    assert str(found["Chest width"].caveat) == "at the detector"


def test_a_cardiothoracic_ratio_needs_no_spacing_but_the_shape_of_pixels() -> None:
    film = radiograph(spacing=None, calibration=Calibration.UNKNOWN)
    film = replace(film, geometry=replace(film.geometry, aspect_ratio_ji=2.0))
    # A patient who leans by 45 degrees: 20 rows of double height are as long as 40 columns.
    points = ((25.0, 30.0), (35.0, 50.0), (20.0, 20.0), (40.0, 60.0))
    found = measure(FlatView(film, "s"), AnnotationKind.CARDIOTHORACIC, *points)
    assert set(found) == {"Cardiothoracic ratio"}
    assert found["Cardiothoracic ratio"].value == pytest.approx(0.5)


def test_color_has_sizes_and_no_values_and_notes_have_nothing() -> None:
    color = FlatView(frames(color=True), "s")
    triangle = ((2.0, 2.0), (2.0, 20.0), (20.0, 2.0))
    assert set(measure(color, AnnotationKind.FREEHAND, *triangle)) == {"Area"}
    assert str(measure(color, AnnotationKind.FREEHAND, *triangle)["Area"].caveat) == ""
    assert measure(color, AnnotationKind.TEXT, (2, 2)) == {}
    assert measure(color, AnnotationKind.ARROW, (2, 2), (3, 3)) == {}


def test_known_answers_on_a_turned_plane() -> None:
    """Every kind on a plane that lies along none of the volume's axes."""
    base = smooth_volume(shape=(40, 60, 70), spacing=(2.0, 1.5, 0.8), rotation=rotation(10, 25, -8))
    points = base.geometry.to_lps_mm(np.indices(base.array.shape).reshape(3, -1).T)
    field = linear_field(points).reshape(base.array.shape)
    volume = replace(base, array=field.astype(np.float32), quantity="HU")
    x, y, z = volume.geometry.center_lps_mm.tolist()
    axes = MprAxes.along(volume.geometry, (x, y, z)).turned(PlaneName.AXIAL, 25)
    axes = axes.turned(PlaneName.SAGITTAL, -40)
    view = ObliqueView(volume, volume, True, "s", axes)
    plane = PlaneName.CORONAL
    at, row, column = view.locate(plane, (x, y, z))
    index = round(at)
    frame = view.frame(plane, index)

    def found(kind: AnnotationKind, *shifts: Picture) -> tuple[dict[str, Reading], np.ndarray]:
        places = tuple((row + r, column + c) for r, c in shifts)
        read = readings(kind, places, view, frame, plane)
        return {str(r.name): r for r in read}, np.array(
            [view.to_point(plane, index, *p) for p in places]
        )

    length, mm = found(AnnotationKind.LENGTH, (-5, -7), (6, 9))
    assert length["Length"].value == pytest.approx(np.linalg.norm(mm[1] - mm[0]))
    way, mm = found(AnnotationKind.POLYLINE, (-5, -7), (6, 9), (0, 3))
    assert way["Length"].value == pytest.approx(np.linalg.norm(np.diff(mm, axis=0), axis=1).sum())
    cobb, mm = found(AnnotationKind.COBB, (-5, -7), (-4, 9), (6, -7), (2, 8))
    a, b = mm[1] - mm[0], mm[3] - mm[2]
    cosine = abs(a @ b) / np.linalg.norm(a) / np.linalg.norm(b)
    assert cobb["Cobb angle"].value == pytest.approx(math.degrees(math.acos(cosine)))
    angle, mm = found(AnnotationKind.ANGLE, (-5, -7), (0, 0), (6, -2))
    a, b = mm[0] - mm[1], mm[2] - mm[1]
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    assert angle["Angle"].value == pytest.approx(math.degrees(math.acos(cosine)))
    both, mm = found(AnnotationKind.BIDIRECTIONAL, (0, -7), (0, 9), (-4, 2), (5, 2))
    assert both["Long axis"].value == pytest.approx(np.linalg.norm(mm[1] - mm[0]))
    assert both["Short axis"].value == pytest.approx(np.linalg.norm(mm[3] - mm[2]))
    # The mean of a linear field over a region that is even around its middle is that there.
    circle, mm = found(AnnotationKind.CIRCLE, (0, 0), (3, 4))
    radius = np.linalg.norm(mm[1] - mm[0])
    assert circle["Area"].value == pytest.approx(math.pi * radius**2)
    middle = float(linear_field(np.array([x, y, z])))
    assert circle["Mean"].value == pytest.approx(middle, abs=1.5)
    ellipse, mm = found(AnnotationKind.ELLIPSE, (-5, -7), (5, 7))
    corner = np.array(view.to_point(plane, index, row - 5, column + 7))
    sides = np.linalg.norm(corner - mm[0]) * np.linalg.norm(corner - mm[1])
    assert ellipse["Area"].value == pytest.approx(math.pi / 4 * sides)
    polygon, _ = found(AnnotationKind.FREEHAND, (-5, -7), (-5, 7), (5, 7), (5, -7))
    assert polygon["Area"].value == pytest.approx(sides)
    box, _ = found(AnnotationKind.RECTANGLE, (-5, -7), (5, 7))
    assert box["Mean"].value == pytest.approx(polygon["Mean"].value, abs=1.5)
    probe, mm = found(AnnotationKind.PROBE, (round(row) - row, round(column) - column))
    assert probe["Value"].value == pytest.approx(float(linear_field(mm[0])), abs=1e-2)


def test_a_large_region_has_its_values_once_it_is_drawn() -> None:
    film = FlatView(radiograph(shape=(600, 600)), "s")
    corners = ((20.5, 20.5), (20.5, 580.5), (580.5, 580.5), (580.5, 20.5))
    draft = measure(film, AnnotationKind.FREEHAND, *corners, drawing=True)
    assert set(draft) == {"Area"}
    assert str(draft["Area"].caveat) == "at the detector"
    whole = measure(film, AnnotationKind.FREEHAND, *corners)
    assert whole["Area"].value == draft["Area"].value
    assert whole["Max"].value == 580 * 10 + 580
