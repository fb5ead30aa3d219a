"""Lines of compound graphics, in pixels of the screen."""

from __future__ import annotations

import numpy as np
import pytest

from workstation.domain.display_objects import CompoundGraphic, CompoundKind
from workstation.imaging.compound_graphics import Drawing, compound_drawing, compound_points

BORDER = (0.0, 0.0, 200.0, 100.0)


def drawn(graphic: CompoundGraphic, *, middle: tuple[float, float] | None = None) -> Drawing:
    return compound_drawing(
        graphic, compound_points(graphic), gap_middle=middle, area_width=100.0, border=BORDER
    )


def test_corners_make_a_rectangle_and_an_ellipse() -> None:
    corners = ((10.0, 20.0), (50.0, 40.0))
    box = compound_points(CompoundGraphic(kind=CompoundKind.RECTANGLE, points=corners))
    assert box.tolist() == [[10, 20], [50, 20], [50, 40], [10, 40], [10, 20]]
    ellipse = compound_points(CompoundGraphic(kind=CompoundKind.ELLIPSE, points=corners))
    assert ellipse.min(axis=0) == pytest.approx([10, 20], abs=0.1)
    assert ellipse.max(axis=0) == pytest.approx([50, 40], abs=0.1)


def test_a_positive_angle_turns_counterclockwise_as_seen() -> None:
    line = CompoundGraphic(
        kind=CompoundKind.MULTILINE, points=((50.0, 50.0), (60.0, 50.0)),
        rotation_deg=90.0, rotation_point=(50.0, 50.0),
    )  # fmt: skip
    # Rows run down: what pointed right points up.
    np.testing.assert_allclose(compound_points(line), [[50, 50], [50, 40]], atol=1e-9)


def test_an_endless_line_runs_to_the_border_and_spares_its_gap() -> None:
    points = ((40.0, 30.0), (60.0, 30.0))
    whole = drawn(CompoundGraphic(kind=CompoundKind.INFINITELINE, points=points))
    assert [line.tolist() for line in whole.lines] == [[[0, 30], [200, 30]]]
    gap = CompoundGraphic(kind=CompoundKind.INFINITELINE, points=points, gap=0.2)
    left, right = drawn(gap, middle=(100.0, 30.0)).lines
    np.testing.assert_allclose(left, [[0, 30], [90, 30]])
    np.testing.assert_allclose(right, [[110, 30], [200, 30]])


def test_the_arrows_of_a_cut_come_from_the_right_of_its_line() -> None:
    cut = drawn(CompoundGraphic(kind=CompoundKind.CUTLINE, points=((40.0, 30.0), (60.0, 30.0))))
    shafts = [line for line in cut.lines[1:] if len(line) == 2]
    assert [shaft[0].tolist() for shaft in shafts] == [[50, 30], [150, 30]]
    # To the right of a line that runs to the right lies what is below.
    assert all(shaft[1][1] > 30 for shaft in shafts)


def test_a_crosshair_has_a_gap_and_an_end() -> None:
    cross = CompoundGraphic(
        kind=CompoundKind.CROSSHAIR, points=((100.0, 50.0),), gap=0.1, visible=0.4
    )
    arms = sorted(line.tolist() for line in drawn(cross).lines)
    assert arms == sorted(
        [
            [[105.0, 50.0], [120.0, 50.0]],
            [[95.0, 50.0], [80.0, 50.0]],
            [[100.0, 55.0], [100.0, 70.0]],
            [[100.0, 45.0], [100.0, 30.0]],
        ]
    )


def test_ticks_stand_where_they_are_stated() -> None:
    axis = CompoundGraphic(
        kind=CompoundKind.AXIS, points=((0.0, 50.0), (100.0, 50.0)),
        ticks=((0.0, "0"), (0.25, ""), (1.0, "4 cm")), ticks_at="TOP", labels_at="TOP",
    )  # fmt: skip
    found = drawn(axis)
    assert [line[0][0] for line in found.lines[1:]] == [0, 25, 100]
    assert all(line[0][1] < 50 and line[1][1] == 50 for line in found.lines[1:])
    assert [words for _place, words in found.words] == ["0", "4 cm"]
    assert all(place[1] < 50 for place, _words in found.words)


def test_an_arrow_has_its_head_at_its_anchor() -> None:
    arrow = CompoundGraphic(kind=CompoundKind.ARROW, points=((10.0, 10.0), (60.0, 10.0)))
    shaft, head = drawn(arrow).lines
    assert shaft.tolist() == [[10, 10], [60, 10]]
    assert head[1].tolist() == [10, 10]
    assert all(point[0] > 10 for point in head[[0, 2]])


def test_a_line_outside_of_the_viewport_is_not_drawn() -> None:
    outside = CompoundGraphic(kind=CompoundKind.INFINITELINE, points=((0.0, 500.0), (10.0, 500.0)))
    assert drawn(outside).lines == []
