"""What presentation states draw: the lines of the screen, in pixels of the stored pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.image_phantoms import asymmetric_volume, frames, radiograph, tilted_volume
from tests.unit.measuring.test_coded import PLACES, as_read, drawn
from workstation.domain.display_objects import DrawnGraphics, Graphic, GraphicKind
from workstation.domain.image import Image, Volume
from workstation.imaging.planes import PlaneName
from workstation.language import CHINESE, ENGLISH, catalog
from workstation.measuring.annotation_place import place_annotation, words_of
from workstation.measuring.coded import coded_measurements
from workstation.measuring.drawn_graphics import drawn_graphics
from workstation.scene.sources import view_of
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation

KIND = AnnotationKind
SAY = catalog(ENGLISH).say


def made_of(image: Image, annotation: Annotation) -> DrawnGraphics:
    found = drawn_graphics([annotation], image, SAY)
    assert found.left_out == ()
    (made,) = found.drawn
    return made


def left_out(image: Image, annotation: Annotation) -> str:
    found = drawn_graphics([annotation], image, SAY)
    assert found.drawn == ()
    (why,) = found.left_out
    return str(why)


def on_film(kind: KIND, film: Image | None = None) -> tuple[Image, Annotation]:
    film = film or as_read(radiograph())
    return film, drawn(film, kind, PLACES[kind], text="note")


def on_slice(kind: KIND, k: int = 2) -> tuple[Volume, Annotation]:
    volume = as_read(asymmetric_volume())
    points = [volume.geometry.to_lps_mm((k, *p)).tolist() for p in PLACES[kind]]
    return volume, drawn(volume, kind, points, plane=PlaneName.NATIVE, text="note")


def places(graphic: Graphic) -> list[tuple[float, ...]]:
    return [tuple(round(value, 6) + 0.0 for value in point) for point in graphic.points]


def off_ellipse(graphic: Graphic, line: NDArray[np.float64]) -> float:
    """How far points (column, row) are from an ellipse that is told by the ends of its axes."""
    a, b, c, d = np.array(graphic.points)
    middle, major, minor = (a + b) / 2, (b - a) / 2, (d - c) / 2
    assert major @ minor == pytest.approx(0, abs=1e-9)
    assert np.linalg.norm(major) >= np.linalg.norm(minor)
    along = (line - middle) @ np.array([major, minor]).T / [major @ major, minor @ minor]
    return float(np.abs(np.linalg.norm(along, axis=1) - 1).max())


@pytest.mark.parametrize("make", [on_film, on_slice])
@pytest.mark.parametrize("kind", list(AnnotationKind), ids=str)
def test_every_kind_is_drawn_where_the_screen_draws_it(kind: KIND, make: object) -> None:
    image, annotation = make(kind)  # type: ignore[operator]
    made = made_of(image, annotation)
    view = view_of(image, image, annotation.stack_id, acknowledged=True)
    index = 2 if isinstance(image, Volume) else 0
    placed = place_annotation(annotation, view, PlaneName.NATIVE, index)
    assert placed is not None
    assert made.reference.images == ((f"1.2.{index}", (0,)),)
    for stroke, graphic in zip(placed.strokes, made.graphics, strict=False):
        line = np.array(stroke)[:, ::-1]
        if graphic.kind is GraphicKind.ELLIPSE:
            assert off_ellipse(graphic, line) < 1e-6
        else:
            assert graphic.kind is GraphicKind.POLYLINE
            np.testing.assert_allclose(graphic.points, line, atol=1e-9)
    assert len(made.graphics) >= len(placed.strokes)
    assert not any(graphic.filled for graphic in made.graphics)
    assert made.text is not None
    assert made.text.text.split("\n") == words_of(annotation, SAY)
    assert made.text.text.startswith("note")


def test_a_probe_is_a_point_and_words_alone_are_no_lines() -> None:
    (point,) = made_of(*on_film(KIND.PROBE)).graphics
    assert (point.kind, places(point)) == (GraphicKind.POINT, [(4.0, 3.0)])
    words = made_of(*on_film(KIND.TEXT))
    assert words.graphics == ()
    assert words.text is not None
    assert words.text.anchor == pytest.approx((1.0, 1.0))


def test_a_circle_on_square_pixels_is_a_circle() -> None:
    film, annotation = on_film(KIND.CIRCLE, as_read(radiograph(spacing=(0.1, 0.1))))
    made = made_of(film, annotation)
    (circle,) = made.graphics
    assert (circle.kind, places(circle)) == (GraphicKind.CIRCLE, [(4.0, 3.0), (6.0, 3.0)])
    assert made.text is not None
    # Right of the middle of what is drawn.
    assert made.text.anchor == pytest.approx((6.0, 3.0))


def test_an_arrow_has_its_head_at_its_tip() -> None:
    film = as_read(radiograph((300, 400), spacing=(0.2, 0.1)))
    made = made_of(film, drawn(film, KIND.ARROW, [(100, 100), (100, 300)], text="here"))
    line, *arms = made.graphics
    assert places(line) == [(100.0, 100.0), (300.0, 100.0)]
    assert [places(arm)[0] for arm in arms] == [(100.0, 100.0)] * 2
    # 12 pixels of a screen on which the longer side, 300 rows of 0.2 mm, is 768 pixels.
    arm_mm = 12 * 300 * 0.2 / 768
    for arm, side in zip(arms, (-1, 1), strict=True):
        column, row = np.subtract(arm.points[1], (100.0, 100.0))
        assert column * 0.1 == pytest.approx(arm_mm * np.cos(np.radians(22)))
        assert row * 0.2 == pytest.approx(side * arm_mm * np.sin(np.radians(22)))
    assert made.text is not None
    assert made.text.anchor == pytest.approx((300.0, 100.0))


def test_marks_that_leave_the_picture_are_not_drawn() -> None:
    film = as_read(radiograph())
    made = made_of(film, drawn(film, KIND.ARROW, [(-0.4, 0), (-0.4, 30)], text="edge"))
    assert [graphic.kind for graphic in made.graphics] == [GraphicKind.POLYLINE] * 2


def test_it_names_the_frame_that_it_lies_on() -> None:
    clip = as_read(frames())
    made = made_of(clip, drawn(clip, KIND.LENGTH, PLACES[KIND.LENGTH], frame=4))
    assert made.reference.images == (("1.2.7", (3,)),)


def test_what_lies_on_no_stored_picture_is_told() -> None:
    volume = as_read(asymmetric_volume())
    across = [volume.geometry.to_lps_mm(p).tolist() for p in ((1, 2, 3), (4, 2, 5))]
    between = [volume.geometry.to_lps_mm((2.4, 2, i)).tolist() for i in (3, 5)]
    for points in (across, between):
        line = drawn(volume, KIND.LENGTH, points, plane=PlaneName.CORONAL, text="aorta")
        assert left_out(volume, line) == "Length aorta: it lies in none of the images"
    tilted = as_read(tilted_volume())
    middle = tilted.geometry.center_lps_mm
    ends = [middle.tolist(), (middle + np.array((3.0, 0, 0))).tolist()]
    line = drawn(tilted, KIND.LENGTH, ends, plane=PlaneName.CORONAL)
    assert left_out(tilted, line) == "Length: it lies in none of the images"
    _, elsewhere = on_film(KIND.LENGTH)
    assert left_out(volume, elsewhere) == "Length note: it was not drawn on these images"
    zeros = (0.0, 0.0, 0.0)
    _, flat = on_slice(KIND.LENGTH)
    straightened = replace(flat, row_direction=zeros, column_direction=zeros)
    assert left_out(volume, straightened) == "Length note: it lies on no flat picture"


def test_graphics_stay_on_the_pixels() -> None:
    """PS3.3 C.10.5.1.2: 0 to Columns and 0 to Rows, from corner to corner."""
    volume = as_read(asymmetric_volume())
    beyond = [volume.geometry.to_lps_mm((2, *p)).tolist() for p in ((-3, 1), (4, 6))]
    box = drawn(volume, KIND.RECTANGLE, beyond, plane=PlaneName.NATIVE)
    assert left_out(volume, box) == "Rectangle: it reaches beyond the image"
    film = as_read(radiograph((60, 80)))
    edge = drawn(film, KIND.RECTANGLE, [(-0.5, -0.505), (59.505, 79.5)])
    (outline,) = made_of(film, edge).graphics
    corners = np.array(outline.points)
    assert (corners.min(axis=0).tolist(), corners.max(axis=0).tolist()) == (
        [-0.5, -0.5],
        [79.5, 59.5],
    )


def test_a_note_without_words_is_nothing() -> None:
    film, note = on_film(KIND.TEXT)
    for nothing in ("", " \n "):
        assert left_out(film, replace(note, text=nothing)).endswith("it has no words")
    # An arrow without words is drawn all the same.
    _, arrow = on_film(KIND.ARROW)
    assert made_of(film, replace(arrow, text="")).text is None


def test_it_is_the_same_measurement_as_in_the_sr() -> None:
    film, length = on_film(KIND.LENGTH)
    (stated,) = coded_measurements([length], film).stated
    made = made_of(film, length)
    assert (made.tracking_uid, made.label) == (stated.tracking_uid, "note")


def test_words_are_in_the_language_that_is_asked_for() -> None:
    film, length = on_film(KIND.LENGTH)
    (made,) = drawn_graphics([length], film, catalog(CHINESE).say).drawn
    assert made.text is not None
    note, reading = made.text.text.split("\n")
    assert note == "note"
    assert reading.startswith("长度")
    assert "mm" in reading
