"""Planes cut by SimpleITK, to compare with."""

from __future__ import annotations

from typing import Any

import numpy as np
import SimpleITK as sitk  # noqa: N813
from numpy.typing import NDArray

from workstation.domain.image import Volume
from workstation.imaging.oblique import ObliquePlane


def as_sitk(volume: Volume) -> sitk.Image:
    image = sitk.GetImageFromArray(volume.array.astype(np.float32))
    axes = volume.geometry.affine_lps[:3, [2, 1, 0]]
    spacing = np.linalg.norm(axes, axis=0)
    image.SetSpacing(spacing.tolist())
    image.SetOrigin(volume.geometry.affine_lps[:3, 3].tolist())
    image.SetDirection((axes / spacing).ravel().tolist())
    return image


def sitk_plane(volume: Volume, plane: ObliquePlane) -> NDArray[Any]:
    resample = sitk.ResampleImageFilter()
    resample.SetInterpolator(sitk.sitkLinear)
    resample.SetDefaultPixelValue(float("nan"))
    resample.SetSize([plane.shape_rc[1], plane.shape_rc[0], 1])
    resample.SetOutputSpacing([plane.pixel_mm, plane.pixel_mm, 1.0])
    resample.SetOutputOrigin(plane.affine_lps[:3, 2].tolist())
    direction = np.stack([plane.right_lps, plane.down_lps, plane.normal_lps], axis=1)
    resample.SetOutputDirection(direction.ravel().tolist())
    found: NDArray[Any] = sitk.GetArrayFromImage(resample.Execute(as_sitk(volume)))[0]
    return found
