from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from workstation.domain.study import WindowSetting
from workstation.plugin_api.films import film_values, points_left
from workstation.plugin_api.payloads import ImagePayload

RAMP = ImagePayload(
    array=np.arange(200, dtype=np.uint16).reshape(10, 20), modality="DX", quantity="US"
)


def test_dense_is_bright_whatever_the_photometric_interpretation() -> None:
    plain = film_values(RAMP)
    inverted = film_values(replace(RAMP, inverted=True))
    assert plain[0, 0] == 0
    assert plain[-1, -1] == 255
    np.testing.assert_allclose(inverted, 255 - plain, atol=1e-3)


def test_the_files_window_is_used() -> None:
    shown = film_values(replace(RAMP, windows=(WindowSetting(center=100.5, width=121),)))
    assert (shown[:2] == 0).all()
    assert (shown[8:] == 255).all()
    assert 0 < shown[5, 0] < 255


def test_a_window_that_leaves_a_film_black_and_white_is_not_used() -> None:
    narrow = replace(RAMP, windows=(WindowSetting(center=50.5, width=21),))
    np.testing.assert_array_equal(film_values(narrow), film_values(RAMP))


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("windows", [(), (WindowSetting(center=100.5, width=121),)])
def test_padding_is_black_in_every_film(inverted: bool, windows: tuple[WindowSetting, ...]) -> None:
    padding = np.zeros(RAMP.array.shape, dtype=bool)
    padding[:2] = True
    film = replace(RAMP, padding=padding, inverted=inverted, windows=windows)
    assert not film_values(film)[:2].any()


def test_a_volume_is_not_a_film() -> None:
    with pytest.raises(ValueError, match="radiograph"):
        film_values(replace(RAMP, affine_lps=np.eye(4)))


@pytest.mark.parametrize(
    ("letters", "expected"),
    [(("L", "F"), (True, True)), (("R", "F"), (False, True)), (("", ""), (True, False))],
)
def test_sides_follow_patient_orientation(
    letters: tuple[str, str], expected: tuple[bool, bool]
) -> None:
    assert points_left(replace(RAMP, orientation_letters=letters)) == expected
