from __future__ import annotations

import numpy as np
import pytest

from tests.support.vectors import known, rows
from workstation.domain.study import WindowSetting
from workstation.imaging.grayscale import (
    apply_voi_lut,
    apply_window,
    voi_function,
    window_from_range,
)

# PS3.3 C.11.2.1.2/3 by hand: function, x, center, width, 0..255.
KNOWN = [
    ("LINEAR", 0, 2048, 4096, 0.0),
    ("LINEAR", 2048, 2048, 4096, 127.531136),
    ("LINEAR", -50, 0, 100, 0.0),
    ("LINEAR", 0, 0, 100, 128.787879),
    ("LINEAR", -1, 0, 1, 0.0),
    ("LINEAR", 0, 0, 1, 255.0),
    ("LINEAR", -600, -600, 1500, 127.585057),
    ("LINEAR", 150, -600, 1500, 255.0),
    ("LINEAR_EXACT", 0.5, 0.5, 1.0, 127.5),
    ("LINEAR_EXACT", 0, 0.5, 1.0, 0.0),
    ("LINEAR_EXACT", -160, 40, 400, 0.0),
    ("SIGMOID", 2048, 2048, 4096, 127.5),
    ("SIGMOID", 3072, 2048, 4096, 186.419938),
    ("SIGMOID", 0, 2048, 4096, 30.396745),
]


@pytest.mark.parametrize(("function", "x", "center", "width", "expected"), KNOWN)
def test_voi_functions_are_the_standards(
    function: str, x: float, center: float, width: float, expected: float
) -> None:
    window = WindowSetting(center=center, width=width, function=function)
    assert float(voi_function(x, window)) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
def test_published_vectors(function: str) -> None:
    for vector in rows(f"voi_lut_{function}_0_255"):
        given = vector["inputs"]
        window = WindowSetting(center=given["center"], width=given["width"], function=function)
        found = float(voi_function(given["x"], window))
        assert found == pytest.approx(vector["expected"], abs=vector["tolerance"]), vector["id"]


@pytest.mark.parametrize(("given", "expected", "tolerance"), known("window_from_range"))
def test_window_from_range(
    given: dict[str, float], expected: dict[str, float], tolerance: float
) -> None:
    window = window_from_range(given["lo"], given["hi"])
    found = {"center": window.center, "width": window.width}
    assert found == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    "dtype", ["int16", "uint16", "uint8", ">i2", "int32", "float32", "float64"]
)
@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
@pytest.mark.parametrize("inverted", [False, True])
def test_every_dtype_gives_the_rounded_function(dtype: str, function: str, inverted: bool) -> None:
    values = np.arange(0, 250, 7).astype(dtype)
    window = WindowSetting(center=100, width=120, function=function)
    exact = voi_function(values, window)
    expected = 255 - exact if inverted else exact
    found = apply_window(values, window, inverted=inverted)
    assert found.dtype == np.uint8
    assert np.abs(found - expected).max() <= 0.501


def test_negative_values_use_the_right_table_entries() -> None:
    values = np.array([-2000, -1000, -601, 0, 3000], dtype=np.int16)
    window = WindowSetting(center=-600, width=1500)
    assert apply_window(values, window).tolist() == [
        round(v) for v in voi_function(values, window).tolist()
    ]


def test_monochrome1_shows_the_smallest_white_and_padding_black() -> None:
    values = np.array([[0, 100, 50]], dtype=np.uint16)
    padding = np.array([[False, False, True]])
    window = window_from_range(0, 100)
    assert apply_window(values, window, inverted=True, padding=padding).tolist() == [[255, 0, 0]]
    assert apply_window(values, window, padding=padding).tolist() == [[0, 255, 0]]


@pytest.mark.parametrize(
    ("function", "width"), [("LINEAR", 0.5), ("LINEAR_EXACT", 0.0), ("SIGMOID", -1.0), ("X", 5.0)]
)
def test_windows_that_the_standard_forbids_are_refused(function: str, width: float) -> None:
    window = WindowSetting(center=0, width=width, function=function)
    for dtype in (np.int16, np.float32):
        with pytest.raises(ValueError, match=r"window|function"):
            apply_window(np.zeros(3, dtype=dtype), window)


def test_voi_lut_clamps_at_both_ends() -> None:
    lut = (10, np.array([0, 512, 1023], dtype=np.uint16), 10)
    values = np.array([[5, 10, 11, 12, 99]], dtype=np.int16)
    assert apply_voi_lut(values, lut).tolist() == [[0, 0, 128, 255, 255]]
    assert apply_voi_lut(values, lut, inverted=True).tolist() == [[255, 255, 127, 0, 0]]
