"""Where voxels lie, and what they hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.support.masks import geometry
from tests.support.vectors import known
from workstation.domain.geometry import (
    Calibration,
    GeometryBadge,
    GeometryHonesty,
    GeometryIssue,
    GeometryIssueCode,
    ProjectionGeometry,
    VolumeGeometry,
)
from workstation.messages import Message


@pytest.mark.parametrize("sheared", [False, True])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_point_lies_inside_up_to_the_faces_of_the_outer_voxels(axis: int, sheared: bool) -> None:
    grid = geometry(sheared=sheared)
    length = grid.shape_kji[axis]
    for place, inside in (
        (-0.5, True),
        (-0.51, False),
        (-1.0, False),
        (length - 0.51, True),
        (length - 0.49, False),
        (length, False),
    ):
        point = np.array([2.0, 3.0, 4.0])
        point[axis] = place
        assert grid.contains_kji(point) is inside, place


def test_a_point_comes_back_from_the_patient() -> None:
    grid = geometry(sheared=True)
    points = np.random.default_rng(4).uniform(-3, 12, (20, 3))
    there = grid.to_lps_mm(points)
    by_hand = points @ grid.affine_lps[:3, :3].T + grid.affine_lps[:3, 3]
    np.testing.assert_allclose(there, by_hand, atol=1e-9)
    np.testing.assert_allclose(grid.to_kji(there), points, atol=1e-9)


@pytest.mark.parametrize(("given", "expected", "tolerance"), known("voxel_volume_affine_sheared"))
@pytest.mark.parametrize("direction", [1, -1])
def test_a_tilted_gantry_makes_voxels_smaller(
    given: dict[str, Any], expected: dict[str, float], tolerance: float, direction: int
) -> None:
    """By the determinant, whichever way the gantry leans."""
    affine = np.eye(4)
    columns = np.array(given["affine3x3"])
    affine[:3, :3] = columns[:, [2, 1, 0]]
    affine[2, 1] *= direction
    grid = VolumeGeometry(shape_kji=(4, 5, 6), affine_lps=affine)
    assert grid.is_sheared
    assert grid.voxel_volume_mm3 == pytest.approx(expected["det_mm3"], abs=tolerance)
    assert grid.spacing_kji_mm[0] == pytest.approx(expected["normal_spacing_mm"], abs=1e-6)


def grid_of(
    columns: list[list[float]],
    shape: tuple[int, ...] = (3, 4, 5),
    origin: tuple[float, float, float] = (7.0, -3.0, 11.0),
    frame: str = "",
) -> VolumeGeometry:
    """A grid by its steps: from slice to slice, row to row, column to column."""
    affine = np.eye(4)
    affine[:3, :3] = np.array(columns).T
    affine[:3, 3] = origin
    return VolumeGeometry(
        shape_kji=shape,  # type: ignore[arg-type]
        affine_lps=affine,
        frame_of_reference_uid=frame,
    )


STRAIGHT = [[0.0, 0.0, 5.0], [0.0, 2.0, 0.0], [1.0, 0.0, 0.0]]
TILTED = [[0.0, 3.0, 4.0], [0.0, 2.0, 0.0], [1.0, 0.0, 0.0]]


@pytest.mark.parametrize(
    ("shape", "origin"),
    [((3, 4), (0, 0, 0)), ((3, 4, 5, 6), (0, 0, 0)), ((0, 4, 5), (0, 0, 0)),
     ((3, 4, 0), (0, 0, 0)), ((3, -1, 5), (0, 0, 0)), ((3, 4, 5), (0, np.nan, 0)),
     ((3, 4, 5), (np.inf, 0, 0))],
)  # fmt: skip
def test_no_grid_without_a_size_or_a_place(
    shape: tuple[int, ...], origin: tuple[float, float, float]
) -> None:
    with pytest.raises(ValueError, match=r"affine|shape"):
        grid_of(STRAIGHT, shape, origin)


def test_a_grid_may_have_one_voxel_and_small_ones() -> None:
    assert grid_of(STRAIGHT, (1, 1, 1)).center_lps_mm.tolist() == [7, -3, 11]
    fine = [[0, 0, 2e-4], [0, 2e-4, 0], [2e-4, 0, 0]]
    assert grid_of(fine).voxel_volume_mm3 == pytest.approx(8e-12)
    with pytest.raises(ValueError, match="singular"):
        grid_of([[0, 0, 1], [0, 0, 2], [1, 0, 0]])


def test_an_affine_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="4, 4"):
        VolumeGeometry(shape_kji=(3, 4, 5), affine_lps=np.eye(3))


def test_the_affine_is_a_copy_that_nobody_changes() -> None:
    affine = np.eye(4)
    grid = VolumeGeometry(shape_kji=(3, 4, 5), affine_lps=affine)
    affine[0, 3] = 9
    assert grid.affine_lps[0, 3] == 0
    with pytest.raises(ValueError, match="read-only"):
        grid.affine_lps[0, 3] = 1


def test_the_numbers_of_a_straight_grid() -> None:
    grid = grid_of(STRAIGHT)
    assert grid.spacing_kji_mm == pytest.approx((5, 2, 1))
    assert grid.voxel_volume_mm3 == pytest.approx(10)
    assert grid.normal_lps.tolist() == [0, 0, 1]
    assert grid.tilt_deg == pytest.approx(0, abs=1e-6)
    assert not grid.is_sheared
    assert grid.center_lps_mm == pytest.approx((7 + 2, -3 + 3, 11 + 5))
    assert grid.directions_kji_lps.tolist() == [[0, 0, 1], [0, 1, 0], [1, 0, 0]]


@pytest.mark.parametrize("sign", [1, -1])
def test_the_numbers_of_a_tilted_grid(sign: int) -> None:
    """A step of 5 mm that leans by asin(3 / 5): its slices lie 4 mm apart."""
    grid = grid_of([[0, 3, 4.0 * sign], *TILTED[1:]])
    assert grid.spacing_kji_mm == pytest.approx((4, 2, 1))
    assert grid.voxel_volume_mm3 == pytest.approx(8)
    assert grid.normal_lps.tolist() == [0, 0, sign]
    assert grid.tilt_deg == pytest.approx(36.8698976, abs=1e-6)
    assert grid.is_sheared


@pytest.mark.parametrize(("lean", "sheared"), [(0.0, False), (0.09, False), (0.11, True)])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_axes_at_right_angles_but_for_a_hair(axis: int, lean: float, sheared: bool) -> None:
    steps = [list(each) for each in STRAIGHT]
    other = (axis + 1) % 3
    length = float(np.linalg.norm(steps[axis])) * np.tan(np.radians(lean))
    steps[axis] = (np.array(steps[axis]) + length * np.array(steps[other])
                   / np.linalg.norm(steps[other])).tolist()  # fmt: skip
    assert grid_of(steps).is_sheared is sheared


def test_rows_and_columns_that_are_not_at_right_angles_keep_the_volume() -> None:
    grid = grid_of([[0, 0, 5.0], [0, 2, 0], [1, 1, 0]])
    assert grid.voxel_volume_mm3 == pytest.approx(10)
    assert grid.spacing_kji_mm == pytest.approx((5, 2, np.sqrt(2)))
    assert grid.is_sheared


def test_grids_are_the_same_within_a_hair() -> None:
    grid = grid_of(STRAIGHT)
    assert grid.same_grid(grid_of(STRAIGHT))
    assert not grid.same_grid(grid_of(STRAIGHT, (3, 4, 6)))
    assert grid.same_grid(grid_of(STRAIGHT, origin=(7.0009, -3.0, 11.0)))
    assert not grid.same_grid(grid_of(STRAIGHT, origin=(7.0011, -3.0, 11.0)))
    assert grid.same_grid(grid_of(STRAIGHT, origin=(7.4, -3.0, 11.0)), tolerance_mm=0.5)


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize(("off_mm", "same"), [(0.0009, True), (0.0011, False)])
def test_steps_are_compared_at_the_farthest_corner(axis: int, off_mm: float, same: bool) -> None:
    steps = [list(each) for each in STRAIGHT]
    count = (3, 4, 5)[axis] - 1
    steps[axis][{0: 2, 1: 1, 2: 0}[axis]] += off_mm / count
    assert grid_of(STRAIGHT).same_grid(grid_of(steps)) is same


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [("1.2", "1.2", True), ("1.2", "1.3", False), ("1.2", "", True), ("", "1.2", True)],
)
def test_frames_of_reference_are_compared_where_both_are_known(
    mine: str, theirs: str, same: bool
) -> None:
    assert grid_of(STRAIGHT, frame=mine).same_grid(grid_of(STRAIGHT, frame=theirs)) is same


def test_every_coordinate_decides_whether_a_point_lies_inside() -> None:
    grid = grid_of(STRAIGHT)
    assert grid.contains_kji((1, 1, 1))
    for outside in ((-1, 1, 1), (1, -1, 1), (1, 1, -1), (3, 1, 1), (1, 4, 1), (1, 1, 5)):
        assert not grid.contains_kji(outside)


def issue(*, blocks: bool) -> GeometryIssue:
    return GeometryIssue(
        code=next(iter(GeometryIssueCode)), message=Message("It is doubtful."), blocks_volume=blocks
    )


@pytest.mark.parametrize(
    ("issues", "badge"),
    [
        ((), GeometryBadge.OK),
        ((False,), GeometryBadge.CAUTION),
        ((False, True), GeometryBadge.REFUSED),
        ((True,), GeometryBadge.REFUSED),
    ],
)
def test_the_badge_is_that_of_the_worst_issue(
    issues: tuple[bool, ...], badge: GeometryBadge
) -> None:
    honesty = GeometryHonesty(issues=tuple(issue(blocks=each) for each in issues))
    assert honesty.badge is badge
    assert honesty.blocks_volume is (badge is GeometryBadge.REFUSED)


def film(**more: Any) -> ProjectionGeometry:
    given: dict[str, Any] = {
        "shape_ji": (100, 80), "spacing_ji_mm": (0.2, 0.3), "calibration": Calibration.DETECTOR,
    }  # fmt: skip
    return ProjectionGeometry(**{**given, **more})


def test_without_parts_the_spacing_holds_everywhere() -> None:
    assert film().has_scale_at([(-50, 500)])
    assert film().aspect_ratio_ji == 1.0


@pytest.mark.parametrize(
    ("points", "holds"),
    [
        ([(10, 20), (30, 60)], True),
        ([(9, 19), (31, 61)], True),
        ([(8.9, 30)], False),
        ([(31.1, 30)], False),
        ([(20, 18.9)], False),
        ([(20, 61.1)], False),
        ([(20, 30), (50, 30)], False),
        ([(20, 30), (20, 70)], False),
        ([(52, 5), (58, 8)], True),
        ([(20, 30), (55, 6)], False),
    ],
)
def test_a_spacing_of_parts_holds_within_one_of_them(
    points: list[tuple[float, float]], holds: bool
) -> None:
    parts = ((10, 20, 30, 60), (50, 5, 60, 9))
    assert film(scaled_parts=parts).has_scale_at(points) is holds


@pytest.mark.parametrize(
    ("spacing", "calibration"),
    [
        ((0.0, 0.3), Calibration.DETECTOR),
        ((0.2, -0.3), Calibration.DETECTOR),
        (None, Calibration.DETECTOR),
        ((0.2, 0.3), Calibration.UNKNOWN),
    ],
)
def test_a_spacing_needs_a_calibration_and_the_reverse(
    spacing: tuple[float, float] | None, calibration: Calibration
) -> None:
    with pytest.raises(ValueError, match="spacing"):
        film(spacing_ji_mm=spacing, calibration=calibration)


@pytest.mark.parametrize("calibration", list(Calibration))
def test_the_word_beside_every_millimeter(calibration: Calibration) -> None:
    unknown = calibration is Calibration.UNKNOWN
    geometry_ = film(calibration=calibration, spacing_ji_mm=None if unknown else (0.2, 0.3))
    silent = calibration in (Calibration.SCANNER, Calibration.UNKNOWN)
    assert str(geometry_.calibration_word) == ("" if silent else calibration.value)


def test_an_estimated_magnification_stands_beside_every_millimeter() -> None:
    factor = film(calibration=Calibration.MAGNIFICATION_FACTOR, magnification=1.23456)
    assert str(factor.calibration_word) == "estimated magnification 1.235"
