from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from tests.support.masks import geometry
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.label_patch import LabelPatch, bounding_box
from workstation.imaging.planes import PlaneName, plane_affine, plane_position
from workstation.segmentation.brush import BrushStroke, swept
from workstation.segmentation.grid import EditGrid
from workstation.segmentation.rules import (
    EditRules,
    Overlap,
    erased,
    painted,
    patch_of,
    replaced,
)

SHAPE = (20, 50, 40)


def whole(grid: EditGrid, stroke: BrushStroke) -> np.ndarray:
    full = np.zeros(grid.shape_kji, dtype=bool)
    found = swept(grid, stroke)
    if found is not None:
        full[found[0]] = found[1]
    return full


@pytest.mark.parametrize("sheared", [False, True])
def test_a_ball_is_round_in_mm_on_anisotropic_oblique_and_sheared_grids(sheared: bool) -> None:
    grid = EditGrid.of_volume(geometry(SHAPE, sheared=sheared))
    middle = grid.to_points((10.2, 24.7, 20.4))
    points = grid.to_points(np.moveaxis(np.indices(SHAPE), 0, -1))
    expected = np.linalg.norm(points - middle, axis=-1) <= 7.3
    found = whole(grid, BrushStroke(middle, middle, 7.3))
    assert expected.sum() > 400
    np.testing.assert_array_equal(found, expected)


def test_a_swept_ball_is_a_capsule() -> None:
    grid = EditGrid.of_volume(geometry(SHAPE))
    start, end = grid.to_points((5, 10, 8)), grid.to_points((14, 40, 30))
    points = grid.to_points(np.moveaxis(np.indices(SHAPE), 0, -1))
    way = end - start
    part = np.clip((points - start) @ way / (way @ way), 0, 1)
    expected = np.linalg.norm(points - start - part[..., None] * way, axis=-1) <= 4.0
    np.testing.assert_array_equal(whole(grid, BrushStroke(start, end, 4.0)), expected)


@pytest.mark.parametrize("plane", [PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL])
def test_a_disc_on_a_plane_of_the_grid_is_a_true_circle_on_one_layer(plane: PlaneName) -> None:
    volume = geometry(SHAPE)
    grid = EditGrid.of_volume(volume)
    middle = grid.to_points((10.0, 25.0, 20.0))
    index, row, column = plane_position(volume, plane, middle)
    affine = plane_affine(volume, plane, round(index))
    normal = np.cross(affine[:3, 0], affine[:3, 1])
    normal /= np.linalg.norm(normal)
    found = whole(grid, BrushStroke(middle, middle, 6.0, normal))
    box = bounding_box(found)
    assert box is not None
    assert sorted(run.stop - run.start for run in box)[0] == 1
    # Within the plane: every pixel whose center lies within the radius, and no other.
    cut = found.transpose()
    area = np.linalg.norm(affine[:3, 0]) * np.linalg.norm(affine[:3, 1])
    assert cut.sum() * area == pytest.approx(np.pi * 36.0, rel=0.12)
    far = np.linalg.norm(grid.to_points(np.argwhere(found)) - middle, axis=1)
    assert far.max() <= 6.0
    assert row > 0
    assert column > 0


def test_a_disc_on_an_oblique_plane_has_no_holes_where_it_is_shown() -> None:
    grid = EditGrid.of_volume(geometry((24, 60, 60)))
    normal = np.array([0.4, 0.5, 0.77])
    normal /= np.linalg.norm(normal)
    u = np.cross(normal, [1.0, 0.0, 0.0])
    u /= np.linalg.norm(u)
    v = np.cross(normal, u)
    middle = grid.to_points((12.0, 30.0, 30.0))
    found = whole(grid, BrushStroke(middle, middle, 8.0, normal))
    for a, b in product(np.linspace(-5.0, 5.0, 41), repeat=2):
        if np.hypot(a, b) <= 5.0:
            k, j, i = np.rint(grid.to_kji(middle + a * u + b * v)).astype(int)
            assert found[k, j, i]
    points = grid.to_points(np.argwhere(found)) - middle
    assert np.abs(points @ normal).max() <= 0.5 * np.abs(normal @ grid.affine[:3, :3]).sum() + 1e-6


def test_the_smallest_brush_paints_the_voxel_under_the_mouse_and_none_outside() -> None:
    grid = EditGrid.of_volume(geometry(SHAPE))
    inside = grid.to_points((3.4, 10.4, 10.4))
    assert np.argwhere(whole(grid, BrushStroke(inside, inside, 0.01))).tolist() == [[3, 10, 10]]
    outside = grid.to_points((-30.0, 10.0, 10.0))
    assert swept(grid, BrushStroke(outside, outside, 2.0)) is None


def test_a_film_is_painted_in_its_own_frame_only() -> None:
    grid = EditGrid.of_film((3, 30, 30), (0.5, 0.25))
    middle = np.array([1.0, 7.0, 3.5])
    found = whole(grid, BrushStroke(middle, middle, 2.0, np.array([1.0, 0.0, 0.0])))
    assert not found[[0, 2]].any()
    rows, columns = np.nonzero(found[1])
    assert np.ptp(rows) == 8
    assert np.ptp(columns) == 16


def test_overlap_rules_and_locks() -> None:
    labels = np.array([[[0, 1, 2, 3, 4]]], dtype=np.uint8)
    region = np.ones(labels.shape, dtype=bool)

    def after(**rules: Any) -> list[int]:
        found: list[int] = painted(labels, 1, region, EditRules(**rules))[0, 0].tolist()
        return found

    assert after() == [1, 1, 1, 1, 1]
    assert after(locked=frozenset({3})) == [1, 1, 1, 3, 1]
    assert after(overlap=Overlap.VISIBLE, hidden=frozenset({4})) == [1, 1, 1, 1, 4]
    assert after(overlap=Overlap.NONE) == [1, 1, 2, 3, 4]
    assert after(inside=2) == [0, 1, 1, 3, 4]
    assert after(inside=0) == [1, 1, 2, 3, 4]
    assert after(inside=3, locked=frozenset({3})) == [0, 1, 2, 3, 4]
    assert after(locked=frozenset({1})) == [0, 1, 2, 3, 4]
    assert erased(labels, 2, region, EditRules())[0, 0].tolist() == [0, 1, 0, 3, 4]
    assert erased(labels, 2, region, EditRules(locked=frozenset({2})))[0, 0].tolist() == [
        0, 1, 2, 3, 4,
    ]  # fmt: skip


def test_masking_paints_and_erases_only_values_of_a_range() -> None:
    labels = np.array([[[0, 0, 1, 1]]], dtype=np.uint8)
    values = np.array([[[10, 20, 30, 40]]], dtype=np.int16)
    region = np.ones(labels.shape, dtype=bool)
    rules = EditRules(value_range=(20, 30))
    assert painted(labels, 1, region, rules, values)[0, 0].tolist() == [0, 1, 1, 1]
    assert erased(labels, 1, region, rules, values)[0, 0].tolist() == [0, 0, 0, 1]
    only = np.array([[[True, False, False, True]]])
    assert replaced(labels, 1, only, EditRules())[0, 0].tolist() == [1, 0, 0, 1]


def test_random_edits_never_change_a_locked_segment_and_can_be_undone() -> None:
    random = np.random.default_rng(7)
    grid = EditGrid.of_volume(geometry((12, 30, 28)))
    labels = random.integers(0, 5, grid.shape_kji).astype(np.uint8)
    values = random.integers(-100, 100, grid.shape_kji).astype(np.int16)
    locked = frozenset({2, 4})
    fixed = np.isin(labels, [2, 4])
    first, kept = labels.copy(), labels[fixed].copy()
    patches: list[LabelPatch] = []
    copies: list[np.ndarray] = []
    for _ in range(200):
        middle = grid.to_points(random.uniform(0, grid.shape_kji))
        found = swept(grid, BrushStroke(middle, middle, float(random.uniform(0.5, 8.0))))
        if found is None:
            continue
        box, region = found
        rules = EditRules(locked=locked, value_range=(-50, 60) if random.random() < 0.3 else None)
        act = [painted, erased, replaced][int(random.integers(3))]
        after = act(labels[box], int(random.integers(1, 5)), region, rules, values[box])
        patch = patch_of(labels, box, after)
        if patch is not None:
            copies.append(labels.copy())
            patch.do(labels)
            np.testing.assert_array_equal(labels[box], after)
            patches.append(patch)
    assert len(patches) > 80
    np.testing.assert_array_equal(labels[fixed], kept)
    for patch, copy in zip(reversed(patches), reversed(copies), strict=True):
        patch.undo(labels)
        np.testing.assert_array_equal(labels, copy)
    np.testing.assert_array_equal(labels, first)


def test_a_patch_is_small_and_says_what_it_touched() -> None:
    labels = np.zeros((60, 200, 200), dtype=np.uint8)
    after = labels.copy()
    after[30, 50:150, 50:150] = 3
    patch = LabelPatch.between(labels, after)
    assert patch is not None
    assert patch.start == (30, 50, 50)
    assert patch.shape == (1, 100, 100)
    assert patch.nbytes < 500
    assert patch.numbers() == {3}
    assert LabelPatch.between(after, after) is None
    with pytest.raises(ValueError, match="uint16"):
        patch.do(labels.astype(np.uint16))
    with pytest.raises(ValueError, match="outside"):
        patch.do(labels[:, :60])


def test_a_grid_of_a_volume_maps_both_ways() -> None:
    volume: VolumeGeometry = geometry(SHAPE, sheared=True)
    grid = EditGrid.of_volume(volume)
    assert not grid.is_orthogonal
    assert EditGrid.of_volume(geometry(SHAPE)).is_orthogonal
    np.testing.assert_allclose(grid.to_kji(grid.to_points((3.2, 4.1, 5.7))), (3.2, 4.1, 5.7))
    assert grid.voxel_mm3 == pytest.approx(volume.voxel_volume_mm3)
