"""Oblique planes by a normal: where they lie, how large they are, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, radiograph
from workstation.errors import InputError
from workstation.imaging.oblique_plane import oblique_plane


def test_a_plane_goes_through_the_center_and_along_its_normal() -> None:
    volume = asymmetric_volume()  # 18 mm of slices, 10.5 mm of rows and 9 mm of columns.
    for normal, offset in (("0,0,2", None), ("0,0,2", 3.0), (None, None)):
        plane = oblique_plane(volume, normal, offset)
        across = np.cross(plane.right_lps, plane.down_lps)
        meant = np.array([1.0, 1, 1]) / np.sqrt(3) if normal is None else np.array([0.0, 0, 1])
        assert abs(float(across @ meant)) == pytest.approx(1)
        expected = volume.geometry.center_lps_mm + meant * (offset or 0.0)
        np.testing.assert_allclose(plane.center_lps_mm, expected, atol=1e-9)


def test_it_shows_the_whole_volume_in_its_smallest_pixels() -> None:
    plane = oblique_plane(asymmetric_volume(), "0,0,1", None)
    assert plane.pixel_mm == 1.0
    # 7 rows of 1.5 mm and 9 columns of 1 mm between outer centers.
    assert sorted(plane.shape_rc) == [10, 11]


@pytest.mark.parametrize(
    ("normal", "offset", "words"),
    [
        ("a,b,c", None, "“a,b,c” is not a normal"),
        ("1,0", None, "“1,0” is not a normal"),
        ("0,0,0", None, "“0,0,0” is not a normal"),
        ("nan,0,0", None, "“nan,0,0” is not a normal"),
        ("0,0,1", 20.0, "no oblique plane at 20 mm"),
        ("0,0,1", -20.0, "no oblique plane at -20 mm"),
    ],
)
def test_what_is_no_plane_is_refused(normal: str, offset: float | None, words: str) -> None:
    with pytest.raises(InputError, match=words):
        oblique_plane(asymmetric_volume(), normal, offset)


def test_how_far_the_volume_reaches_is_said() -> None:
    with pytest.raises(InputError) as refused:
        oblique_plane(asymmetric_volume(), "0,0,1", 20.0)
    assert str(refused.value.hint) == "The volume spans -7.5 to 7.5 mm there."


def test_a_film_is_not_cut() -> None:
    with pytest.raises(InputError, match="Only a volume"):
        oblique_plane(radiograph(), None, None)
