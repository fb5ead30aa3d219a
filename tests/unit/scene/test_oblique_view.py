from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import box_mask, rotation, smooth_volume
from tests.support.simpleitk_planes import sitk_plane
from workstation.domain.analysis import Heatmap
from workstation.domain.image import Volume
from workstation.imaging.mpr_axes import TURNING_PLANES, MprAxes
from workstation.imaging.planes import PlaneName
from workstation.messages import Message
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.sources import VolumeView, plane_title
from workstation.viewer.box_painter import box_outline
from workstation.viewer.corner_text import corner_text

CENTER = (0.6, -0.3, 0.4)


@pytest.fixture
def volume() -> Volume:
    return smooth_volume(rotation=rotation(10, 25, -8))


def oblique(volume: Volume, *, decimation: int = 1, trusted: bool = True) -> ObliqueView:
    x, y, z = (volume.geometry.center_lps_mm + CENTER).tolist()
    axes = MprAxes.along(volume.geometry, (x, y, z))
    axes = axes.turned(PlaneName.AXIAL, 25).turned(PlaneName.SAGITTAL, -40)
    return ObliqueView(volume, volume, trusted, "s", axes, decimation)


@pytest.mark.parametrize("plane", TURNING_PLANES)
def test_pictures_equal_simpleitk(volume: Volume, plane: PlaneName) -> None:
    view = oblique(volume)
    index = view.count(plane) // 2
    frame = view.frame(plane, index)
    expected = sitk_plane(volume, view.plane_at(plane, index))
    both = np.isfinite(expected)
    if frame.padding is not None:
        both &= ~frame.padding
    assert both.sum() > 300
    assert np.abs(frame.values - expected)[both].max() < 0.01
    assert frame.is_interpolated
    assert frame.decimation == 1


@pytest.mark.parametrize("plane", TURNING_PLANES)
def test_one_plane_of_each_name_goes_through_the_center(volume: Volume, plane: PlaneName) -> None:
    view = oblique(volume)
    at, row, column = view.locate(plane, view.axes.center_lps_mm)
    assert at == pytest.approx(round(at), abs=1e-9)
    assert view.to_point(plane, round(at), row, column) == pytest.approx(view.axes.center_lps_mm)
    point = view.to_point(plane, 3, 4.5, 7.25)
    assert view.locate(plane, point) == pytest.approx((3, 4.5, 7.25))
    inside = [volume.geometry.to_kji(view.to_point(plane, i, row, column)) for i in (0, round(at))]
    assert np.isfinite(inside).all()


def test_planes_turned_by_nothing_show_what_the_grid_shows(volume: Volume) -> None:
    straight = VolumeView(volume, volume, True, "s")
    center = straight.to_point(PlaneName.AXIAL, 4, 5, 6)
    same = ObliqueView(volume, volume, True, "s", MprAxes.along(volume.geometry, center))
    for plane in TURNING_PLANES:
        assert same.directions(plane)[0] == pytest.approx(straight.directions(plane)[0])
        assert same.directions(plane)[1] == pytest.approx(straight.directions(plane)[1])
        assert same.frame(plane, 0).letters == straight.frame(plane, 0).letters
        at, row, column = same.locate(plane, center)
        value = same.frame(plane, round(at)).values
        k, j, i = np.rint(volume.geometry.to_kji(center)).astype(int)
        point = same.to_point(plane, round(at), round(row), round(column))
        assert np.linalg.norm(np.array(point) - center) < min(volume.geometry.spacing_kji_mm)
        assert value.shape[0] * same.frame(plane, 0).pixel_rc[0] == pytest.approx(
            straight.frame(plane, 0).values.shape[0] * straight.frame(plane, 0).pixel_rc[0], abs=1.0
        )
        assert volume.array[k, j, i] == pytest.approx(
            value[round(row), round(column)], abs=float(np.ptp(volume.array)) * 0.1
        )


def test_masks_and_maps_follow(volume: Volume) -> None:
    view, plane = oblique(volume), PlaneName.CORONAL
    mask = box_mask(volume)
    index = round(view.locate(plane, volume.geometry.to_lps_mm(_middle_of(mask.labels)))[0])
    labels = view.labels(mask, plane, index)
    assert labels.shape == view.frame(plane, index).values.shape
    assert (labels > 0).sum() > 10
    for row, column in np.argwhere(labels > 0)[::7]:
        kji = volume.geometry.to_kji(view.to_point(plane, index, row, column))
        k, j, i = np.floor(kji + 0.5).astype(int)
        assert mask.labels[k, j, i] == labels[row, column]
    values = (mask.labels > 0).astype(np.float32)
    heat = view.heat(Heatmap(name=Message("x"), values=values), plane, index)
    assert heat[labels > 0].min() > 0.1


def _middle_of(labels: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.argwhere(labels > 0).mean(axis=0)
    return found


def test_a_box_is_cut_where_it_lies(volume: Volume) -> None:
    view, plane = oblique(volume), PlaneName.SAGITTAL
    x, y, z = volume.geometry.center_lps_mm.tolist()
    box = (x - 2, y - 3, z - 1, x + 2, y + 3, z + 4)
    index = round(view.locate(plane, (x, y, z))[0])
    outline = box_outline(view, plane, index, box)
    assert len(outline) >= 3
    for row, column in outline:
        point = np.array(view.to_point(plane, index, row, column))
        low, high = np.array(box[:3]), np.array(box[3:])
        assert (point > low - 1e-6).all()
        assert (point < high + 1e-6).all()
        assert min(np.abs(point - low).min(), np.abs(point - high).min()) < 1e-6


def test_letters_and_words_say_that_a_plane_is_tilted(volume: Volume) -> None:
    view = oblique(volume)
    letters = view.frame(PlaneName.CORONAL, 0).letters
    assert any(len(word) >= 2 for word in letters)
    assert "tilted" in str(view.position_words(PlaneName.CORONAL, 3))
    assert str(plane_title(view, PlaneName.CORONAL)) == "Coronal, turned"


def test_millimeters_need_a_trusted_geometry(volume: Volume) -> None:
    assert oblique(volume).frame(PlaneName.AXIAL, 0).spacing_rc_mm is not None
    doubtful = oblique(volume, trusted=False)
    assert not doubtful.trusts(PlaneName.AXIAL)
    assert doubtful.frame(PlaneName.AXIAL, 0).spacing_rc_mm is None


def test_decimated_pictures_lie_where_the_fine_ones_do(volume: Volume) -> None:
    fine, coarse = oblique(volume), oblique(volume, decimation=2)
    plane, index = PlaneName.AXIAL, 5
    assert coarse.frame(plane, index).decimation == 2
    assert coarse.frame(plane, index).values.size < 0.4 * fine.frame(plane, index).values.size
    point = fine.to_point(plane, index, 7, 9)
    at, row, column = coarse.locate(plane, point)
    assert at == pytest.approx(index)
    assert coarse.to_point(plane, index, row, column) == pytest.approx(point)


def test_slabs_project_along_the_turned_normal(volume: Volume) -> None:
    view = oblique(volume)
    plane = PlaneName.CORONAL
    index = view.count(plane) // 2
    step = view.step_mm(plane)
    frames = [view.frame(plane, index + n) for n in (-1, 0, 1)]
    single = [frame.values for frame in frames]
    slab = view.frame(plane, index, slab_mm=3 * step, mode="max").values
    inside = np.ones(slab.shape, np.bool_)
    for frame in frames:
        if frame.padding is not None:
            inside &= ~frame.padding
    assert inside.sum() > 300
    np.testing.assert_allclose(slab[inside], np.max(single, axis=0)[inside], atol=0.01)


def test_the_native_plane_stays_as_it_is(volume: Volume) -> None:
    view, straight = oblique(volume), VolumeView(volume, volume, True, "s")
    native = PlaneName.NATIVE
    np.testing.assert_array_equal(view.frame(native, 2).values, straight.frame(native, 2).values)
    assert view.count(native) == straight.count(native)
    assert view.locate(native, (1, 2, 3)) == pytest.approx(straight.locate(native, (1, 2, 3)))
    assert replace(view, trusted=False).trusts(native) == straight.trusts(native)


def test_turned_planes_are_no_images_of_the_file(volume: Volume) -> None:
    view = oblique(volume)
    for plane in PlaneName:
        words = corner_text(view, plane=plane, index=1, window=None, inverted=False, zoom=1)
        told = [line for line in words.bottom_left + words.bottom_right if "/" in line]
        number = f"Im 2/{view.count(plane)}"
        if plane is not PlaneName.NATIVE:
            number = f"Plane 2/{view.count(plane)}"
        assert any(number in line for line in told), (plane, words)
