"""Sizes and shapes beside SimpleITK, VTK and known solids.

Volumes and largest diameters stand beside SimpleITK's `LabelShapeStatisticsImageFilter` (its Feret
diameter runs over voxel centers, ours over the surface), surfaces beside VTK's marching cubes. The
surface is that of IBSI, triangles half-way between inside and outside: the steps of voxels make it
larger than that of the solid, by a tenth on cubes. SimpleITK estimates the solid's (Crofton).
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813 - as its own examples do
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D, vtkMassProperties

from tests.support.image_phantoms import rotation
from tests.support.masks import a_mask, segment
from workstation.domain.geometry import GeometryHonesty, VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.quantification.diameters import long_short_axis
from workstation.quantification.segments import SegmentMeasurement, measure_segments

SPACINGS = ((1.0, 1.0, 1.0), (2.0, 0.7, 0.7), (1.25, 0.6, 0.9))
RADII_MM = ((9.0, 9.0, 9.0), (12.0, 7.0, 5.0), (4.0, 10.0, 11.0))


def grid(spacing_kji: tuple[float, float, float], *, turned: bool) -> VolumeGeometry:
    turn = rotation(20, -15, 35) if turned else np.eye(3)
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0]]) @ np.diag(spacing_kji)
    affine[:3, 3] = (31.0, -12.0, 140.0)
    shape = tuple(int(30 / s) for s in spacing_kji)
    return VolumeGeometry(shape_kji=(shape[0], shape[1], shape[2]), affine_lps=affine)


def ellipsoid(geometry: VolumeGeometry, radii_mm: tuple[float, float, float]) -> NDArray[np.uint8]:
    places = np.moveaxis(np.indices(geometry.shape_kji), 0, -1)
    away = geometry.to_lps_mm(places) - geometry.center_lps_mm
    along = away @ geometry.directions_kji_lps.T
    inside = ((along / np.array(radii_mm)) ** 2).sum(axis=-1) <= 1
    return np.asarray(inside, dtype=np.uint8)


def lobes(geometry: VolumeGeometry) -> NDArray[np.uint8]:
    """Balls that run into each other: no convex body."""
    places = geometry.to_lps_mm(np.moveaxis(np.indices(geometry.shape_kji), 0, -1))
    draw = np.random.default_rng(11)
    inside = np.zeros(geometry.shape_kji, bool)
    for _ in range(5):
        center = geometry.center_lps_mm + draw.uniform(-5, 5, 3)
        inside |= np.linalg.norm(places - center, axis=-1) < draw.uniform(4, 6.5)
    return np.asarray(inside, dtype=np.uint8)


def measured(labels: NDArray[np.uint8], geometry: VolumeGeometry) -> SegmentMeasurement:
    image = Volume(
        array=np.zeros(labels.shape, np.int16), geometry=geometry, quantity="HU",
        source=ImageSource(), honesty=GeometryHonesty(),
    )  # fmt: skip
    (row,) = measure_segments(image, a_mask(labels, geometry, [segment(1)]))
    return row


def same_surface(
    own: SegmentMeasurement, labels: NDArray[np.uint8], geometry: VolumeGeometry
) -> None:
    """Area and sphericity are those of VTK's triangles through the same points."""
    image = vtkImageData()
    padded = np.pad(labels, 1).astype(np.float32)
    image.SetDimensions(padded.shape[2], padded.shape[1], padded.shape[0])
    image.SetSpacing([float(v) for v in geometry.spacing_kji_mm[::-1]])
    values = numpy_to_vtk(padded.ravel(), deep=True)
    image.GetPointData().SetScalars(values)
    surface = vtkFlyingEdges3D()
    surface.SetInputData(image)
    surface.SetValue(0, 0.5)
    numbers = vtkMassProperties()
    numbers.SetInputConnection(surface.GetOutputPort())
    area, volume = numbers.GetSurfaceArea(), numbers.GetVolume()
    assert own.surface_area_mm2 == pytest.approx(area, rel=6e-3)
    assert own.sphericity == pytest.approx((36 * math.pi * volume**2) ** (1 / 3) / area, rel=6e-3)


def beside(
    labels: NDArray[np.uint8], geometry: VolumeGeometry
) -> sitk.LabelShapeStatisticsImageFilter:
    image = sitk.GetImageFromArray(labels)
    image.SetSpacing([float(v) for v in geometry.spacing_kji_mm[::-1]])
    image.SetDirection(geometry.directions_kji_lps[::-1].T.ravel().tolist())
    image.SetOrigin([float(v) for v in geometry.affine_lps[:3, 3]])
    found = sitk.LabelShapeStatisticsImageFilter()
    found.ComputeFeretDiameterOn()
    found.Execute(image)
    return found


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("radii", RADII_MM)
@pytest.mark.parametrize("spacing", SPACINGS)
def test_ellipsoids(
    spacing: tuple[float, float, float], radii: tuple[float, float, float], turned: bool
) -> None:
    geometry = grid(spacing, turned=turned)
    labels = ellipsoid(geometry, radii)
    own, other = measured(labels, geometry), beside(labels, geometry)
    assert own.volume_ml == pytest.approx(other.GetPhysicalSize(1) / 1000, rel=1e-9)
    assert own.volume_ml == pytest.approx(4 / 3 * math.pi * math.prod(radii) / 1000, rel=0.06)
    same_surface(own, labels, geometry)
    assert own.max_diameter_3d_mm == pytest.approx(2 * max(radii), abs=max(spacing))
    assert own.max_diameter_3d_mm == pytest.approx(
        other.GetFeretDiameter(1), abs=float(np.linalg.norm(spacing))
    )


def test_the_steps_of_cubes_add_a_tenth_to_the_surface_of_a_ball() -> None:
    geometry = grid((0.5, 0.5, 0.5), turned=False)
    labels = ellipsoid(geometry, (10.0, 10.0, 10.0))
    own, other = measured(labels, geometry), beside(labels, geometry)
    ball = 4 * math.pi * 10**2
    assert other.GetPerimeter(1) == pytest.approx(ball, rel=0.01)
    assert own.surface_area_mm2 == pytest.approx(1.09 * ball, rel=0.01)
    assert own.sphericity == pytest.approx(0.915, abs=0.01)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("spacing", SPACINGS)
def test_bodies_that_are_not_convex(spacing: tuple[float, float, float], turned: bool) -> None:
    geometry = grid(spacing, turned=turned)
    labels = lobes(geometry)
    own, other = measured(labels, geometry), beside(labels, geometry)
    assert own.volume_ml == pytest.approx(other.GetPhysicalSize(1) / 1000, rel=1e-9)
    same_surface(own, labels, geometry)
    assert own.max_diameter_3d_mm == pytest.approx(
        other.GetFeretDiameter(1), abs=float(np.linalg.norm(spacing))
    )


@pytest.mark.parametrize("angle_deg", [0.0, 17.0, 45.0, 90.0, 128.0])
@pytest.mark.parametrize("spacing_ji", [(0.5, 0.5), (0.4, 0.7)])
def test_axes_in_a_slice(angle_deg: float, spacing_ji: tuple[float, float]) -> None:
    """The long axis beside Feret's diameter; both beside the axes of the ellipse."""
    count_j, count_i = (int(36 / step) for step in spacing_ji)
    j, i = np.meshgrid(np.arange(count_j), np.arange(count_i), indexing="ij")
    y, x = (j - count_j / 2) * spacing_ji[0], (i - count_i / 2) * spacing_ji[1]
    turn = math.radians(angle_deg)
    along, across = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    plane = (along / 14) ** 2 + (across / 6) ** 2 <= 1
    found = long_short_axis(plane[np.newaxis], spacing_ji)
    assert found is not None
    image = sitk.GetImageFromArray(plane.astype(np.uint8))
    image.SetSpacing([float(v) for v in spacing_ji[::-1]])
    other = sitk.LabelShapeStatisticsImageFilter()
    other.ComputeFeretDiameterOn()
    other.Execute(image)
    voxel = math.hypot(*spacing_ji)
    assert found.long_axis_mm == pytest.approx(other.GetFeretDiameter(1), abs=voxel)
    assert (found.long_axis_mm, found.short_axis_mm) == pytest.approx((28, 12), abs=voxel)
