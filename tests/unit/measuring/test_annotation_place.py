from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import radiograph, reoriented, rotation, smooth_volume
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.imaging.planes import PlaneName
from workstation.measuring.annotation_place import (
    PlacedAnnotation,
    handle_at,
    is_near,
    place_annotation,
)
from workstation.scene.camera import Camera
from workstation.scene.sources import FlatView, ImageView, VolumeView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation

NATIVE = PlaneName.NATIVE


def view_of(volume: Volume, stack: str = "s") -> VolumeView:
    return VolumeView(volume, volume, True, stack)


def drawn(
    kind: AnnotationKind, view: ImageView, index: int, *points: tuple[float, float]
) -> Annotation:
    rows, columns = view.directions(NATIVE)
    geometry = view.image.geometry
    return Annotation(
        id="a",
        kind=kind,
        study_instance_uid="1.2.3",
        series_instance_uid=view.image.source.series_instance_uid,
        stack_id=view.stack_id,
        frame_of_reference_uid=getattr(geometry, "frame_of_reference_uid", ""),
        points=tuple(view.to_point(NATIVE, index, *p) for p in points),
        in_patient=view.in_patient,
        row_direction=rows,
        column_direction=columns,
        frame=0 if view.in_patient else index,
    )


OBLIQUE = smooth_volume(shape=(20, 48, 60), spacing=(3.0, 1.5, 0.5), rotation=rotation(15, -25, 35))
POINTS = {
    AnnotationKind.LENGTH: ((5, 6), (20, 40)),
    AnnotationKind.RECTANGLE: ((5, 6), (20, 40)),
    AnnotationKind.ELLIPSE: ((5, 6), (20, 40)),
    AnnotationKind.CIRCLE: ((20, 30), (20, 39)),
    AnnotationKind.SPLINE: ((5, 6), (20, 40), (30, 7)),
    AnnotationKind.FREEHAND: ((5, 6), (20, 40), (30, 7)),
    AnnotationKind.LIVEWIRE: ((5, 6), (20, 40), (30, 7)),
    AnnotationKind.COBB: ((5, 6), (5, 40), (20, 7), (30, 41)),
    AnnotationKind.BIDIRECTIONAL: ((5, 6), (5, 40), (2, 20), (8, 20)),
    AnnotationKind.TEXT: ((5, 6),),
}


@pytest.mark.parametrize("kind", list(POINTS), ids=str)
def test_another_series_of_the_frame_shows_it_where_it_is(kind: AnnotationKind) -> None:
    here = view_of(OBLIQUE)
    annotation = drawn(kind, here, 8, *POINTS[kind])
    # The same place in the patient with rows and columns exchanged, mirrored and renumbered.
    turned = reoriented(OBLIQUE, (0, 2, 1), (True, False, True))
    geometry = replace(turned.geometry, frame_of_reference_uid="1.9")
    other = replace(
        turned,
        geometry=geometry,
        source=replace(turned.source, series_instance_uid="1.2.3.99"),
    )
    there = view_of(other, "t")
    first = place_annotation(annotation, here, NATIVE, 8)
    second = place_annotation(annotation, there, NATIVE, 11)
    assert first is not None
    assert second is not None
    assert (first.foreign, second.foreign) == (False, True)
    for one, two in zip(first.strokes, second.strokes, strict=True):
        a = [here.to_point(NATIVE, 8, *p) for p in one]
        b = [there.to_point(NATIVE, 11, *p) for p in two]
        np.testing.assert_allclose(a, b, atol=1e-6)
    assert place_annotation(annotation, there, NATIVE, 8) is None
    assert place_annotation(annotation, here, NATIVE, 9) is None
    strange = replace(geometry, frame_of_reference_uid="1.10")
    apart = view_of(replace(other, geometry=strange), "u")
    assert place_annotation(annotation, apart, NATIVE, 11) is None


def test_slices_of_another_thickness_show_it_within_half_a_slice() -> None:
    here = view_of(OBLIQUE)
    annotation = drawn(AnnotationKind.LENGTH, here, 8, (5, 6), (20, 40))
    affine = OBLIQUE.geometry.affine_lps.copy()
    affine[:3, 0] *= 2.5
    thick = VolumeGeometry(shape_kji=(8, 48, 60), affine_lps=affine, frame_of_reference_uid="1.9")
    other = view_of(
        replace(
            OBLIQUE,
            array=OBLIQUE.array[:8],
            geometry=thick,
            source=replace(OBLIQUE.source, series_instance_uid="7"),
        )
    )
    shown = [k for k in range(8) if place_annotation(annotation, other, NATIVE, k) is not None]
    assert shown == [3]  # 8 / 2.5 = 3.2


def test_a_circle_is_not_shown_on_a_plane_that_only_holds_its_two_points() -> None:
    here = view_of(smooth_volume())
    circle = drawn(AnnotationKind.CIRCLE, here, 8, (20, 20), (20, 30))
    line = drawn(AnnotationKind.LENGTH, here, 8, (20, 20), (20, 30))
    assert place_annotation(circle, here, NATIVE, 8) is not None
    assert place_annotation(line, here, PlaneName.CORONAL, 20) is not None
    assert place_annotation(circle, here, PlaneName.CORONAL, 20) is None


def test_a_circle_on_a_film_is_round_in_millimeters() -> None:
    film = FlatView(radiograph(), "f")
    placed = place_annotation(drawn(AnnotationKind.CIRCLE, film, 0, (30, 40), (30, 60)), film,
                              NATIVE, 0)  # fmt: skip
    assert placed is not None
    outline = np.array(placed.strokes[0])
    away = np.hypot((outline[:, 0] - 30) * 0.2, (outline[:, 1] - 40) * 0.1)
    np.testing.assert_allclose(away, 2.0)
    assert placed.strokes[0][0] == placed.strokes[0][-1]


def test_handles_and_lines_reach_farther_while_selected() -> None:
    film = FlatView(radiograph(), "f")
    placed = place_annotation(
        drawn(AnnotationKind.RECTANGLE, film, 0, (10, 10), (30, 50)), film, NATIVE, 0
    )
    assert placed is not None
    transform = Camera(scale=100.0).transform((60, 80), (0.2, 0.1), (900, 700))
    x, y = transform.to_screen(10, 10)
    assert handle_at(placed, transform, x + 8, y) == 0
    assert handle_at(placed, transform, x + 11, y) is None
    assert handle_at(placed, transform, x + 11, y, held=True) == 0
    middle = transform.to_screen(10, 30)
    assert is_near(placed, transform, middle[0], middle[1] - 6)
    assert not is_near(placed, transform, middle[0], middle[1] - 9)
    assert is_near(placed, transform, middle[0], middle[1] - 9, held=True)
    assert not is_near(placed, transform, middle[0], middle[1] - 12, held=True)


def test_the_nearest_of_two_handles_is_taken() -> None:
    placed = PlacedAnnotation(
        drawn(AnnotationKind.LENGTH, FlatView(radiograph(), "f"), 0, (1, 1), (1, 2)),
        ((1.0, 1.0), (1.0, 2.0)),
    )
    transform = Camera(scale=50.0).transform((60, 80), (0.2, 0.1), (900, 700))
    x, y = transform.to_screen(1, 2)
    assert handle_at(placed, transform, x - 1, y) == 1
    assert math.isclose(transform.to_screen(1, 2)[0] - transform.to_screen(1, 1)[0], 5.0)
