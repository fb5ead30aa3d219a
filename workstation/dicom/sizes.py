"""Lengths that a file may state of voxels and places, and lengths that no arithmetic survives."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST_MM = 1e-6
LARGEST_MM = 1e5


def is_size(values_mm: Sequence[float]) -> bool:
    """Whether all values are positive lengths that can be computed with."""
    return all(SMALLEST_MM <= value <= LARGEST_MM for value in values_mm)


def is_place(values_mm: Sequence[float]) -> bool:
    """Whether all values are coordinates that can be computed with."""
    return all(abs(value) <= LARGEST_MM for value in values_mm)
