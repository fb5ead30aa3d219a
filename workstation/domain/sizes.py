"""Lengths that a file may state of voxels and places, and lengths that no arithmetic survives."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.domain.geometry import GeometryIssue, GeometryIssueCode
from workstation.messages import Message

SMALLEST_MM = 1e-6
LARGEST_MM = 1e5
PLAUSIBLE_VOXEL_MM = 1e-3, 200.0
PLAUSIBLE_EXTENT_MM = 4000.0


def is_size(values_mm: Sequence[float]) -> bool:
    """Whether all values are positive lengths that can be computed with."""
    return all(SMALLEST_MM <= value <= LARGEST_MM for value in values_mm)


def is_place(values_mm: Sequence[float]) -> bool:
    """Whether all values are coordinates that can be computed with."""
    return all(abs(value) <= LARGEST_MM for value in values_mm)


def is_plausible(sizes_mm: Sequence[float], counts: Sequence[int]) -> bool:
    """Whether an image of a person can have so many voxels of these sizes.

    A unit that was mistaken (micrometers, or meters for millimeters) leads out of these limits.
    """
    low, high = PLAUSIBLE_VOXEL_MM
    return all(
        low <= size <= high and size * count <= PLAUSIBLE_EXTENT_MM
        for size, count in zip(sizes_mm, counts, strict=True)
    )


def implausible_size(sizes_mm: Sequence[float], files: tuple[str, ...]) -> GeometryIssue:
    """The doubt about voxels of sizes that are not plausible."""
    return GeometryIssue(
        code=GeometryIssueCode.IMPLAUSIBLE,
        message=Message(
            "The size of a voxel is stated as {sizes} mm, which cannot be: lengths and volumes "
            "would be wrong.",
            sizes=" × ".join(f"{size:g}" for size in sizes_mm),
        ),
        files=files,
        blocks_volume=True,
    )
