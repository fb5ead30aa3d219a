from __future__ import annotations

import numpy as np
import pytest

from tests.support.masks import geometry
from workstation.errors import CancelledError
from workstation.segmentation.between_slices import fill_between
from workstation.segmentation.distance import distance_mm
from workstation.segmentation.grid import EditGrid
from workstation.segmentation.grow_from_seeds import grow_from_seeds
from workstation.segmentation.islands import find_islands
from workstation.segmentation.logic import Logic, combined
from workstation.segmentation.margin import Shell, hollowed, with_margin
from workstation.segmentation.region_growing import grow_region, range_around
from workstation.segmentation.scissors import Outline, cut_region, inside_polygon
from workstation.segmentation.smoothing import Smoothing, smoothed
from workstation.segmentation.thresholds import otsu_threshold


def points_of(grid: EditGrid) -> np.ndarray:
    return grid.to_points(np.moveaxis(np.indices(grid.shape_kji), 0, -1))


def ball(grid: EditGrid, kji: tuple[float, float, float], radius: float) -> np.ndarray:
    found: np.ndarray = np.linalg.norm(points_of(grid) - grid.to_points(kji), axis=-1) <= radius
    return found


@pytest.mark.parametrize("sheared", [False, True])
def test_margins_are_true_millimeters(sheared: bool) -> None:
    grid = EditGrid.of_volume(geometry((16, 40, 30), sheared=sheared))
    points = points_of(grid)
    inside = np.zeros(grid.shape_kji, dtype=bool)
    inside[8, 20, 15] = inside[9, 22, 15] = True
    near = [np.linalg.norm(points - points[at], axis=-1) for at in ((8, 20, 15), (9, 22, 15))]
    nearest = np.minimum(*near)
    np.testing.assert_allclose(distance_mm(inside, grid), nearest, atol=1e-9)
    grown = with_margin(inside, grid, 5.0)
    np.testing.assert_array_equal(grown, nearest <= 5.0)
    # Shrinking is growing of the outside.
    background = points[~grown]
    expected = [
        bool(grown[at] and np.linalg.norm(background - points[at], axis=1).min() > 2.0)
        for at in np.ndindex(grid.shape_kji)
    ]
    shrunk = with_margin(grown, grid, -2.0)
    np.testing.assert_array_equal(shrunk.ravel(), expected)
    assert 0 < shrunk.sum() < grown.sum()


def test_an_empty_segment_stays_empty() -> None:
    grid = EditGrid.of_volume(geometry())
    none = np.zeros(grid.shape_kji, dtype=bool)
    assert not with_margin(none, grid, 3.0).any()
    assert not with_margin(none, grid, -3.0).any()
    assert all(not smoothed(none, grid, kind, 2.0).any() for kind in Smoothing)


def test_the_wall_of_a_hollow_ball_has_its_thickness_in_mm() -> None:
    grid = EditGrid((40, 60, 60), np.diag([1.5, 0.8, 0.8, 1.0]))
    solid = ball(grid, (20, 30, 30), 18.0)
    from_middle = np.linalg.norm(points_of(grid) - grid.to_points((20, 30, 30)), axis=-1)
    inner = hollowed(solid, grid, 4.0)
    assert not (inner & ~solid).any()
    assert inner[solid & (from_middle > 16.5)].all()
    assert not inner[from_middle < 12.0].any()
    outer = hollowed(solid, grid, 4.0, Shell.OUTSIDE)
    assert not (outer & solid).any()
    assert from_middle[outer].max() <= 22.0 + 1e-6
    middle = hollowed(solid, grid, 4.0, Shell.MIDDLE)
    assert (middle & solid).any()
    assert (middle & ~solid).any()
    with pytest.raises(ValueError, match="thickness"):
        hollowed(solid, grid, 0.0)


def test_smoothing_removes_specks_and_fills_holes() -> None:
    grid = EditGrid((20, 40, 40), np.diag([2.0, 1.0, 1.0, 1.0]))
    solid = ball(grid, (10, 20, 20), 12.0)
    speck = solid.copy()
    speck[10, 2, 2] = True
    holed = solid.copy()
    holed[10, 20, 20] = False
    assert not smoothed(speck, grid, Smoothing.OPENING, 2.0)[10, 2, 2]
    assert not smoothed(speck, grid, Smoothing.MEDIAN, 2.0)[10, 2, 2]
    assert not smoothed(speck, grid, Smoothing.GAUSSIAN, 2.0)[10, 2, 2]
    assert smoothed(holed, grid, Smoothing.CLOSING, 2.5)[10, 20, 20]
    assert smoothed(holed, grid, Smoothing.MEDIAN, 2.0)[10, 20, 20]
    for kind in Smoothing:
        assert smoothed(solid, grid, kind, 2.0).sum() == pytest.approx(solid.sum(), rel=0.1)


def test_islands_by_size_and_place() -> None:
    inside = np.zeros((4, 10, 10), dtype=bool)
    inside[1, 1:4, 1:4] = True
    inside[1, 4, 4] = True
    inside[2, 7, 5:9] = True
    faces = find_islands(inside)
    assert faces.sizes == (9, 4, 1)
    assert faces.largest().sum() == 9
    assert faces.at_least(4).sum() == 13
    assert faces.at((2, 7, 6)).sum() == 4
    assert not faces.at((0, 0, 0)).any()
    assert find_islands(inside, corners=True).sizes == (10, 4)
    assert find_islands(np.zeros((2, 2, 2), dtype=bool)).sizes == ()


def test_otsu_parts_two_tissues() -> None:
    random = np.random.default_rng(1)
    values = np.concatenate([random.normal(-800, 40, 5000), random.normal(60, 30, 3000)])
    assert -700 < otsu_threshold(values) < 0
    assert otsu_threshold(np.array([0, 0, 10, 10, np.nan])) == pytest.approx(5.0, abs=0.1)
    with pytest.raises(ValueError, match="two different"):
        otsu_threshold(np.zeros((3, 3)))


def test_a_region_grows_through_like_values_and_faces_only() -> None:
    values = np.zeros((5, 12, 12), dtype=np.int16)
    values[1:4, 2:6, 2:6] = 100
    values[3, 6, 6] = 100
    values[1:4, 8:11, 8:11] = 104
    found = grow_region(values, (2, 3, 3), 90, 110)
    expected = np.zeros(values.shape, dtype=bool)
    expected[1:4, 2:6, 2:6] = True
    np.testing.assert_array_equal(found, expected)
    layer = (slice(2, 3), slice(0, 12), slice(0, 12))
    assert grow_region(values, (2, 3, 3), 90, 110, within=layer).sum() == 16
    assert not grow_region(values, (0, 0, 0), 90, 110).any()
    assert range_around(values, (2, 3, 3), 5.0) == (95.0, 105.0)


def test_growing_is_the_flood_fill_of_simpleitk() -> None:
    sitk = pytest.importorskip("SimpleITK")
    random = np.random.default_rng(3)
    values = random.normal(0, 1, (20, 30, 25)).astype(np.float32)
    values[10, 15, 12] = 0.0
    theirs = sitk.ConnectedThreshold(
        sitk.GetImageFromArray(values), [(12, 15, 10)], lower=-0.6, upper=0.9
    )
    low, high = float(np.float32(-0.6)), float(np.float32(0.9))
    found = grow_region(values, (10, 15, 12), low, high)
    np.testing.assert_array_equal(found, sitk.GetArrayFromImage(theirs).astype(bool))


def test_growing_can_be_cancelled() -> None:
    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        grow_region(np.zeros((5, 5, 5)), (2, 2, 2), -1, 1, check=stop)


def test_seeds_compete_up_to_the_edge() -> None:
    grid = EditGrid((9, 30, 40), np.diag([2.0, 1.0, 1.0, 1.0]))
    values = np.zeros(grid.shape_kji, dtype=np.float32)
    values[:, :, 25:] = 100.0
    values += np.random.default_rng(0).normal(0, 1, values.shape).astype(np.float32)
    seeds = np.zeros(grid.shape_kji, dtype=np.uint8)
    seeds[4, 15, 3:6] = 1
    seeds[4, 15, 36:38] = 7
    grown = grow_from_seeds(values, seeds, grid, smooth_mm=1.0)
    assert (grown[:, :, :23] == 1).all()
    assert (grown[:, :, 27:] == 7).all()
    assert grown.dtype == seeds.dtype
    with pytest.raises(ValueError, match="two segments"):
        grow_from_seeds(values, np.minimum(seeds, 1) * (seeds == 1), grid)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_cone_is_filled_between_two_discs(axis: int) -> None:
    v, u = np.indices((60, 60)) - 30
    first, last = np.hypot(u, v) <= 20, np.hypot(u, v) <= 10
    inside = np.zeros((11, 60, 60), dtype=bool)
    inside[0], inside[10] = first, last
    turned = np.moveaxis(inside, 0, axis)
    filled = np.moveaxis(fill_between(turned, axis, (1.0, 1.0, 1.0)), axis, 0)
    for n in range(11):
        radius = 20 - n
        assert filled[n].sum() == pytest.approx(np.pi * radius**2, rel=0.08)
    np.testing.assert_array_equal(filled[[0, 10]], inside[[0, 10]])


def test_filling_leaves_drawn_slices_and_ends_alone() -> None:
    inside = np.zeros((8, 6, 6), dtype=bool)
    inside[2, 2:4, 2:4] = inside[3, 1:5, 1:5] = inside[5, 2:4, 2:4] = True
    filled = fill_between(inside, 0, (3.0, 0.5, 1.0))
    assert filled[4].any()
    assert not filled[[0, 1, 6, 7]].any()
    np.testing.assert_array_equal(filled[[2, 3, 5]], inside[[2, 3, 5]])


def test_logic() -> None:
    a = np.array([[[True, True, False, False]]])
    b = np.array([[[True, False, True, False]]])
    expected = {
        Logic.UNION: [True, True, True, False],
        Logic.SUBTRACT: [False, True, False, False],
        Logic.INTERSECT: [True, False, False, False],
        Logic.COPY: [True, False, True, False],
        Logic.INVERT: [False, False, True, True],
    }
    assert {op: combined(a, b, op)[0, 0].tolist() for op in Logic} == expected


def test_a_polygon_by_the_even_odd_rule() -> None:
    corners = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]])
    u, v = np.meshgrid(np.arange(-1, 6) + 0.5, np.arange(-1, 6) + 0.5)
    expected = (u > 0) & (u < 4) & (v > 0) & (v < 4)
    np.testing.assert_array_equal(inside_polygon(u, v, corners), expected)
    crossed = np.array([[0.0, 0.0], [4.0, 4.0], [4.0, 0.0], [0.0, 4.0]])
    assert not inside_polygon(np.array([2.0]), np.array([0.5]), crossed)[0]


@pytest.mark.parametrize("kind", ["straight", "sheared", "oblique"])
def test_scissors_cut_what_lies_behind_the_outline(kind: str) -> None:
    grid = EditGrid.of_volume(geometry((14, 30, 26), sheared=kind == "sheared"))
    row, column = grid.affine[:3, 1] / 0.7, grid.affine[:3, 2] / 1.1
    if kind == "oblique":
        normal = np.array([0.3, 0.5, 0.8]) / np.linalg.norm([0.3, 0.5, 0.8])
        row = np.cross(normal, [1.0, 0.0, 0.0])
        row /= np.linalg.norm(row)
        column = np.cross(normal, row)
    middle = grid.to_points((7, 15, 13))
    square = np.array([[-5.03, -4.0], [5.03, -4.0], [5.03, 4.0], [-5.03, 4.0]])
    outline = Outline(middle + square @ np.stack([row, column]), row, column)
    relative = points_of(grid) - middle
    behind = (np.abs(relative @ row) < 5.03) & (np.abs(relative @ column) < 4)

    def whole(cut: Outline) -> np.ndarray:
        full = np.zeros(grid.shape_kji, dtype=bool)
        found = cut_region(grid, cut)
        assert found is not None
        full[found[0]] = found[1]
        return full

    np.testing.assert_array_equal(whole(outline), behind)
    slab = Outline(outline.points, row, column, depth_mm=6.0)
    depth = np.abs(relative @ np.cross(row, column))
    np.testing.assert_array_equal(whole(slab), behind & (depth <= 6.0))
    assert 0 < (behind & (depth <= 6.0)).sum() < behind.sum()
