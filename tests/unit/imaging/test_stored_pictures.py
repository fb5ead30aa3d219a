"""Which stored picture shows something, and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.support.masks import geometry
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.image import ImageSource, Volume
from workstation.imaging.image_numbers import index_of_picture, picture_showing, stored_picture


def second_phase() -> Volume:
    """Four slices, frames 5 to 8 of one file of two phases, the last frame lowest."""
    grid = geometry((4, 6, 7))
    source = ImageSource(sop_instance_uids=("1.5",) * 4, frame_indices=(7, 6, 5, 4))
    return Volume(
        array=np.zeros(grid.shape_kji, np.int16), geometry=grid, quantity="HU", source=source
    )


def test_a_place_is_shown_by_the_nearest_frame() -> None:
    volume = second_phase()
    for k in range(4):
        x, y, z = volume.geometry.to_lps_mm((k + 0.3, 2, 3)).tolist()
        assert picture_showing(volume, (x, y, z)) == ImagePlace("1.5", 8 - k)
    x, y, z = volume.geometry.to_lps_mm((-9, 2, 3)).tolist()
    assert picture_showing(volume, (x, y, z)) == ImagePlace("1.5", 8)


def test_without_a_place_it_is_the_middle_one_or_the_frame_that_is_known() -> None:
    volume = second_phase()
    assert picture_showing(volume, None) == ImagePlace("1.5", 6)
    assert picture_showing(volume, None, 0) == ImagePlace("1.5", 8)


def test_a_picture_of_the_other_phase_is_none_of_the_image() -> None:
    source = second_phase().source
    assert [index_of_picture(source, ImagePlace("1.5", frame)) for frame in (8, 5, 4, 1)] == [
        0, 3, None, None,
    ]  # fmt: skip
    assert index_of_picture(source, ImagePlace("1.6", 8)) is None
    assert index_of_picture(source, None) is None


def test_images_without_files_have_no_pictures() -> None:
    volume = replace(second_phase(), source=ImageSource())
    assert picture_showing(volume, None) is None
    assert stored_picture(volume.source, 0) is None
