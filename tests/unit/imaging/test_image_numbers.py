"""Images are counted as their files are: the number that other programs show."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.masks import geometry
from workstation.domain.image import ImageSource, Volume
from workstation.imaging.image_numbers import (
    ImageNumber,
    number_in_order,
    plane_number,
    slice_number,
)
from workstation.imaging.planes import PlaneName, acquisition_plane, plane_layout


@pytest.mark.parametrize(
    ("stated", "k", "told"),
    [
        # From head to feet: the first file is the last slice.
        ([(4, 0), (3, 0), (2, 0), (1, 0)], 0, (4, 4, 4)),
        ([(4, 0), (3, 0), (2, 0), (1, 0)], 3, (1, 4, 1)),
        # Every second image of a series.
        ([(11, 0), (13, 0), (15, 0)], 1, (2, 3, 13)),
        # Frames of one file have an order, and no number of their own.
        ([(1, 2), (1, 1), (1, 0)], 0, (3, 3, None)),
        # Two files of one number, or none stated: the order of the slices.
        ([(7, 0), (7, 0), (9, 0)], 1, (2, 3, None)),
        ([(0, 0), (0, 0)], 1, (2, 2, None)),
        ([(0, 0)], 0, (1, 1, None)),
        ([(5, 0)], 0, (1, 1, 5)),
    ],
)
def test_numbers_are_those_of_the_files(
    stated: list[tuple[int, int]], k: int, told: tuple[int, int, int | None]
) -> None:
    assert number_in_order(stated, k) == ImageNumber(*told)


@pytest.mark.parametrize("flip", [False, True])
def test_a_plane_of_the_acquisition_is_one_of_the_images(*, flip: bool) -> None:
    grid = geometry()
    if flip:
        grid = replace(grid, affine_lps=grid.affine_lps @ np.diag([-1.0, 1.0, 1.0, 1.0]))
    count = grid.shape_kji[0]
    numbers = tuple(range(100 + count, 100, -1))
    source = ImageSource(instance_numbers=numbers, frame_indices=(0,) * count)
    volume = Volume(
        array=np.zeros(grid.shape_kji, np.int16), geometry=grid, quantity="HU", source=source
    )
    acquired = acquisition_plane(grid)
    flipped = plane_layout(grid, acquired).flipped[0]
    for index in range(count):
        k = count - 1 - index if flipped else index
        assert plane_number(volume, acquired, index) == ImageNumber(count - k, count, numbers[k])
    across = set(PlaneName) - {acquired, PlaneName.NATIVE}
    assert {plane_number(volume, each, 0) for each in across} == {None}
    assert plane_number(volume, acquired, count) is None
    bare = replace(volume, source=ImageSource())
    assert slice_number(bare, 1) == ImageNumber(2, count, None)
