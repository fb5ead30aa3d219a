"""Cuts of planes with a known answer."""

import numpy as np
import pytest
from numpy.typing import ArrayLike

from tests.support.image_phantoms import rotation
from workstation.scene.reference_lines import PlaneRectangle, cut_of, run_alike


def rectangle(corner: ArrayLike, rows: ArrayLike, columns: ArrayLike) -> PlaneRectangle:
    corner_mm, row_mm, column_mm = (
        np.asarray(v, dtype=np.float64) for v in (corner, rows, columns)
    )
    return PlaneRectangle(corner_mm, row_mm, column_mm)


AXIAL = rectangle((-100, -50, 30), (0, 200, 0), (200, 0, 0))
"""At z = 30 mm; rows toward the back, columns toward the left."""


def test_a_sagittal_plane_cuts_an_axial_one_in_a_column() -> None:
    sagittal = rectangle((-50, -500, 100), (0, 0, -200), (0, 1000, 0))
    found = cut_of(sagittal, AXIAL)
    assert found is not None
    assert {round(end[1], 6) for end in found} == {0.25}
    assert sorted(end[0] for end in found) == pytest.approx([-2.25, 2.75])


def test_only_the_part_within_the_cutting_picture_is_drawn() -> None:
    coronal = rectangle((-40, 0, 100), (0, 0, -200), (60, 0, 0))
    found = cut_of(coronal, AXIAL)
    assert found is not None
    assert sorted(found) == [pytest.approx((0.25, 0.3)), pytest.approx((0.25, 0.6))]


def test_planes_that_do_not_meet_have_no_line() -> None:
    above = rectangle((-40, 0, 300), (0, 0, -200), (60, 0, 0))
    assert cut_of(above, AXIAL) is None
    assert cut_of(rectangle((-100, -50, 60), (0, 200, 0), (200, 0, 0)), AXIAL) is None


def test_lines_turn_with_the_patient() -> None:
    turn = np.eye(4)
    turn[:3, :3] = rotation(20, -35, 50)
    turn[:3, 3] = (7, -11, 13)
    coronal = rectangle((-40, 0, 100), (0, 0, -200), (60, 0, 0))
    straight, turned = cut_of(coronal, AXIAL), cut_of(coronal.moved(turn), AXIAL.moved(turn))
    assert straight is not None
    assert turned is not None
    by_column = [sorted(ends, key=lambda end: end[1]) for ends in (turned, straight)]
    np.testing.assert_allclose(by_column[0], by_column[1], atol=1e-9)


def test_planes_run_alike_within_twenty_degrees() -> None:
    turn = np.eye(4)
    for angle, alike in ((0.0, True), (19.0, True), (-19.0, True), (21.0, False), (90.0, False)):
        turn[:3, :3] = rotation(angle, 0, 0)
        assert run_alike(AXIAL, AXIAL.moved(turn)) is alike
        assert (cut_of(AXIAL.moved(turn), AXIAL) is None) is alike
