from __future__ import annotations

import pytest

from workstation.scene.camera import Camera

SHAPE = (40, 60)
PIXEL = (2.0, 1.0)
SIZE = (300.0, 200.0)


def test_a_fitted_picture_is_whole_and_centered() -> None:
    transform = Camera().transform(SHAPE, PIXEL, SIZE)
    assert transform.to_screen(19.5, 29.5) == pytest.approx((150, 100))
    x0, y0 = transform.to_screen(-0.5, -0.5)
    x1, y1 = transform.to_screen(39.5, 59.5)
    assert min(x0, y0) > 0
    assert (x1, y1) < (300, 200)
    assert (x1 - x0) / (y1 - y0) == pytest.approx(60 / 80)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("horizontal", [False, True])
@pytest.mark.parametrize("vertical", [False, True])
def test_screen_and_picture_are_inverse(turns: int, horizontal: bool, vertical: bool) -> None:
    camera = Camera(
        scale=3.0,
        pan_xy=(7.0, -9.0),
        quarter_turns=turns,
        flip_horizontal=horizontal,
        flip_vertical=vertical,
    )
    transform = camera.transform(SHAPE, PIXEL, SIZE)
    for row, column in ((0, 0), (12.5, 33.25), (39, 59)):
        assert transform.to_image(*transform.to_screen(row, column)) == pytest.approx((row, column))


def test_a_turn_is_clockwise_and_a_mirror_is_left_to_right() -> None:
    middle = Camera(scale=1.0).transform(SHAPE, PIXEL, SIZE)
    up = middle.to_screen(0, 29.5)
    assert up[1] < 100
    turned = Camera(scale=1.0).turned(1).transform(SHAPE, PIXEL, SIZE)
    assert turned.to_screen(0, 29.5)[0] > 150  # what was on top is on the right
    mirrored = Camera(scale=1.0).mirrored(horizontal=True).transform(SHAPE, PIXEL, SIZE)
    assert mirrored.to_screen(19.5, 0)[0] > 150
    upside = Camera(scale=1.0).mirrored(vertical=True).transform(SHAPE, PIXEL, SIZE)
    assert upside.to_screen(0, 29.5)[1] > 100


def test_turning_a_mirrored_picture_is_clockwise_too() -> None:
    camera = Camera(scale=1.0).mirrored(horizontal=True)
    before = camera.transform(SHAPE, PIXEL, SIZE)
    after = camera.turned(1).transform(SHAPE, PIXEL, SIZE)
    x, y = before.to_screen(0, 29.5)
    assert (x, y) == pytest.approx((150, 100 - 39))
    assert after.to_screen(0, 29.5) == pytest.approx((150 + 39, 100))


def test_zooming_keeps_the_point_under_the_mouse() -> None:
    camera = Camera()
    point = camera.transform(SHAPE, PIXEL, SIZE).to_image(210, 60)
    zoomed = camera.zoomed(2.5, (210, 60), SHAPE, PIXEL, SIZE)
    assert zoomed.transform(SHAPE, PIXEL, SIZE).to_screen(*point) == pytest.approx((210, 60))


def test_one_to_one_fit_and_pan() -> None:
    camera = Camera().one_to_one(PIXEL).panned(5, 6)
    transform = camera.transform(SHAPE, PIXEL, SIZE)
    a, b = transform.to_screen(0, 0), transform.to_screen(0, 1)
    assert b[0] - a[0] == pytest.approx(1.0)
    assert camera.fitted() == Camera()
    huge = Camera(scale=1.0).zoomed(1e9, (0, 0), SHAPE, PIXEL, SIZE)
    assert huge.scale == 200.0
