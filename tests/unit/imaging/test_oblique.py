from __future__ import annotations

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, box_mask, rotation, smooth_volume
from tests.support.simpleitk_planes import sitk_plane
from workstation.domain.bit_mask import BitMask
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.imaging.oblique import ObliquePlane, plane_through, reslice, reslice_labels
from workstation.imaging.planes import PlaneName, extract_plane


@pytest.mark.parametrize("normal", [(0, 0, -1), (0.3, 0.8, -0.2), (1, 0.1, 0.5), (0, 1, 0)])
def test_oblique_planes_equal_simpleitk(normal: tuple[float, float, float]) -> None:
    volume = smooth_volume(rotation=rotation(10, 25, -8))
    plane = plane_through(volume.geometry.center_lps_mm, normal, shape_rc=(50, 60), pixel_mm=0.7)
    expected = sitk_plane(volume, plane)
    found = reslice(volume, plane)
    both = np.isfinite(expected) & (
        np.ones_like(expected, dtype=bool) if found.padding is None else ~found.padding
    )
    assert both.sum() > 1000
    assert np.abs(found.values - expected)[both].max() < 0.05
    outside = np.isnan(expected)
    assert found.padding is not None or not outside.any()


def test_a_plane_along_the_grid_is_the_grid() -> None:
    volume = asymmetric_volume()
    cut = extract_plane(volume, PlaneName.CORONAL, 3)
    center = cut.to_lps_mm(2.5, 4.5)
    plane = plane_through(center, (0, 1, 0), shape_rc=(16, 10), pixel_mm=1.0)
    found = reslice(volume, plane)
    assert found.letters == cut.letters
    assert found.values[1:16:3].tolist() == cut.values[:5].tolist() or np.allclose(
        found.values[8], (cut.values[2].astype(float) + cut.values[3]) / 2, atol=60
    )
    point = found.to_lps_mm(4, 7)
    k, j, i = volume.geometry.to_kji(point)
    assert found.values[4, 7] == pytest.approx(k * 100 + j * 10 + i, abs=1e-3)


@pytest.mark.parametrize(("mode", "reduce"), [("max", np.max), ("min", np.min), ("mean", np.mean)])
def test_slab_is_the_projection_of_its_layers(mode: str, reduce: object) -> None:
    volume = smooth_volume()
    middle = volume.geometry.center_lps_mm
    normal = np.array([0.2, 0.9, 0.1])
    normal /= np.linalg.norm(normal)
    slab = 4.0
    layers = round(slab / min(volume.geometry.spacing_kji_mm))
    step = slab / layers
    cuts = []
    for layer in range(layers):
        center = middle + normal * step * (layer - (layers - 1) / 2)
        plane = plane_through(center, normal, shape_rc=(12, 12), pixel_mm=0.9)
        cuts.append(reslice(volume, plane).values)
    plane = plane_through(middle, normal, shape_rc=(12, 12), pixel_mm=0.9)
    found = reslice(volume, plane, slab_mm=slab, mode=mode)
    assert callable(reduce)
    np.testing.assert_allclose(found.values, reduce(np.stack(cuts), axis=0), atol=0.02)


def test_labels_follow_the_image() -> None:
    volume = asymmetric_volume()
    mask = box_mask(volume)
    cut = extract_plane(volume, PlaneName.AXIAL, 1)
    plane = plane_through(
        cut.to_lps_mm(3.5, 4.5), (0, 0, 1), up_lps=(0, -1, 0), shape_rc=(12, 10), pixel_mm=1.0
    )
    found = reslice_labels(mask.labels, volume.geometry, plane)
    for row in range(12):
        for column in range(10):
            point = plane.affine_lps[:3] @ np.array([row, column, 1.0])
            k, j, i = np.rint(volume.geometry.to_kji(point)).astype(int)
            inside = volume.geometry.contains_kji((k, j, i))
            assert found[row, column] == (mask.labels[k, j, i] if inside else 0)


def test_impossible_planes_are_refused() -> None:
    with pytest.raises(ValueError, match="right angles"):
        ObliquePlane(
            center_lps_mm=(0, 0, 0),
            right_lps=(1, 0, 0),
            down_lps=(0.5, 0.5, 0),
            shape_rc=(4, 4),
            pixel_mm=1.0,
        )
    plane = plane_through((0, 0, 0), (0, 0, 1), shape_rc=(4, 4), pixel_mm=1.0)
    with pytest.raises(ValueError, match="mode"):
        reslice(smooth_volume(), plane, slab_mm=3, mode="sum")


@pytest.mark.parametrize(("mode", "value"), [("max", 30), ("min", 10), ("mean", 20)])
def test_padding_takes_no_part_in_a_turned_slab(mode: str, value: float) -> None:
    """Three layers of 10, 20 and 30 through the middles of voxels, with padding in one or all."""
    array = np.zeros((3, 5, 7), np.int16)
    array[:] = np.array([10, 20, 30])[:, None, None]
    padded = np.zeros(array.shape, bool)
    padded[1, 0, 0] = padded[:, 1, 1] = padded[0, 2, 2] = True
    array[padded] = 3000 if mode == "max" else -2000
    affine = np.diag([1.0, 1.0, 1.0, 1.0])[:, [2, 1, 0, 3]]
    volume = Volume(
        array=array,
        geometry=VolumeGeometry(shape_kji=(3, 5, 7), affine_lps=affine),
        quantity="HU",
        source=ImageSource(),
        padding=BitMask.of(padded),
    )
    plane = plane_through((3, 2, 1), (0, 0, 1), up_lps=(0, -1, 0), shape_rc=(5, 7), pixel_mm=1.0)
    found = reslice(volume, plane, slab_mm=3.0, mode=mode)
    assert found.values[4, 4] == found.values[0, 0] == value
    assert found.values[2, 2] == {"max": 30, "min": 20, "mean": 25}[mode]
    assert found.padding is not None
    assert np.argwhere(found.padding).tolist() == [[1, 1]]
