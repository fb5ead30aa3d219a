"""Known answers for shapes and grey values of presentation states."""

from __future__ import annotations

import numpy as np
import pytest

from workstation.domain.display_objects import (
    DisplayedArea,
    Graphic,
    GraphicKind,
    PresentationState,
    SoftcopyVoi,
)
from workstation.domain.pixel_source import LookupTable
from workstation.domain.study import WindowSetting
from workstation.imaging.presentation import (
    area_points,
    graphic_outline,
    needs_table,
    presentation_table,
)

AREA = DisplayedArea(top_left=(0.0, 0.0), bottom_right=(29.0, 19.0))


def test_circles_and_ellipses_keep_their_axes() -> None:
    circle = graphic_outline(Graphic(kind=GraphicKind.CIRCLE, points=((5, 6), (5, 9))))
    np.testing.assert_allclose(np.hypot(*(circle - (5, 6)).T), 3.0)
    ellipse = graphic_outline(
        Graphic(kind=GraphicKind.ELLIPSE, points=((0, 5), (20, 5), (10, 2), (10, 8)))
    )
    np.testing.assert_allclose(ellipse.min(axis=0), (0, 2), atol=1e-9)
    np.testing.assert_allclose(ellipse.max(axis=0), (20, 8), atol=1e-9)


def test_an_interpolated_curve_passes_through_its_points() -> None:
    points = ((0.0, 0.0), (4.0, 1.0), (6.0, 5.0), (2.0, 7.0))
    line = graphic_outline(Graphic(kind=GraphicKind.INTERPOLATED, points=points))
    for point in points:
        assert np.hypot(*(line - point).T).min() < 1e-9


def test_fractions_of_the_area_are_of_its_outer_edges() -> None:
    points = area_points([(0, 0), (1, 1), (0.5, 0.5)], AREA, 0, flip_horizontal=False)
    np.testing.assert_allclose(points, [(-0.5, -0.5), (29.5, 19.5), (14.5, 9.5)])


def test_fractions_follow_the_turned_and_mirrored_screen() -> None:
    # Turned clockwise, the lower left pixel of the image is at the top left of the screen.
    turned = DisplayedArea(top_left=(0.0, 19.0), bottom_right=(29.0, 0.0))
    points = area_points([(0, 0), (1, 0)], turned, 1, flip_horizontal=False)
    np.testing.assert_allclose(points, [(-0.5, 19.5), (-0.5, -0.5)])
    mirrored = DisplayedArea(top_left=(29.0, 0.0), bottom_right=(0.0, 19.0))
    points = area_points([(0, 0), (1, 0)], mirrored, 0, flip_horizontal=True)
    np.testing.assert_allclose(points, [(29.5, -0.5), (-0.5, -0.5)])


def test_tables_are_applied_in_their_order() -> None:
    modality = LookupTable(first=0, bits=8, entries=(3, 2, 1, 0))
    voi = SoftcopyVoi(table=LookupTable(first=0, bits=8, entries=(0, 255, 0, 255)))
    last = LookupTable(first=0, bits=8, entries=(255, 0))
    state = PresentationState(uid="1", label="", modality_table=modality, presentation_table=last)
    assert needs_table(state, voi, (1.0, 0.0))
    first, entries, bits = presentation_table(state, voi, (0, 3), (1.0, 0.0), (0, 3))
    assert (first, bits) == (0, 16)
    assert entries.tolist() == [0, 65535, 0, 65535]


def test_another_rescale_moves_the_window() -> None:
    window = WindowSetting(center=50, width=100, function="LINEAR_EXACT")
    state = PresentationState(uid="1", label="", rescale=(1.0, 0.0))
    voi = SoftcopyVoi(window=window)
    assert not needs_table(state, voi, (1.0, 0.0))
    assert needs_table(state, voi, (1.0, -1000.0))
    first, entries, _ = presentation_table(state, voi, (-1000, -900), (1.0, -1000.0), (0, 4095))
    assert first == -1000
    assert entries[[0, 50, 100]].tolist() == [0, 32768, 65535]


def test_without_a_window_the_whole_stored_range_is_shown() -> None:
    state = PresentationState(uid="1", label="", rescale=(2.0, 10.0))
    _, entries, _ = presentation_table(state, None, (0, 255), (1.0, 0.0), (0, 255))
    assert entries[[0, 255]].tolist() == [0, 65535]


def test_the_whole_range_is_shown_at_any_slope() -> None:
    falling = PresentationState(uid="1", label="", rescale=(-1.0, 255.0))
    _, entries, _ = presentation_table(falling, None, (0, 255), (1.0, 0.0), (0, 255))
    assert entries[[0, 51, 255]].tolist() == [65535, 52428, 0]
    flat = PresentationState(uid="1", label="", rescale=(0.001, 0.0))
    _, entries, _ = presentation_table(flat, None, (0, 255), (1.0, 0.0), (0, 255))
    assert entries[[0, 51, 255]].tolist() == [0, 13107, 65535]


def test_values_too_many_for_a_table_are_refused() -> None:
    state = PresentationState(uid="1", label="")
    with pytest.raises(ValueError, match="too many"):
        presentation_table(state, None, (0, 2**24), (1.0, 0.0), (0, 2**24))


def test_the_first_value_of_a_table_has_the_sign_of_the_values_of_the_image() -> None:
    """A state does not know the image: 63488 and -2048 are the same 16 bits."""
    state = PresentationState(uid="1", label="")
    for first in (63488, -2048):
        table = LookupTable(first=first, bits=8, entries=tuple(range(256)))
        found = presentation_table(
            state, SoftcopyVoi(table=table), (-2048, -1793), (1.0, -2048.0), (0, 4095)
        )
        assert found[1][[0, 100, 255]].tolist() == [0, 25700, 65535]
    for first in (40000, 40000 - 65536):
        table = LookupTable(first=first, bits=8, entries=tuple(range(256)))
        found = presentation_table(
            state, SoftcopyVoi(table=table), (40000, 40255), (1.0, 0.0), (0, 65535)
        )
        assert found[1][[0, 100, 255]].tolist() == [0, 25700, 65535]
