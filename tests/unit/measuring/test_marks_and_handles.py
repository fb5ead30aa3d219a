"""Lines, marks and handles of each kind of measurement: known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, radiograph
from workstation.domain.geometry import Calibration
from workstation.imaging.planes import PlaneName
from workstation.measuring.kind import MeasurementKind
from workstation.measuring.picture import PlanePicture
from workstation.measuring.readings import region_of
from workstation.measuring.registry import measurement
from workstation.scene.sources import FlatView, VolumeView
from workstation.session.annotation_kinds import AnnotationKind

KIND = AnnotationKind
LINES = {KIND.LENGTH, KIND.ANGLE, KIND.POLYLINE, KIND.COBB, KIND.BIDIRECTIONAL, KIND.CARDIOTHORACIC}


def kinds_with(name: str) -> set[KIND]:
    return {kind for kind in AnnotationKind if getattr(measurement(kind), name)}


def test_what_the_tools_ask_of_each_kind() -> None:
    assert kinds_with("has_ends") == LINES
    assert kinds_with("is_note") == {KIND.ARROW, KIND.TEXT}
    assert kinds_with("needs_words") == {KIND.TEXT}
    assert kinds_with("is_stroke") == {KIND.FREEHAND}
    assert kinds_with("keeps_sides") == {KIND.RECTANGLE, KIND.ELLIPSE}
    assert kinds_with("whole_by") == {KIND.CIRCLE}
    assert measurement(KIND.CIRCLE).whole_by == (0,)
    words = {kind: measurement(kind).words_at for kind in AnnotationKind}
    assert {kind: at for kind, at in words.items() if at is not None} == {
        KIND.ARROW: 1,
        KIND.TEXT: 0,
    }


def test_a_probe_is_marked_by_a_cross() -> None:
    assert measurement(KIND.PROBE).marks(((10.0, 20.0),)) == (
        ((4.0, 20.0), (16.0, 20.0)),
        ((10.0, 14.0), (10.0, 26.0)),
    )


def test_an_arrow_has_its_head_at_its_first_point() -> None:
    first, second = measurement(KIND.ARROW).marks(((10.0, 20.0), (30.0, 20.0)))
    reach, spread = 12 * math.cos(math.radians(22)), 12 * math.sin(math.radians(22))
    assert first[0] == second[0] == (10.0, 20.0)
    assert first[1] == pytest.approx((10 + reach, 20 - spread))
    assert second[1] == pytest.approx((10 + reach, 20 + spread))


@pytest.mark.parametrize("kind", [KIND.COBB, KIND.BIDIRECTIONAL, KIND.CARDIOTHORACIC])
def test_four_points_are_two_lines(kind: KIND) -> None:
    points = ((0.0, 0.0), (4.0, 2.0), (10.0, 8.0), (20.0, 14.0))
    assert measurement(kind).strokes(points) == (points[:2], points[2:])


def test_the_lines_of_a_cobb_angle_are_joined_by_their_middles() -> None:
    points = ((1.0, 0.0), (4.0, 3.0), (11.0, 8.0), (20.0, 15.0))
    assert measurement(KIND.COBB).dotted(points) == (((2.5, 1.5), (15.5, 11.5)),)


def test_a_circle_runs_around_its_middle() -> None:
    outline = measurement(KIND.CIRCLE).outline(np.array([(3.0, 4.0), (3.0, 6.0)]), None)
    np.testing.assert_allclose(np.linalg.norm(outline - (3.0, 4.0), axis=1), 2.0)
    np.testing.assert_allclose(outline.mean(axis=0), (3.0, 4.0), atol=1e-9)


@pytest.mark.parametrize("kind", [KIND.ELLIPSE, KIND.CIRCLE])
def test_pixels_of_round_regions_are_those_whose_middle_is_inside(kind: KIND) -> None:
    """Pixels of 1.5 by 1 mm; both are 4 mm wide about (3, 4), the ellipse 3 mm high."""
    volume = asymmetric_volume()
    frame = VolumeView(volume, volume, True, "s").frame(PlaneName.NATIVE, 0)
    points = ((2.0, 2.0), (4.0, 6.0)) if kind is KIND.ELLIPSE else ((3.0, 4.0), (3.0, 6.0))
    half_height = 1.5 if kind is KIND.ELLIPSE else 2.0
    found = region_of(kind, points, (), frame)
    rows, columns = np.indices(frame.values.shape)
    inside = ((rows - 3) * 1.5 / half_height) ** 2 + ((columns - 4) / 2) ** 2 <= 1 + 1e-9
    assert set(zip(found.rows.tolist(), found.columns.tolist(), strict=True)) == set(
        zip(*(axis.tolist() for axis in np.nonzero(inside)), strict=True)
    )
    assert found.area_px == pytest.approx(math.pi * half_height * 2 / 1.5)


def film() -> PlanePicture:
    image = radiograph(spacing=(0.5, 0.5), calibration=Calibration.DETECTOR)
    return PlanePicture(FlatView(image, "s"), PlaneName.NATIVE, 0)


AXES = ((10.0, 10.0, 0.0), (10.0, 20.0, 0.0), (8.0, 14.0, 0.0), (12.0, 14.0, 0.0))


def dragged(kind: MeasurementKind, handle: int, row: float, column: float) -> list[list[float]]:
    found = kind.dragged(film(), AXES, handle=handle, to=(row, column, 0.0))
    return [[round(value, 6) for value in point[:2]] for point in found]


def test_the_short_axis_turns_and_moves_with_the_long_one() -> None:
    axes = measurement(KIND.BIDIRECTIONAL)
    # Turned by a right angle about its first point; the short axis crosses at the same share.
    assert dragged(axes, 1, 20, 10) == [[10, 10], [20, 10], [14, 12], [14, 8]]
    # The ends of the short axis move alone.
    for handle in (2, 3):
        moved = [list(point[:2]) for point in AXES]
        moved[handle] = [5, 15]
        assert dragged(axes, handle, 5, 15) == moved


def test_a_point_of_other_kinds_moves_alone() -> None:
    moved = [list(point[:2]) for point in AXES]
    moved[1] = [3, 4]
    assert dragged(measurement(KIND.COBB), 1, 3, 4) == moved
