from __future__ import annotations

import numpy as np
import pytest

from workstation.imaging import overlay_kernel
from workstation.imaging.overlay import SegmentStyle, mask_overlay

RED = SegmentStyle(1, (255, 0, 0), 0.2, dashed=False)
_RIM = 0xFFFF0000
_FILL = 51 << 24 | 51 << 16


def square(size: int = 6, first: int = 2, last: int = 4) -> np.ndarray:
    labels = np.zeros((size, size), np.uint8)
    labels[first:last, first:last] = 1
    return labels


def at_scale(scale: float, x: float = 0.0, y: float = 0.0) -> np.ndarray:
    # The painter's pixel (0, 0) spans -0.5 to 0.5 of the plane.
    return np.array([[scale, 0.0, scale / 2 + x], [0.0, scale, scale / 2 + y]])


def test_a_square_is_filled_and_rimmed_to_the_pixel() -> None:
    overlay = mask_overlay(square(), at_scale(10.0), (60, 60), [RED], thickness=2)
    assert overlay is not None
    assert (overlay.left, overlay.top) == (20, 20)
    assert overlay.pixels.shape == (20, 20)
    assert (overlay.pixels[2:-2, 2:-2] == _FILL).all()
    inside = np.zeros((20, 20), bool)
    inside[2:-2, 2:-2] = True
    assert (overlay.pixels[~inside] == _RIM).all()


def test_the_screen_cuts_without_a_rim() -> None:
    overlay = mask_overlay(square(), at_scale(10.0, x=-30.0), (60, 60), [RED], thickness=2)
    assert overlay is not None
    assert overlay.left == -2
    column = overlay.pixels[10, 2:]
    assert column[0] == _FILL
    assert column[-1] == _RIM


@pytest.mark.parametrize("turned", [False, True])
def test_turns_and_mirrors_follow_the_picture(turned: bool) -> None:
    labels = np.zeros((4, 6), np.uint8)
    labels[1, 4] = 1
    matrix = at_scale(10.0)
    if turned:
        # x = 10 (3 - row), y = 10 column: a quarter to the right.
        matrix = np.array([[0.0, -10.0, 35.0], [10.0, 0.0, 5.0]])
    overlay = mask_overlay(labels, matrix, (80, 80), [RED])
    assert overlay is not None
    assert (overlay.left, overlay.top) == ((20, 40) if turned else (40, 10))
    assert overlay.pixels.shape == (10, 10)


def test_dashes_break_the_rim_along_both_directions() -> None:
    dashed = SegmentStyle(1, (255, 0, 0), 0.2, dashed=True)
    overlay = mask_overlay(square(), at_scale(20.0), (120, 120), [dashed])
    assert overlay is not None
    for edge in (overlay.pixels[0], overlay.pixels[:, 0]):
        share = (edge == _RIM).mean()
        assert 0.3 < share < 0.75


def test_neighbors_both_get_a_rim_and_hidden_segments_none() -> None:
    labels = square()
    labels[2:4, 4] = 7
    blue = SegmentStyle(7, (0, 0, 255), 0.0, dashed=False)
    overlay = mask_overlay(labels, at_scale(10.0), (60, 60), [RED, blue])
    assert overlay is not None
    assert overlay.pixels[10, 19] == _RIM
    assert overlay.pixels[10, 20] == 0xFF0000FF
    assert overlay.pixels[10, 25] == 0
    assert mask_overlay(labels, at_scale(10.0), (60, 60), []) is None
    alone = mask_overlay(labels.astype(np.uint16) * 300, at_scale(10.0), (60, 60), [RED])
    assert alone is None


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("count", [3, 200])
@pytest.mark.parametrize("thickness", [1, 2, 5])
def test_the_compiled_loop_makes_the_same_pixels(
    monkeypatch: pytest.MonkeyPatch, turned: bool, count: int, thickness: int
) -> None:
    rng = np.random.default_rng(count)
    blocks = rng.integers(0, count + 1, (9, 7)).astype(np.uint16)
    labels = blocks.repeat(5, axis=0).repeat(4, axis=1)
    labels[labels % 3 == 2] = 0
    matrix = at_scale(3.7, x=-21.0, y=9.0)
    if turned:
        matrix = np.array([[0.0, -3.7, 140.0], [3.7, 0.0, -12.5]])
    overlay_kernel.warm_up()
    for dashes in ("none", "some", "all"):
        styles = [
            SegmentStyle(
                n,
                (n % 256, 90, 255 - n % 256),
                0.3,
                dashed=dashes == "all" or (dashes == "some" and n % 2 == 0),
            )
            for n in range(1, count + 1)
        ]
        quick = mask_overlay(labels, matrix, (110, 130), styles, thickness=thickness)
        with monkeypatch.context() as without:
            without.setattr(overlay_kernel, "kernel", lambda: None)
            plain = mask_overlay(labels, matrix, (110, 130), styles, thickness=thickness)
        assert quick is not None
        assert plain is not None
        assert (quick.left, quick.top) == (plain.left, plain.top)
        assert np.array_equal(quick.pixels, plain.pixels)
        assert len(np.unique(quick.pixels)) > 4


@pytest.mark.parametrize("beside", [False, True])
def test_a_small_segment_is_seen_where_the_picture_is_made_small(beside: bool) -> None:
    blue = SegmentStyle(2, (0, 0, 255), 0.2, dashed=False)
    for first in range(200, 220):
        labels = np.zeros((400, 400), np.uint8)
        labels[first : first + 3, first + 1 : first + 3] = 1
        if beside:
            labels[50:150, 50:150] = 2
        overlay = mask_overlay(labels, at_scale(0.1), (40, 40), [RED, blue])
        assert overlay is not None
        rows, columns = np.nonzero(overlay.pixels == _RIM)
        assert 1 <= rows.size <= 2
        assert np.abs(rows + overlay.top + 0.5 - (first + 1.5) / 10).max() < 1
        assert np.abs(columns + overlay.left + 0.5 - (first + 2) / 10).max() < 1


def test_a_small_segment_beside_the_screen_is_not_pulled_onto_it() -> None:
    labels = np.zeros((400, 400), np.uint8)
    labels[10:20, 10:20] = 1
    labels[300:303, 300:303] = 2
    blue = SegmentStyle(2, (0, 0, 255), 0.2, dashed=False)
    overlay = mask_overlay(labels, at_scale(0.1), (20, 20), [RED, blue])
    assert overlay is not None
    assert not (overlay.pixels == 0xFF0000FF).any()
    assert mask_overlay(labels, at_scale(0.1), (20, 20), [blue]) is None


def test_what_lies_beside_the_screen_is_not_pulled_onto_it_at_any_zoom() -> None:
    labels = np.zeros((40, 40), np.uint8)
    labels[10:20, 10:20] = 1
    labels[10:20, 21] = 2
    blue = SegmentStyle(2, (0, 0, 255), 0.2, dashed=False)
    overlay = mask_overlay(labels, at_scale(10.0), (200, 200), [RED, blue])
    assert overlay is not None
    assert not (overlay.pixels == 0xFF0000FF).any()
