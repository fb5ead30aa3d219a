from __future__ import annotations

import numpy as np
import pytest

from tests.support.render_phantoms import marked_volume
from workstation.scene.volume_camera import Standpoint, VolumeCamera

# What a person sees who stands on that side: left, right, top, bottom of the screen.
_EXPECTED = {
    Standpoint.ANTERIOR: ("R", "L", "H", "F"),
    Standpoint.POSTERIOR: ("L", "R", "H", "F"),
    Standpoint.LEFT: ("A", "P", "H", "F"),
    Standpoint.RIGHT: ("P", "A", "H", "F"),
    Standpoint.HEAD: ("L", "R", "A", "P"),
    Standpoint.FEET: ("R", "L", "A", "P"),
}


@pytest.mark.parametrize("side", list(Standpoint))
def test_letters_of_the_sides(side: Standpoint) -> None:
    camera = VolumeCamera((0, 0, 0)).from_side(side)
    assert camera.letters() == _EXPECTED[side]
    assert str(camera.words()).startswith("From ")


def test_no_turn_mirrors_or_bends() -> None:
    camera = VolumeCamera((0, 0, 0))
    rng = np.random.default_rng(3)
    for dx, dy in rng.normal(scale=60, size=(50, 2)):
        camera = camera.turned(dx, dy)
        axes = camera.axes
        assert np.allclose(axes @ axes.T, np.eye(3), atol=1e-9)
        assert np.linalg.det(axes) == pytest.approx(1.0)


def test_what_is_near_follows_the_mouse() -> None:
    camera = VolumeCamera((0, 0, 0))
    near = (0.0, -100.0, 0.0)
    x, y, _ = camera.turned(20, 0).to_screen(near, 200, 200)
    assert x > 100
    assert y == pytest.approx(100)
    x, y, _ = camera.turned(0, 20).to_screen(near, 200, 200)
    assert y > 100
    assert x == pytest.approx(100)
    x, y, _ = camera.moved(15, -7).to_screen((0, 0, 0), 200, 200)
    assert (x, y) == pytest.approx((115, 93))


def test_lengths_hold_across_the_screen() -> None:
    camera = VolumeCamera((5, 6, 7), mm_per_px=0.5).turned(31, -12)
    right, up, _ = camera.axes
    start = camera.to_screen(camera.center, 300, 200)
    end = camera.to_screen(np.array(camera.center) + 10 * right + 20 * up, 300, 200)
    assert (end - start)[:2] == pytest.approx((20, -40))
    assert camera.ray_point(end[0], end[1], 300, 200) == pytest.approx(
        np.array(camera.center) + 10 * right + 20 * up
    )


def test_the_whole_volume_fits() -> None:
    geometry = marked_volume().geometry
    for side in Standpoint:
        camera = VolumeCamera((0, 0, 0)).from_side(side).turned(25, 40)
        camera = camera.fitted(geometry, 320, 200)
        corners = geometry.to_lps_mm(np.array([[0, 0, 0], [29, 59, 49], [29, 0, 49], [0, 59, 0]]))
        seen = camera.to_screen(corners, 320, 200)
        assert seen[:, 0].min() >= 0
        assert seen[:, 0].max() <= 320
        assert seen[:, 1].min() >= 0
        assert seen[:, 1].max() <= 200


def test_walking_around_goes_by_the_left_side_and_keeps_the_head_up() -> None:
    camera = VolumeCamera((1.0, 2.0, 3.0)).from_side(Standpoint.ANTERIOR)
    for degrees, side in ((90, "LEFT"), (180, "POSTERIOR"), (270, "RIGHT"), (360, "ANTERIOR")):
        wanted = camera.from_side(Standpoint[side])
        walked = camera.around(degrees)
        np.testing.assert_allclose(walked.axes, wanted.axes, atol=1e-12)
        assert walked.center == camera.center
        assert np.linalg.det(walked.axes) > 0
