from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813

from tests.support.image_phantoms import box_mask, rotation, source
from tests.support.simpleitk_planes import as_sitk
from workstation.domain.analysis import Heatmap
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.imaging.curved import centerline_frames
from workstation.imaging.planes import PlaneName
from workstation.messages import Message
from workstation.scene.curved_view import ANGLE_STEP_DEG, CurvedView
from workstation.scene.linking import rectangle_of
from workstation.scene.sources import VolumeView, plane_title
from workstation.viewer.fusion import FusionLayer, sample_fused
from workstation.viewer.turned_views import turned

RING, TUBE = 25.0, 5.0
PLANE = PlaneName.AXIAL


@pytest.fixture(scope="module")
def ring() -> Volume:
    """A tube bent to a ring, on an anisotropic grid that is oblique and off the origin."""
    spacing = np.array([1.5, 0.9, 0.8])
    shape = (50, 78, 90)
    affine = np.eye(4)
    turn = rotation(8, -12, 20)
    affine[:3, :3] = turn @ np.array([[0, 0, 1.0], [0, 1.0, 0], [1.0, 0, 0]]) * spacing
    affine[:3, 3] = (40.0, -25.0, 10.0)
    geometry = VolumeGeometry(shape_kji=shape, affine_lps=affine, frame_of_reference_uid="1.9")
    points = geometry.to_lps_mm(np.moveaxis(np.indices(shape), 0, -1).astype(np.float64))
    away = (points - geometry.center_lps_mm) @ turn
    from_ring = np.hypot(np.hypot(away[..., 0], away[..., 1]) - RING, away[..., 2])
    # Falls over one millimeter, so that half of it marks the wall.
    values = 1000.0 * np.clip(TUBE + 0.5 - from_ring, 0.0, 1.0)
    return Volume(
        array=values.astype(np.float32), geometry=geometry, quantity="HU", source=source()
    )


@pytest.fixture(scope="module")
def view(ring: Volume) -> CurvedView:
    """Three quarters of the ring, laid straight."""
    angles = np.linspace(0.3, 0.3 + 1.5 * np.pi, 24)
    circle = np.stack([RING * np.cos(angles), RING * np.sin(angles), 0 * angles], axis=1)
    points = ring.geometry.center_lps_mm + circle @ rotation(8, -12, 20).T
    return CurvedView(ring, ring, True, "s", centerline_frames(points, 0.5), 15.0)


def test_a_ring_becomes_a_straight_tube_of_its_length_and_radius(view: CurvedView) -> None:
    assert view.line.length_mm == pytest.approx(1.5 * np.pi * RING, rel=3e-4)
    for index in (0, 20, 45, 70):
        frame = view.frame(PLANE, index)
        assert frame.values.shape[0] == len(view.line.points)
        middle = (frame.values.shape[1] - 1) / 2
        inside = frame.values > 500
        widths = inside.sum(axis=1) * frame.pixel_rc[1]
        np.testing.assert_allclose(widths, 2 * TUBE, atol=1.1)
        columns = np.arange(frame.values.shape[1])
        centers = (inside * columns).sum(axis=1) / inside.sum(axis=1)
        assert np.abs(centers - middle).max() * frame.pixel_rc[1] < 0.6


def test_values_equal_simpleitk_at_their_points(ring: Volume, view: CurvedView) -> None:
    image, frame = as_sitk(ring), view.frame(PLANE, 33)
    checked = 0
    for row in range(0, frame.values.shape[0], 11):
        for column in range(0, frame.values.shape[1], 5):
            point = view.to_point(PLANE, 33, row, column)
            place = image.TransformPhysicalPointToContinuousIndex(point)
            if any(v < 0 or v > n - 1 for v, n in zip(place, image.GetSize(), strict=True)):
                continue
            expected = image.EvaluateAtPhysicalPoint(point, sitk.sitkLinear)
            assert frame.values[row, column] == pytest.approx(expected, abs=0.05)
            checked += 1
    assert checked > 100


@pytest.mark.parametrize(("row", "column"), [(30, 40), (100.5, 12), (200, 33)])
def test_points_go_there_and_back(view: CurvedView, row: float, column: float) -> None:
    for index in (0, 30, 80):
        at, r, c = view.locate(PLANE, view.to_point(PLANE, index, row, column))
        assert at == pytest.approx(index, abs=0.3)
        assert (r, c) == pytest.approx((row, column), abs=0.3)


def test_no_millimeter_is_given_on_the_picture(view: CurvedView) -> None:
    frame = view.frame(PLANE, 0)
    assert frame.spacing_rc_mm is None
    assert "no mm" in str(frame.withheld)
    assert not view.trusts(PLANE)
    assert f"{view.line.length_mm:.1f} mm" in str(view.position_words(PLANE, 0))
    doubtful = CurvedView(view.image, view.shown, False, "s", view.line, 15.0)
    assert "mm" not in str(doubtful.position_words(PLANE, 0))
    assert str(plane_title(view, PLANE)) == "Straightened"
    assert rectangle_of(view, PLANE, 0, (10, 10)) is None


def test_masks_and_a_second_image_follow(ring: Volume, view: CurvedView) -> None:
    mask = box_mask(ring)
    labels = view.labels(mask, PLANE, 10)
    frame = view.frame(PLANE, 10)
    assert labels.shape == frame.values.shape
    assert labels.any()
    for row, column in np.argwhere(labels > 0)[::50]:
        kji = ring.geometry.to_kji(view.to_point(PLANE, 10, row, column))
        k, j, i = np.floor(kji + 0.5).astype(int)
        assert mask.labels[k, j, i] == labels[row, column]
    same = FusionLayer(
        volume=ring, to_volume=np.eye(4), title="", unit="", table="PET", low=0, high=1,
        threshold=0, opacity=1,
    )  # fmt: skip
    samples = sample_fused(same, view, PLANE, 10, frame)
    known = np.isfinite(samples.values)
    np.testing.assert_allclose(samples.values[known], frame.values[known], atol=1e-3)
    assert known.sum() > 1000


def test_no_saliency_is_shown_beside_the_volume(ring: Volume, view: CurvedView) -> None:
    heat = Heatmap(name=Message("s"), values=np.full(ring.array.shape, 0.7, np.float32))
    wide = replace(view, half_width_mm=40.0)
    outside = wide.frame(PLANE, 0).padding
    assert outside is not None
    assert 0.05 < outside.mean() < 0.95
    shown = wide.heat(heat, PLANE, 0)
    assert not shown[outside].any()
    np.testing.assert_allclose(shown[~outside], 0.7, rtol=1e-5)


@pytest.mark.parametrize("plane", [PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL])
def test_the_cross_section_is_a_disk_across_the_line(
    ring: Volume, view: CurvedView, plane: PlaneName
) -> None:
    row = 60
    axes = view.cross_section(plane, row)
    cut = turned(VolumeView(ring, ring, True, "s"), axes)
    normal = np.cross(*cut.directions(plane))
    assert abs(float(normal @ view.line.tangents[row])) == pytest.approx(1)
    index = round(cut.locate(plane, axes.center_lps_mm)[0])
    frame = cut.frame(plane, index)
    assert frame.spacing_rc_mm is not None
    rows, columns = np.indices(frame.values.shape)
    _, r, c = cut.locate(plane, axes.center_lps_mm)
    # The far side of the ring is cut too; it is left out.
    near = np.hypot(rows - r, columns - c) * frame.pixel_rc[0] < 12
    area = ((frame.values > 500) & near).sum() * frame.pixel_rc[0] * frame.pixel_rc[1]
    assert area == pytest.approx(np.pi * TUBE**2, rel=0.05)


def test_the_angle_turns_the_direction_across(view: CurvedView) -> None:
    first = np.array(view.to_point(PLANE, 0, 50, 40)) - view.line.points[50]
    quarter = round(90 / ANGLE_STEP_DEG)
    second = np.array(view.to_point(PLANE, quarter, 50, 40)) - view.line.points[50]
    assert abs(float(first @ second)) < 1e-6
    assert view.count(PLANE) * ANGLE_STEP_DEG == 180


@pytest.mark.parametrize("row", [0, 20, 60, 100, 140])
def test_the_cross_section_is_seen_as_radiologists_look(
    ring: Volume, view: CurvedView, row: int
) -> None:
    axes = view.cross_section(PlaneName.AXIAL, row)
    basis = axes.bases[PlaneName.AXIAL]
    assert float(np.cross(basis.right, basis.down) @ basis.onward) == pytest.approx(
        np.sign(np.cross(basis.right, basis.down) @ basis.onward)
    )
    into = np.cross(basis.right, basis.down)
    letters = turned(VolumeView(ring, ring, True, "s"), axes).frame(PlaneName.AXIAL, 0).letters
    nearest = int(np.argmax(np.abs(into)))
    left, right, top, bottom = (each[0] for each in letters)
    if nearest == 2:
        assert (left, right, top, bottom) == ("R", "L", "A", "P")
    else:
        assert (top, bottom) == ("H", "F")
        assert (left, right) == (("R", "L") if nearest == 1 else ("A", "P"))
