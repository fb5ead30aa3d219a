"""Volumes, masks and findings that several tests use."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workstation.domain import coding
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.domain.mask import Mask, Segment, new_id
from workstation.domain.provenance import Provenance

PROVENANCE = Provenance(method="test", version="1.0.0")


def geometry(
    shape_kji: tuple[int, int, int] = (6, 8, 10), *, sheared: bool = False
) -> VolumeGeometry:
    """Anisotropic, oblique and off origin; with `sheared` as under a tilted gantry."""
    angle = np.radians(20.0)
    rotation = np.array(
        [[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1.0]]
    )
    affine = np.eye(4)
    affine[:3, 0] = rotation @ np.array([0.0, 0.9 if sheared else 0.0, 2.5])
    affine[:3, 1] = rotation @ np.array([0.0, 0.7, 0.0])
    affine[:3, 2] = rotation @ np.array([1.1, 0.0, 0.0])
    affine[:3, 3] = (-41.5, 17.25, -300.125)
    return VolumeGeometry(shape_kji=shape_kji, affine_lps=affine, frame_of_reference_uid="1.2.3")


def a_volume(grid: VolumeGeometry | None = None) -> Volume:
    """A volume whose every voxel has its own value."""
    grid = grid or geometry()
    array = np.arange(np.prod(grid.shape_kji), dtype=np.int16).reshape(grid.shape_kji)
    return Volume(
        array=array, geometry=grid, quantity="HU", source=ImageSource(series_instance_uid="1.9")
    )


def segment(number: int, label: str = "", color: tuple[int, int, int] = (200, 30, 60)) -> Segment:
    """A coded segment."""
    return Segment(
        number=number,
        label=label or f"Nodule {number}",
        category=coding.MORPHOLOGICALLY_ABNORMAL_STRUCTURE,
        type=coding.NODULE,
        anatomic_region=coding.LUNG,
        color_rgb=color,
        algorithm_name="Test algorithm",
    )


def a_mask(
    labels: NDArray[np.uint8], grid: VolumeGeometry | None, segments: Sequence[Segment]
) -> Mask:
    """A mask with test provenance."""
    return Mask(
        labels=labels,
        geometry=grid,
        segments=tuple(segments),
        provenance=PROVENANCE,
        id=new_id(),
    )


def asymmetric_labels(shape_kji: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Labels 1 and 2 in a shape that no flip or rotation maps onto itself."""
    labels = np.zeros(shape_kji, np.uint8)
    labels[1, 2, 3:6] = 1
    labels[1, 3:6, 3] = 1
    labels[2:4, 2, 4] = 1
    labels[-2, -2, -3:] = 2
    return labels
