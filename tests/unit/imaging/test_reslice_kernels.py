from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813

from tests.support.image_phantoms import rotation, smooth_volume
from tests.support.simpleitk_planes import sitk_plane
from workstation.domain.bit_mask import BitMask
from workstation.domain.image import Volume
from workstation.imaging.oblique import plane_through, reslice, reslice_labels
from workstation.imaging.reslice_kernels import sample_linear, sample_nearest

_NORMALS = [(0, 0, 1), (0.31, 0.77, -0.42), (1, 0.02, 0.01), (-0.5, 0.5, 0.7)]


@pytest.mark.parametrize("dtype", [np.int16, np.uint16, np.float32, np.float64, np.uint8])
@pytest.mark.parametrize("normal", _NORMALS)
def test_every_type_equals_simpleitk_up_to_the_border(
    dtype: type, normal: tuple[float, float, float]
) -> None:
    volume = smooth_volume(rotation=rotation(12, -20, 31))
    values = volume.array.astype(np.float64)
    scaled = (values - values.min()) / np.ptp(values) * 250
    volume = replace(volume, array=scaled.astype(dtype))
    plane = plane_through(
        volume.geometry.center_lps_mm + np.array([0.3, -0.2, 0.1]),
        normal,
        shape_rc=(90, 80),
        pixel_mm=0.61,
    )
    expected, found = sitk_plane(volume, plane), reslice(volume, plane, fill=-1)
    outside = np.isnan(expected)
    assert 500 < (~outside).sum() < outside.size
    assert found.padding is not None
    # Whether a point on the very border is in or out may be rounded either way.
    assert (found.padding != outside).mean() < 0.002
    both = ~outside & ~found.padding
    assert np.abs(found.values - expected)[both].max() < 2e-3
    assert (found.values[found.padding] == -1).all()


def test_labels_equal_simpleitk_nearest() -> None:
    volume = smooth_volume(rotation=rotation(12, -20, 31))
    labels = (np.arange(volume.array.size).reshape(volume.array.shape) % 251).astype(np.uint8)
    plane = plane_through(
        volume.geometry.center_lps_mm, (0.3, 0.8, -0.4), shape_rc=(70, 60), pixel_mm=0.63
    )
    image = sitk.GetImageFromArray(labels)
    axes = volume.geometry.affine_lps[:3, [2, 1, 0]]
    spacing = np.linalg.norm(axes, axis=0)
    image.SetSpacing(spacing.tolist())
    image.SetOrigin(volume.geometry.affine_lps[:3, 3].tolist())
    image.SetDirection((axes / spacing).ravel().tolist())
    filter_ = sitk.ResampleImageFilter()
    filter_.SetInterpolator(sitk.sitkNearestNeighbor)
    filter_.SetSize([60, 70, 1])
    filter_.SetOutputSpacing([0.63, 0.63, 1.0])
    filter_.SetOutputOrigin(plane.affine_lps[:3, 2].tolist())
    direction = np.stack([plane.right_lps, plane.down_lps, plane.normal_lps], axis=1)
    filter_.SetOutputDirection(direction.ravel().tolist())
    expected = sitk.GetArrayFromImage(filter_.Execute(image))[0]
    found = reslice_labels(labels, volume.geometry, plane)
    assert (expected > 0).sum() > 1000
    assert (found != expected).mean() < 0.002


def test_threads_make_no_difference() -> None:
    array = np.random.default_rng(1).normal(size=(40, 50, 60)).astype(np.float32)
    origins = np.array([2.0, -3.0, 4.0]) + np.arange(400)[:, None] * [0.08, 0.11, 0.02]
    steps = np.tile([0.01, 0.02, 0.13], (400, 1))
    whole = sample_linear(array, origins, steps, 400)
    parts = [sample_linear(array, origins[n : n + 1], steps[:1], 400)[0] for n in range(400)]
    np.testing.assert_array_equal(whole, np.stack(parts))
    assert np.isnan(whole).any()
    assert np.isfinite(whole).any()


def test_packed_bits_are_read_as_the_bits_they_are() -> None:
    rng = np.random.default_rng(2)
    mask = rng.random((7, 9, 21)) < 0.4
    origins = rng.uniform(-1, 6, (50, 3))
    steps = rng.uniform(-0.1, 0.5, (50, 3))
    plain = sample_nearest(mask.astype(np.uint8), origins, steps, 40)
    packed = sample_nearest(BitMask.of(mask).packed, origins, steps, 40, packed_width=21)
    np.testing.assert_array_equal(plain, packed)
    assert 0 < plain.sum() < plain.size


def test_padding_of_the_volume_is_padding_of_the_plane() -> None:
    volume = smooth_volume()
    padded = np.zeros(volume.array.shape, dtype=bool)
    padded[:, :, :5] = True
    volume = replace(volume, padding=BitMask.of(padded))
    plane = plane_through(
        volume.geometry.center_lps_mm, (0.1, 0.2, 1), shape_rc=(40, 40), pixel_mm=0.9
    )
    found = reslice(volume, plane)
    assert found.padding is not None
    for row in range(0, 40, 3):
        for column in range(0, 40, 3):
            kji = volume.geometry.to_kji(found.to_lps_mm(row, column))
            if volume.geometry.contains_kji(kji) and abs(kji[2] - 4.5) > 1e-3:
                assert found.padding[row, column] == (kji[2] < 4.5)


def test_a_real_series_equals_simpleitk(shared_data: Path) -> None:
    from workstation.api import open_series

    volume = open_series(shared_data / "petctmr_sarcoma_sts_019" / "ct")
    assert isinstance(volume, Volume)
    assert volume.geometry.shape_kji[0] > 10
    plane = plane_through(
        volume.geometry.center_lps_mm, (0.3, 0.5, 0.8), shape_rc=(200, 220), pixel_mm=0.8
    )
    expected, found = sitk_plane(volume, plane), reslice(volume, plane)
    both = np.isfinite(expected)
    if found.padding is not None:
        both &= ~found.padding
    assert both.sum() > 5000
    # float32 of values up to several thousand.
    assert np.abs(found.values - expected)[both].max() < 0.02
