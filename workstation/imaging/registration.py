"""Rigid registration of two volumes, and pictures by which a reader judges it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.errors import GeometryError
from workstation.messages import Message

if TYPE_CHECKING:
    import SimpleITK as sitk  # noqa: N813 - the library's own spelling

_LEVELS = ((8.0, 4.0, 0.15), (4.0, 2.0, 0.3), (2.0, 1.0, 0.55))
"""Voxel side and first step, mm; share of the time."""
_BINS = 40
_SAMPLES = 400_000
_SEED = 20260101
_STEPS = 100
_LEAST_SIDE = 4

Progress = Callable[[float], bool]
"""Told the fraction done; answers whether to go on."""


@dataclass(frozen=True, slots=True, eq=False)
class RigidRegistration:
    """How one volume lies on another.

    Parameters
    ----------
    affine : (4, 4) float64
        LPS mm of the fixed volume to LPS mm of the moving one.
    similarity : float
        Mattes mutual information at the end, in nat; larger is more alike.
    rotation_deg, shift_mm : float
        Size of the rotation, and how far the middle of the fixed volume moves.
    """

    affine: NDArray[np.float64]
    similarity: float
    rotation_deg: float
    shift_mm: float


def register_rigidly(
    fixed: Volume, moving: Volume, *, go_on: Progress = lambda _fraction: True
) -> RigidRegistration | None:
    """Find the rigid motion that lays one volume on another, also across modalities.

    Mattes mutual information, gradient descent on rotation and shift, at 8, 4 and 2 mm. It
    starts from the better of: both as they lie, middle on middle, center of mass on center of
    mass.

    Parameters
    ----------
    fixed, moving : Volume
        On straight, even grids.
    go_on : callable
        Told the fraction done; False gives up.

    Returns
    -------
    RigidRegistration or None
        None when it was given up.

    Raises
    ------
    GeometryError
        A volume has fewer than four voxels along an axis or one value only.

    References
    ----------
    Mattes et al., IEEE Trans Med Imaging 2003;22:120 (mutual information).
    """
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    for volume in (fixed, moving):
        if min(volume.geometry.shape_kji) < _LEAST_SIDE:
            raise GeometryError(Message("A series of fewer than four slices cannot be registered."))
    still, moved = _image(fixed), _image(moving)
    coarse = [_resampled(each, _LEVELS[1][0]) for each in (still, moved)]
    for image in coarse:
        values = sitk.GetArrayViewFromImage(image)
        if float(values.min()) == float(values.max()):
            raise GeometryError(Message("A series without any contrast cannot be registered."))
    transform = _best_start(coarse[0], coarse[1])
    similarity, share = 0.0, 0.0
    for side_mm, first_step_mm, size in _LEVELS:
        a, b = (_resampled(each, side_mm) for each in (still, moved))
        method = _method()
        voxels = a.GetNumberOfPixels()
        if voxels > _SAMPLES:
            method.SetMetricSamplingStrategy(method.RANDOM)
            method.SetMetricSamplingPercentage(_SAMPLES / voxels, _SEED)
        method.SetOptimizerAsRegularStepGradientDescent(
            learningRate=first_step_mm,
            minStep=1e-3,
            numberOfIterations=_STEPS,
            relaxationFactor=0.7,
            gradientMagnitudeTolerance=1e-8,
        )
        method.SetInitialTransform(transform, inPlace=True)
        stopped = False

        def each_step(
            method: sitk.ImageRegistrationMethod = method,
            share: float = share,
            size: float = size,
        ) -> None:
            nonlocal stopped
            done = share + size * min(1.0, method.GetOptimizerIteration() / _STEPS)
            if not go_on(done):
                stopped = True
                method.StopRegistration()

        method.AddCommand(sitk.sitkIterationEvent, each_step)
        method.Execute(a, b)
        if stopped:
            return None
        similarity = -float(method.GetMetricValue())
        share += size
    return _result(transform, fixed.geometry, similarity)


def _image(volume: Volume) -> sitk.Image:
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    values = np.asarray(volume.array, dtype=np.float32)
    if volume.padding is not None:
        known = ~np.asarray(volume.padding)
        floor = values[known].min() if known.any() else 0.0
        values = np.where(known, values, floor)
    image = sitk.GetImageFromArray(np.nan_to_num(values))
    affine = volume.geometry.affine_lps
    steps = affine[:3, [2, 1, 0]]
    spacing = np.linalg.norm(steps, axis=0)
    image.SetSpacing(spacing.tolist())
    image.SetOrigin(affine[:3, 3].tolist())
    image.SetDirection((steps / spacing).ravel().tolist())
    return image


def _resampled(image: sitk.Image, spacing_mm: float) -> sitk.Image:
    """Smoothed and at least this coarse along every axis."""
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    old = np.array(image.GetSpacing())
    new = np.maximum(old, spacing_mm)
    size = np.maximum(np.round(np.array(image.GetSize()) * old / new), _LEAST_SIDE).astype(int)
    new = np.array(image.GetSize()) * old / size
    smooth = sitk.SmoothingRecursiveGaussian(image, np.maximum(new / 2, old / 4).tolist())
    shift = image.TransformContinuousIndexToPhysicalPoint(((new / old - 1) / 2).tolist())
    return sitk.Resample(
        smooth,
        [int(n) for n in size],
        sitk.Transform(),
        sitk.sitkLinear,
        shift,
        new.tolist(),
        image.GetDirection(),
        0.0,
        image.GetPixelID(),
    )


def _method() -> sitk.ImageRegistrationMethod:
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(_BINS)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerScalesFromPhysicalShift()
    return method


def _best_start(fixed: sitk.Image, moving: sitk.Image) -> sitk.Euler3DTransform:
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    euler = sitk.Euler3DTransform
    make = sitk.CenteredTransformInitializer
    kinds = sitk.CenteredTransformInitializerFilter
    middle = fixed.TransformContinuousIndexToPhysicalPoint([(n - 1) / 2 for n in fixed.GetSize()])
    as_they_lie = euler()  # type: ignore[no-untyped-call]
    as_they_lie.SetCenter(middle)
    starts = [as_they_lie]
    # Moments need mass: values below zero, such as air in CT, are no negative weight.
    masses = [sitk.Clamp(each - _low(each), each.GetPixelID(), 0.0)
              for each in (fixed, moving)]  # fmt: skip
    for pair, kind in (((fixed, moving), kinds.GEOMETRY), (masses, kinds.MOMENTS)):
        start = make(pair[0], pair[1], euler(), kind)  # type: ignore[no-untyped-call]
        starts.append(euler(start))  # type: ignore[no-untyped-call]
    values = []
    for start in starts:
        method = _method()
        method.SetInitialTransform(start, inPlace=False)
        try:
            values.append(method.MetricEvaluate(fixed, moving))
        except RuntimeError:
            # The volumes do not overlap from there.
            values.append(math.inf)
    return starts[int(np.argmin(values))]


def _low(image: sitk.Image) -> float:
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    values = sitk.GetArrayViewFromImage(image)
    return float(np.percentile(values, 20.0))


def _result(
    transform: sitk.Euler3DTransform, fixed: VolumeGeometry, similarity: float
) -> RigidRegistration:
    rotation = np.array(transform.GetMatrix()).reshape(3, 3)
    center = np.array(transform.GetCenter())
    affine = np.eye(4)
    affine[:3, :3] = rotation
    affine[:3, 3] = center + np.array(transform.GetTranslation()) - rotation @ center
    angle = math.degrees(math.acos(float(np.clip((np.trace(rotation) - 1) / 2, -1.0, 1.0))))
    middle = fixed.center_lps_mm
    moved = affine[:3, :3] @ middle + affine[:3, 3]
    return RigidRegistration(affine, similarity, angle, float(np.linalg.norm(moved - middle)))


def checkerboard(
    first: NDArray[np.uint8], second: NDArray[np.uint8], *, squares: int = 8
) -> NDArray[np.uint8]:
    """Squares of two pictures in turn: edges run on where they are registered.

    Parameters
    ----------
    first, second : (r, c) uint8
        The same place in both images.
    squares : int
        Along the longer side.
    """
    side = max(1, -(-max(first.shape) // squares))
    rows, columns = np.indices(first.shape) // side
    return np.where((rows + columns) % 2 == 0, first, second)


def on_grid_of(fixed: Volume, moving: Volume, affine: NDArray[np.float64]) -> NDArray[np.float32]:
    """Values of the moving volume on the grid of the fixed one, linear, NaN outside.

    Parameters
    ----------
    affine : (4, 4) float64
        LPS mm of the fixed volume to LPS mm of the moving one.

    Returns
    -------
    (k, j, i) float32
    """
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    transform = sitk.AffineTransform(3)
    transform.SetMatrix(affine[:3, :3].ravel().tolist())
    transform.SetTranslation(affine[:3, 3].tolist())
    found = sitk.Resample(_image(moving), _image(fixed), transform, sitk.sitkLinear, float("nan"))
    values: NDArray[np.float32] = sitk.GetArrayFromImage(found)
    return values
