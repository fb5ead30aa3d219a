"""Volumes with a known place for everything, for tests of what is shown."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray

from workstation.domain.coding import LESION, TISSUE
from workstation.domain.frame_timing import FrameTiming
from workstation.domain.geometry import Calibration, ProjectionGeometry, VolumeGeometry
from workstation.domain.image import FrameSequence, ImageSource, Radiograph, Volume
from workstation.domain.mask import Mask, Segment
from workstation.domain.moments import TimeAxis, TimeSource
from workstation.domain.provenance import Provenance
from workstation.domain.study import Patient

SHAPE = (6, 8, 10)
SPACING_KJI = (3.0, 1.5, 1.0)


def source(modality: str = "CT") -> ImageSource:
    return ImageSource(
        patient=Patient(patient_id="P1", name="Phantom^Asym", birth_date="19600101", sex="F"),
        study_instance_uid="1.2.3",
        series_instance_uid="1.2.3.4",
        modality=modality,
        description="Phantom",
        study_date="20260101",
        series_number=3,
    )


def asymmetric_volume(dtype: str = "int16") -> Volume:
    """Standard axial volume whose every voxel value is unique: k*100 + j*10 + i, HU."""
    k, j, i = np.indices(SHAPE)
    affine = np.zeros((4, 4))
    affine[2, 0], affine[1, 1], affine[0, 2] = SPACING_KJI
    affine[:, 3] = (-20.0, -30.0, -500.0, 1.0)
    return Volume(
        array=(k * 100 + j * 10 + i).astype(dtype),
        geometry=VolumeGeometry(
            shape_kji=SHAPE, affine_lps=affine, frame_of_reference_uid="1.2.3.9"
        ),
        quantity="HU",
        source=source(),
    )


def reoriented(volume: Volume, axes: tuple[int, ...], flips: tuple[bool, ...]) -> Volume:
    """The same voxels at the same place in the patient, stored in another order."""
    matrix = volume.geometry.affine_lps.copy()
    array = volume.array
    for axis in range(3):
        if flips[axis]:
            matrix[:3, 3] += matrix[:3, axis] * (array.shape[axis] - 1)
            matrix[:3, axis] *= -1
            array = np.flip(array, axis)
    matrix[:3, :3] = matrix[:3, list(axes)]
    turned = np.ascontiguousarray(array.transpose(axes))
    shape = (turned.shape[0], turned.shape[1], turned.shape[2])
    return Volume(
        array=turned,
        geometry=VolumeGeometry(
            shape_kji=shape, affine_lps=matrix, frame_of_reference_uid="1.2.3.9"
        ),
        quantity=volume.quantity,
        source=volume.source,
    )


def all_orders() -> list[tuple[tuple[int, ...], tuple[bool, ...]]]:
    """Six axis orders times eight flips."""
    return list(product(permutations(range(3)), product((False, True), repeat=3)))


def smooth_volume(
    shape: tuple[int, int, int] = (24, 40, 48),
    spacing: tuple[float, float, float] = (2.5, 0.9, 0.8),
    rotation: NDArray[np.float64] | None = None,
) -> Volume:
    """A band-limited float volume, oblique when a rotation is given."""
    k, j, i = np.indices(shape).astype(np.float64)
    values = 300 * np.sin(k / 5.0) + 200 * np.cos(j / 7.0 + 0.3) + 150 * np.sin(i / 6.0 + j / 11.0)
    axes = np.array([[0, 0, 1.0], [0, 1.0, 0], [1.0, 0, 0]]).T
    matrix = np.eye(4)
    turn = np.eye(3) if rotation is None else rotation
    matrix[:3, :3] = (turn @ axes) * np.array(spacing)
    matrix[:3, 3] = (-15.0, 12.0, 40.0)
    return Volume(
        array=values.astype(np.float32),
        geometry=VolumeGeometry(shape_kji=shape, affine_lps=matrix, frame_of_reference_uid="1.9"),
        quantity="US",
        source=source("MR"),
    )


def rotation(x_deg: float, y_deg: float, z_deg: float) -> NDArray[np.float64]:
    x, y, z = np.radians([x_deg, y_deg, z_deg])
    rx = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    ry = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    rz = np.array([[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]])
    turned: NDArray[np.float64] = rz @ ry @ rx
    return turned


def radiograph(
    shape: tuple[int, int] = (60, 80),
    spacing: tuple[float, float] | None = (0.2, 0.1),
    calibration: Calibration = Calibration.DETECTOR,
) -> Radiograph:
    j, i = np.indices(shape)
    return Radiograph(
        array=(j * 10 + i).astype(np.uint16),
        geometry=ProjectionGeometry(
            shape_ji=shape,
            spacing_ji_mm=spacing,
            calibration=calibration,
            orientation_letters=("L", "F"),
        ),
        quantity="US",
        source=source("DX"),
    )


def frames(count: int = 5, *, color: bool = False) -> FrameSequence:
    shape = (count, 30, 40)
    t, j, i = np.indices(shape)
    grey = ((t * 20 + j + i) % 256).astype(np.uint8)
    array = np.repeat(grey[..., np.newaxis], 3, axis=3) if color else grey
    return FrameSequence(
        array=array,
        geometry=ProjectionGeometry(
            shape_ji=(30, 40), spacing_ji_mm=None, calibration=Calibration.UNKNOWN
        ),
        quantity="US",
        source=source("US"),
        frame_time_ms=40.0,
        timing=FrameTiming(
            axis=TimeAxis(
                tuple(0.04 * n for n in range(count)), "s", TimeSource.FRAME_TIME, (40.0,) * count
            )
        ),
    )


def box_mask(volume: Volume, *, number: int = 1, mask_id: str = "mask-1") -> Mask:
    """A mask with one box, off-center on every axis."""
    labels = np.zeros(volume.geometry.shape_kji, dtype=np.uint8)
    k, j, i = volume.geometry.shape_kji
    labels[k // 4 : k // 2, j // 4 : j // 2, i // 8 : i // 2] = number
    return Mask(
        labels=labels,
        geometry=volume.geometry,
        segments=(
            Segment(
                number=number, label="Box", category=TISSUE, type=LESION, color_rgb=(0, 255, 0)
            ),
        ),
        provenance=Provenance(method="phantom", version="1"),
        id=mask_id,
        series_instance_uid=volume.source.series_instance_uid,
    )


TILT_DEG = 18.5


def linear_field(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A field that linear interpolation reproduces exactly."""
    field: NDArray[np.float64] = (
        100 + 2.0 * points[..., 0] - 3.0 * points[..., 1] + 5.0 * points[..., 2]
    )
    return field


def tilted_volume(*, uneven: bool = False, direction: int = 1) -> Volume:
    """A linear field under a tilted gantry; `direction` is 1 or -1, the way that it leans."""
    tilt = np.radians(direction * TILT_DEG)
    shape = (10, 24, 20)
    affine = np.eye(4)
    affine[:3, 2] = (0.5, 0, 0)
    affine[:3, 1] = (0, 0.5 * np.cos(tilt), 0.5 * np.sin(tilt))
    affine[:3, 0] = (0, 0, 3.0)
    affine[:3, 3] = (-5, -6, 30)
    geometry = VolumeGeometry(shape_kji=shape, affine_lps=affine)
    origins = affine[:3, 3] + np.arange(10)[:, None] * affine[:3, 0]
    if uneven:
        z = np.concatenate([np.arange(5) * 2.0, 8.0 + np.arange(1, 6) * 4.0])
        origins = affine[:3, 3] + z[:, None] * np.array([0, 0, 1.0])
        affine = affine.copy()
        affine[:3, 0] = (origins[-1] - origins[0]) / 9
        geometry = VolumeGeometry(shape_kji=shape, affine_lps=affine)
    j, i = np.meshgrid(np.arange(24), np.arange(20), indexing="ij")
    points = (
        origins[:, None, None]
        + j[None, ..., None] * affine[:3, 1]
        + i[None, ..., None] * affine[:3, 2]
    )
    return Volume(
        array=linear_field(points).astype(np.float32),
        geometry=geometry,
        quantity="HU",
        source=source(),
        slice_origins_lps_mm=origins if uneven else None,
    )
